"""Every submission of a class gets a result, whatever it does, also after interruptions."""

import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from nbgrader.api import Gradebook
from rich.console import Console
from sqlalchemy import text

from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.results import read_results
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from grader.student.text import CourseError
from tests.classroom import judges
from tests.tiny_course import ASSIGNMENT, CLASS, RUN, SOLUTIONS, Graded, notebook, write_submission


def test_every_student_has_a_result(graded: Graded) -> None:
    assert list(graded.results) == sorted([*CLASS, "absent", "broken off"])
    assert {each.run for each in graded.results.values()} == {RUN}


def test_only_what_cannot_be_judged_has_a_problem(graded: Graded) -> None:
    problems = {name: r.problem for name, r in graded.results.items() if r.problem}
    assert sorted(problems) == ["absent", "broken off"]
    assert problems["broken off"].startswith("tiny.ipynb is damaged")
    assert graded.results["broken off"].exercises == ()


def test_the_results_on_the_disk_are_those_returned(graded: Graded) -> None:
    assert read_results(graded.workspace, ASSIGNMENT) == tuple(graded.results.values())
    assert not list(graded.workspace.results.rglob("*.part"))


def test_submissions_are_not_changed(graded: Graded, tmp_path: Path) -> None:
    path = graded.submitted / "Zoë all right" / ASSIGNMENT / "tiny.ipynb"
    assert (
        path.read_bytes()
        == write_submission(
            tmp_path, "Zoë all right", notebook(CLASS["Zoë all right"])
        ).read_bytes()
    )


def test_each_grading_is_a_run_of_its_own_with_a_progress_bar(
    tiny: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "in" / "someone" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / "in" / "ben.zip").write_bytes(b"PK")
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    first = grade_class(tiny, ASSIGNMENT, tmp_path / "in", console=console)
    second = grade_class(tiny, ASSIGNMENT, tmp_path / "in", force=True)
    assert first[0].run != second[0].run
    assert isinstance(console.file, io.StringIO)
    assert "1/1" in console.file.getvalue()
    assert "Not graded" in console.file.getvalue() and "ben.zip" in console.file.getvalue()


def points(results: tuple[Result, ...]) -> dict[str, float]:
    return {each.student: each.points for each in results}


@pytest.fixture
def job_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to which the judges write a line for each job that they start."""
    monkeypatch.setenv(judges.JOB_LOG, str(tmp_path / "jobs.log"))
    return tmp_path / "jobs.log"


@pytest.fixture
def small_class(tmp_path: Path) -> Path:
    """Three students who solved all, half and nothing, and one without a submission."""
    folder = tmp_path / "in"
    write_submission(folder, "all", notebook(SOLUTIONS))
    write_submission(folder, "half", notebook({"double": SOLUTIONS["double"]}))
    write_submission(folder, "none", notebook({}))
    (folder / "absent").mkdir()
    return folder


def by_text(workspace: Workspace, folder: Path, **more: Any) -> tuple[Result, ...]:
    return grade_class(
        workspace, ASSIGNMENT, folder, judge=judges.by_text, make_pool=local_pools(2), **more
    )


def test_what_did_not_change_is_not_judged_again(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    first = by_text(tiny, small_class)
    assert points(first) == {"absent": 0, "all": 5, "half": 3, "none": 0}
    assert sorted(judges.started_jobs(job_log)) == ["all", "half", "none"]
    console = Console(file=io.StringIO(), width=100)
    assert by_text(tiny, small_class, console=console) == first
    assert len(judges.started_jobs(job_log)) == 3
    assert isinstance(console.file, io.StringIO)
    assert "4 of 4 submissions have not changed" in console.file.getvalue()


def test_what_changed_is_judged_again_and_the_gradebook_follows(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    by_text(tiny, small_class)
    write_submission(small_class, "half", notebook(SOLUTIONS))
    write_submission(small_class, "absent", notebook(SOLUTIONS))
    assert points(by_text(tiny, small_class)) == {"absent": 5, "all": 5, "half": 5, "none": 0}
    assert sorted(judges.started_jobs(job_log)[3:]) == ["absent", "half"]
    with Gradebook(tiny.db_url) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "half").score == 5


def test_force_another_run_and_changed_exercises_judge_all_again(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    first = by_text(tiny, small_class, run="named")
    assert by_text(tiny, small_class, run="named") == first
    assert len(judges.started_jobs(job_log)) == 3
    by_text(tiny, small_class, force=True)
    assert len(judges.started_jobs(job_log)) == 6
    by_text(tiny, small_class, run="named")
    assert len(judges.started_jobs(job_log)) == 9
    with (tiny.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    by_text(tiny, small_class)
    assert len(judges.started_jobs(job_log)) == 12


def test_executed_notebooks_that_were_lost_are_made_again(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    by_text(tiny, small_class)
    shutil.rmtree(tiny.autograded / "half")
    by_text(tiny, small_class)
    assert judges.started_jobs(job_log)[3:] == ["half"]


def test_a_failure_of_the_grader_stops_no_other_and_is_tried_again(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    write_submission(small_class, judges.RAISES, notebook(SOLUTIONS))
    results = {each.student: each for each in by_text(tiny, small_class)}
    problem = results[judges.RAISES].problem
    assert problem is not None and "RecursionError: too deep" in problem
    assert results["all"].points == 5
    by_text(tiny, small_class)
    assert judges.started_jobs(job_log).count(judges.RAISES) == 2


def test_what_killed_two_processes_is_marked_for_good(
    tiny: Workspace, small_class: Path, job_log: Path
) -> None:
    write_submission(small_class, judges.KILLS, notebook(SOLUTIONS))
    for _ in range(2):
        results = {each.student: each for each in by_text(tiny, small_class)}
        problem = results[judges.KILLS].problem
        assert problem is not None and "died 2 times" in problem
        assert points(tuple(results.values()))["all"] == 5
    assert judges.started_jobs(job_log).count(judges.KILLS) == 2


def test_two_gradings_at_one_desk_do_not_meet(tiny: Workspace, small_class: Path) -> None:
    tiny.scratch.mkdir(parents=True)
    with (
        FileLock(tiny.scratch / "lock"),
        pytest.raises(CourseError, match="Another `course grade`"),
    ):
        by_text(tiny, small_class)


def test_a_time_that_is_none_is_a_note(tiny: Workspace, small_class: Path) -> None:
    (small_class / "all" / ASSIGNMENT / "timestamp.txt").write_text("soon", encoding="utf-8")
    results = {each.student: each for each in by_text(tiny, small_class)}
    assert "timestamp.txt holds no time" in results["all"].notes[-1]


PROGRAM = """\
import os, signal, sys
from pathlib import Path
from grader.classroom.grading import whole_class
from grader.classroom.workspace import Workspace
from tests.classroom import judges

root, work, submitted, when = sys.argv[1:]
{hook}
whole_class.grade_class(
    Workspace(Path(root), Path(work)), "week1", Path(submitted),
    judge=judges.by_text, make_pool=whole_class.local_pools(2),
)
"""
END = "os.kill(os.getpid(), signal.SIGKILL)"
# Kills the process at the n-th call of a function: before the call or after it.
AFTER = """
from grader.classroom.gradebook import writer
module = whole_class if hasattr(whole_class, "{name}") else writer
inner, calls = module.{name}, [0]
def outer(*words, **more):
    calls[0] += 1
    if when == "before" and calls[0] == {call}:
        {end}
    done = inner(*words, **more)
    if when == "after" and calls[0] == {call}:
        {end}
    return done
module.{name} = outer
"""


def start(
    workspace: Workspace, folder: Path, when: str = "", hook: str = ""
) -> subprocess.Popen[bytes]:
    """Grade in another process, which may kill itself at a certain call."""
    words = [str(workspace.root), str(workspace.work), str(folder), when]
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(hook=hook), *words],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("make_job", 3),
        ("ensure_assignment", 1),
        ("write_record", 2),
        ("write_records", 1),
    ],
)
def test_a_grading_that_was_killed_goes_on_where_it_was(
    tiny: Workspace, small_class: Path, job_log: Path, name: str, call: int, when: str
) -> None:
    killed = start(tiny, small_class, when, AFTER.format(name=name, call=call, end=END))
    _, said = killed.communicate(timeout=300)
    assert killed.returncode == -signal.SIGKILL, said.decode()
    settled = {path.parent.name for path in tiny.results.glob("*/week1.json")}
    before = judges.started_jobs(job_log)
    results = by_text(tiny, small_class)
    assert points(results) == {"absent": 0, "all": 5, "half": 3, "none": 0}
    assert len({each.run for each in results}) == 1
    assert settled.isdisjoint(judges.started_jobs(job_log)[len(before) :])
    with Gradebook(tiny.db_url) as gradebook:
        marks = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
        assert marks == {"all": 5, "half": 3, "none": 0}
        (whole,) = gradebook.db.execute(text("PRAGMA integrity_check")).one()
        assert whole == "ok"
