"""The supervisor: the process that starts a job, enforces its limits and ends it.

It is a child of the zygote, one for each job, outside of the sandbox. No student code runs in it.
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
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.linux import fork_counter, libc, namespaces, processes
from grader.engine.sandbox.tiers import Tier

_CHECK_SECONDS: Final = 0.1
_DISK_CHECK_INTERVAL: Final = 5


@dataclass
class _JobState:
    """The state of a running job."""

    pid: int
    """The process that executes the cells, a child of the supervisor."""
    pidfd: int
    forks_left: int
    listener: int | None = None
    started: float = field(default_factory=time.monotonic)


def supervise(judge: socket.socket, job: process.Job) -> NoReturn:
    """Run a job and exit.

    Parameters
    ----------
    judge : socket
        Receives the job's status; when the judge closes the connection, or ends, the job ends.
    job : Job
    """
    code = 1
    try:
        _supervise(judge, job)
        code = 0
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _supervise(judge: socket.socket, job: process.Job) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sandbox = job.sandbox
    isolated = sandbox.tier is Tier.ISOLATED
    base = processes.private_memory(os.getpid())
    limits = Limits(**protocol.receive_json(judge))
    if isolated:
        namespaces.enter_job_namespaces(limits.scratch)
        libc.set_parent_death_signal(signal.SIGKILL)
    else:
        # Here it must outlive the zygote, which ends with the judge: nothing else would end this
        # job. The closed connection tells it that the judge has ended.
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    scratch = process.make_scratch_folder(sandbox)
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        judge.close()
        _run_cells(theirs, job, scratch)
    theirs.close()
    for connection in (job.judge, *job.snapshots):
        connection.close()
    libc.drop_capabilities()
    # Python's handler for SIGINT is the only one that a signal from the job could trigger.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    state = _JobState(pid, os.pidfd_open(pid), limits.processes)
    try:
        _enforce_limits(state, judge, ours, limits, base, None if isolated else scratch)
    finally:
        if state.listener is not None:
            os.close(state.listener)
        processes.kill_descendants(os.getpid())
        if not isolated:
            shutil.rmtree(scratch, ignore_errors=True)


def _run_cells(notebook: socket.socket, job: process.Job, scratch: str) -> NoReturn:
    try:
        processes.prefer_for_oom_killer()
        # A signal to its own process group reaches no other process.
        os.setsid()
        task = protocol.receive_task(job.judge)
        if job.sandbox.tier is Tier.ISOLATED:
            namespaces.hide_proc()
        process.run(job, task, scratch, notebook)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(70)


def _enforce_limits(
    state: _JobState,
    judge: socket.socket,
    notebook: socket.socket,
    limits: Limits,
    base: int,
    scratch: str | None,
) -> None:
    """Enforce the limits until the judge closes the connection."""
    poll = select.poll()
    for descriptor in (judge.fileno(), notebook.fileno(), state.pidfd):
        poll.register(descriptor, select.POLLIN)
    checks = 0
    while True:
        for descriptor, _ in poll.poll(_CHECK_SECONDS * 1000):
            if descriptor == judge.fileno():
                if judge.recv(16) != protocol.STOP:
                    return
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(state.pidfd, signal.SIGKILL)
            elif descriptor == state.listener:
                fork_counter.respond(descriptor, state.forks_left > 0)
                state.forks_left -= 1
            elif descriptor == state.pidfd:
                poll.unregister(descriptor)
            elif descriptor == notebook.fileno():
                poll.unregister(descriptor)
                _, descriptors = protocol.receive_descriptors(notebook)
                for state.listener in descriptors[:1]:
                    poll.register(state.listener, select.POLLIN)
        status = _reap(state.pid)
        if status is not None:
            protocol.send_json(judge, {"status": status})
        checks += 1
        if processes.exceeds_memory(os.getpid(), base, limits.job_memory):
            protocol.send_json(judge, {"exceeded": "memory"})
            return
        if scratch and checks % _DISK_CHECK_INTERVAL == 0 and _disk_usage(scratch) > limits.scratch:
            protocol.send_json(judge, {"exceeded": "disk"})
            return
        if time.monotonic() - state.started > limits.judging_seconds:
            protocol.send_json(judge, {"exceeded": "time"})
            return


def _reap(cells_pid: int) -> int | None:
    """Reap the processes that have ended; return the wait status of the one with the cells."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            if pid == cells_pid:
                found = status
    return found


def _disk_usage(folder: str) -> int:
    total = 0
    for path in Path(folder).rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_blocks * 512
    return total
