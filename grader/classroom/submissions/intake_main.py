"""The main function of the process that reads submissions: read a request, reply, repeat.

Requests and replies are lines of JSON. Each submission is read in a fork, whose CPU time and memory
are limited and which is killed when it takes too long; so none can affect the next one. Where a
process cannot be forked, as on Windows, the process itself reads, without these limits.
"""

import functools
import gc
import json
import os
from collections.abc import Callable, Mapping
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
from grader.engine.nbgrader_course.configuration import read_configuration
from grader.engine.nbgrader_course.own_preprocessors import Preprocessors, preprocessors_of
from grader.limited_fork import CAN_FORK, Ending, ForkLimits, run_in_fork
from grader.student.messages import file_repairs
from grader.student.text import CourseError

READY, REFUSED = "ready", "refused"
"""The first reply: whether submissions can be read."""

COLLECTED, STOPPED, MACHINE = "collected", "stopped", "machine"
"""Kinds of reply: collected, ended by a limit or a signal, or an error of this machine."""


@dataclass(frozen=True)
class _Course:
    """What the submissions are read for."""

    workspace: Workspace
    assignment: str
    releases: ReleaseNotebooks
    preprocessors: Preprocessors

    def task(self, student: str, notebook: str) -> dict[str, str]:
        """Return the names that nbgrader passes to a preprocessor."""
        names = {"student": student, "assignment": self.assignment, "notebook": notebook}
        return {**names, "db_url": self.workspace.db_url}

    def before(self, student: str, notebook: str, content: dict[str, Any]) -> dict[str, Any]:
        """Return a restored notebook as the course's own preprocessors change it."""
        own = self.preprocessors
        folder = self.workspace.repaired / student / self.assignment
        return own.run(own.before, content, self.task(student, notebook), folder)


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
        work = _work(course, json.loads(line))
        if CAN_FORK:
            _write(replies, _in_fork(work, requests))
        else:
            replies.write(work())
            replies.flush()


def _work(course: _Course, request: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what a request asks for."""
    if "executed" in request:
        return functools.partial(_finish, course, request["student"], request["executed"])
    student = StudentFolder(request["student"], Path(request["path"]))
    return functools.partial(_collect, course, student)


def _read_course(setup: Mapping[str, Any]) -> _Course:
    limits.CPU_SECONDS, limits.WALL_SECONDS, limits.MEMORY_BYTES = setup["limits"]
    workspace = Workspace(Path(setup["root"]), Path(setup["work"]))
    assignment = setup["assignment"]
    releases = read_release_notebooks(workspace, assignment)
    own = preprocessors_of(read_configuration(workspace.root))
    if own.before or own.after:
        # Once, and not in each fork.
        import nbformat  # noqa: F401
    return _Course(workspace, assignment, releases, own)


def _write(file: IO[bytes], reply: Any) -> None:
    file.write(json.dumps(reply).encode() + b"\n")
    file.flush()


def _collect(course: _Course, student: StudentFolder) -> bytes:
    """Collect a submission; return a line with the reply."""
    try:
        reply = [
            COLLECTED,
            as_values(
                collect_submission(
                    course.workspace,
                    course.assignment,
                    student,
                    course.releases,
                    functools.partial(course.before, student.student),
                )
            ),
        ]
    except MachineError as error:
        reply = [MACHINE, str(error)]
    except MemoryError:
        reply = _out_of_memory()
    return json.dumps(reply).encode() + b"\n"


def _finish(course: _Course, student: str, notebooks: Mapping[str, str]) -> bytes:
    """Have the course's own preprocessors change executed notebooks; return a line of reply."""
    own, workspace = course.preprocessors, course.workspace
    folder = workspace.repaired / student / course.assignment
    try:
        made = {
            name: json.dumps(
                own.run(own.after, json.loads(text), course.task(student, name), folder),
                ensure_ascii=False,
                indent=1,
            )
            for name, text in notebooks.items()
        }
        reply: list[Any] = [COLLECTED, made]
    except (CourseError, MemoryError) as error:
        reply = [STOPPED, str(error) or "MemoryError", False]
    return json.dumps(reply).encode() + b"\n"


def _in_fork(work: Callable[[], bytes], requests: IO[bytes]) -> Any:
    """Do what a request asks for in a fork; return its reply, or why it ended without one."""
    allowed = ForkLimits(limits.WALL_SECONDS, limits.CPU_SECONDS, limits.MEMORY_BYTES)
    # No request is sent before the reply to the last one: if there is one, the parent is gone.
    done = run_in_fork(work, allowed, requests.fileno())
    match done.ending:
        case Ending.REPLY:
            return json.loads(done.reply)
        case Ending.TIME:
            return [STOPPED, file_repairs.took_too_long(limits.WALL_SECONDS), True]
        case Ending.PROCESSOR:
            return [STOPPED, file_repairs.took_too_much_cpu_time(limits.CPU_SECONDS), False]
        case Ending.MEMORY:
            return _out_of_memory()
        case Ending.SIGNAL:
            return [STOPPED, file_repairs.reading_was_killed(done.number), True]
    return [STOPPED, file_repairs.reading_ended(done.number), True]


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
        "is_fault": collected.is_fault,
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
        values["is_fault"],
    )
