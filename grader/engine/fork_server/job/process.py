"""The process in which a student's cells run: walls up, then cell after cell.

From `restrict` on nothing in this process can be trusted, this module's own code included: student
code may change it. What it reports is taken as the student's word.
"""

import contextlib
import gc
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NoReturn

from grader.engine.fork_server import protocol
from grader.engine.fork_server.job.recorder import Recorder
from grader.engine.fork_server.job.shell import Shell, connect, quiet_descriptors, run_cell
from grader.engine.sandbox.kernel import landlock, libc, seccomp
from grader.engine.sandbox.limits import Limits, limit_process
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.view import SCRATCH

_WORK: Final = "work"


@dataclass(frozen=True)
class Place:
    """Where a notebook runs.

    Parameters
    ----------
    tier : Tier
    readable : sequence of str
        All that student code may read.
    scratch : str or None
        Without namespaces, the folder in which each job gets one of its own.
    base : int
        Bytes of addresses of the zygote.
    """

    tier: Tier
    readable: Sequence[str]
    scratch: str | None
    base: int


@dataclass(frozen=True)
class Job:
    """A notebook that is to run in a child of the zygote.

    Parameters
    ----------
    report : socket
        Gives the task, takes the outputs.
    snapshots : sequence of socket
        One for each graded cell, in order.
    shell : Shell
    serve : callable
        Answers the judge in a snapshot: `serve(connection, namespace)`.
    place : Place
    """

    report: socket.socket
    snapshots: Sequence[socket.socket]
    shell: Shell
    serve: Callable[[socket.socket, dict[str, Any]], None]
    place: Place


def run(job: Job, task: protocol.Task, scratch: str, asks: socket.socket) -> NoReturn:
    """Shut this process in, run the cells, and end.

    Parameters
    ----------
    job : Job
    task : Task
    scratch : str
        An empty folder.
    asks : socket
        Takes the listener, where forks are counted.
    """
    quiet_descriptors()
    _close_others([job.report, *job.snapshots, asks])
    _lay_out(task.files, scratch)
    restrict(job.place, task.limits, scratch, asks)
    recorder = Recorder(task.limits.output)
    connect(job.shell, recorder)
    # A fork copies the state of all generators.
    import numpy

    numpy.random.seed()
    random.seed()
    gc.enable()
    waiting = list(job.snapshots)
    this = os.getpid()
    for cell in task.cells:
        outputs = run_cell(job.shell, cell.source, task.limits.cell_seconds)
        if os.getpid() != this:
            # A process that the cell forked, and that does not speak for the notebook.
            os._exit(0)
        _say(job.report, {"cell": cell.id, "outputs": outputs})
        if cell.graded:
            _snapshot(job, waiting.pop(0), cell.id)
    _say(job.report, {"done": True})
    os._exit(0)


def _close_others(needed: Sequence[socket.socket]) -> None:
    """Close what this process has inherited and does not need."""
    kept = sorted({2, *(connection.fileno() for connection in needed)})
    for low, high in pairwise([*kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(low + 1, high)


def _lay_out(files: Mapping[str, bytes], scratch: str) -> None:
    """Put the files that were handed in beside the notebook."""
    work = Path(scratch, _WORK)
    work.mkdir()
    for name, content in files.items():
        path = work / name
        # What does not fit, in whatever way, is a file that is not there.
        with contextlib.suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    os.chdir(work)
    # Behind everything else, so that no such file takes the place of a library.
    sys.path.append(str(work))
    os.environ.update(HOME=scratch, TMPDIR=scratch)


def restrict(place: Place, limits: Limits, scratch: str, asks: socket.socket) -> None:
    """Put up the walls around this process, for good."""
    confined = place.tier is Tier.CONFINED
    if place.tier in (Tier.ISOLATED, Tier.CONFINED):
        libc.drop_capabilities()
        landlock.restrict(place.readable, (scratch, os.devnull))
        # In a namespace there is nobody else to signal, and no file of anybody else to change.
        rules = seccomp.Filter(
            ask_before_fork=confined,
            signals=not confined or landlock.version() >= landlock.SIGNALS,
            attributes=not confined,
        )
        listener = seccomp.install(rules)
        if listener is not None:
            protocol.send_descriptors(asks, b"listener", [listener])
            os.close(listener)
    asks.close()
    limit_process(limits, place.base, count_processes=place.tier is Tier.ISOLATED)


def _say(report: socket.socket, message: Mapping[str, object]) -> None:
    try:
        protocol.send_json(report, message)
    except (TypeError, ValueError, RecursionError):
        # An output can hold anything that student code displays as JSON.
        sound = [each for each in message.get("outputs", []) if _is_json(each)]  # type: ignore[attr-defined]
        protocol.send_json(report, {**message, "outputs": sound})


def _is_json(value: object) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _snapshot(job: Job, connection: socket.socket, cell: str) -> None:
    """Fork a process that keeps the state after a cell and answers the judge."""
    try:
        child = os.fork()
    except OSError:
        connection.close()
        return
    if child:
        connection.close()
        _say(job.report, {"snapshot": cell})
        return
    try:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        job.report.close()
        for other in job.snapshots:
            if other is not connection:
                other.close()
        job.serve(connection, job.shell.user_ns)
    finally:
        os._exit(0)


def scratch_of(place: Place) -> str:
    """Return the scratch folder that belongs to the job of this supervisor, newly made."""
    if place.scratch is None:
        return SCRATCH
    folder = Path(place.scratch, f"job-{os.getpid()}")
    folder.mkdir(mode=0o700)
    return str(folder)
