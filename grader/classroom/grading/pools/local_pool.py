"""A pool of worker processes on this machine."""

import concurrent.futures
import contextlib
import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from grader.classroom.grading.pools.pool import (
    CannotJudge,
    Failure,
    PoolResult,
    failure_after_deaths,
)
from grader.classroom.grading.pools.worker_process import WorkerDied, WorkerProcess
from grader.engine.judging.interface import Job, Judge, JudgedSubmission, share_judge


class LocalPool:
    """Worker processes of this machine.

    They start when the context is entered, and have ended when it is left.

    Parameters
    ----------
    judge : Judge
        The processes share what `grader.engine.judging.interface.share_judge` can share of it.
    root : Path
    count : int
        Number of processes.
    log : Path, optional
        A file to which the output of the processes is appended.
    """

    def __init__(self, judge: Judge, root: Path, count: int, log: Path | None = None) -> None:
        self._judge, self._root, self._count = judge, root, count
        self._log_path = log

    def __enter__(self) -> Self:
        self._closed = self._has_judged = False
        self._workers: list[WorkerProcess] = []
        self._idle: queue.SimpleQueue[WorkerProcess] = queue.SimpleQueue()
        self._threads = concurrent.futures.ThreadPoolExecutor(self._count)
        with contextlib.ExitStack() as stack:
            self._log = stack.enter_context(self._log_path.open("ab")) if self._log_path else None
            self._shared_judge = stack.enter_context(share_judge(self._judge, self._root))
            for _ in range(self._count):
                self._idle.put(self._start_worker())
            self._resources = stack.pop_all()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in list(self._workers):
            worker.close()
        self._threads.shutdown()
        self._resources.close()

    def submit(self, jobs: Iterator[Job]) -> None:
        """Start on the first jobs; take the others from the iterator as workers become free."""
        self._jobs = jobs
        self._running: dict[concurrent.futures.Future[PoolResult], Job] = {}
        self._fill_queue()

    def outcomes(self) -> Iterator[tuple[Job, PoolResult]]:
        """Yield each job with its outcome, in the order in which they are completed."""
        while self._running:
            done, _ = concurrent.futures.wait(
                self._running, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in done:
                job = self._running.pop(future)
                # Before the caller saves the outcome, so that no worker waits for that.
                self._fill_queue()
                yield job, future.result()

    def _start_worker(self) -> WorkerProcess:
        judge, descriptors = self._shared_judge
        worker = WorkerProcess(judge, self._root, self._log, descriptors)
        self._workers.append(worker)
        if self._closed:
            worker.close()
        return worker

    def _fill_queue(self) -> None:
        # Two for each worker: when it completes one, the next is already there.
        while len(self._running) < 2 * self._count:
            job = next(self._jobs, None)
            if job is None:
                return
            self._running[self._threads.submit(self._judge_with_retry, job)] = job

    def _judge_with_retry(self, job: Job) -> PoolResult:
        """Judge with an idle worker; if it dies, once more with one that judges nothing else."""
        worker = self._idle.get()
        try:
            return self._judge_with(worker, job)
        except WorkerDied as died:
            worker.is_worn = True
            if self._closed:
                return failure_after_deaths(str(died))
        finally:
            self._idle.put(self._replaced(worker) if worker.is_worn else worker)
        return self._judge_alone(job)

    def _judge_alone(self, job: Job) -> PoolResult:
        worker = self._start_worker()
        try:
            return self._judge_with(worker, job)
        except WorkerDied as died:
            return failure_after_deaths(str(died))
        finally:
            self._end_worker(worker)

    def _judge_with(self, worker: WorkerProcess, job: Job) -> PoolResult:
        try:
            outcome = worker.judge(job)
        except CannotJudge as error:
            # Once another submission was judged, this one or a temporary problem is to blame.
            if not self._has_judged:
                raise
            return Failure(str(error))
        self._has_judged = self._has_judged or isinstance(outcome, JudgedSubmission)
        return outcome

    def _replaced(self, worker: WorkerProcess) -> WorkerProcess:
        self._end_worker(worker)
        return self._start_worker()

    def _end_worker(self, worker: WorkerProcess) -> None:
        worker.close()
        with contextlib.suppress(ValueError):
            self._workers.remove(worker)
