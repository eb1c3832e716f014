"""The part of a Dask pool that runs on the Dask workers."""

import pickle
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from grader.classroom.grading.digests import combine_digests, engine_digest
from grader.classroom.grading.pools.pool import CannotJudge, PoolResult
from grader.classroom.grading.pools.worker_process import WorkerDied, WorkerProcess
from grader.engine.judging.interface import Job
from grader.student.text import CourseError


class ClusterError(CourseError):
    """The cluster cannot be reached, or cannot judge."""


@dataclass(frozen=True)
class ProcessDeath:
    """Returned instead of an outcome when the process that judged has died."""

    reason: str


class CourseFiles(WorkerPlugin):
    """Copies the files of a course to every Dask worker, also to those that join later.

    Parameters
    ----------
    files : mapping of str to bytes
        By their path in the course.
    """

    idempotent = True

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        digests = (f"{len(data)} {data.hex()}" for _, data in sorted(self.files.items()))
        self.name = f"neural-notebooks-{combine_digests(*sorted(self.files), *digests)[:16]}"

    def setup(self, worker: Any) -> None:
        """Write the files to a temporary folder, which `judge_on_worker` finds by their name."""
        self._folder = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
        for name, data in self.files.items():
            path = Path(self._folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        worker.extensions[self.name] = Path(self._folder.name).resolve()

    def teardown(self, worker: Any) -> None:
        """Delete the folder."""
        worker.extensions.pop(self.name, None)
        self._folder.cleanup()


_per_thread = threading.local()


def judge_on_worker(
    job: Job, judge: bytes, course: str, engine: str, alone: bool = False
) -> PoolResult | ProcessDeath:
    """Judge in a child process of the Dask worker; the thread's next job uses it again.

    Parameters
    ----------
    job : Job
    judge : bytes
        A pickled `Judge`.
    course : str
        Name of the registered `CourseFiles`.
    engine : str
        The `engine_digest` of the machine that sends the job; that of the worker must be equal.
    alone : bool
        Whether the child process is to judge nothing else.
    """
    if engine_digest() != engine:
        raise ClusterError(
            f"The worker {get_worker().address} has another version of this package, or other "
            "versions of the libraries it judges with. Install the same ones there."
        )
    process = _new_process(judge, course) if alone else _process_of_thread(judge, course)
    is_over = alone
    try:
        outcome = process.judge(job)
        is_over = is_over or process.is_worn
        return outcome
    except CannotJudge as error:
        raise ClusterError(f"The worker {get_worker().address} cannot judge: {error}") from error
    except WorkerDied as died:
        is_over = True
        return ProcessDeath(str(died))
    finally:
        if is_over:
            process.close()
            if not alone:
                _per_thread.process = None


def _new_process(judge: bytes, course: str) -> WorkerProcess:
    return WorkerProcess(pickle.loads(judge), get_worker().extensions[course])


def _process_of_thread(judge: bytes, course: str) -> WorkerProcess:
    key = (course, judge)
    process: WorkerProcess | None = getattr(_per_thread, "process", None)
    if process is None or _per_thread.key != key:
        if process is not None:
            process.close()
        process = _new_process(judge, course)
        _per_thread.process, _per_thread.key = process, key
    return process
