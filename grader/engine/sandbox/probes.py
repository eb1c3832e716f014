"""What this machine's kernel can do, found by doing it, each thing in a process of its own.

A program that `grader.engine.sandbox.machine` runs: the processes must be forked from a fresh
interpreter, and not from the judge, which may have threads.
"""

import json
import os
import socket
from collections.abc import Callable, Mapping
from typing import Final

from grader.engine.sandbox.kernel import fork_counter, landlock, libc, namespaces, seccomp
from grader.engine.sandbox.tiers import FILTER, LANDLOCK, NAMESPACES, NOTIFICATION, SIGNALS
from grader.engine.sandbox.view import SCRATCH, View


def main() -> None:
    """Try everything and print the result."""
    print(json.dumps({name: _tried(attempt) for name, attempt in _PROBES.items()}))


def _tried(attempt: Callable[[], None], fork: Callable[[], int] = os.fork) -> str | None:
    """Run something in a child; return why it failed, None if it did not."""
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
        said = pipe.read()
    os.waitpid(child, 0)
    if said == b"\0":
        return None
    return said.decode(errors="replace") or "it ended without a word"


def _in_child(then: Callable[[], None], fork: Callable[[], int] = os.fork) -> None:
    reason = _tried(then, fork)
    if reason is not None:
        raise OSError(reason)


def _namespaces() -> None:
    namespaces.enter_walls(View((), ()))
    _in_child(_inside_the_walls)


def _inside_the_walls() -> None:
    namespaces.show_own_processes()
    libc.drop_capabilities(keep=libc.ADMINISTRATE)
    if os.getpid() != 1 or os.listdir(SCRATCH):
        raise OSError("the process is not alone")
    _in_child(_job, namespaces.fork_alone)


def _job() -> None:
    namespaces.enter_job(1 << 20)
    _in_child(namespaces.hide_processes)


def _landlock() -> None:
    libc.drop_capabilities()
    landlock.restrict(("/usr",), ())
    _expect_refusal(lambda: os.listdir("/"))


def _signals() -> None:
    if landlock.version() < landlock.SIGNALS:
        raise OSError(f"Landlock {landlock.version()}, needed is {landlock.SIGNALS} (Linux 6.12)")


def _filter() -> None:
    libc.drop_capabilities()
    seccomp.install(seccomp.Filter())
    _expect_refusal(socket.socket)


def _notification() -> None:
    libc.drop_capabilities()
    listener = seccomp.install(seccomp.Filter(ask_before_fork=True))
    if listener is None or not callable(fork_counter.answer):
        raise OSError("there is no listener")


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
    FILTER: _filter,
    NOTIFICATION: _notification,
}
