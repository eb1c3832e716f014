"""A course's notebook in the form that the grader reads: nbformat 4.5, metadata of schema 3.

The file itself is never changed. nbformat upgrades the notebook, and nbgrader the metadata; both
take seconds to import, and are not needed for a notebook that has this form already.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from grader.student.text import CourseError, read_cell

Notebook = dict[str, Any]

_MARKS: Final = ("grade", "solution", "locked", "task")
_SCHEMA: Final = 3
_PYTHON: Final = ("python", "ipython")
BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def read_notebook(path: Path) -> Notebook:
    """Read a notebook of a course.

    Raises
    ------
    CourseError
        If it cannot be read, is not for Python, or nbgrader does not accept it.
    """
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
        return in_form(content, path)
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(
            f"{path} is not a notebook that can be read ({type(error).__name__}: {error}). Open it "
            "in JupyterLab, save it, and grade again."
        ) from error


def in_form(content: Any, path: Path) -> Notebook:
    """Return a notebook in the form that the grader reads: itself, if it has that form.

    Raises
    ------
    CourseError
        If it is not for Python, or nbgrader does not accept it.
    """
    if isinstance(content, dict) and content.get("nbformat") == 4 and _has_form(content):
        _require_valid(content, path)
        return content
    import nbformat

    if content.get("nbformat") == 4:
        notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
    else:
        text = json.dumps(content)
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook["cells"]:
        cell["source"] = text_of(cell).replace("\r\n", "\n").replace("\r", "\n")
        _upgrade(cell, path)
    # As JSON has it, without the classes of nbformat.
    upgraded: Notebook = json.loads(json.dumps(notebook))
    upgraded |= {"nbformat": 4, "nbformat_minor": 5}
    _give_ids(upgraded["cells"])
    _require_valid(upgraded, path)
    return upgraded


def text_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def marks_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return nbgrader's metadata of a cell, empty if it has none."""
    marks: Mapping[str, Any] = cell.get("metadata", {}).get("nbgrader", {})
    return marks


def is_test(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell is an autograded test."""
    marks = marks_of(cell)
    return cell["cell_type"] == "code" and bool(marks.get("grade")) and not marks.get("solution")


def gives_points(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell gives points, by a test or by hand."""
    return bool(marks_of(cell).get("grade") or marks_of(cell).get("task"))


def _has_form(content: Notebook) -> bool:
    cells = content.get("cells")
    if content.get("nbformat_minor", 0) < 5 or not isinstance(cells, list):
        return False
    ids = [cell.get("id") for cell in cells]
    return all(ids) and len(set(ids)) == len(ids) and all(map(_has_cell_form, cells))


def _has_cell_form(cell: Mapping[str, Any]) -> bool:
    if "\r" in text_of(cell):
        return False
    if "nbgrader" not in cell["metadata"]:
        return True
    marks = marks_of(cell)
    return (
        marks.get("schema_version") == _SCHEMA
        and "grade_id" in marks
        and any(marks.get(mark) for mark in _MARKS)
    )


def _upgrade(cell: Any, path: Path) -> None:
    """Upgrade nbgrader's metadata of a cell in place; remove it from a plain cell."""
    if "nbgrader" not in cell["metadata"]:
        return
    from nbgrader.nbgraderformat import SCHEMA_VERSION, MetadataValidator

    version = cell["metadata"]["nbgrader"].get("schema_version", 0)
    if version > SCHEMA_VERSION:
        raise CourseError(
            f"{path} has metadata of version {version}, and the nbgrader that is installed knows "
            f"{SCHEMA_VERSION}. Install a newer nbgrader and grade again."
        )
    if version < SCHEMA_VERSION:
        MetadataValidator().upgrade_cell_metadata(cell)
    marks = cell["metadata"].get("nbgrader")
    if marks is not None and not any(marks.get(mark) for mark in _MARKS):
        # A cell of no kind, which nbgrader's own toolbar leaves behind.
        del cell["metadata"]["nbgrader"]


def _give_ids(cells: list[dict[str, Any]]) -> None:
    """Give ids to cells without one, the same each time the notebook is read."""
    taken: set[str] = set()
    for number, cell in enumerate(cells):
        name = str(cell.get("id") or "")
        if not name or name in taken:
            text = f"{number} {marks_of(cell).get('grade_id', '')} {text_of(cell)}"
            name = f"cell-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
        cell["id"] = name
        taken.add(name)


def _require_valid(notebook: Notebook, path: Path) -> None:
    """Raise a `CourseError` for what nbgrader refuses as well, and for other kernels."""
    for problem in _problems(notebook):
        raise CourseError(f"{path}: {problem} Correct it and grade again.")


def _problems(notebook: Notebook) -> Iterator[str]:
    metadata = notebook.get("metadata", {})
    spec, info = metadata.get("kernelspec", {}), metadata.get("language_info", {})
    language = str(spec.get("language") or info.get("name") or "python").lower()
    if language not in _PYTHON:
        yield (
            f"its kernel is {spec.get('name') or language} for {language}, and only notebooks for "
            "Python can be graded. Grade this assignment with nbgrader itself."
        )
    seen: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        marks = marks_of(cell)
        if not marks:
            continue
        name = marks.get("grade_id")
        if not name:
            yield f"cell {number} is a cell of nbgrader and has no grade_id."
        elif name in seen:
            yield f"two cells have the grade_id {name!r}."
        elif gives_points(cell) and not isinstance(marks.get("points"), int | float):
            yield f"the cell {name!r} has no points."
        elif marks.get("task") and cell["cell_type"] != "markdown":
            yield f"the task {name!r} is not a Markdown cell."
        seen.add(str(name))


def require_python_tests(notebook: Notebook, path: Path) -> None:
    """Raise a `CourseError` if a test is not Python."""
    for cell in notebook["cells"]:
        if is_test(cell) and (code := read_cell(text_of(cell))).tree is None:
            try:
                compile(code.text, "test", "exec")
                reason = "it is not Python"
            except (SyntaxError, ValueError) as error:
                line = getattr(error, "lineno", None)
                reason = f"line {line}: {getattr(error, 'msg', error)}" if line else str(error)
            raise CourseError(
                f"{path}: the test {marks_of(cell)['grade_id']!r} has a syntax error ({reason}). "
                "Correct it, make the release again, and grade again."
            )


def with_cell_magics(notebook: Notebook, begin: str, end: str) -> Notebook:
    """Return a notebook without the marks of solutions that begin with a cell magic.

    Such a magic is in the first line of what students write, and only there Jupyter knows it.

    Parameters
    ----------
    notebook : dict
    begin, end : str
        The course's delimiters of solutions.
    """
    cells = []
    for cell in notebook["cells"]:
        lines = text_of(cell).split("\n")
        is_solution = cell["cell_type"] == "code" and marks_of(cell).get("solution")
        if is_solution and begin in lines[0] and lines[1:] and lines[1].startswith("%%"):
            kept = [line for line in lines if begin not in line and end not in line]
            cell = {**cell, "source": "\n".join(kept)}
        cells.append(cell)
    return {**notebook, "cells": cells}


def with_default_marks(notebook: Notebook, begin: str, end: str) -> Notebook:
    """Return a notebook whose hidden tests are between nbgrader's default lines.

    Parameters
    ----------
    notebook : dict
    begin, end : str
        The course's own delimiters.
    """
    lines = {begin: BEGIN, end: END}
    cells = []
    for cell in notebook["cells"]:
        text = text_of(cell)
        if is_test(cell) and begin in text:
            changed = (
                next((new for old, new in lines.items() if old in line), line)
                for line in text.split("\n")
            )
            cell = {**cell, "source": "\n".join(changed)}
        cells.append(cell)
    return {**notebook, "cells": cells}
