"""A real cluster on this machine: a scheduler and two workers, each a process of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.classroom.grading.pools import dask_pool as module
from grader.classroom.grading.pools.dask_pool import DaskPool, dask_pools
from grader.classroom.grading.pools.dask_scheduler import SchedulerConnection
from grader.classroom.grading.pools.dask_worker import ClusterError
from grader.classroom.grading.pools.pool import PoolResult
from grader.classroom.grading.whole_class import grade_class
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job
from grader.engine.judging.result import Result
from tests.classroom import judges
from tests.tiny_course import ASSIGNMENT, SOLUTIONS, notebook, write_submission

pytestmark = pytest.mark.cluster


@dataclass
class Cluster:
    """Processes of a cluster, and where its scheduler listens."""

    address: str
    environment: dict[str, str]
    workers: list["subprocess.Popen[str]"] = field(default_factory=list)

    def add(self) -> "subprocess.Popen[str]":
        """Start one more worker and wait until the scheduler knows it."""
        command = ("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        worker = dask(self.environment, *command)
        wait_for(worker, "Registered to")
        self.workers.append(worker)
        return worker


def dask(environment: dict[str, str], command: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{command}", *words],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def wait_for(process: "subprocess.Popen[str]", pattern: str) -> str:
    """Read what a process says until it says this; what it says later goes nowhere."""
    assert process.stderr is not None
    for line in process.stderr:
        found = re.search(pattern, line)
        if found:
            return found.group(0)
    raise AssertionError(f"{process.args} ended without saying {pattern}")


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


@contextmanager
def started(folder: Path, workers: int) -> Iterator[Cluster]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        judges.JOB_LOG: str(folder / "jobs.log"),
        "DASK_TEMPORARY_DIRECTORY": str(folder),
    }
    with ExitStack() as stack:
        words = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        scheduler = dask(environment, "dask_scheduler", *words)
        stack.callback(end, scheduler)
        made = Cluster(wait_for(scheduler, r"tcp://127\.0\.0\.1:\d+"), environment)
        stack.callback(lambda: [end(worker) for worker in made.workers])
        for _ in range(workers):
            made.add()
        yield made


def grade(workspace: Workspace, folder: Path, address: str) -> dict[str, Result]:
    results = grade_class(
        workspace, ASSIGNMENT, folder, judge=judges.by_text, make_pool=dask_pools(address)
    )
    return {each.student: each for each in results}


def test_a_class_on_two_workers_one_of_which_is_killed_in_the_middle(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_SECONDS, "0.2")
    names = [f"student {i}" for i in range(12)]
    for name in (*names, judges.ONCE, judges.KILLS):
        write_submission(tmp_path / "in", name, notebook(SOLUTIONS))
    with started(tmp_path, 2) as made:
        outcomes = DaskPool.outcomes
        killed = []

        def kill_after_some(self: DaskPool) -> Iterator[tuple[Job, PoolResult]]:
            for each in outcomes(self):
                # Those whose own process dies have been tried twice by then.
                if not killed and len(judges.started_jobs(tmp_path / "jobs.log")) >= 8:
                    killed.append(made.workers[0])
                    made.workers[0].kill()
                yield each

        monkeypatch.setattr(DaskPool, "outcomes", kill_after_some)
        results = grade(tiny, tmp_path / "in", made.address)
    assert killed
    problem = results.pop(judges.KILLS).problem
    assert problem is not None and "died 2 times" in problem
    assert {name: each.points for name, each in results.items()} == dict.fromkeys(results, 5.0)
    started_jobs = judges.started_jobs(tmp_path / "jobs.log")
    # One of its two may be the worker that was killed, before it was begun there.
    assert started_jobs.count(judges.KILLS) in (1, 2)
    # Only what was at work on the lost worker is judged twice.
    assert sum(started_jobs.count(name) - 1 for name in names) <= 1
    assert not list(tmp_path.glob("**/course-*/submitted"))


@pytest.mark.slow
def test_a_job_whose_workers_are_lost_is_left_for_the_next_grading(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(judges.JOB_SECONDS, "600")
    write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS))
    with started(tmp_path, 1) as made:
        worker_threads = SchedulerConnection.worker_threads

        def kill_before(self: SchedulerConnection) -> dict[str, int]:
            deaths = len(made.workers)
            if len(judges.started_jobs(tmp_path / "jobs.log")) >= deaths and deaths <= 2:
                made.workers[-1].kill()
                made.add()
                time.sleep(1)
            return worker_threads(self)

        monkeypatch.setattr(SchedulerConnection, "worker_threads", kill_before)
        made.environment[judges.JOB_SECONDS] = "600"
        results = grade(tiny, tmp_path / "in", made.address)
    problem = results["someone"].problem
    assert problem is not None and "was lost 2 times" in problem and "next grading" in problem


def test_a_scheduler_that_is_not_there_is_told(tiny: Workspace, tmp_path: Path) -> None:
    write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS))
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:9 cannot be reached"):
        grade(tiny, tmp_path / "in", "tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_is_told(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 1.0)
    write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS))
    with started(tmp_path, 0) as made, pytest.raises(ClusterError, match="no worker for 1 seconds"):
        grade(tiny, tmp_path / "in", made.address)
