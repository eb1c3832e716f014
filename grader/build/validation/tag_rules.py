"""The tags on the `# %%` lines of a lesson: which there are, and what each may say."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator

from grader.build.errors import Problem
from grader.build.lesson_text import Cell, Lesson

_FORMS = {
    "exercise": 'exercise="propagate"',
    "checks": 'checks="propagate" points=8',
    "points": 'checks="propagate" points=8',
    "locked": 'locked="setup"',
    "tags": 'tags=["some-tag"]',
}
_KINDS = ("exercise", "checks", "locked")

# nbgrader and nbclient act on these; in a lesson they would hide a failure.
_FORBIDDEN_TAGS = frozenset({"skip-execution", "raises-exception"})


def tag_problems(lesson: Lesson) -> Iterator[Problem]:
    """Everything that is wrong with the tags of a lesson."""
    owners: dict[str, Cell] = {}
    for cell in lesson.cells:
        yield from _cell_problems(lesson, cell)
        grade_id = cell.grade_id
        if grade_id is None:
            continue
        if grade_id in owners:
            yield lesson.problem(
                cell.marker,
                f'two cells of one name: "{grade_id}" is already the cell of line '
                f"{owners[grade_id].marker}",
                "Rename or drop one of the two.",
            )
        owners.setdefault(grade_id, cell)


def _cell_problems(lesson: Lesson, cell: Cell) -> Iterator[Problem]:
    def problem(what: str, todo: str) -> Problem:
        return lesson.problem(cell.marker, what, todo)

    if cell.kind == "raw":
        yield problem(
            "a raw cell", 'Write "# %% [markdown]" for text and "# %%" for code, and nothing else.'
        )
    for key, value in cell.tags.items():
        if key == "incorrectly_encoded_metadata":
            yield problem(
                f"these tags cannot be read: {value}",
                f"Write them as key=value, for example {_FORMS['checks']}.",
            )
        elif key == "title":
            yield problem(
                f'the text "{value}" on a cell line is no tag',
                f"Write tags as key=value, for example {_FORMS['exercise']}; "
                "a title belongs in a markdown cell.",
            )
        elif key not in _FORMS:
            near = difflib.get_close_matches(key, _FORMS, n=1)
            meant = f'Did you mean "{near[0]}"? ' if near else ""
            yield problem(
                f'unknown tag "{key}"', f"{meant}The tags are {', '.join(_FORMS)}; nothing else."
            )
        elif key in _KINDS and not (isinstance(value, str) and value.strip()):
            yield problem(f'the tag "{key}" has no name', f"Write {_FORMS[key]}.")

    kinds = [key for key in _KINDS if key in cell.tags]
    if len(kinds) > 1:
        yield problem(
            f"one cell has the tags {' and '.join(kinds)}", "Make one cell of each of them."
        )
    if kinds and cell.kind == "markdown":
        yield problem(
            f'a markdown cell with the tag "{kinds[0]}"', "Put the tag on the code cell below it."
        )
    yield from _points_problems(lesson, cell)
    yield from _free_tag_problems(lesson, cell, bool(kinds))


def _points_problems(lesson: Lesson, cell: Cell) -> Iterator[Problem]:
    points = cell.tags.get("points")
    if "checks" in cell.tags:
        if "points" not in cell.tags:
            yield lesson.problem(
                cell.marker, "a check cell without points", f"Write {_FORMS['points']}."
            )
        elif (
            isinstance(points, bool)
            or not isinstance(points, int | float)
            or not math.isfinite(points)
            or points <= 0
        ):
            yield lesson.problem(
                cell.marker,
                f"points={points!r} is not a positive number",
                f"Write a plain number: {_FORMS['points']}.",
            )
    elif "points" in cell.tags:
        yield lesson.problem(
            cell.marker,
            "points on a cell that is no check",
            f"Points stand on the check cell: {_FORMS['points']}.",
        )


def _free_tag_problems(lesson: Lesson, cell: Cell, graded: bool) -> Iterator[Problem]:
    tags = cell.tags.get("tags")
    if not isinstance(tags, list):
        return
    if graded:
        yield lesson.problem(
            cell.marker,
            "an exercise, check or locked cell with tags of its own",
            "Drop them: such tags are removed from submissions.",
        )
    for tag in tags:
        if tag in _FORBIDDEN_TAGS:
            yield lesson.problem(
                cell.marker,
                f'the tag "{tag}" would hide a failure of this cell',
                "Drop it; catch an expected error in the code with try and except.",
            )
