"""The generated class is what it says it is, and no submission of it stops the others."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.results import read_results
from grader.classroom.submissions.collect import collect_all
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.benchmarks import large_class
from tests.benchmarks.large_class import (
    ASSIGNMENT,
    FULL,
    HARDLY_ANY,
    SPOILT,
    make_class,
    make_course,
)
from tests.classroom import judges


def test_the_same_seed_makes_the_same_class(tmp_path: Path) -> None:
    first = make_class(tmp_path / "a", 30, seed=3)
    assert make_class(tmp_path / "b", 30, seed=3) == first
    assert make_class(tmp_path / "c", 30, seed=4) != first
    for path in (tmp_path / "a").rglob("*.ipynb"):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert other.read_bytes() == path.read_bytes()


def test_the_solutions_pass_the_hidden_tests_and_the_mistakes_do_not() -> None:
    def passed(bodies: dict[str, str]) -> float:
        cells = large_class.notebook(bodies, HARDLY_ANY)["cells"]
        hidden = large_class.notebook({}, HARDLY_ANY, hidden=True)["cells"]
        tests = {cell["id"]: cell["source"] for cell in hidden}
        names: dict[str, object] = {}
        points = 0.0
        for cell in cells[:-2]:  # without the training and the figure
            if not cell["id"].startswith("check-"):
                exec(cell["source"], names)
                continue
            try:
                exec(tests[cell["id"]], dict(names))
            except AssertionError:
                continue
            points += 2
        return points

    assert passed(large_class.SOLUTIONS) == FULL
    for name, text in large_class.MISTAKES.items():
        expected = large_class.deserved_by([name])
        assert passed({**large_class.SOLUTIONS, name: text}) == expected, name


def test_every_spoilt_submission_arrives_or_has_a_reason(tmp_path: Path) -> None:
    workspace = Workspace(make_course(tmp_path / "course"), tmp_path / "work")
    deserved = make_class(tmp_path / "in", 10 * len(SPOILT), spoilt=True)
    collected = {each.student: each for each in collect_all(workspace, ASSIGNMENT, tmp_path / "in")}
    assert sorted(collected) == sorted(deserved)
    for student, points in deserved.items():
        if points:
            assert collected[student].problem is None, student
            assert collected[student].unanswered == {large_class.NOTEBOOK: ()}, student
        elif points == 0:
            assert collected[student].problem, student


PROGRAM = """\
import sys
from pathlib import Path
from grader.classroom.workspace import Workspace
from grader.classroom.grading.whole_class import grade_class
from tests.classroom import judges

root, work, submitted, judge = sys.argv[1:]
more = {"judge": judges.by_change} if judge == "written" else {}
grade_class(Workspace(Path(root), Path(work)), "bench", Path(submitted), **more)
"""


def grade_with_kills(workspace: Workspace, folder: Path, judge: str, kills: int, every: int) -> int:
    """Grade in another process that is killed whenever so many more results are there."""
    words = [str(workspace.root), str(workspace.work), str(folder), judge]
    path = os.pathsep.join(filter(None, sys.path))
    killed = 0
    while True:
        before = len(list(workspace.results.glob("*/*.json")))
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words], env={**os.environ, "PYTHONPATH": path}
        )
        while process.poll() is None:
            time.sleep(0.05)
            done = len(list(workspace.results.glob("*/*.json"))) - before
            if killed < kills and done >= every:
                process.kill()
                process.wait()
                killed += 1
                break
        else:
            assert process.returncode == 0
            return killed


def assert_whole(workspace: Workspace, students: list[str], results: tuple[Result, ...]) -> None:
    """Every student has one result, with points or a reason, and the gradebook has the same."""
    assert [each.student for each in results] == sorted(students)
    assert all(each.exercises or each.problem for each in results)
    with Gradebook(workspace.db_url) as gradebook:
        marks = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
    assert marks == {each.student: each.points for each in results if each.exercises}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_class_with_a_tenth_spoilt_is_graded_whole_through_kills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_LOG, str(tmp_path / "jobs.log"))
    workspace = Workspace(make_course(tmp_path / "course"), tmp_path / "work")
    deserved = make_class(tmp_path / "in", 200, spoilt=True)
    assert grade_with_kills(workspace, tmp_path / "in", "written", kills=2, every=40) == 2
    results = read_results(workspace, ASSIGNMENT)
    assert_whole(workspace, list(deserved), results)
    assert len({each.run for each in results}) == 1
    # At each kill no more is judged anew than was at work in that moment, two for each process,
    # and the one that was just being written down.
    started_jobs = judges.started_jobs(tmp_path / "jobs.log")
    assert len(started_jobs) - len(set(started_jobs)) <= 2 * (2 * (os.cpu_count() or 1) + 1)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_thousand_with_a_tenth_spoilt_and_a_kill_in_the_middle(tmp_path: Path) -> None:
    workspace = Workspace(make_course(tmp_path / "course", HARDLY_ANY), tmp_path / "work")
    deserved = make_class(tmp_path / "in", 1000, HARDLY_ANY, spoilt=True)
    assert grade_with_kills(workspace, tmp_path / "in", "", kills=1, every=500) == 1
    results = grade_class(workspace, ASSIGNMENT, tmp_path / "in", make_pool=local_pools())
    assert_whole(workspace, list(deserved), results)
    points = {each.student: each.points for each in results}
    assert {name: points[name] for name, p in deserved.items() if p is not None} == {
        name: p for name, p in deserved.items() if p is not None
    }
