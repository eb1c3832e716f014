"""The points of a result by cell, by notebook and in total, for tables and pages."""

from collections.abc import Iterable, Sequence

from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.messages import grading_problems
from grader.student.text import printable

OPEN = "?"
"""What tables show for points that an instructor is to give."""

_MAX_NAMES = 5


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
    return round(sum(each.points or 0.0 for each in judged if each is not None), 6)


def total_text(points: float, exercises: Iterable[ExerciseResult | None]) -> str:
    """Return a sum of points, which is marked if an instructor is to give points besides."""
    is_open = any(each is not None and each.points is None for each in exercises)
    return f"{points:g}+{OPEN}" if is_open else f"{points:g}"


def not_judged_lines(results: Iterable[Result]) -> list[str]:
    """Return for each reason why exercises were not judged a sentence for the instructor.

    The sentence names the exercises and the students: what a fault of the grader costs is not to
    be taken for their points.
    """
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for result in results:
        for each in result.exercises:
            if each.fault:
                exercises, students = found.setdefault(each.fault, ({}, {}))
                exercises[f"{each.notebook}: {each.exercise}"] = None
                students[result.student] = None
    return [
        grading_problems.not_judged_for(
            _listed(list(exercises), "exercises"),
            _listed(list(map(printable, students)), "students"),
            fault,
        )
        for fault, (exercises, students) in found.items()
    ]


def instructor_lines(results: Sequence[Result]) -> list[str]:
    """Return what an instructor must know of results: what was not judged, what can be forged."""
    forgeable = dict.fromkeys(
        f"{each.notebook}: {each.exercise}"
        for result in results
        for each in result.exercises
        if each.forgeable
    )
    found = not_judged_lines(results)
    if forgeable:
        found.append(grading_problems.can_be_forged(", ".join(forgeable)))
    return found


def _listed(names: Sequence[str], kind: str) -> str:
    return ", ".join(names) if len(names) <= _MAX_NAMES else f"{len(names)} {kind}"


def max_points(cells: Sequence[GradedCell]) -> float:
    """Return the sum of the points that some cells can give."""
    return sum(cell.points for cell in cells)


def notes_text(result: Result) -> str:
    """Return the problem and the notes of a result as one text."""
    return " ".join([result.problem or "", *result.notes]).strip()


def all_notes_text(result: Result) -> str:
    """Return the same, with the reasons why exercises were not judged."""
    faults = dict.fromkeys(each.fault for each in result.exercises if each.fault)
    more = (each for each in faults if each != result.problem)
    return " ".join([*more, notes_text(result)]).strip()
