"""What the entries of nbgrader's gradebook contain for a result."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from nbgrader.utils import parse_utc

from grader.engine.judging.result import ExerciseResult
from grader.student.messages import file_repairs, grading_problems


def points_by_cell(
    exercises: Iterable[ExerciseResult], grade_ids: Mapping[tuple[str, str], tuple[str, ...]]
) -> dict[tuple[str, str], float | None]:
    """Return points by notebook and grade id; cells of the same exercise are in notebook order."""
    left = {key: list(ids) for key, ids in grade_ids.items()}
    found = {}
    for each in exercises:
        ids = left.get((each.notebook, each.exercise))
        if ids:
            found[each.notebook.rpartition("/")[2], ids.pop(0)] = each.points
    return found


def set_score(entry: Any, points: float | None, manual: bool, unanswered: set[str]) -> None:
    """Set the points of one cell as nbgrader's own autograder does."""
    if manual:
        entry.auto_score = 0.0 if entry.cell.name in unanswered else None
    else:
        entry.auto_score = points
    entry.needs_manual_grade = entry.manual_score is not None or entry.auto_score is None


def comment_on(is_not_judged: bool, is_unanswered: bool) -> str | None:
    """Return the comment on a solution cell; nbgrader writes the one on a missing solution.

    nbgrader's pages show 0 points for an exercise that was not judged, and show comments on
    solution cells alone. So it is there that they say what these points mean.
    """
    if is_not_judged:
        return grading_problems.not_judged()
    return "No response." if is_unanswered else None


def parse_time(text: str | None) -> tuple[datetime | None, str | None]:
    """Return a time, or a sentence if it is none."""
    if text is None or not text.strip():
        return None, None
    try:
        return parse_utc(text.strip()), None
    except Exception:
        # It is a student's text, and the parser has raised errors of decimal numbers, too.
        return None, file_repairs.no_time(text.strip()[:40])
