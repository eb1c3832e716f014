"""A worker process, seen from the process that started it."""

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from grader.classroom.grading.pools.judging_limits import DEFAULT_LIMITS
from grader.classroom.grading.pools.pool import CannotJudge, Failure, PoolResult
from grader.classroom.grading.pools.worker_main import (
    FAILED,
    REFUSED,
    read_message,
    write_message,
)
from grader.engine.judging.interface import Job, Judge, JudgedSubmission
from grader.student.messages import grading_problems
from grader.student.text import CourseError

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from grader.classroom.grading.pools.worker_main import main; main()"
)


class WorkerDied(CourseError):
    """The worker process ended before its submission was judged."""


class WorkerProcess:
    """A child process that judges one submission at a time.

    Parameters
    ----------
    judge : Judge
        A function at the top level of a module.
    root : Path
        The course.
    log : file, optional
        Receives the output of the process.
    descriptors : sequence of int
        File descriptors that the process inherits under the same numbers.

    Attributes
    ----------
    is_worn : bool
        Whether submissions have left so much behind that another process should judge the next.
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
            [sys.executable, "-c", _PROGRAM, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if log is None else log,
            # In a process group of its own: Ctrl-C in the terminal does not reach it, and all
            # processes that it starts can be killed with it.
            start_new_session=True,
            pass_fds=descriptors,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests, self._replies = self._process.stdin, self._process.stdout
        self._unsent_setup: Any = (pickle.dumps(judge), str(root))
        self.is_worn = False

    def judge(self, job: Job, max_seconds: float | None = None) -> PoolResult:
        """Send a submission to the process and wait for its outcome.

        Parameters
        ----------
        job : Job
        max_seconds : float, optional
            By default those of `JudgingLimits`.

        Raises
        ------
        WorkerDied
            If the process ended before it replied, or took too long and was killed.
        CannotJudge
            If the judge cannot judge any submission of this course on this machine.
        """
        seconds = DEFAULT_LIMITS.seconds(job) if max_seconds is None else max_seconds
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            self._kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            if self._unsent_setup is not None:
                write_message(self._requests, self._unsent_setup)
                self._unsent_setup = None
            write_message(self._requests, job)
            kind, content, self.is_worn = read_message(self._replies, DEFAULT_LIMITS.reply)
        except Exception as error:
            # Also a reply that cannot be read or is too large for the memory of this process.
            if timed_out.is_set():
                self._process.wait()
                raise WorkerDied(grading_problems.worker_took_too_long(seconds)) from error
            raise WorkerDied(_describe_exit(self._process, job)) from error
        finally:
            timer.cancel()
        if kind == REFUSED:
            raise CannotJudge(content)
        if kind == FAILED:
            return Failure(grading_problems.grader_failed(content))
        assert isinstance(content, JudgedSubmission)
        return content

    def close(self) -> None:
        """Kill the process and all that it started."""
        self._kill()
        self._process.wait()
        for pipe in (self._requests, self._replies):
            # Closing flushes the buffer, which fails because the reader is gone.
            with contextlib.suppress(OSError):
                pipe.close()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _describe_exit(process: "subprocess.Popen[bytes]", job: Job) -> str:
    try:
        code = process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        return grading_problems.worker_sent_invalid_reply()
    if code >= 0:
        return grading_problems.worker_exited(code)
    try:
        name = signal.Signals(-code).name
        if name == "SIGPROF":
            seconds = DEFAULT_LIMITS.processor_seconds(job)
            return grading_problems.worker_used_too_much_processor_time(seconds)
        return grading_problems.worker_killed(name)
    except ValueError:
        return grading_problems.worker_killed(f"signal {-code}")
