"""A gradebook of another course is refused, wherever it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.classroom.gradebook.owner import CourseNames, require_own_gradebook
from grader.classroom.gradebook.writer import ensure_assignment
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError
from tests.nbgrader_courses import ASSIGNMENT, check, exercise, make_course, notebook

CELLS = {("a", "square"), ("a", "test-square")}
OTHER_CELLS = {("a", "cube"), ("b", "square")}


@pytest.fixture(params=["file", "address"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """A course without a name whose assignment is in its gradebook."""
    course = make_course(tmp_path / "course", {"a": notebook([exercise(), check()])})
    (course / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    made = Workspace(course, tmp_path / "work")
    if request.param == "address":
        made = replace(made, db=f"sqlite:///{tmp_path / 'class.db'}")
    assert require_own_gradebook(made, ASSIGNMENT, CourseNames("", [ASSIGNMENT], CELLS)) is None
    ensure_assignment(made, ASSIGNMENT, "digest")
    return made


def refusal(workspace: Workspace, assignment: str, course: CourseNames) -> str:
    try:
        require_own_gradebook(workspace, assignment, course)
    except CourseError as error:
        return str(error)
    return ""


def test_the_course_itself_is_never_refused(workspace: Workspace) -> None:
    for names in (
        CourseNames("", [ASSIGNMENT, "ps2"], CELLS),
        # A name was set later, cells were added and taken away.
        CourseNames("physics", [ASSIGNMENT], CELLS),
        CourseNames("", [ASSIGNMENT], {("a", "square"), ("a", "new")}),
        # Whatever is wrong with a course without notebooks is said elsewhere.
        CourseNames("", [], ()),
    ):
        assert refusal(workspace, ASSIGNMENT, names) == ""
    later = CourseNames("", [ASSIGNMENT, "ps2"], OTHER_CELLS)
    assert refusal(workspace, "ps2", later) == ""


def test_another_course_is_told_what_to_do(workspace: Workspace) -> None:
    cure = "--into" if workspace.db is None else "--db"
    same_name = CourseNames("", [ASSIGNMENT], OTHER_CELLS)
    other_name = CourseNames("", ["hw1"], OTHER_CELLS)
    for assignment, course, says in (
        (ASSIGNMENT, same_name, "a: square, a: test-square"),
        ("hw1", other_name, f"contains {ASSIGNMENT}"),
    ):
        said = refusal(workspace, assignment, course)
        assert says in said and cure in said and workspace.gradebook_location in said


def test_what_is_no_gradebook_is_left_to_nbgrader(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").write_bytes(b"no gradebook")
    names = CourseNames("", [ASSIGNMENT], CELLS)
    for db in (None, "postgresql+psycopg://nobody@127.0.0.1:9/none", "sqlite:////no/folder/a.db"):
        assert refusal(Workspace(tmp_path, tmp_path, db), ASSIGNMENT, names) == ""
