"""The process outside of a job's walls: it holds the job to its limits and ends it.

No student code runs in it. It is a child of the zygote, one for each job.
"""

import contextlib
import os
import select
import shutil
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from grader.engine.fork_server import messages, notebook
from grader.engine.sandbox import forks, libc, namespaces, processes
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.tiers import Tier

_LOOK_SECONDS: Final = 0.05
_LOOK_AT_DISK: Final = 10


@dataclass
class _Watched:
    """A job as its supervisor sees it."""

    init: int
    """The child of the supervisor from which all of the job comes."""
    cells: int | None = None
    """A pidfd of the process that runs the cells."""
    listener: int | None = None
    forks_left: int = 0
    started: float = field(default_factory=time.monotonic)


def supervise(watch: socket.socket, job: notebook.Job) -> NoReturn:
    """Run a job and end with it.

    Parameters
    ----------
    watch : socket
        Takes what is to be known of the job; when the judge closes it, or ends, so does the job.
    job : Job
    """
    code = 1
    try:
        _supervise(watch, job)
        code = 0
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _supervise(watch: socket.socket, job: notebook.Job) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    place = job.place
    isolated = place.tier is Tier.ISOLATED
    base = processes.own_memory(os.getpid())
    limits = Limits(**messages.receive_json(watch))
    if isolated:
        namespaces.enter_job(limits.scratch)
        libc.die_with_parent(signal.SIGKILL)
    else:
        # It has to outlive the zygote here, which ends with the judge: nobody else would end this
        # job. That the judge has ended it sees for itself.
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    scratch = notebook.scratch_of(place)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        processes.be_first_to_go()
        watch.close()
        ours.close()
        if isolated:
            _be_init(theirs, job, scratch)
        _run_cells(theirs, job, scratch)
    theirs.close()
    for connection in (job.report, *job.snapshots):
        connection.close()
    watched = _Watched(child, forks_left=limits.processes)
    try:
        _look_after(watched, watch, ours, limits, base, None if isolated else scratch)
    finally:
        _end(watched)
        if not isolated:
            shutil.rmtree(scratch, ignore_errors=True)


def _be_init(trusted: socket.socket, job: notebook.Job, scratch: str) -> NoReturn:
    """Be process 1 of the job: start the cells, bury the dead, say how the cells ended."""
    code = 1
    try:
        libc.die_with_parent(signal.SIGKILL)
        namespaces.hide_processes()
        libc.drop_capabilities()
        cells = os.fork()
        if not cells:
            _run_cells(trusted, job, scratch)
        for connection in (job.report, *job.snapshots):
            connection.close()
        trusted.send(b"started")
        while True:
            pid, status = os.wait()
            if pid == cells:
                trusted.send(b"%d" % status)
    except ChildProcessError:
        code = 0
    finally:
        os._exit(code)


def _run_cells(trusted: socket.socket, job: notebook.Job, scratch: str) -> NoReturn:
    try:
        # The supervisor has to know this process before student code runs in it.
        if trusted.recv(1):
            asks = trusted if job.place.tier is Tier.CONFINED else None
            if asks is None:
                trusted.close()
            task = messages.receive_task(job.report)
            notebook.run(job, task, scratch, asks)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(70)


def _look_after(
    watched: _Watched,
    watch: socket.socket,
    trusted: socket.socket,
    limits: Limits,
    base: int,
    scratch: str | None,
) -> None:
    """Hold the job to its limits until the judge has enough of it."""
    poll = select.poll()
    poll.register(watch, select.POLLIN)
    poll.register(trusted, select.POLLIN)
    if scratch is not None:
        _know_cells(watched, watched.init, poll)
        trusted.send(b"g")
    looks = 0
    while True:
        for descriptor, _ in poll.poll(_LOOK_SECONDS * 1000):
            if descriptor == watch.fileno():
                if watch.recv(16) != messages.STOP:
                    return
                _kill_cells(watched)
            elif descriptor == watched.listener:
                forks.answer(descriptor, watched.forks_left > 0)
                watched.forks_left -= 1
            elif descriptor == watched.cells:
                poll.unregister(descriptor)
                if scratch is not None:
                    status = os.waitpid(watched.init, 0)[1]
                    messages.send_json(watch, {"status": status})
            elif descriptor == trusted.fileno():
                _hear(watched, watch, trusted, poll)
        looks += 1
        if processes.too_large(os.getpid(), base, limits.job_memory):
            messages.send_json(watch, {"exceeded": "memory"})
            return
        if scratch and looks % _LOOK_AT_DISK == 0 and _disk(scratch) > limits.scratch:
            messages.send_json(watch, {"exceeded": "disk"})
            return
        if time.monotonic() - watched.started > limits.judging_seconds:
            messages.send_json(watch, {"exceeded": "time"})
            return


def _hear(
    watched: _Watched, watch: socket.socket, trusted: socket.socket, poll: select.poll
) -> None:
    """Take in what process 1 of the job, or the cells before they start, have to say."""
    text, descriptors = messages.receive_descriptors(trusted)
    if text == b"listener" and watched.listener is None:
        (watched.listener,) = descriptors
        poll.register(watched.listener, select.POLLIN)
    elif text == b"started":
        (cells,) = processes.descendants(watched.init)
        _know_cells(watched, cells, poll)
        trusted.send(b"g")
    elif text:
        messages.send_json(watch, {"status": int(text)})
    else:
        poll.unregister(trusted)


def _know_cells(watched: _Watched, pid: int, poll: select.poll) -> None:
    watched.cells = os.pidfd_open(pid)
    poll.register(watched.cells, select.POLLIN)


def _kill_cells(watched: _Watched) -> None:
    if watched.cells is not None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(watched.cells, signal.SIGKILL)


def _end(watched: _Watched) -> None:
    """End everything, and come back when nothing is left of it."""
    if watched.listener is not None:
        os.close(watched.listener)
    processes.end_all(os.getpid())


def _disk(folder: str) -> int:
    total = 0
    for path in Path(folder).rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_blocks * 512
    return total
