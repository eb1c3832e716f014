"""What is said of a submission's files."""

import copy
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from grader.classroom.submissions.cell_repair import repair
from grader.classroom.submissions.file_formats import read_cells, unpack
from grader.student.messages import file_repairs
from grader.student.text import CourseError
from tests.tiny_course import SOLUTIONS, notebook

_FILE = "tiny.ipynb"
_OWN = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": []}


def _repaired(change: Callable[[list[dict[str, Any]]], object]) -> str:
    """Return the notes on a solved notebook in which something happened to the cells.

    `change` changes the list, or returns another one.
    """
    content = copy.deepcopy(notebook(SOLUTIONS))
    made = change(content["cells"])
    content["cells"] = made if isinstance(made, list) else content["cells"]
    cells, _ = read_cells(_FILE, json.dumps(content).encode())
    return "\n".join(repair(notebook({}), cells)[1])


def _split(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    head, rest = cells[1]["source"].split("\n")
    parts = [{**cells[1], "source": head}, {**_OWN, "source": rest}]
    return [cells[0], *parts, *cells[2:]]


def _all_in_one(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**_OWN, "source": "\n\n".join(SOLUTIONS.values())}]


def _read(data: bytes, name: str = _FILE) -> str:
    """Return the notes on a file, or why it cannot be read."""
    try:
        return "\n".join(read_cells(name, data)[1])
    except CourseError as error:
        return str(error)


def _unpacked(data: bytes) -> str:
    try:
        unpack("tiny.zip", data)
    except CourseError as error:
        return str(error)
    raise AssertionError("nothing was refused")


def _zip(*names: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name in names:
            opened.writestr(name, "{}")
    return archive.getvalue()


_CELLS = json.dumps(notebook(SOLUTIONS)).encode()

EXAMPLES = {
    "no_folder": lambda: file_repairs.no_folder("week1", []),
    "no_folder-others": lambda: file_repairs.no_folder("week1", ["Week 1", "week2"]),
    "folder_is_link": lambda: file_repairs.folder_is_link("week1"),
    "unreadable_submission": lambda: file_repairs.unreadable_submission("Permission denied"),
    "no_notebook": lambda: file_repairs.no_notebook("tiny", []),
    "no_notebook-others": lambda: file_repairs.no_notebook("tiny", ["a.ipynb", "b.py"]),
    "other_notebook": lambda: file_repairs.other_notebook("tiny"),
    "other_file_name": lambda: file_repairs.other_file_name("tiny", "tiny (1).ipynb"),
    "left_out": lambda: file_repairs.left_out("film.mp4", 73_500_000),
    "no_time": lambda: file_repairs.no_time("yesterday"),
    "too_large": lambda: file_repairs.too_large(_FILE, 412_000_000),
    "unpacked": lambda: file_repairs.unpacked("tiny.zip"),
    "zip_without_notebook": lambda: _unpacked(_zip("notes.txt")),
    "zip_with_too_many": lambda: _unpacked(_zip(*(f"{n}.ipynb" for n in range(101)))),
    "damaged_zip": lambda: _unpacked(b"PK no zip"),
    "utf16": lambda: _read(_CELLS.decode().encode("utf-16")),
    "nul_bytes": lambda: _read(_CELLS + b"\0"),
    "empty_file": lambda: _read(b""),
    "script": lambda: _read(b"x = 1", "tiny.py"),
    "not_json": lambda: file_repairs.not_json(_FILE),
    "damaged_json": lambda: _read(b'{"cells": ['),
    "cells_before_damage": lambda: _read(_CELLS[:-100]),
    "not_a_notebook": lambda: _read(b"[]"),
    "no_cells": lambda: _read(b'{"nbformat": 4}'),
    "several_cells": lambda: _repaired(lambda cells: [*cells, {**cells[1], "source": ""}]),
    "cell_type": lambda: _repaired(lambda cells: cells[1].update(cell_type="markdown")),
    "split_cell": lambda: _repaired(_split),
    "outside_its_cell": lambda: _repaired(_all_in_one),
    "no_cell": lambda: _repaired(lambda cells: cells[3:]),
    "restored": lambda: _repaired(lambda cells: cells.pop(2) and None),
    "changed": lambda: _repaired(lambda cells: cells[2].update(source="pass")),
    "repeated": lambda: _repaired(lambda cells: cells.insert(3, copy.deepcopy(cells[2]))),
    "moved": lambda: _repaired(lambda cells: cells[::-1]),
}
