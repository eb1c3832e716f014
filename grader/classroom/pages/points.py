"""The points of a result by cell, by notebook and in total, for tables and pages."""

from collections.abc import Sequence

from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.result import ExerciseResult, Result


def by_notebook(cells: Sequence[GradedCell]) -> dict[str, list[GradedCell]]:
    """Group cells by their notebooks."""
    groups: dict[str, list[GradedCell]] = {}
    for cell in cells:
        groups.setdefault(cell.notebook, []).append(cell)
    return groups


def exercise_names(cells: Sequence[GradedCell]) -> list[str]:
    """Return the name of each exercise, with its notebook if there are several notebooks."""
    one = len({cell.notebook for cell in cells}) == 1
    return [cell.exercise if one else f"{cell.notebook}: {cell.exercise}" for cell in cells]


def points_of(
    result: Result, assignment: str, cells: Sequence[GradedCell]
) -> list[ExerciseResult | None]:
    """Return the result of each cell; None if the cell was not judged."""
    found = {(each.notebook, each.exercise): each for each in result.exercises}
    return [found.get((f"{assignment}/{cell.notebook}", cell.exercise)) for cell in cells]


def sum_points(result: Result, assignment: str, cells: Sequence[GradedCell]) -> float:
    """Return the sum of the points of some cells."""
    judged = points_of(result, assignment, cells)
    return round(sum(each.points for each in judged if each is not None), 6)


def max_points(cells: Sequence[GradedCell]) -> float:
    """Return the sum of the points that some cells can give."""
    return sum(cell.points for cell in cells)


def notes_text(result: Result) -> str:
    """Return the problem and the notes of a result as one text."""
    return " ".join([result.problem or "", *result.notes]).strip()
