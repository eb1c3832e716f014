"""The supervisor: the process that starts a job, enforces its limits and ends it.

It is a child of the zygote, one for each job, outside of the sandbox. No student code runs in it.
"""

import contextlib
import os
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import Final, NoReturn

from grader.engine.fork_server import protocol
from grader.engine.fork_server.job import process, scratch_folder
from grader.engine.fork_server.job.budget import Budget
from grader.engine.fork_server.job.responses import Responder
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.linux import cgroup, libc, memory, namespaces, processes
from grader.engine.sandbox.tiers import Tier

_CHECK_SECONDS: Final = 0.1
# While a call waits for another process's lock, or little memory is left.
_SHORT_CHECK_SECONDS: Final = 0.01
_DISK_CHECK_SECONDS: Final = 0.5
# A check takes no more than this part of the time.
_MOST_OF_TIME: Final = 0.1
# Bytes that one processor can allocate in a second.
_ALLOCATED_PER_SECOND: Final = 2 << 30


@dataclass
class _JobState:
    """The state of a running job.

    Parameters
    ----------
    pid : int
        The process that executes the cells, a child of the supervisor.
    limits : Limits
    base : Usage
        The memory of the zygote.
    mappings : MappingCounter
    group : Group or None
    scratch : str
    is_on_disk : bool
        Whether the scratch folder is on a disk, and not a file system of its own.
    """

    pid: int
    limits: Limits
    base: memory.Usage
    mappings: memory.MappingCounter
    group: cgroup.Group | None
    scratch: str
    is_on_disk: bool
    responder: Responder | None = None
    started: float = field(default_factory=time.monotonic)
    next_check: float = 0.0
    next_disk_check: float = 0.0
    free_at_start: int = 0


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
    base = memory.usage(os.getpid())
    mappings = memory.MappingCounter(memory.count_mappings(os.getpid(), memory.MAX_MAPPINGS))
    limits = Limits(**protocol.receive_json(judge))
    if isolated:
        namespaces.enter_job_namespaces(limits.scratch, limits.files)
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
    state = _JobState(pid, limits, base, mappings, job.group, scratch, not isolated)
    state.free_at_start = _free_space(scratch)
    try:
        _watch(state, judge, ours)
    finally:
        if state.responder is not None:
            state.responder.close()
        processes.kill_descendants(os.getpid())
        if state.is_on_disk:
            scratch_folder.remove(scratch)


def _run_cells(notebook: socket.socket, job: process.Job, scratch: str) -> NoReturn:
    try:
        processes.prefer_for_oom_killer()
        if job.group is not None:
            cgroup.enter(job.group)
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


def _watch(state: _JobState, judge: socket.socket, notebook: socket.socket) -> None:
    """Enforce the limits until the judge closes the connection."""
    poll = select.poll()
    pidfd = os.pidfd_open(state.pid)
    for descriptor in (judge.fileno(), notebook.fileno(), pidfd):
        poll.register(descriptor, select.POLLIN)
    while True:
        wait = max(0.0, state.next_check - time.monotonic())
        for descriptor, _ in poll.poll(wait * 1000):
            if descriptor == judge.fileno():
                if judge.recv(16) != protocol.STOP:
                    return
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            elif descriptor == pidfd:
                poll.unregister(descriptor)
            elif descriptor == notebook.fileno():
                poll.unregister(descriptor)
                _, descriptors = protocol.receive_descriptors(notebook)
                for listener in descriptors[:1]:
                    budget = Budget(state.limits.processes)
                    state.responder = Responder(listener, state.scratch, budget)
                    poll.register(listener, select.POLLIN)
            elif state.responder is not None:
                state.responder.respond()
        status = _reap(state.pid)
        if status is None and time.monotonic() < state.next_check:
            continue
        # First, because it may be what has ended the process.
        exceeded = _exceeded_limit(state)
        if exceeded is not None:
            protocol.send_json(judge, {"exceeded": exceeded})
            return
        if status is not None:
            protocol.send_json(judge, {"status": status})


def _exceeded_limit(state: _JobState) -> str | None:
    """Check the limits that the kernel does not enforce; return which one was exceeded."""
    now = time.monotonic()
    state.next_check = now + _CHECK_SECONDS
    if processes.kill_uncountable(processes.descendants(os.getpid())):
        state.next_check = now + _SHORT_CHECK_SECONDS
    if state.responder is not None and state.responder.has_waiting:
        state.responder.try_again()
        state.next_check = now + _SHORT_CHECK_SECONDS
    if _exceeds_memory(state, now):
        return "memory"
    if state.is_on_disk and now >= state.next_disk_check:
        exceeded = _exceeded_disk_limit(state)
        took = time.monotonic() - now
        state.next_disk_check = now + max(_DISK_CHECK_SECONDS, took / _MOST_OF_TIME)
        if exceeded is not None:
            return exceeded
    if now - state.started > state.limits.judging_seconds:
        return "time"
    return None


def _exceeds_memory(state: _JobState, now: float) -> bool:
    if state.group is not None:
        return cgroup.has_run_out(state.group)
    files = None if state.is_on_disk else memory.size_of_files(state.scratch)
    pids = processes.descendants(os.getpid())
    mappings = state.mappings.count(pids)
    if mappings > memory.MAX_MAPPINGS:
        return True
    limit = state.limits.job_memory - memory.size_of_mappings(mappings, len(pids))
    used = memory.used_together(pids, state.base, limit, files)
    # The next check comes before all processors together can allocate the rest.
    pause = (limit - used) / (_ALLOCATED_PER_SECOND * (os.cpu_count() or 1))
    state.next_check = min(state.next_check, now + max(_SHORT_CHECK_SECONDS, pause))
    return used > limit


def _exceeded_disk_limit(state: _JobState) -> str | None:
    limits = state.limits
    try:
        used = scratch_folder.disk_usage(state.scratch, limits.files, limits.depth)
    except scratch_folder.TooManyFiles:
        return "files"
    pids = processes.descendants(os.getpid())
    removed = scratch_folder.removed_files(pids, state.scratch)
    used += sum(removed.values())
    # A file that is neither named nor open can still be mapped; its size is not to be found out.
    # It only matters if the disk has filled up by more than is known of.
    if state.free_at_start - _free_space(state.scratch) > used + limits.scratch:
        mapped = scratch_folder.mapped_removed_files(pids, state.scratch) - removed.keys()
        used += limits.file_size * len(mapped)
    return "disk" if used > limits.scratch else None


def _free_space(folder: str) -> int:
    found = os.statvfs(folder)
    return found.f_bfree * found.f_frsize


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
