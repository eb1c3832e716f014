"""The main function of the process that reads submissions: read a request, reply, repeat.

Requests and replies are lines of JSON. Each submission is read in a fork, whose CPU time and memory
are limited and which is killed when it takes too long; so none can affect the next one. Where a
process cannot be forked, as on Windows, the process itself reads, without these limits.
"""

import gc
import json
import os
import select
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from grader.classroom.machine_errors import MachineError
from grader.classroom.submissions import limits
from grader.classroom.submissions.collect import (
    CollectedSubmission,
    ReleaseNotebooks,
    StudentFolder,
    collect_submission,
    read_release_notebooks,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Submission
from grader.student.messages import file_repairs
from grader.student.text import CourseError

READY, REFUSED = "ready", "refused"
"""The first reply: whether submissions can be read."""

COLLECTED, STOPPED, MACHINE = "collected", "stopped", "machine"
"""Kinds of reply: collected, ended by a limit or a signal, or an error of this machine."""

_NO_MEMORY_CODE = 3
"""Exit code of a fork in which there was not even memory for a reply."""


@dataclass(frozen=True)
class _Course:
    """What the submissions are read for."""

    workspace: Workspace
    assignment: str
    releases: ReleaseNotebooks


def main() -> None:
    """Read the submissions that standard input names until it is closed."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Nothing that is printed here may be taken for a reply.
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    try:
        course = _read_course(json.loads(requests.readline()))
    except CourseError as error:
        _write(replies, [REFUSED, str(error)])
        return
    _write(replies, [READY, ""])
    # Forks share the memory that is not touched, and each ends before there is garbage.
    gc.collect()
    gc.freeze()
    gc.disable()
    while line := requests.readline():
        student = StudentFolder(*_student(json.loads(line)))
        if hasattr(os, "fork"):
            _write(replies, _collect_in_fork(course, student, requests))
        else:
            replies.write(_collect(course, student))
            replies.flush()


def _student(request: Mapping[str, str]) -> tuple[str, Path]:
    return request["student"], Path(request["path"])


def _read_course(setup: Mapping[str, Any]) -> _Course:
    limits.CPU_SECONDS, limits.WALL_SECONDS, limits.MEMORY_BYTES = setup["limits"]
    workspace = Workspace(Path(setup["root"]), Path(setup["work"]))
    assignment = setup["assignment"]
    return _Course(workspace, assignment, read_release_notebooks(workspace, assignment))


def _write(file: IO[bytes], reply: Any) -> None:
    file.write(json.dumps(reply).encode() + b"\n")
    file.flush()


def _collect(course: _Course, student: StudentFolder) -> bytes:
    """Collect a submission; return a line with the reply."""
    try:
        reply = [
            COLLECTED,
            as_values(
                collect_submission(course.workspace, course.assignment, student, course.releases)
            ),
        ]
    except MachineError as error:
        reply = [MACHINE, str(error)]
    except MemoryError:
        reply = _out_of_memory()
    return json.dumps(reply).encode() + b"\n"


def _collect_in_fork(course: _Course, student: StudentFolder, requests: IO[bytes]) -> Any:
    """Collect a submission in a fork; return its reply, or why it ended without one."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _run_fork(course, student, writing)
    os.close(writing)
    deadline = time.monotonic() + limits.WALL_SECONDS
    reply, timed_out = bytearray(), False
    try:
        while not timed_out:
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([reading, requests.fileno()], [], [], left)
            if requests.fileno() in ready:
                # No request is sent before the reply to the last one: the parent is gone.
                os.kill(pid, signal.SIGKILL)
                os._exit(0)
            timed_out = not ready
            if ready:
                block = os.read(reading, 1 << 20)
                if not block:
                    break
                reply += block
    finally:
        os.close(reading)
        if timed_out:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if timed_out:
        return [STOPPED, file_repairs.took_too_long(limits.WALL_SECONDS), True]
    if status != 0:
        return _why_ended(status)
    return json.loads(reply)


def _run_fork(course: _Course, student: StudentFolder, writing: int) -> None:
    code = 1
    try:
        _limit_this_process()
        reply = memoryview(_collect(course, student))
        while reply:
            reply = reply[os.write(writing, reply) :]
        code = 0
    except MemoryError:
        code = _NO_MEMORY_CODE
    except BaseException as error:
        with suppress(Exception):
            print(f"{student.student!a}: {type(error).__name__}: {error!a}", file=sys.stderr)
    finally:
        os._exit(code)


def _limit_this_process() -> None:
    try:
        import resource
    except ImportError:
        return
    # Some systems accept no limit on the address space.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))


def _why_ended(status: int) -> list[Any]:
    """Return the reply for a fork that ended without one; whether trying again may help."""
    code = os.waitstatus_to_exitcode(status)
    if code == _NO_MEMORY_CODE:
        return _out_of_memory()
    if code == -signal.SIGXCPU:
        return [STOPPED, file_repairs.took_too_much_cpu_time(limits.CPU_SECONDS), False]
    if code < 0:
        return [STOPPED, file_repairs.reading_was_killed(-code), True]
    return [STOPPED, file_repairs.reading_ended(code), True]


def _out_of_memory() -> list[Any]:
    megabytes = limits.MEMORY_BYTES // 1_000_000
    return [STOPPED, file_repairs.took_too_much_memory(megabytes), False]


def as_values(collected: CollectedSubmission) -> dict[str, Any]:
    """Return a collected submission as values of JSON."""
    submission = collected.submission
    return {
        "student": collected.student,
        "assignment": None if submission is None else submission.assignment,
        "folder": None if submission is None else str(submission.folder),
        "notebooks": [] if submission is None else submission.notebooks,
        "problem": collected.problem,
        "notes": collected.notes,
        "unanswered": dict(collected.unanswered),
        "timestamp": collected.timestamp,
        "try_again": collected.try_again,
    }


def from_values(values: Mapping[str, Any]) -> CollectedSubmission:
    """Return the collected submission of which `as_values` returned the values."""
    submission = None
    if values["folder"] is not None:
        folder, notebooks = Path(values["folder"]), tuple(values["notebooks"])
        submission = Submission(values["student"], values["assignment"], folder, notebooks)
    return CollectedSubmission(
        values["student"],
        submission,
        values["problem"],
        tuple(values["notes"]),
        {name: tuple(ids) for name, ids in values["unanswered"].items()},
        values["timestamp"],
        values["try_again"],
    )
