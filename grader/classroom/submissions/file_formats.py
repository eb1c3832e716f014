"""Read the cells of a submitted file: nbformat 3 or 4, a script, a zip, damaged or not."""

import codecs
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.student.messages import file_repairs
from grader.student.text import CourseError

_MAX_FILE_BYTES = 400_000_000
"""Size of the largest file that is read; images and videos in outputs make files large."""

_MAX_NOTEBOOKS_IN_ZIP = 100
_MIN_UTF16_BYTES = 4
"""In a shorter file, the first two bytes may be no byte order mark of UTF-16."""

_CELLS = re.compile(rb'"cells"\s*:\s*\[')


class UnreadableError(CourseError):
    """A file contains no notebook that can be read."""


@dataclass(frozen=True)
class StudentCell:
    """One submitted cell, without its outputs and most of its metadata.

    Attributes
    ----------
    kind : str
        "code", "markdown" or "raw".
    source : str
    id, grade_id : str
        Of nbformat and of nbgrader; empty if the cell has none.
    """

    kind: str
    source: str
    id: str = ""
    grade_id: str = ""


def check_size(name: str, size: int) -> None:
    """Raise an `UnreadableError` if a file is too large to be read."""
    if size > _MAX_FILE_BYTES:
        raise UnreadableError(file_repairs.too_large(name, size))


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """Return the notebooks in a file by name: the file itself, or those in a zip.

    Parameters
    ----------
    name : str
        Of the file.
    data : bytes
        Content of the file.

    Raises
    ------
    UnreadableError
        If it is a zip that is damaged or contains no notebook.
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
                raise UnreadableError(file_repairs.zip_without_notebook(name))
            if len(notebooks) > _MAX_NOTEBOOKS_IN_ZIP:
                raise UnreadableError(file_repairs.zip_with_too_many(name, len(notebooks)))
            check_size(name, sum(each.file_size for each in notebooks))
            found: dict[str, bytes] = {}
            for each in notebooks:
                found.setdefault(each.filename.rpartition("/")[2], archive.read(each))
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(file_repairs.damaged_zip(name, error)) from error


def read_cells(name: str, data: bytes) -> tuple[list[StudentCell], list[str]]:
    """Read the cells of a notebook of format 3 or 4, or of a script.

    Parameters
    ----------
    name : str
        Of the file; a script is recognized by its suffix ``.py``.
    data : bytes
        Content of the file.

    Returns
    -------
    cells : list of StudentCell
    notes : list of str
        Defects of the file that were ignored.

    Raises
    ------
    UnreadableError
        If no cell is found; its text is the reason.
    """
    check_size(name, len(data))
    notes = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) > _MIN_UTF16_BYTES:
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        notes.append(file_repairs.utf16(name))
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        notes.append(file_repairs.nul_bytes(name))
    if not data.strip():
        raise UnreadableError(file_repairs.empty_file(name))
    if name.lower().endswith(".py"):
        text = data.decode("utf-8-sig", "replace")
        return [StudentCell("code", text)], [*notes, file_repairs.script(name)]
    try:
        content = json.loads(data.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        cells = [cell for found in _complete_cells(data) if (cell := _cell(found))]
        if not cells:
            raise UnreadableError(_damage_message(name, error)) from None
        return cells, [
            *notes,
            file_repairs.cells_before_damage(_damage_message(name, error), len(cells)),
        ]
    return _from_json(name, content), notes


def _damage_message(name: str, error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return file_repairs.damaged_json(name, error.lineno, error.colno)
    return file_repairs.not_json(name)


def _from_json(name: str, content: Any) -> list[StudentCell]:
    if not isinstance(content, dict):
        raise UnreadableError(file_repairs.not_a_notebook(name))
    found = content.get("cells")
    # The number of the format may be lost with other metadata; the cells are still readable.
    version = content.get("nbformat", 4 if found else None)
    if version not in (3, 4):
        raise UnreadableError(file_repairs.not_a_notebook(name))
    if version == 3:
        sheets = content.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        lists = [s.get("cells") for s in sheets if isinstance(s, dict)]
        found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list):
        raise UnreadableError(file_repairs.no_cells(name))
    return [cell for each in found if (cell := _cell(each))]


def _cell(found: Any) -> StudentCell | None:
    if not isinstance(found, dict):
        return None
    kind = found.get("cell_type")
    source = _text(found.get("source", found.get("input", "")))
    metadata = found.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
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
    """Yield the complete cells at the beginning of a truncated or damaged JSON text."""
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
