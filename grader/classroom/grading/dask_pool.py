"""The same work on a Dask cluster: submissions travel as data, and results come back as data.

Each job is sent to one worker and to no other, so that a worker's loss is seen here and counted:
the scheduler's own retries would hide which submission was at work when its worker died.
"""

import contextlib
import itertools
import os
import pickle
import queue
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from distributed import Client, Future, WorkerPlugin, get_worker

from grader.classroom.grading.digests import combined, engine_digest
from grader.classroom.grading.local_pool import (
    MOST_DEATHS,
    CannotJudge,
    Failure,
    Outcome,
    WorkerDied,
    WorkerProcess,
    died_too_often,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job, Judge
from grader.student.text.errors import CourseError

_PATIENCE = 60.0
"""Seconds without any worker, or without the scheduler, after which grading is broken off."""

_LOOK = 1.0
"""Seconds between two looks at which workers there are."""


class ClusterError(CourseError):
    """The cluster cannot be reached, or cannot judge."""


@dataclass(frozen=True)
class _Died:
    """What a worker answers when the process that judged for it ended."""

    reason: str


class Course(WorkerPlugin):
    """Brings a course to every worker, also to those that come later.

    Parameters
    ----------
    files : mapping of str to bytes
        By their path in the course.
    """

    idempotent = True

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        digests = (f"{len(data)} {data.hex()}" for _, data in sorted(self.files.items()))
        self.name = f"neural-notebooks-{combined(*sorted(self.files), *digests)[:16]}"

    def setup(self, worker: Any) -> None:
        """Write the course where this worker's processes find it."""
        self._folder = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
        for name, data in self.files.items():
            path = Path(self._folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        worker.extensions[self.name] = Path(self._folder.name).resolve()

    def teardown(self, worker: Any) -> None:
        """Take it away again."""
        worker.extensions.pop(self.name, None)
        self._folder.cleanup()


_of_this_thread = threading.local()


def _judge_there(job: Job, judge: bytes, course: str, engine: str) -> Outcome | _Died:
    """Judge on a worker: in a process beside it, kept for the thread's next job."""
    if engine_digest() != engine:
        raise ClusterError(
            f"The worker {get_worker().address} has another version of this package, or other "
            "versions of the libraries it judges with. Install the same ones there."
        )
    key = (course, judge)
    hand: WorkerProcess | None = getattr(_of_this_thread, "hand", None)
    if hand is None or _of_this_thread.key != key:
        if hand is not None:
            hand.close()
        hand = WorkerProcess(pickle.loads(judge), get_worker().extensions[course])
        _of_this_thread.hand, _of_this_thread.key = hand, key
    try:
        return hand.judge(job)
    except CannotJudge as error:
        raise ClusterError(f"The worker {get_worker().address} cannot judge: {error}") from error
    except WorkerDied as died:
        hand.close()
        _of_this_thread.hand = None
        return _Died(str(died))


class ClusterPool:
    """The workers of a Dask cluster, as a pool that judges.

    Parameters
    ----------
    judge : Judge
        A function at the top level of a module that the workers have, too.
    root : Path
        The course.
    assignment : str
        Which of its parts are sent.
    address : str
        Of the scheduler.
    patience : float
        Seconds without any worker after which grading is broken off.
    """

    def __init__(
        self, judge: Judge, root: Path, assignment: str, address: str, patience: float
    ) -> None:
        self._judge = pickle.dumps(judge)
        self._course = Course(_files(root, assignment))
        self._address, self._patience = address, patience
        self._deaths: Counter[int] = Counter()
        self._again: list[Job] = []
        self._running: dict[str, tuple[Job, str, Future[Any]]] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        with self._reached():
            self._client = Client(self._address, timeout="10s", set_as_default=False)
        try:
            with self._reached():
                self._client.register_plugin(self._course)
        except BaseException:
            self._client.close()
            raise
        self._seen = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A scheduler that is gone can be told nothing.
        with contextlib.suppress(Exception):
            self._client.cancel([future for _, _, future in self._running.values()])
            self._client.unregister_worker_plugin(self._course.name)
        with contextlib.suppress(Exception):
            self._client.close()

    def feed(self, jobs: Iterator[Job]) -> None:
        """Take the source of jobs and start on the first ones."""
        self._source: Iterator[Job] = jobs
        self._fill(self._workers())

    def outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """Yield what became of each job, in the order in which they were done."""
        while True:
            workers = self._workers()
            yield from self._lost(workers)
            self._fill(workers)
            if not self._running and not self._again and self._exhausted():
                return
            for key in self._ready():
                job, address, future = self._running.pop(key, (None, "", None))
                if job is None or future is None:
                    continue
                settled = self._settled(job, address, future)
                if settled is not None:
                    yield job, settled

    def _ready(self) -> list[str]:
        """Wait a little for jobs that are done, and return the keys of all of them."""
        with contextlib.suppress(queue.Empty):
            keys = [self._done.get(timeout=_LOOK)]
            with contextlib.suppress(queue.Empty):
                while True:
                    keys.append(self._done.get_nowait())
            return keys
        return []

    def _exhausted(self) -> bool:
        job = next(self._source, None)
        if job is not None:
            self._again.append(job)
        return job is None

    @contextlib.contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (OSError, TimeoutError, RuntimeError) as error:
            raise ClusterError(
                f"The scheduler {self._address} cannot be reached ({type(error).__name__}: "
                f"{error}).\nWhat was graded is kept; the same command goes on from there."
            ) from error

    def _workers(self) -> dict[str, int]:
        """Addresses of the workers and how many jobs each takes at a time."""
        with self._reached():
            workers: dict[str, int] = self._client.nthreads()
        if workers:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > self._patience:
            raise ClusterError(
                f"The scheduler {self._address} had no worker for {self._patience:g} seconds. "
                "What was graded is kept; the same command goes on from there."
            )
        return workers

    def _fill(self, workers: Mapping[str, int]) -> None:
        """Give each worker as many jobs as it takes at a time, and no more: none waits there."""
        busy = Counter(address for _, address, _ in self._running.values())
        free = [
            address
            for address, threads in workers.items()
            for _ in range(threads - busy.get(address, 0))
        ]
        for address in free:
            job = self._again.pop() if self._again else next(self._source, None)
            if job is None:
                return
            key = f"judge-{uuid.uuid4().hex}"
            with self._reached():
                future = self._client.submit(
                    _judge_there,
                    job,
                    self._judge,
                    self._course.name,
                    engine_digest(),
                    key=key,
                    workers=[address],
                    allow_other_workers=False,
                    pure=False,
                )
            self._running[key] = (job, address, future)
            future.add_done_callback(lambda future: self._done.put(future.key))

    def _lost(self, workers: Mapping[str, int]) -> Iterator[tuple[Job, Outcome]]:
        """Take back the jobs of workers that are gone."""
        for key, (job, address, future) in list(self._running.items()):
            if address not in workers and not future.done():
                del self._running[key]
                future.cancel()
                failure = self._died(job, f"the worker {address} was lost")
                if failure is not None:
                    yield job, failure

    def _settled(self, job: Job, address: str, future: Future[Any]) -> Outcome | None:
        """Return what became of a job that is done; None if it is tried again."""
        if future.status == "finished":
            # The worker may go in the very moment in which its answer is fetched.
            try:
                outcome: Outcome | _Died = future.result(timeout=self._patience)
            except Exception:
                return self._died(job, f"the worker {address} was lost")
            if isinstance(outcome, _Died):
                return self._died(job, outcome.reason)
            # Another job may come to have this one's identity.
            self._deaths.pop(id(job), None)
            return outcome
        if future.status in ("cancelled", "lost"):
            return self._died(job, f"the worker {address} was lost")
        error = future.exception()
        if isinstance(error, ClusterError):
            raise error
        if isinstance(error, ModuleNotFoundError):
            raise ClusterError(
                f"The worker {address} lacks a module ({error}). Install this package there, in "
                "the same version."
            )
        return self._died(job, f"the worker {address} failed ({type(error).__name__}: {error})")

    def _died(self, job: Job, reason: str) -> Failure | None:
        self._deaths[id(job)] += 1
        if self._deaths[id(job)] < MOST_DEATHS:
            self._again.append(job)
            return None
        del self._deaths[id(job)]
        return died_too_often(reason)


def cluster(address: str) -> Callable[[Judge, Workspace, str], ClusterPool]:
    """Return what makes a pool of the cluster of a scheduler.

    Parameters
    ----------
    address : str
        Such as ``tcp://host:8786``.
    """

    def start(judge: Judge, workspace: Workspace, assignment: str) -> ClusterPool:
        return ClusterPool(judge, workspace.root, assignment, address, _PATIENCE)

    return start


def _files(root: Path, assignment: str) -> dict[str, bytes]:
    """Read what judging needs of a course; the students' work is not among it."""
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
