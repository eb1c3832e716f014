import json
from pathlib import Path

import pytest

from grader.classroom.grading.pools.worker_process import WorkerDied, WorkerProcess
from grader.engine.judging.interface import Job
from tests.classroom import judges
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, make_course, notebook


def job(student: str) -> Job:
    return Job(student, ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(SOLUTIONS))})


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path / "course")


def test_a_job_that_takes_too_long_ends_with_its_process(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_SECONDS, "600")
    worker = WorkerProcess(judges.by_text, course)
    with pytest.raises(WorkerDied, match="longer than"):
        worker.judge(job("slow"), max_seconds=0.5)
    assert worker._process.poll() is not None
    worker.close()


def test_a_process_ends_when_the_one_that_started_it_is_gone(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_SECONDS, "600")
    worker = WorkerProcess(judges.by_text, course)
    # What happens to the pipes when that process is killed.
    worker._requests.close()
    worker._replies.close()
    worker._process.wait(timeout=60)
    worker.close()
