"""Read submissions in a process that can be killed, seen from the process that grades the class."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

from grader.classroom.machine_errors import MachineError
from grader.classroom.submissions import limits
from grader.classroom.submissions.collect import CollectedSubmission, StudentFolder
from grader.classroom.submissions.intake_main import COLLECTED, MACHINE, READY, from_values
from grader.classroom.workspace import Workspace
from grader.student.messages import file_repairs
from grader.student.text import CourseError

_MAX_STARTS = 2
"""How often a submission is tried if the process dies, which the limits should prevent."""

_GRACE_SECONDS = 30.0
"""How long after the limit on the time the process has to end the reading itself."""

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from grader.startup import speed_up_imports; speed_up_imports(); "
    "from grader.classroom.submissions.intake_main import main; main()"
)


class IntakeProcess:
    """A process that reads and repairs one submission at a time, within the `limits`.

    It starts when the context is entered, is replaced if it dies, and has ended when the context
    is left.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    log : Path, optional
        A file to which the output of the process is appended.
    """

    def __init__(self, workspace: Workspace, assignment: str, log: Path | None = None) -> None:
        self._setup = {
            "root": str(workspace.root),
            "work": str(workspace.work),
            "assignment": assignment,
            "limits": [limits.CPU_SECONDS, limits.WALL_SECONDS, limits.MEMORY_BYTES],
        }
        self._log_path = log

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            self._log = stack.enter_context(self._log_path.open("ab")) if self._log_path else None
            self._start()
            self._resources = stack.pop_all()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stop()
        self._resources.close()

    @property
    def pid(self) -> int:
        """The id of the process, which is another one after it was replaced."""
        return self._process.pid

    def collect(self, student: StudentFolder) -> CollectedSubmission:
        """Copy the submission of one student to the workspace, and repair it.

        Raises
        ------
        CourseError
            If this machine cannot write files, or the process cannot be started.
        """
        for _ in range(_MAX_STARTS):
            reply = self._request({"student": student.student, "path": str(student.path)})
            if reply is not None:
                break
            self._stop()
            self._start()
        else:
            reason = file_repairs.reading_died(_MAX_STARTS)
            return CollectedSubmission(student.student, None, reason, try_again=True, is_fault=True)
        kind, content, *more = reply
        if kind == COLLECTED:
            return from_values(content)
        if kind == MACHINE:
            raise MachineError(content)
        return CollectedSubmission(student.student, None, content, try_again=more[0], is_fault=True)

    def finish(self, student: str, notebooks: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
        """Have the course's own preprocessors change executed notebooks.

        Returns
        -------
        notebooks : mapping of str to str
        problem : str
            Why they were not changed, empty if they were.
        """
        reply = self._request({"student": student, "executed": dict(notebooks)})
        if reply is None:
            self._stop()
            self._start()
            return notebooks, file_repairs.reading_died(1)
        return (reply[1], "") if reply[0] == COLLECTED else (notebooks, str(reply[1]))

    def _start(self) -> None:
        path = json.dumps([os.path.abspath(each) for each in sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if self._log is None else self._log,
            # Ctrl-C in the terminal does not reach it, and it can be killed with its fork.
            start_new_session=True,
        )
        self._is_ready = False
        with contextlib.suppress(OSError):
            self._write(self._setup)

    def _request(self, request: Mapping[str, Any]) -> list[Any] | None:
        """Send a request; return the reply, or None if the process died or took too long."""
        timer = threading.Timer(limits.WALL_SECONDS + _GRACE_SECONDS, self._kill)
        timer.start()
        try:
            if not self._is_ready:
                self._check_start(self._read())
            self._write(request)
            return self._read()
        except OSError:
            return None
        finally:
            timer.cancel()

    def _check_start(self, reply: list[Any] | None) -> None:
        if reply is None:
            raise CourseError(
                "The process that reads submissions cannot be started."
                + (f" Details: {self._log_path}" if self._log_path else "")
            )
        kind, text = reply
        if kind != READY:
            raise CourseError(text)
        self._is_ready = True

    def _write(self, value: Any) -> None:
        _pipe(self._process.stdin).write(json.dumps(value).encode() + b"\n")
        _pipe(self._process.stdin).flush()

    def _read(self) -> list[Any] | None:
        line = _pipe(self._process.stdout).readline()
        if not line.endswith(b"\n"):
            return None
        reply: list[Any] = json.loads(line)
        return reply

    def _stop(self) -> None:
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # Closing flushes the buffer, which fails because the reader is gone.
            with contextlib.suppress(OSError):
                _pipe(pipe).close()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _pipe(file: IO[bytes] | None) -> IO[bytes]:
    assert file is not None
    return file
