"""A fault of ours is never a 0, wherever it is, and is told in each place where points are read."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from grader.classroom.pages.feedback import write_feedback
from grader.classroom.pages.report import write_report
from grader.classroom.workspace import Workspace
from grader.cli import course
from grader.engine.fork_server import ForkServer, Limits, fork_server
from grader.engine.judging.not_judged import INSTRUCTOR
from grader.engine.nbgrader_integration import load_config, nbgrader_session
from grader.engine.remote.limits import CallLimits
from grader.student.messages import grading_problems
from tests.classroom import faults
from tests.classroom.faults import ASSIGNMENT, FAULTS, NOTEBOOK, POINTS

OWN = {
    "attribute": "raise AttributeError('mine')",
    "memory": "raise MemoryError('mine')",
    "disk": "raise OSError(28, 'No space left on device')",
    "deep": "return relu(z)",
    "exit": "raise SystemExit(3)",
    "assertion": "assert z is None, 'mine'",
    "missing": "return typo_of_mine(z)",
}
"""The same errors in the code of students, for the control."""


@dataclass(frozen=True)
class Graded:
    """What is told of a class: on the screen, with the exit code, on pages and in the gradebook."""

    workspace: Workspace
    shown: Result
    report: str
    rows: dict[str, list[str]]

    def page(self, student: str) -> str:
        path = self.workspace.feedback / student / ASSIGNMENT / f"{NOTEBOOK}.html"
        return path.read_text(encoding="utf-8")

    def scores(self, student: str) -> dict[str, tuple[float | None, bool]]:
        """By cell, the automatic score, and whether an instructor is to look at it."""
        with Gradebook(self.workspace.db_url) as gradebook:
            found = gradebook.find_submission_notebook(NOTEBOOK, ASSIGNMENT, student)
            return {g.name: (g.auto_score, bool(g.needs_manual_grade)) for g in found.grades}


def grade(pool: faults.HerePool, work: Path, submitted: Path) -> Result:
    words = ["--course", str(pool.root), "grade", ASSIGNMENT, "--submitted", str(submitted)]
    with faults.graded_here(pool):
        return CliRunner().invoke(course, [*words, "--into", str(work)])


def graded(pool: faults.HerePool, work: Path, submitted: Path) -> Graded:
    shown = grade(pool, work, submitted)
    assert isinstance(shown.exception, SystemExit | None), shown.exception
    workspace = Workspace(pool.root, work)
    write_feedback(workspace, ASSIGNMENT)
    page = write_report(workspace, ASSIGNMENT).read_text(encoding="utf-8")
    with (workspace.report / f"{ASSIGNMENT}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return Graded(workspace, shown, page, {row[0]: row[1:] for row in rows})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    with fork_server(faults.make_course(tmp_path_factory.mktemp("course"))) as server:
        yield server


@pytest.fixture(scope="module")
def planted(server: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """A class of right solutions, for each of which the grader fails in another way."""
    base = tmp_path_factory.mktemp("planted")
    pool = faults.HerePool(server, faults.make_course(base / "course"))
    students = {student: {} for student in (*FAULTS, "nobody")}
    return graded(pool, base / "work", faults.write_class(base / "in", students))


@pytest.mark.parametrize("student", FAULTS)
def test_a_fault_of_ours_is_never_a_zero_and_is_told(planted: Graded, student: str) -> None:
    assert planted.shown.exit_code == 3
    told = [each for each in planted.shown.output.splitlines() if f"of {student}." in each]
    assert told and all(each.startswith("Not judged, needs manual") for each in told)
    assert f"of {student}. " in planted.report
    row = planted.rows[student]
    assert "?" in row and "0" not in row
    assert row[2].endswith("+?")
    page = planted.page(student)
    lists = re.findall(r"<li><a[^>]*>\w+</a> \(([^)]*)\)</li>", page)
    assert any(each.startswith("not graded yet, of") for each in lists)
    assert not any(each.startswith("Score: 0.0") for each in lists)
    assert student == faults.DAMAGED or "your code is not the reason" in page
    scores = planted.scores(student)
    assert (None, True) in scores.values()
    assert all(points != 0 for points, _ in scores.values())


def test_nbgraders_own_page_says_what_its_zero_means(planted: Graded, tmp_path: Path) -> None:
    config = load_config(planted.workspace)
    config.CourseDirectory.update(
        assignment_id=ASSIGNMENT, student_id="a rule", feedback_directory=str(tmp_path)
    )
    with nbgrader_session(planted.workspace) as log:
        folders = CourseDirectory(config=config, log=log)
        GenerateFeedback(coursedir=folders, config=config, log=log).start()
    page = (tmp_path / "a rule" / ASSIGNMENT / f"{NOTEBOOK}.html").read_text(encoding="utf-8")
    comments = re.findall(r"<b>Comments:</b>\s*(.*?)\s*</div>", page, re.DOTALL)
    assert "Score: 0.0" in page
    assert comments == [f"<p>{grading_problems.not_judged()}</p>"] * 2


def test_what_has_no_fault_is_judged_all_the_same(planted: Graded) -> None:
    assert planted.scores("nobody") == {f"check-{n}": (p, False) for n, p in POINTS.items()}
    assert planted.rows["nobody"][:3] == ["3", "2", "5"]
    assert "not graded yet" not in planted.page("nobody")


def test_the_same_error_in_student_code_is_the_students_zero(
    server: ForkServer, tmp_path: Path
) -> None:
    answers = {name: {"relu": f"def relu(z):\n    {text}"} for name, text in OWN.items()}
    pool = faults.HerePool(server, faults.make_course(tmp_path / "course"))
    told = graded(pool, tmp_path / "work", faults.write_class(tmp_path / "in", answers))
    assert told.shown.exit_code == 0
    assert "Not judged" not in told.shown.output + told.report
    for student in OWN:
        assert told.scores(student) == {"check-neuron": (2, False), "check-relu": (0, False)}
        assert "Error" in told.page(student) or "SystemExit" in told.page(student)


def test_time_that_the_judge_used_up_is_nobodys_zero(
    server: ForkServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = faults.make_course(tmp_path / "course")
    students = {each: {} for each in faults.LATE}
    own = {"relu": "def relu(z):\n    while True:\n        pass"}
    submitted = faults.write_class(tmp_path / "in", {**students, "own": own})
    monkeypatch.setattr(server, "limits", Limits(judging_seconds=faults.JUDGING_SECONDS))
    pool = faults.HerePool(server, root, limits=CallLimits(call=faults.CALL_SECONDS))
    told = graded(pool, tmp_path / "work", submitted)
    assert told.shown.exit_code == 3
    assert told.scores("own")["check-relu"] == (0, False)
    assert "it takes longer than 0.5 seconds" in told.page("own")
    for student in faults.LATE:
        assert (None, True) in told.scores(student).values()
        assert all(points != 0 for points, _ in told.scores(student).values())
    assert "most of it in the grader" in told.report
    assert "took most of the 0.5 seconds" in told.report


def test_a_test_that_its_own_solution_does_not_pass_judges_nobody(
    server: ForkServer, tmp_path: Path
) -> None:
    submitted = faults.write_class(tmp_path / "in", {"anna": {}, "bob": {"relu": "def relu(z): 0"}})
    pool = faults.HerePool(server, faults.make_course(tmp_path / "course", hidden="rleu"))
    told = graded(pool, tmp_path / "work", submitted)
    assert told.shown.exit_code == 3
    (line,) = [each for each in told.shown.output.splitlines() if each.startswith("Not judged")]
    assert "week1/first_neuron: relu, of anna, bob. The instructor's own solution cannot" in line
    assert "KeyError: 'rleu'" in line and line in told.report.replace("&#x27;", "'")
    for student in ("anna", "bob"):
        assert told.scores(student) == {"check-neuron": (2, False), "check-relu": (None, True)}
        assert "your code is not the reason" in told.page(student)
    # As long as nothing changes, no student is judged again, and the fault is told again.
    assert grade(pool, tmp_path / "work", submitted).exit_code == 3
    assert pool.students == [INSTRUCTOR, "anna", "bob", INSTRUCTOR]
    faults.make_course(tmp_path / "course")
    assert grade(pool, tmp_path / "work", submitted).exit_code == 0
    assert told.scores("anna")["check-relu"] == (3, False)
    assert told.scores("bob")["check-relu"] == (0, False)
    # The own solutions are right, and are not judged again.
    assert grade(pool, tmp_path / "work", submitted).exit_code == 0
    assert pool.students[4:] == [INSTRUCTOR, "anna", "bob"]
