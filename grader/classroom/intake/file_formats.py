"""Reads what a student handed in as data, in whatever form, as long as there are cells in it."""

import codecs
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.student.text.errors import CourseError

_LARGEST = 400_000_000
"""Bytes of the largest file that is opened; pictures and films in outputs make large ones."""

_MOST_IN_ZIP = 100
_SHORTEST = 4
"""Bytes; below that, what looks like a mark of UTF-16 may be anything."""

_CELLS = re.compile(rb'"cells"\s*:\s*\[')


class UnreadableError(CourseError):
    """There is no notebook to be found in a file."""


@dataclass(frozen=True)
class StudentCell:
    """One cell as it was handed in; outputs and all other metadata stay behind.

    Attributes
    ----------
    kind : str
        "code", "markdown" or "raw".
    id, grade_id : str
        Of nbformat and of nbgrader; empty where there is none.
    """

    kind: str
    source: str
    id: str = ""
    grade_id: str = ""


def too_large(name: str, size: int) -> None:
    """Raise an `UnreadableError` for a file of more bytes than are opened."""
    if size > _LARGEST:
        raise UnreadableError(
            f"{name} has {size // 1_000_000} MB, more than is opened: outputs must be cleared."
        )


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """Return the notebooks in a file by their names: the file itself, or those in a zip.

    Parameters
    ----------
    name : str
        The file's name.
    data : bytes
        The file.

    Raises
    ------
    UnreadableError
        If it is a zip that is damaged, or with no notebook in it.
    """
    if not data.startswith(b"PK"):
        return {name: data}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [
                each
                for each in archive.infolist()
                if each.filename.endswith((".ipynb", ".py"))
                and not any(part in each.filename for part in ("__MACOSX", "checkpoint"))
            ]
            notebooks = [each for each in inside if each.filename.endswith(".ipynb")] or inside
            if not notebooks:
                raise UnreadableError(f"{name} is a zip with no notebook in it.")
            if len(notebooks) > _MOST_IN_ZIP:
                raise UnreadableError(f"{name} is a zip with {len(notebooks)} notebooks in it.")
            too_large(name, sum(each.file_size for each in notebooks))
            found: dict[str, bytes] = {}
            for each in notebooks:
                found.setdefault(each.filename.rpartition("/")[2], archive.read(each))
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(f"{name} is a damaged zip ({error}).") from error


def read_cells(name: str, data: bytes) -> tuple[list[StudentCell], list[str]]:
    """Read the cells of a notebook of format 3 or 4, or of a .py.

    Parameters
    ----------
    name : str
        The file's name, for messages and because a ``.py`` is known by it.
    data : bytes
        The file.

    Returns
    -------
    cells : list of StudentCell
    notes : list of str
        What had to be overlooked.

    Raises
    ------
    UnreadableError
        If no cell can be found, with the reason.
    """
    too_large(name, len(data))
    notes = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) > _SHORTEST:
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        notes.append(f"{name} is in UTF-16 and was read as that.")
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        notes.append(f"{name} holds NUL bytes, which were left out.")
    if not data.strip():
        raise UnreadableError(f"{name} is an empty file.")
    if name.lower().endswith(".py"):
        text = data.decode("utf-8-sig", "replace")
        return [StudentCell("code", text)], [*notes, f"{name} is a script, judged as one cell."]
    try:
        content = json.loads(data.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        cells = [cell for found in _complete_cells(data) if (cell := _cell(found))]
        if not cells:
            raise UnreadableError(_damage(name, error)) from None
        return cells, [*notes, f"{_damage(name, error)} The {len(cells)} cells before were judged."]
    return _from_json(name, content), notes


def _damage(name: str, error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, column {error.colno}"
        return f"{name} is damaged: its JSON breaks off or is wrong at {where}."
    return f"{name} is damaged: it is no JSON text."


def _from_json(name: str, content: Any) -> list[StudentCell]:
    if not isinstance(content, dict):
        raise UnreadableError(f"{name} is no Jupyter notebook.")
    found = content.get("cells")
    # Where the number of the format was lost with other metadata, cells still are cells.
    form = content.get("nbformat", 4 if found else None)
    if form not in (3, 4):
        raise UnreadableError(f"{name} is no Jupyter notebook.")
    if form == 3:
        sheets = content.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        lists = [s.get("cells") for s in sheets if isinstance(s, dict)]
        found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list):
        raise UnreadableError(f"{name} is a notebook without cells.")
    return [cell for each in found if (cell := _cell(each))]


def _cell(found: Any) -> StudentCell | None:
    if not isinstance(found, dict):
        return None
    kind = found.get("cell_type")
    source = _text(found.get("source", found.get("input", "")))
    metadata = found.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return StudentCell(
        kind if kind in ("code", "markdown", "raw") else "markdown",
        source,
        found["id"] if isinstance(found.get("id"), str) else "",
        grade_id if isinstance(grade_id, str) else "",
    )


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _complete_cells(data: bytes) -> Iterator[Any]:
    """Yield the cells that stand whole in a text which breaks off or goes wrong later on."""
    start = _CELLS.search(data)
    if start is None:
        return
    text = data[start.end() :].decode("utf-8", "replace")
    decoder = json.JSONDecoder(strict=False)
    position = 0
    while True:
        position += len(text[position:]) - len(text[position:].lstrip(" \t\r\n,"))
        try:
            cell, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield cell
