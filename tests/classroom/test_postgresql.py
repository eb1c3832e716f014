"""The gradebook on a real PostgreSQL server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from grader.classroom.gradebook.writer import GradebookError, ensure_assignment, write_records
from grader.classroom.grading.course_setup import set_up_course
from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.pages.feedback import write_feedback
from grader.classroom.results import Record
from grader.classroom.submissions.forms.safe_names import student_id
from grader.classroom.workspace import Workspace
from grader.cli import course
from grader.engine.judging.result import Result
from grader.student.text import CourseError
from tests import nbgrader_courses as other_courses
from tests.classroom import judges, postgres
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, notebook, write_submission

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgres.server() as found:
        yield found


def grade(workspace: Workspace, folder: Path) -> dict[str, tuple[float, tuple[str, ...]]]:
    results = grade_class(
        workspace, ASSIGNMENT, folder, judge=judges.by_text, make_pool=local_pools(1)
    )
    return {each.student: (each.points, each.notes) for each in results}


def test_a_class_is_graded_into_it_and_graded_again(
    tiny: Workspace, tmp_path: Path, address: str
) -> None:
    workspace = replace(tiny, db=address)
    long_name = "Zoë " + "Ødegård " * 19 + "Ødegård"
    long_id = student_id(long_name)
    for student in ("all", "half", long_name):
        write_submission(tmp_path / "in", student, notebook(SOLUTIONS))
    write_submission(tmp_path / "in", "half", notebook({"double": SOLUTIONS["double"]}))
    results = grade(workspace, tmp_path / "in")
    assert {points for points, _ in results.values()} == {5.0, 3.0}
    # nbgrader's table has 128 letters for a name, and only PostgreSQL keeps to that.
    assert results[long_id][0] == 5
    old = Record(Result(long_name, ASSIGNMENT, "engine", "run"))
    assert (
        "no name of more than 128 letters" in write_records(workspace, ASSIGNMENT, [old])[long_name]
    )
    with Gradebook(address) as gradebook:
        entry = gradebook.find_grade("check-negate", NOTEBOOK, ASSIGNMENT, "half")
        entry.manual_score, entry.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    write_submission(tmp_path / "in", "all", notebook({}))
    grade(workspace, tmp_path / "in")
    with Gradebook(address) as gradebook:
        marks = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
        assert marks == {"all": 0, "half": 4.5, long_id: 5}
        entry = gradebook.find_grade("check-negate", NOTEBOOK, ASSIGNMENT, "half")
        assert not entry.needs_manual_grade
    assert not workspace.gradebook.exists()
    pages = {each.student: each.problem for each in write_feedback(workspace, ASSIGNMENT)}
    assert pages["half"] is None
    said = CliRunner().invoke(
        course,
        ["--course", str(workspace.root), "feedback", ASSIGNMENT, "--into", str(workspace.work),
         "--db", address],
    )  # fmt: skip
    assert "3 pages" in said.output


def test_a_server_that_is_not_there_is_told_without_the_password(tiny: Workspace) -> None:
    workspace = replace(tiny, db="postgresql+psycopg://me:secret@127.0.0.1:9/none")
    with pytest.raises(GradebookError, match=r"127\.0\.0\.1:9/none cannot be used") as caught:
        ensure_assignment(workspace, ASSIGNMENT, "exercises")
    assert "secret" not in str(caught.value)


def test_another_course_is_refused_before_anything_is_judged(tmp_path: Path, address: str) -> None:
    course = other_courses.make_course(
        tmp_path / "course", {"a": other_courses.notebook([other_courses.exercise()])}
    )
    for name in ("'physics'", "''"):
        settings = f"c = get_config()\nc.CourseDirectory.course_id = {name}\n"
        (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
        with pytest.raises(CourseError, match="of the course 'neural-notebooks'"):
            set_up_course(Workspace(course, tmp_path / "work", address), other_courses.ASSIGNMENT)
