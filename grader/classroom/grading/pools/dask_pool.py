"""A pool of the workers of a Dask cluster: jobs and outcomes are sent as data.

Each job is sent to one worker and to no other. The scheduler's own retries would hide which
submission was being judged when a worker died; here these deaths are counted.
"""

import contextlib
import queue
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self

from distributed import Future

from grader.classroom.grading.pools.dask_scheduler import SchedulerConnection
from grader.classroom.grading.pools.dask_worker import ClusterError, ProcessDeath
from grader.classroom.grading.pools.pool import (
    MAX_DEATHS,
    Failure,
    PoolResult,
    failure_after_deaths,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job, Judge
from grader.student.messages import grading_problems

_TIMEOUT = 60.0
"""After how many seconds without any worker, or without the scheduler, grading stops."""

_POLL_INTERVAL = 1.0
"""Seconds after which the list of workers is read again."""


class DaskPool:
    """The workers of a Dask cluster.

    Parameters
    ----------
    scheduler : SchedulerConnection
        It is opened and closed with the context of the pool.
    """

    def __init__(self, scheduler: SchedulerConnection) -> None:
        self._scheduler = scheduler
        self._deaths: Counter[int] = Counter()
        self._retries: list[Job] = []
        self._running: dict[str, tuple[Job, str, Future[Any]]] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        self._scheduler.open()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._scheduler.close(future for _, _, future in self._running.values())

    def submit(self, jobs: Iterator[Job]) -> None:
        """Start on the first jobs; take the others from the iterator as workers become free."""
        self._jobs: Iterator[Job] = jobs
        self._fill_workers(self._scheduler.worker_threads())

    def outcomes(self) -> Iterator[tuple[Job, PoolResult]]:
        """Yield each job with its outcome, in the order in which they are completed."""
        while True:
            workers = self._scheduler.worker_threads()
            yield from self._retry_lost(workers)
            self._fill_workers(workers)
            if not self._running and not self._retries and self._no_more_jobs():
                return
            for key in self._wait_for_done():
                job, address, future = self._running.pop(key, (None, "", None))
                if job is None or future is None:
                    continue
                outcome = self._outcome(job, address, future)
                if outcome is not None:
                    yield job, outcome

    def _fill_workers(self, workers: Mapping[str, int]) -> None:
        """Send each worker as many jobs as it runs at a time, and no more: none waits there."""
        busy = Counter(address for _, address, _ in self._running.values())
        free = [
            address
            for address, threads in workers.items()
            for _ in range(threads - busy.get(address, 0))
        ]
        for address in free:
            job = self._retries.pop() if self._retries else next(self._jobs, None)
            if job is None:
                return
            alone = self._deaths[id(job)] > 0
            future = self._scheduler.submit(job, address, alone)
            self._running[str(future.key)] = (job, address, future)
            future.add_done_callback(lambda future: self._done.put(str(future.key)))

    def _no_more_jobs(self) -> bool:
        job = next(self._jobs, None)
        if job is not None:
            self._retries.append(job)
        return job is None

    def _wait_for_done(self) -> list[str]:
        """Wait up to `_POLL_INTERVAL` for jobs that are done, and return the keys of all."""
        with contextlib.suppress(queue.Empty):
            keys = [self._done.get(timeout=_POLL_INTERVAL)]
            with contextlib.suppress(queue.Empty):
                while True:
                    keys.append(self._done.get_nowait())
            return keys
        return []

    def _retry_lost(self, workers: Mapping[str, int]) -> Iterator[tuple[Job, PoolResult]]:
        """Retry the jobs of workers that are gone; yield those that have no retry left."""
        for key, (job, address, future) in list(self._running.items()):
            if address not in workers and not future.done():
                del self._running[key]
                future.cancel()
                failure = self._retry_or_fail(job, address, None)
                if failure is not None:
                    yield job, failure

    def _outcome(self, job: Job, address: str, future: Future[Any]) -> PoolResult | None:
        """Return the outcome of a job that is done; None if it is retried."""
        if future.status == "finished":
            # The worker may be lost while its result is being fetched.
            try:
                outcome: PoolResult | ProcessDeath = future.result(timeout=self._scheduler.timeout)
            except Exception:
                return self._retry_or_fail(job, address, None)
            if isinstance(outcome, ProcessDeath):
                return self._retry_or_fail(job, address, outcome.reason)
            # Another job may get the same id once this one is freed.
            self._deaths.pop(id(job), None)
            return outcome
        if future.status in ("cancelled", "lost"):
            return self._retry_or_fail(job, address, None)
        error = future.exception()
        if isinstance(error, ClusterError):
            raise error
        if isinstance(error, ModuleNotFoundError):
            raise ClusterError(
                f"The worker {address} lacks a module ({error}). Install this package there, in "
                "the same version."
            )
        reason = grading_problems.worker_failed(address, type(error).__name__, error)
        return self._retry_or_fail(job, address, reason)

    def _retry_or_fail(self, job: Job, address: str, reason: str | None) -> Failure | None:
        """Retry a job, or return its failure; without a reason, its worker was lost."""
        self._deaths[id(job)] += 1
        if self._deaths[id(job)] < MAX_DEATHS:
            self._retries.append(job)
            return None
        del self._deaths[id(job)]
        if reason is None:
            # A machine may be lost for any reason: the next grading tries again.
            return Failure(grading_problems.workers_lost(MAX_DEATHS, address))
        return failure_after_deaths(reason)


def dask_pools(address: str) -> Callable[[Judge, Workspace, str], DaskPool]:
    """Return a factory of pools that use the cluster of a scheduler.

    Parameters
    ----------
    address : str
        Such as ``tcp://host:8786``.
    """

    def make_pool(judge: Judge, workspace: Workspace, assignment: str) -> DaskPool:
        connection = SchedulerConnection(judge, workspace.course, assignment, address, _TIMEOUT)
        return DaskPool(connection)

    return make_pool
