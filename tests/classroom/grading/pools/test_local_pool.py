import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.classroom.grading.pools import worker_process
from grader.classroom.grading.pools.local_pool import LocalPool
from grader.classroom.grading.pools.pool import CannotJudge, Failure, PoolResult
from grader.engine.judging.interface import Job, Judge, JudgedSubmission
from tests.classroom import judges
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, make_course, notebook

TEXT = json.dumps(notebook(SOLUTIONS))


def job(student: str) -> Job:
    return Job(student, ASSIGNMENT, "run", {NOTEBOOK: TEXT})


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path / "course")


def judged(
    course: Path, students: list[str], count: int = 2, judge: Judge = judges.by_text
) -> dict[str, PoolResult]:
    with LocalPool(judge, course, count) as pool:
        pool.submit(job(student) for student in students)
        return {job.student: outcome for job, outcome in pool.outcomes()}


def test_every_job_is_judged_in_one_of_the_processes(course: Path) -> None:
    outcomes = judged(course, [f"student {i}" for i in range(7)])
    assert sorted(outcomes) == [f"student {i}" for i in range(7)]
    results = [each.result for each in outcomes.values() if isinstance(each, JudgedSubmission)]
    assert [each.points for each in results] == [5] * 7
    assert len({each.exercises[0].message for each in results}) <= 2
    assert f"process {os.getpid()}" not in {each.exercises[0].message[0] for each in results}


def test_the_processes_share_what_a_judge_can_share(course: Path) -> None:
    students = ["one", "two", judges.ONCE, "three"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(judges.JOB_LOG, str(course / "jobs.log"))
        outcomes = judged(course, students, judge=judges.SharingJudge())
    assert all(isinstance(each, JudgedSubmission) for each in outcomes.values())
    # One process died and was replaced.
    assert (course / "shared").read_bytes() == b"x" * 5
    assert (course / "shared.closed").exists()


def test_jobs_are_taken_from_their_source_as_processes_get_free(course: Path) -> None:
    taken = []

    def source() -> Iterator[Job]:
        for i in range(50):
            taken.append(i)
            yield job(f"student {i}")

    with LocalPool(judges.by_text, course, 1) as pool:
        pool.submit(source())
        next(pool.outcomes())
        assert len(taken) < 10


def test_a_process_that_dies_is_replaced_and_its_job_judged_anew(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_LOG, str(tmp_path / "jobs.log"))
    outcomes = judged(course, ["before", judges.ONCE, "after"], count=1)
    assert all(isinstance(each, JudgedSubmission) for each in outcomes.values())
    assert judges.started_jobs(tmp_path / "jobs.log") == [
        "before",
        judges.ONCE,
        judges.ONCE,
        "after",
    ]


def test_what_kills_two_processes_is_marked_and_stops_no_other(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_LOG, str(tmp_path / "jobs.log"))
    outcomes = judged(course, ["before", judges.KILLS, "after"])
    killed = outcomes.pop(judges.KILLS)
    assert isinstance(killed, Failure) and killed.permanent
    assert "died 2 times" in killed.reason
    assert "is at fault is not known" in killed.reason
    assert all(isinstance(each, JudgedSubmission) for each in outcomes.values())
    assert judges.started_jobs(tmp_path / "jobs.log").count(judges.KILLS) == 2


def test_what_killed_a_process_is_judged_again_by_one_that_judges_nothing_else(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_LOG, str(tmp_path / "jobs.log"))
    students = [*(f"before {i}" for i in range(4)), judges.ONCE, *(f"after {i}" for i in range(4))]
    outcomes = judged(course, students, count=2)
    processes = {
        student: each.result.exercises[0].message
        for student, each in outcomes.items()
        if isinstance(each, JudgedSubmission)
    }
    alone = processes.pop(judges.ONCE)
    assert alone not in processes.values()


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        (judges.BUSY, "1 seconds of processor time"),
        (judges.GREEDY, "MemoryError"),
    ],
)
def test_a_judge_at_its_limits_ends_that_submission_alone(
    course: Path, monkeypatch: pytest.MonkeyPatch, student: str, reason: str
) -> None:
    monkeypatch.setattr(worker_process, "DEFAULT_LIMITS", judges.SMALL_LIMITS)
    outcomes = judged(course, ["before", student, "after"], 1, judges.with_small_limits)
    failed = outcomes.pop(student)
    assert isinstance(failed, Failure) and reason in failed.reason
    assert all(isinstance(each, JudgedSubmission) for each in outcomes.values())


@pytest.mark.parametrize(
    ("student", "reason"),
    [(judges.RAISES, "RecursionError: too deep"), (judges.EXITS, "SystemExit: 3")],
)
def test_a_judge_that_fails_is_a_failure_of_that_job(
    course: Path, student: str, reason: str
) -> None:
    outcomes = judged(course, [student, "after"], count=1)
    failed = outcomes[student]
    assert isinstance(failed, Failure) and not failed.permanent
    assert reason in failed.reason
    assert isinstance(outcomes["after"], JudgedSubmission)


def test_a_judge_that_can_judge_nothing_ends_the_class(course: Path) -> None:
    with pytest.raises(CannotJudge, match="nothing can be judged here"):
        judged(course, [judges.REFUSES, "after"], count=1)


def test_once_it_has_judged_it_ends_that_submission_alone(course: Path) -> None:
    outcomes = judged(course, ["before", judges.REFUSES, "after"], count=1)
    refused = outcomes.pop(judges.REFUSES)
    assert refused == Failure("nothing can be judged here")
    assert all(isinstance(each, JudgedSubmission) for each in outcomes.values())


def test_no_process_outlives_the_pool(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(judges.JOB_SECONDS, "600")
    with LocalPool(judges.by_text, course, 2) as pool:
        pool.submit(iter([job("one"), job("two"), job("three")]))
        workers = pool._workers
        assert [worker._process.poll() for worker in workers] == [None, None]
    assert None not in [worker._process.poll() for worker in workers]


def test_what_a_judge_prints_does_not_reach_the_answers(course: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with LocalPool(printing, course, 1, log) as pool:
        pool.submit(iter([job("one")]))
        [(_, outcome)] = pool.outcomes()
    assert isinstance(outcome, JudgedSubmission)
    assert "a line" in log.read_text(encoding="utf-8")


def printing(job: Job, root: Path) -> JudgedSubmission:
    print("a line", flush=True)
    os.system("echo a line of a child")
    return judges.by_text(job, root)
