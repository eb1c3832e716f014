"""The connection of a Dask pool to its scheduler."""

import contextlib
import itertools
import os
import pickle
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from distributed import Client, Future

from grader.classroom.grading.digests import engine_digest
from grader.classroom.grading.pools.dask_worker import ClusterError, CourseFiles, judge_on_worker
from grader.engine.judging.interface import Job, Judge


class SchedulerConnection:
    """Sends jobs to chosen workers of a Dask cluster; connection errors become `ClusterError`.

    Parameters
    ----------
    judge : Judge
        A function at the top level of a module that the workers have, too.
    root : Path
        The course.
    assignment : str
        Which files of the course are sent.
    address : str
        Of the scheduler.
    timeout : float
        After how many seconds without any worker `worker_threads` raises an error.
    """

    def __init__(
        self, judge: Judge, root: Path, assignment: str, address: str, timeout: float
    ) -> None:
        self._judge = pickle.dumps(judge)
        self._course = CourseFiles(_read_course_files(root, assignment))
        self._address, self.timeout = address, timeout

    def open(self) -> None:
        """Connect, and register the files of the course."""
        with self._connection_errors():
            self._client = Client(self._address, timeout="10s", set_as_default=False)
        try:
            with self._connection_errors():
                self._client.register_plugin(self._course)
        except BaseException:
            self._client.close()
            raise
        self._last_worker_seen = time.monotonic()

    def close(self, unfinished: Iterable[Future[Any]]) -> None:
        """Cancel what is not finished, delete the files of the course and disconnect."""
        # All of this fails when the scheduler is gone.
        with contextlib.suppress(Exception):
            self._client.cancel(list(unfinished))
            self._client.unregister_worker_plugin(self._course.name)
        with contextlib.suppress(Exception):
            self._client.close()

    def worker_threads(self) -> dict[str, int]:
        """Return the address of each worker, and how many jobs it runs at a time."""
        with self._connection_errors():
            workers: dict[str, int] = self._client.nthreads()
        if workers:
            self._last_worker_seen = time.monotonic()
        elif time.monotonic() - self._last_worker_seen > self.timeout:
            raise ClusterError(
                f"The scheduler {self._address} had no worker for {self.timeout:g} seconds. "
                "What was graded is kept; the same command goes on from there."
            )
        return workers

    def submit(self, job: Job, worker: str, alone: bool = False) -> Future[Any]:
        """Send a job to one worker and to no other; `alone`, to a process of its own there."""
        with self._connection_errors():
            return self._client.submit(
                judge_on_worker,
                job,
                self._judge,
                self._course.name,
                engine_digest(),
                alone,
                key=f"judge-{uuid.uuid4().hex}",
                workers=[worker],
                allow_other_workers=False,
                pure=False,
            )

    @contextlib.contextmanager
    def _connection_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, TimeoutError, RuntimeError) as error:
            raise ClusterError(
                f"The scheduler {self._address} cannot be reached ({type(error).__name__}: "
                f"{error}).\nWhat was graded is kept; the same command goes on from there."
            ) from error


def _read_course_files(root: Path, assignment: str) -> dict[str, bytes]:
    """Read the files of a course that judging needs; no student's work is among them."""
    patterns = (
        "nbgrader_config.py",
        f"source/{assignment}/**/*",
        f"release/{assignment}/**/*",
        "notebooks/**/*.py",
    )
    found = itertools.chain.from_iterable(root.glob(pattern) for pattern in patterns)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(found)
        if path.is_file() and os.access(path, os.R_OK)
    }
