"""A program that tries each mechanism of isolation in a process of its own.

`grader.engine.sandbox.host_support` runs it: the processes must be forked from a fresh
interpreter, not from the judge, which may have threads.
"""

import json
import os
import socket
from collections.abc import Callable, Mapping
from typing import Final

from grader.engine.sandbox.linux import cgroup, landlock, libc, namespaces, seccomp, waiting_calls
from grader.engine.sandbox.tiers import FILTER, GROUPS, LANDLOCK, NAMESPACES, NOTIFICATION, SIGNALS
from grader.engine.sandbox.visible_files import SCRATCH, View

_GROUP_BYTES: Final = 16 << 20


def main() -> None:
    """Try everything and print the result as JSON."""
    print(json.dumps({name: _failure_of(attempt) for name, attempt in _PROBES.items()}))


def _failure_of(attempt: Callable[[], None], fork: Callable[[], int] = os.fork) -> str | None:
    """Call a function in a child process; return why it failed, None if it did not."""
    reading, writing = os.pipe()
    child = fork()
    if not child:
        reason = "it ended without a word"
        try:
            attempt()
            reason = ""
        except BaseException as error:
            reason = str(error) or type(error).__name__
        finally:
            os.write(writing, reason.encode() or b"\0")
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        reply = pipe.read()
    os.waitpid(child, 0)
    if reply == b"\0":
        return None
    return reply.decode(errors="replace") or "it ended without a word"


def _run_in_child(then: Callable[[], None], fork: Callable[[], int] = os.fork) -> None:
    reason = _failure_of(then, fork)
    if reason is not None:
        raise OSError(reason)


def _namespaces() -> None:
    namespaces.enter_namespaces(View((), ()))
    _run_in_child(_inside_namespaces)


def _inside_namespaces() -> None:
    namespaces.mount_proc()
    libc.drop_capabilities(keep=libc.CAP_SYS_ADMIN)
    if os.getpid() != 1 or os.listdir(SCRATCH):
        raise OSError("the process is not alone")
    _run_in_child(_job, namespaces.fork_into_pid_namespace)


def _job() -> None:
    namespaces.enter_job_namespaces(1 << 20, 100)
    _run_in_child(namespaces.hide_proc)


def _landlock() -> None:
    libc.drop_capabilities()
    landlock.restrict(("/usr",), ())
    _expect_refusal(lambda: os.listdir("/"))


def _signals() -> None:
    if landlock.version() < landlock.SIGNALS:
        raise OSError(f"Landlock {landlock.version()}, needed is {landlock.SIGNALS} (Linux 6.12)")


def _system_call_filter() -> None:
    libc.drop_capabilities()
    seccomp.install(seccomp.Filter())
    _expect_refusal(socket.socket)


def _notification() -> None:
    libc.drop_capabilities()
    listener = seccomp.install(seccomp.Filter(notify_on_fork=True))
    if listener is None or not callable(waiting_calls.receive):
        raise OSError("there is no listener")


def _memory_groups() -> None:
    hierarchy = cgroup.find_hierarchy()
    with (
        cgroup.private_folder(hierarchy) as private,
        cgroup.limited_group(private, _GROUP_BYTES) as group,
    ):
        child = os.fork()
        if not child:
            cgroup.enter(group)
            bytearray(b"x") * (2 * _GROUP_BYTES)
            os._exit(0)
        os.waitpid(child, 0)
        if not cgroup.has_run_out(group):
            raise OSError("it was set up, and limits nothing")


def _expect_refusal(attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except PermissionError:
        return
    raise OSError("it was set up, and refuses nothing")


_PROBES: Final[Mapping[str, Callable[[], None]]] = {
    NAMESPACES: _namespaces,
    LANDLOCK: _landlock,
    SIGNALS: _signals,
    FILTER: _system_call_filter,
    NOTIFICATION: _notification,
    GROUPS: _memory_groups,
}
