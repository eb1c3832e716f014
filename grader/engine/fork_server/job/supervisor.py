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

from grader.engine.fork_server import protocol
from grader.engine.fork_server.job import process
from grader.engine.sandbox.kernel import fork_counter, libc, namespaces, processes
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.tiers import Tier

_LOOK_SECONDS: Final = 0.1
_LOOK_AT_DISK: Final = 5


@dataclass
class _Watched:
    """A job as its supervisor sees it."""

    cells: int
    """The process that runs the cells, a child of the supervisor."""
    pidfd: int
    forks_left: int
    listener: int | None = None
    started: float = field(default_factory=time.monotonic)


def supervise(watch: socket.socket, job: process.Job) -> NoReturn:
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


def _supervise(watch: socket.socket, job: process.Job) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    place = job.place
    isolated = place.tier is Tier.ISOLATED
    base = processes.own_memory(os.getpid())
    limits = Limits(**protocol.receive_json(watch))
    if isolated:
        namespaces.enter_job(limits.scratch)
        libc.die_with_parent(signal.SIGKILL)
    else:
        # It has to outlive the zygote here, which ends with the judge: nobody else would end this
        # job. That the judge has ended it sees for itself.
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    scratch = process.scratch_of(place)
    ours, theirs = socket.socketpair()
    cells = os.fork()
    if not cells:
        ours.close()
        watch.close()
        _run_cells(theirs, job, scratch)
    theirs.close()
    for connection in (job.report, *job.snapshots):
        connection.close()
    libc.drop_capabilities()
    # Python's own handler is the one thing that a signal from inside of the job could reach.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watched = _Watched(cells, os.pidfd_open(cells), limits.processes)
    try:
        _look_after(watched, watch, ours, limits, base, None if isolated else scratch)
    finally:
        if watched.listener is not None:
            os.close(watched.listener)
        processes.end_all(os.getpid())
        if not isolated:
            shutil.rmtree(scratch, ignore_errors=True)


def _run_cells(asks: socket.socket, job: process.Job, scratch: str) -> NoReturn:
    try:
        processes.be_first_to_go()
        # A signal to its own group reaches nobody else.
        os.setsid()
        task = protocol.receive_task(job.report)
        if job.place.tier is Tier.ISOLATED:
            namespaces.hide_processes()
        process.run(job, task, scratch, asks)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(70)


def _look_after(
    watched: _Watched,
    watch: socket.socket,
    asks: socket.socket,
    limits: Limits,
    base: int,
    scratch: str | None,
) -> None:
    """Hold the job to its limits until the judge has enough of it."""
    poll = select.poll()
    for descriptor in (watch.fileno(), asks.fileno(), watched.pidfd):
        poll.register(descriptor, select.POLLIN)
    looks = 0
    while True:
        for descriptor, _ in poll.poll(_LOOK_SECONDS * 1000):
            if descriptor == watch.fileno():
                if watch.recv(16) != protocol.STOP:
                    return
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(watched.pidfd, signal.SIGKILL)
            elif descriptor == watched.listener:
                fork_counter.answer(descriptor, watched.forks_left > 0)
                watched.forks_left -= 1
            elif descriptor == watched.pidfd:
                poll.unregister(descriptor)
            elif descriptor == asks.fileno():
                poll.unregister(descriptor)
                _, descriptors = protocol.receive_descriptors(asks)
                for watched.listener in descriptors[:1]:
                    poll.register(watched.listener, select.POLLIN)
        status = _bury(watched.cells)
        if status is not None:
            protocol.send_json(watch, {"status": status})
        looks += 1
        if processes.too_large(os.getpid(), base, limits.job_memory):
            protocol.send_json(watch, {"exceeded": "memory"})
            return
        if scratch and looks % _LOOK_AT_DISK == 0 and _disk(scratch) > limits.scratch:
            protocol.send_json(watch, {"exceeded": "disk"})
            return
        if time.monotonic() - watched.started > limits.judging_seconds:
            protocol.send_json(watch, {"exceeded": "time"})
            return


def _bury(cells: int) -> int | None:
    """Take leave of the processes that have ended; return how that with the cells did."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            if pid == cells:
                found = status
    return found


def _disk(folder: str) -> int:
    total = 0
    for path in Path(folder).rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_blocks * 512
    return total
