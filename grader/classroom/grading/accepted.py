"""Tests that an instructor accepts though the instructor's own notebook does not pass them."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from grader.classroom.workspace import ACCEPTED, Workspace, read_accepted
from grader.student.text import CourseError


@dataclass(frozen=True)
class ChoiceOfTests:
    """Which tests of a course give points.

    Parameters
    ----------
    strict : bool
        Whether those do not that run in the student's own process, which can forge them.
    accept : tuple of str
        Cells whose tests do from now on though the instructor's own notebook does not pass them.
    """

    strict: bool = False
    accept: tuple[str, ...] = ()


ALL_TESTS = ChoiceOfTests()
"""All tests that the instructor's notebook passes, and those accepted before."""


def accept_tests(workspace: Workspace, assignment: str, cells: Collection[str]) -> None:
    """Keep in the course's folder that the tests of some cells are accepted.

    Raises
    ------
    CourseError
        If there is no such cell.
    """
    if not cells:
        return
    known = {
        name
        for each in workspace.graded_cells(assignment)
        for name in (each.grade_id, each.exercise)
    }
    for cell in cells:
        if cell not in known:
            raise CourseError(
                f"There is no graded cell {cell!r} in {assignment}. Its cells: "
                f"{', '.join(sorted(known))}"
            )
    path = workspace.root / ACCEPTED
    accepted = read_accepted(workspace.root)
    accepted[assignment] = sorted({*accepted.get(assignment, ()), *cells})
    path.write_text(json.dumps(accepted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
