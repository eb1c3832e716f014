"""Which tests of a course give points: `course grade --strict` and `--accept`."""

from typing import Any

import pytest

from grader.classroom.grading.accepted import ALL_TESTS, ChoiceOfTests
from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.pages.report import write_report
from grader.classroom.workspace import ACCEPTED, Workspace
from grader.engine.judging.result import Result
from grader.student.text import CourseError
from tests.nbgrader_courses import ASSIGNMENT, check, exercise, make_course, notebook, submit

POINT = "class Point:\n    def __init__(self, x):\n        self.x = x"


def lesson() -> dict[str, Any]:
    """A test by remote calls, one for the student's own process, one that its author fails."""
    return notebook(
        [
            exercise(),
            check(),
            exercise(POINT, "point"),
            check("assert Point(3).x == 3", "test-point", 3),
            exercise("def cube(x):\n    return x**3", "cube"),
            check("assert cube(1) == 1\nassert cube(2) == 9", "test-cube", 4),
        ]
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A course, with the instructor's own notebook as the one submission."""
    folder = tmp_path_factory.mktemp("accepted")
    submit(folder / "in", "ana", "lesson", lesson())
    return Workspace(make_course(folder / "course", {"lesson": lesson()}), folder / "work")


def graded(workspace: Workspace, choice: ChoiceOfTests) -> dict[str, Any]:
    """The result of the student by test cell."""
    folder = workspace.work.parent / "in"
    (result,) = grade_class(
        workspace, ASSIGNMENT, folder, "run", make_pool=local_pools(1), choice=choice
    )
    assert isinstance(result, Result)
    return {each.exercise: each for each in result.exercises}


def report(workspace: Workspace) -> str:
    """The text of the report's page."""
    write_report(workspace, ASSIGNMENT)
    (page,) = workspace.report.glob("**/*.html")
    return page.read_text(encoding="utf-8")


def test_the_author_decides_which_tests_give_points(workspace: Workspace) -> None:
    usual = graded(workspace, ALL_TESTS)
    square, point, cube = "test-square", "test-point", "test-cube"
    assert [usual[each].points for each in (square, point, cube)] == [2, 3, None]
    assert [usual[each].forgeable for each in (square, point, cube)] == [False, True, False]
    assert "--accept test-cube" in usual[cube].fault
    assert "Can be forged" in report(workspace)

    with pytest.raises(CourseError, match=r"no graded cell 'test-none'.*test-cube"):
        graded(workspace, ChoiceOfTests(accept=("test-none",)))
    assert not (workspace.root / ACCEPTED).exists()

    strict = graded(workspace, ChoiceOfTests(strict=True, accept=("test-cube",)))
    assert [strict[each].points for each in (square, point, cube)] == [2, None, 0]
    assert "--strict" in strict[point].fault
    assert "test-cube" in report(workspace)

    # What is accepted is kept in the course; --strict is of one grading.
    again = graded(workspace, ALL_TESTS)
    assert [again[each].points for each in (square, point, cube)] == [2, 3, 0]
