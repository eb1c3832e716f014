"""Processes of this machine that judge, each one submission at a time."""

import concurrent.futures
import contextlib
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from grader.classroom.grading.worker import FAILED, REFUSED, read_frame, write_frame
from grader.engine.judging.interface import Job, Judge, Judged, shared
from grader.student.text.errors import CourseError

MOST_DEATHS = 3
"""Processes that a submission may take with it before it is marked."""

LONGEST = 3600.0
"""Seconds that judging one submission may take; engines have closer limits of their own."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from grader.classroom.grading.worker import main; main()"
)


class WorkerDied(CourseError):
    """The process that judged a submission ended before it was done."""


class CannotJudge(CourseError):
    """No submission can be judged: by this course, or on this machine."""


@dataclass(frozen=True)
class Failure:
    """Why a submission was not judged.

    Parameters
    ----------
    reason : str
        A sentence for a person.
    settled : bool
        Whether the same would come of trying again.
    """

    reason: str
    settled: bool = False


Outcome = Judged | Failure


class Pool(Protocol):
    """Something that judges many submissions: processes of this machine, or a cluster."""

    def feed(self, jobs: Iterator[Job]) -> None:
        """Take the source of jobs and start on the first ones."""

    def outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """Yield what became of each job, in the order in which they were done."""


class WorkerProcess:
    """A process that judges, seen from the one that started it.

    Parameters
    ----------
    judge : Judge
        A function at the top level of a module.
    root : Path
        The course.
    log : file, optional
        Where what the process prints goes.
    descriptors : sequence of int
        Open descriptors that the process inherits under the same numbers.
    """

    def __init__(
        self,
        judge: Judge,
        root: Path,
        log: IO[bytes] | None = None,
        descriptors: Sequence[int] = (),
    ) -> None:
        path = json.dumps([os.path.abspath(each) for each in sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if log is None else log,
            # Its own group: Ctrl-C at the terminal is for the class as a whole, and all that it
            # starts can be ended with it.
            start_new_session=True,
            pass_fds=descriptors,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._inward, self._outward = self._process.stdin, self._process.stdout
        self._first: Any = (pickle.dumps(judge), str(root))

    def judge(self, job: Job, longest: float = LONGEST) -> Outcome:
        """Have a submission judged.

        Raises
        ------
        HandDied
            If the process ended meanwhile.
        CannotJudge
            If the judge can judge nothing at all, here or of this course.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(longest, end)
        timer.start()
        try:
            if self._first is not None:
                write_frame(self._inward, self._first)
                self._first = None
            write_frame(self._inward, job)
            kind, answer = read_frame(self._outward)
        except (EOFError, OSError, ValueError) as error:
            if late.is_set():
                self._process.wait()
                raise WorkerDied(f"it took longer than {longest:g} seconds") from error
            raise WorkerDied(f"it {_ending(self._process)}") from error
        finally:
            timer.cancel()
        if kind == REFUSED:
            raise CannotJudge(answer)
        if kind == FAILED:
            return Failure(f"The grader failed on this submission ({answer}).")
        assert isinstance(answer, Judged)
        return answer

    def close(self) -> None:
        """End the process and all that it started."""
        self._kill()
        self._process.wait()
        for pipe in (self._inward, self._outward):
            # What could not be written any more need not be.
            with contextlib.suppress(OSError):
                pipe.close()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _ending(process: "subprocess.Popen[bytes]") -> str:
    try:
        code = process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        return "sent something that is no answer"
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def died_too_often(reason: str) -> Failure:
    """Return what is said of a submission that took three processes with it."""
    return Failure(
        f"The process that judged this submission died {MOST_DEATHS} times; the last time, "
        f"{reason}. It is not tried again until it changes, or with --force.",
        settled=True,
    )


class LocalPool:
    """Processes of this machine that judge.

    They are started when the pool is entered, and have ended when it is left.

    Parameters
    ----------
    judge : Judge
        What can be shared of it (`grader.engine.judging.interface.shared`) they share.
    root : Path
    count : int
        How many processes.
    log : Path, optional
        The file that what they print is added to.
    """

    def __init__(self, judge: Judge, root: Path, count: int, log: Path | None = None) -> None:
        self._judge, self._root, self._count = judge, root, count
        self._log_path = log

    def __enter__(self) -> Self:
        self._closed = self._proven = False
        self._hands: list[WorkerProcess] = []
        self._free: queue.SimpleQueue[WorkerProcess] = queue.SimpleQueue()
        self._threads = concurrent.futures.ThreadPoolExecutor(self._count)
        with contextlib.ExitStack() as stack:
            self._log = stack.enter_context(self._log_path.open("ab")) if self._log_path else None
            self._each = stack.enter_context(shared(self._judge, self._root))
            for _ in range(self._count):
                self._free.put(self._hand())
            self._shared = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in list(self._hands):
            hand.close()
        self._threads.shutdown()
        self._shared.close()

    def _hand(self) -> WorkerProcess:
        judge, descriptors = self._each
        hand = WorkerProcess(judge, self._root, self._log, descriptors)
        self._hands.append(hand)
        if self._closed:
            hand.close()
        return hand

    def feed(self, jobs: Iterator[Job]) -> None:
        """Take the source of jobs and start on the first ones."""
        self._source = jobs
        self._running: dict[concurrent.futures.Future[Outcome], Job] = {}
        self._fill()

    def outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """Yield what became of each job, in the order in which they were done."""
        while self._running:
            done, _ = concurrent.futures.wait(
                self._running, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in done:
                job = self._running.pop(future)
                # Before the caller writes it down, so that no process waits for that.
                self._fill()
                yield job, future.result()

    def _fill(self) -> None:
        # One more for each process than it can do at a time: it finds the next one waiting.
        while len(self._running) < 2 * self._count:
            job = next(self._source, None)
            if job is None:
                return
            self._running[self._threads.submit(self._judged, job)] = job

    def _judged(self, job: Job) -> Outcome:
        """Judge with a free process; one that dies is replaced, until that was too often."""
        reason = ""
        for _ in range(MOST_DEATHS):
            hand = self._free.get()
            try:
                outcome = hand.judge(job)
                self._proven = self._proven or isinstance(outcome, Judged)
                return outcome
            except CannotJudge as error:
                # After others were judged it is a passing trouble, or this submission's own.
                if not self._proven:
                    raise
                return Failure(str(error))
            except WorkerDied as died:
                reason = str(died)
                hand.close()
                hand = self._hand()
            finally:
                self._free.put(hand)
            if self._closed:
                break
        return died_too_often(reason)
