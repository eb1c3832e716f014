"""Read the cells of a submitted file: a notebook of nbformat 3 or 4 or a script, damaged or not."""

import codecs
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from grader.classroom.submissions import limits
from grader.classroom.submissions.forms.damaged_notebooks import (
    find_cells,
    joined,
    sides_of_conflicts,
)
from grader.classroom.submissions.forms.name_patterns import kind_of
from grader.student.messages import file_repairs
from grader.student.text import CourseError, read_cell

_MIN_UTF16_BYTES = 4
"""In a shorter file, the first two bytes may be no byte order mark of UTF-16."""

_SPACE = rb"(?:\s|\\n)*"
# A notebook, what a server of Jupyter sends, or one of them as a string of JSON.
_NOTEBOOK_START = re.compile(
    rb'\s*"?' + _SPACE + rb"\{" + _SPACE + rb'\\?"(?:cells|metadata|nbformat|nbformat_minor|'
    rb'worksheets|content|created|format|last_modified|mimetype|name|path|size|type|writable)\\?"'
)
_NOTEBOOK_KEYS = re.compile(rb'\\?"(?:cells|worksheets)\\?"' + _SPACE + rb":" + _SPACE + rb"\[")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD_BYTES = 65_536
_OF_CODE = frozenset(("execution_count", "input", "outputs", "prompt_number"))


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
    side : str
        Of the two versions of a cell that a merge left, "above" or "below" its =======.
    """

    kind: str
    source: str
    id: str = ""
    grade_id: str = ""
    side: str = ""


def check_size(name: str, size: int) -> None:
    """Raise an `UnreadableError` if a file is too large to be read."""
    if size > limits.MAX_FILE_BYTES:
        raise UnreadableError(file_repairs.too_large(name, size))


def looks_like_notebook(data: bytes) -> bool:
    """Return whether the beginning of a file, of whatever name, is that of a notebook."""
    head = data[:_HEAD_BYTES].removeprefix(codecs.BOM_UTF8)
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return bool(_NOTEBOOK_START.match(head) and _NOTEBOOK_KEYS.search(head))


def read_cells(name: str, data: bytes) -> tuple[list[StudentCell], list[str]]:
    """Read the cells of a notebook of format 3 or 4, or of a script.

    Parameters
    ----------
    name : str
        Of the file; a script is recognized by it.
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
    if data.startswith(_UTF16) and len(data) > _MIN_UTF16_BYTES:
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        notes.append(file_repairs.utf16(name))
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        notes.append(file_repairs.nul_bytes(name))
    if not data.strip():
        raise UnreadableError(file_repairs.empty_file(name))
    text = _decoded(name, data, notes)
    if kind_of(name.rpartition("/")[2]) == "script":
        return _versions([StudentCell("code", text)], name, notes), [
            *notes,
            file_repairs.script(name),
        ]
    try:
        content = json.loads(text, strict=False)
        while isinstance(inner := _inside(content), str | dict):
            if isinstance(inner, str):
                text = inner
                inner = json.loads(text, strict=False)
            content = inner
            if (note := file_repairs.in_other_json(name)) not in notes:
                notes.append(note)
        cells = _from_json(name, content, notes)
    except (ValueError, RecursionError) as error:
        cells = _cells_of_damaged(name, text, error, notes)
    return _versions(cells, name, notes), notes


def _inside(content: Any) -> Any:
    """Return what is in a JSON text, or in what a server of Jupyter sent, if it is no notebook."""
    if isinstance(content, dict) and not {"cells", "worksheets"} & content.keys():
        return content.get("content")
    return content if isinstance(content, str) else None


def _decoded(name: str, data: bytes, notes: list[str]) -> str:
    """Return the text of a file; bytes that are no UTF-8 are read as Windows writes them."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        notes.append(file_repairs.other_encoding(name))
        return data.decode("utf-8", "windows")


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("windows", _windows)


def _cells_of_damaged(
    name: str, text: str, error: Exception, notes: list[str]
) -> list[StudentCell]:
    """Return the cells of a text that is no JSON; of both sides if it is two merged notebooks."""
    sides = sides_of_conflicts(text)
    if sides is not None:
        notes.append(file_repairs.merge_conflict(name))
        first, second = (_cells_of_side(name, side) for side in sides)
        if cells := joined(first, second):
            above, below = set(first) - set(second), set(second) - set(first)
            return [_with_side(cell, cell in above, cell in below) for cell in cells]
    found = find_cells(text)
    cells = [cell for each in found.cells if (cell := _cell(each))]
    damage = _damage_message(name, error)
    if not cells:
        raise UnreadableError(damage) from None
    position = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
    after = sum(start > position for start in found.starts)
    notes.append(file_repairs.cells_of_damaged(damage, len(cells), after, found.parts))
    return cells


def _with_side(cell: StudentCell, is_above: bool, is_below: bool) -> StudentCell:
    side = "above" if is_above else "below" if is_below else ""
    return replace(cell, side=side) if side else cell


def _cells_of_side(name: str, text: str) -> list[StudentCell]:
    try:
        return _from_json(name, json.loads(text, strict=False), [])
    except (ValueError, RecursionError, UnreadableError):
        return [cell for each in find_cells(text).cells if (cell := _cell(each))]


def _versions(cells: list[StudentCell], name: str, notes: list[str]) -> list[StudentCell]:
    """Replace each code cell with the markers of a merge by one cell for each version of it.

    The version that is judged comes last: the first one, unless only the other one is valid.
    """
    found: list[StudentCell] = []
    merged = False
    for cell in cells:
        # A text that is valid code has the markers in a string.
        conflict = "<<<<<<<" in cell.source and not _is_valid(cell.source)
        sides = sides_of_conflicts(cell.source) if conflict and cell.kind == "code" else None
        if sides is None:
            found.append(cell)
            continue
        merged = True
        ours = replace(cell, source=sides[0], side="above")
        theirs = replace(cell, source=sides[1], side="below")
        swapped = _is_valid(theirs.source) and not _is_valid(ours.source)
        found += [ours, theirs] if swapped else [theirs, ours]
    if merged:
        notes.append(file_repairs.merge_conflict(name))
    return found


def _is_valid(source: str) -> bool:
    return read_cell(source).tree is not None


def _damage_message(name: str, error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return file_repairs.damaged_json(name, error.lineno, error.colno)
    return file_repairs.not_json(name)


def _from_json(name: str, content: Any, notes: list[str]) -> list[StudentCell]:
    if not isinstance(content, dict):
        raise UnreadableError(file_repairs.not_a_notebook(name))
    # The number of the format may be lost or wrong; what is there can be read.
    version, found = content.get("nbformat"), content.get("cells")
    sheets = content.get("worksheets")
    if not found and isinstance(sheets, list):
        lists = [s.get("cells") for s in sheets if isinstance(s, dict)]
        found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not found and version not in (3, 4):
        raise UnreadableError(file_repairs.not_a_notebook(name))
    if not isinstance(found, list):
        raise UnreadableError(file_repairs.no_cells(name))
    if len(found) > limits.MAX_CELLS:
        raise UnreadableError(file_repairs.too_many_cells(name, len(found), limits.MAX_CELLS))
    if version not in (None, 3, 4):
        notes.append(file_repairs.other_version(name, version))
    if any(_lacks_newlines(_source(each)) for each in found if isinstance(each, dict)):
        notes.append(file_repairs.lines_without_ends(name))
    return [cell for each in found if (cell := _cell(each))]


def _lacks_newlines(source: Any) -> bool:
    """Return whether a source is a list of lines that have lost their line ends."""
    if not isinstance(source, list) or len(source) <= 1:
        return False
    # As Python splits lines, and so does Jupyter.
    return not any(isinstance(part, str) and part[-1:].splitlines() == [""] for part in source)


def _cell(found: Any) -> StudentCell | None:
    if not isinstance(found, dict):
        return None
    source = _text(_source(found))
    metadata = found.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return StudentCell(
        _kind(found),
        source,
        found["id"] if isinstance(found.get("id"), str) else "",
        grade_id if isinstance(grade_id, str) else "",
    )


def _kind(cell: dict[str, Any]) -> str:
    """Return the kind of a cell; without one, only code has what comes of running it."""
    kind = str(cell.get("cell_type", "")).lower()
    if kind in ("code", "markdown", "raw"):
        return kind
    is_code = kind != "heading" and not _OF_CODE.isdisjoint(cell)
    return "code" if is_code else "markdown"


def _source(cell: dict[str, Any]) -> Any:
    return cell.get("source", cell.get("input", ""))


def _text(source: Any) -> str:
    if isinstance(source, list):
        separator = "\n" if _lacks_newlines(source) else ""
        return separator.join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
