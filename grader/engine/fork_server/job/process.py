"""The process that executes a student's cells, after it has restricted itself.

Once student code runs, nothing in this process can be trusted, not even the code of this module,
which student code can replace.
"""

import contextlib
import gc
import json
import os
import random
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Final, NoReturn

from grader.engine.fork_server import protocol
from grader.engine.fork_server.job import own_modules
from grader.engine.fork_server.job.recorder import Recorder
from grader.engine.fork_server.job.shell import Shell, record_outputs, run_cell, silence_descriptors
from grader.engine.fork_server.output_validation import checked_outputs
from grader.engine.sandbox.limits import Limits, limit_process, reserve_of_processes
from grader.engine.sandbox.linux import cgroup, landlock, libc, seccomp
from grader.engine.sandbox.reserved_memory import limit_what_is_added, watch_imports
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.visible_files import SCRATCH

_NOTEBOOK_FOLDER: Final = "work"
# A shared mapping of it is memory that belongs to no process.
_UNCOUNTABLE_DEVICES: Final = ("/dev/zero",)


@dataclass(frozen=True)
class Sandbox:
    """What a notebook can access.

    Parameters
    ----------
    tier : Tier
    readable : sequence of str
        The files and folders that student code may read.
    scratch : str or None
        Without namespaces, the folder in which each job gets a scratch folder.
    base_size : int
        Bytes of the zygote's private address space.
    """

    tier: Tier
    readable: Sequence[str]
    scratch: str | None
    base_size: int


@dataclass(frozen=True)
class Job:
    """A notebook to run in a child of the zygote.

    Parameters
    ----------
    judge : socket
        Sends the task and receives the outputs.
    snapshots : sequence of socket
        One for each graded cell, in order.
    shell : Shell
    handle_requests : callable
        Runs in a snapshot: `handle_requests(connection, namespace)`.
    sandbox : Sandbox
    group : Group or None
        The control group that limits its memory; without one the supervisor counts it.
    """

    judge: socket.socket
    snapshots: Sequence[socket.socket]
    shell: Shell
    handle_requests: Callable[[socket.socket, dict[str, Any]], None]
    sandbox: Sandbox
    group: cgroup.Group | None = None


def run(job: Job, task: protocol.Task, scratch: str, supervisor: socket.socket) -> NoReturn:
    """Restrict this process, execute the cells, and exit.

    Parameters
    ----------
    job : Job
    task : Task
    scratch : str
        An empty folder.
    supervisor : socket
        Receives the seccomp listener, where forks are counted.
    """
    silence_descriptors()
    _close_others([job.judge, *job.snapshots, supervisor])
    _write_files(task.files, scratch)
    restrict(job, task.limits, scratch, supervisor)
    recorder = Recorder(task.limits.output)
    record_outputs(job.shell, recorder)
    # A fork copies the state of all random number generators.
    import numpy

    numpy.random.seed()
    random.seed()
    gc.enable()
    waiting, imports = list(job.snapshots), watch_imports()
    own_pid = os.getpid()
    # Until here nothing of the student's has run: what goes wrong before is not theirs.
    _send(job.judge, {"started": True})
    started = monotonic()
    for cell in task.cells:
        if cell.graded and cell.before:
            _snapshot(job, waiting.pop(0), cell.id)
        seconds = task.limits.seconds_of_cell(monotonic() - started, process_time())
        outputs = run_cell(job.shell, cell.source, seconds)
        if os.getpid() != own_pid:
            # The cell has forked this process, which is not the notebook's.
            os._exit(0)
        if imports.has_moved_limit():
            limit_what_is_added(task.limits.memory)
        _send(job.judge, {"cell": cell.id, "outputs": outputs})
        if cell.graded and not cell.before:
            _snapshot(job, waiting.pop(0), cell.id)
    _send(job.judge, {"done": True})
    os._exit(0)


def _close_others(needed: Sequence[socket.socket]) -> None:
    """Close the inherited descriptors that this process does not need."""
    kept = sorted({2, *(connection.fileno() for connection in needed)})
    for low, high in pairwise([*kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(low + 1, high)


def _write_files(files: Mapping[str, bytes], scratch: str) -> None:
    """Write the files that were handed in beside the notebook."""
    work = Path(scratch, _NOTEBOOK_FOLDER)
    work.mkdir()
    for name, content in files.items():
        path = work / name
        # A file that cannot be written, for whatever reason, is left out.
        with contextlib.suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    os.chdir(work)
    own_modules.import_from(str(work))
    os.environ.update(HOME=scratch, TMPDIR=scratch)


def restrict(job: Job, limits: Limits, scratch: str, supervisor: socket.socket) -> None:
    """Restrict this process and all its children, irrevocably."""
    sandbox, only_countable_memory = job.sandbox, job.group is None
    confined = sandbox.tier is Tier.CONFINED
    if sandbox.tier in (Tier.ISOLATED, Tier.CONFINED):
        libc.drop_capabilities()
        hidden = _UNCOUNTABLE_DEVICES if only_countable_memory else ()
        readable = [path for path in sandbox.readable if path not in hidden]
        landlock.restrict(readable, (scratch, os.devnull))
        _filter_system_calls(
            # In a namespace there are no other processes to signal and no other files to change.
            seccomp.Filter(
                notify_on_fork=confined,
                notify_on_lock=True,
                signals=not confined or landlock.version() >= landlock.SIGNALS,
                attributes=not confined,
                only_countable_memory=only_countable_memory,
                notify_on_buffers=only_countable_memory,
                is_first=confined or only_countable_memory,
            ),
            supervisor,
        )
    supervisor.close()
    limit_process(
        limits,
        sandbox.base_size,
        count_processes=sandbox.tier is Tier.ISOLATED,
        reserved=len(job.snapshots),
    )


def _filter_system_calls(rules: seccomp.Filter, supervisor: socket.socket) -> None:
    try:
        listener = seccomp.install(rules)
    except OSError:
        if rules.notify_on_fork:
            raise
        # Another program has a listener. Without one there are no locks, and no pipes or sockets
        # where they cannot be counted.
        listener = seccomp.install(rules._replace(notify_on_lock=False, notify_on_buffers=False))
    if listener is not None:
        protocol.send_descriptors(supervisor, b"listener", [listener])
        os.close(listener)
    if rules.is_first:
        # A descriptor on its way through a socket belongs to no process.
        seccomp.refuse(["sendmsg"])


def _send(judge: socket.socket, message: Mapping[str, object]) -> None:
    outputs = message.get("outputs")
    if isinstance(outputs, list):
        # Student code can display anything as JSON, and number its cells as it likes.
        message = {**message, "outputs": [each for each in outputs if _is_output(each)]}
    protocol.send_json(judge, message)


def _is_output(value: object) -> bool:
    """Return whether the judge takes an output; others are left out, and cost no exercise."""
    try:
        json.dumps(checked_outputs([value]), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _snapshot(job: Job, connection: socket.socket, cell: str) -> None:
    """Fork a process that keeps the state at a cell and replies to the judge."""
    try:
        with reserve_of_processes():
            child = os.fork()
    except OSError:
        connection.close()
        _send(job.judge, {"not_kept": cell})
        return
    if child:
        connection.close()
        _send(job.judge, {"snapshot": cell})
        return
    try:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        job.judge.close()
        for other in job.snapshots:
            if other is not connection:
                other.close()
        job.handle_requests(connection, job.shell.user_ns)
    finally:
        os._exit(0)


def make_scratch_folder(sandbox: Sandbox) -> str:
    """Make the scratch folder for the job of this supervisor, and return its path."""
    if sandbox.scratch is None:
        return SCRATCH
    folder = Path(os.path.realpath(sandbox.scratch), f"job-{os.getpid()}")
    folder.mkdir(mode=0o700)
    return str(folder)
