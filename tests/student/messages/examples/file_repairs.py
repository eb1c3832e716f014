"""What is said of a submission's files."""

import copy
import json
from collections.abc import Callable
from typing import Any

from grader.classroom.submissions.cell_repair import repair
from grader.classroom.submissions.file_formats import read_cells
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


def _two_stubs(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stub = notebook({})["cells"][1]
    return [cells[0], stub, stub, *cells[2:]]


def _all_in_one(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**_OWN, "source": "\n\n".join(SOLUTIONS.values())}]


def _read(data: bytes, name: str = _FILE) -> str:
    """Return the notes on a file, or why it cannot be read."""
    try:
        return "\n".join(read_cells(name, data)[1])
    except CourseError as error:
        return str(error)


def _lost(start: str) -> bytes:
    """Return a solved notebook without the first three bytes of this text in it."""
    return json.dumps(notebook(SOLUTIONS), indent=1).replace(start, start[3:], 1).encode()


_CELLS = json.dumps(notebook(SOLUTIONS)).encode()

EXAMPLES = {
    "files_left_out": lambda: file_repairs.files_left_out(file_repairs.LINK, 1, ["link"]),
    "files_left_out-more": lambda: file_repairs.files_left_out(
        file_repairs.TOO_MANY, 7, ["a.png", "b.png"]
    ),
    "not_graded": lambda: file_repairs.not_graded([".ana", "ben.zip"], "week1"),
    "escaped_folder_name": lambda: file_repairs.escaped_folder_name("Jos~e9"),
    "not_stored": lambda: file_repairs.not_stored("IsADirectoryError: tiny.ipynb"),
    "took_too_long": lambda: file_repairs.took_too_long(120.0),
    "took_too_much_cpu_time": lambda: file_repairs.took_too_much_cpu_time(30),
    "took_too_much_memory": lambda: file_repairs.took_too_much_memory(2000),
    "reading_was_killed": lambda: file_repairs.reading_was_killed(9),
    "reading_ended": lambda: file_repairs.reading_ended(1),
    "too_many_cells": lambda: file_repairs.too_many_cells("tiny.ipynb", 3_000_000, 10_000),
    "reading_died": lambda: file_repairs.reading_died(2),
    "no_folder": lambda: file_repairs.no_folder("week1", []),
    "no_folder-others": lambda: file_repairs.no_folder("week1", ["Week 1", "week2"]),
    "folder_is_link": lambda: file_repairs.folder_is_link("week1"),
    "unreadable_submission": lambda: file_repairs.unreadable_submission("Permission denied"),
    "no_notebook": lambda: file_repairs.no_notebook("tiny", []),
    "no_notebook-others": lambda: file_repairs.no_notebook("tiny", ["a.ipynb", "b.py"]),
    "other_notebook": lambda: file_repairs.other_notebook("tiny"),
    "other_file_name": lambda: file_repairs.other_file_name("tiny", "tiny (1).ipynb"),
    "other_work": lambda: file_repairs.other_work("tiny", ["old/tiny.ipynb"]),
    "checkpoint": lambda: file_repairs.checkpoint(".ipynb_checkpoints/tiny-checkpoint.ipynb"),
    "renamed_module": lambda: file_repairs.renamed_module("tools (1).py", "tools.py"),
    "left_out": lambda: file_repairs.left_out("film.mp4", 73_500_000),
    "no_time": lambda: file_repairs.no_time("yesterday"),
    "too_large": lambda: file_repairs.too_large(_FILE, 412_000_000),
    "unpacked": lambda: file_repairs.unpacked("tiny.zip", "zip"),
    "unpacked-tar": lambda: file_repairs.unpacked("tiny.tar.gz", "gzip"),
    "archive_without_notebook": lambda: file_repairs.archive_without_notebook("a.zip", "zip"),
    "damaged_archive": lambda: file_repairs.damaged_archive(
        "tiny.zip", "zip", file_repairs.CUT_SHORT
    ),
    "damaged_archive-other": lambda: file_repairs.damaged_archive(
        "a.tgz", None, file_repairs.NO_ARCHIVE
    ),
    "unpackable": lambda: file_repairs.unpackable("tiny.7z"),
    "archive_too_large": lambda: file_repairs.archive_too_large("a.zip", 5000, 500_000_000),
    "nested_too_deep": lambda: file_repairs.nested_too_deep("a.zip/b.zip/c.zip/d.zip", 3),
    "special_members": lambda: file_repairs.special_members("a.tar", ["key.txt", "null"]),
    "members_outside": lambda: file_repairs.members_outside(
        "a.zip", [f"../{number}.csv" for number in range(7)]
    ),
    "locked_members": lambda: file_repairs.locked_members("a.zip", ["tiny.ipynb"]),
    "repeated_members": lambda: file_repairs.repeated_members("a.zip", ["tiny.ipynb"]),
    "too_many_files": lambda: file_repairs.too_many_files(6021, 5000),
    "too_many_notebooks": lambda: file_repairs.too_many_notebooks(100),
    "other_encoding": lambda: _read(_CELLS.replace(b"return", b"return#\xfc", 1)),
    "merge_conflict": lambda: _read(b"<<<<<<< HEAD\n=======\n>>>>>>> b\n" + _CELLS),
    "utf16": lambda: _read(_CELLS.decode().encode("utf-16")),
    "nul_bytes": lambda: _read(_CELLS + b"\0"),
    "empty_file": lambda: _read(b""),
    "script": lambda: _read(b"x = 1", "tiny.py"),
    "not_json": lambda: file_repairs.not_json(_FILE),
    "damaged_json": lambda: _read(b'{"cells": ['),
    "cells_of_damaged": lambda: _read(_CELLS[:-100]),
    "cells_of_damaged-after": lambda: _read(_lost("  },")),
    "cells_of_damaged-parts": lambda: _read(_lost('"schema_version"')),
    "not_a_notebook": lambda: _read(b"[]"),
    "in_other_json": lambda: _read(json.dumps(_CELLS.decode()).encode()),
    "other_version": lambda: _read(_CELLS.replace(b'"nbformat": 4', b'"nbformat": 5')),
    "lines_without_ends": lambda: _read(b'{"cells": [{"source": ["x = 1", "y = 2"]}]}'),
    "no_cells": lambda: _read(b'{"nbformat": 4}'),
    "several_cells": lambda: _repaired(lambda cells: [*cells, {**cells[1], "source": ""}]),
    "several_cells-unchanged": lambda: _repaired(_two_stubs),
    "several_cells-joined": lambda: file_repairs.several_cells("relu", 3, [0, 2]),
    "several_cells-many": lambda: file_repairs.several_cells("relu", 20, [14]),
    "versions_of_merge": lambda: file_repairs.versions_of_merge("relu", "above"),
    "cell_type": lambda: _repaired(lambda cells: cells[1].update(cell_type="markdown")),
    "split_cell": lambda: _repaired(_split),
    "repaired_line": lambda: file_repairs.repaired_line(
        "relu", 2, "\u00a0\u00a0\u00a0 return \u201cz\u201d", '    return "z"'
    ),
    "repaired_line-own": lambda: file_repairs.repaired_line("", 1, "x\u00a0= 1", "x = 1"),
    "more_repaired_lines-one": lambda: file_repairs.more_repaired_lines("relu", 1),
    "more_repaired_lines": lambda: file_repairs.more_repaired_lines("relu", 3),
    "outside_its_cell": lambda: _repaired(_all_in_one),
    "beside_its_cell": lambda: file_repairs.beside_its_cell("why_relu"),
    "no_cell": lambda: _repaired(lambda cells: cells[3:]),
    "restored": lambda: _repaired(lambda cells: cells.pop(2) and None),
    "few_notes": lambda: "\n".join(file_repairs.few_notes(["one", "two", "three"], 2)),
    "instructors": lambda: file_repairs.instructors("check-double"),
    "changed": lambda: _repaired(lambda cells: cells[2].update(source="pass")),
    "repeated": lambda: _repaired(lambda cells: cells.insert(3, copy.deepcopy(cells[2]))),
    "moved": lambda: _repaired(lambda cells: cells[::-1]),
}
