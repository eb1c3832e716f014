"""From the text of a lesson to nbgrader's instructor notebook."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from nbformat import NotebookNode, from_dict, validate, writes

from grader.build.lesson_text import Cell, Lesson

_KERNEL = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def source_notebook(lesson: Lesson) -> NotebookNode:
    """Make the instructor notebook of a valid lesson.

    Parameters
    ----------
    lesson : Lesson
        A lesson without problems.

    Returns
    -------
    NotebookNode
        Format 4.5, with nbgrader's metadata (schema 3), hidden tests, no outputs. The same text
        gives the same notebook everywhere: a cell's id is its grade id or made from its content.
    """
    taken: set[str] = set()
    cells = [_cell(lesson, cell, taken) for cell in lesson.cells]
    content = {"cells": cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5}
    notebook = from_dict(content)  # type: ignore[no-untyped-call]
    assert isinstance(notebook, NotebookNode)
    validate(notebook)
    return notebook


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """Return the file of a notebook."""
    text: str = writes(notebook)  # type: ignore[no-untyped-call]
    return (text.rstrip("\n") + "\n").encode()


def hidden_test(lesson: Lesson, cell: Cell) -> str:
    """Write the region to add below a check; its last line is nbgrader's partial credit."""
    return "\n".join(
        [
            "### BEGIN HIDDEN TESTS",
            "from grader.exercises import score",
            "",
            f'score({cell.checks}, "{lesson.name}", "{cell.checks}", points={cell.points!r})',
            "### END HIDDEN TESTS",
        ]
    )


def _cell(lesson: Lesson, cell: Cell, taken: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": _cell_id(cell, taken),
        "metadata": _metadata(cell),
        "source": f"{cell.source}\n{hidden_test(lesson, cell)}" if cell.checks else cell.source,
    }
    if cell.kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def _metadata(cell: Cell) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if cell.grade_id:
        metadata["nbgrader"] = {
            "grade": cell.checks is not None,
            "grade_id": cell.grade_id,
            "locked": cell.exercise is None,
            "schema_version": 3,
            "solution": cell.exercise is not None,
            "task": False,
        }
        if cell.checks:
            metadata["nbgrader"]["points"] = cell.points
    if "tags" in cell.tags:
        metadata["tags"] = cell.tags["tags"]
    return metadata


def _cell_id(cell: Cell, taken: set[str]) -> str:
    """Make an id that is the same at each build: jupytext would draw a new one."""
    name = cell.grade_id
    if name is None or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        content = f"{cell.kind}\n{name or ''}\n{cell.source}"
        name = hashlib.sha256(content.encode()).hexdigest()[:16]
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name[:56]}-{count}"
    taken.add(unique)
    return unique
