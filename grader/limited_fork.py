"""Work on what a student made in a fork of this process, within limits that end the fork alone."""

import enum
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

CAN_FORK = hasattr(os, "fork")
"""Whether this system has forks; Windows has none."""

_NO_MEMORY_CODE = 3
"""Exit code of a fork in which there was not even memory for a reply."""


@dataclass(frozen=True)
class ForkLimits:
    """What a fork may take.

    Parameters
    ----------
    wall_seconds : float
    cpu_seconds : int
    memory : int
        Bytes that it may add to what this process holds.
    """

    wall_seconds: float
    cpu_seconds: int
    memory: int


class Ending(enum.Enum):
    """How a fork ended: with its reply, by a limit, by a signal, or with an exit code."""

    REPLY = "reply"
    TIME = "time"
    PROCESSOR = "processor"
    MEMORY = "memory"
    SIGNAL = "signal"
    EXIT = "exit"


@dataclass(frozen=True)
class ForkResult:
    """How a fork ended; its reply, or the number of the signal or of the exit code."""

    ending: Ending
    reply: bytes = b""
    number: int = 0


def run_in_fork(
    work: Callable[[], bytes], limits: ForkLimits, parent: int | None = None
) -> ForkResult:
    """Return what a function returns in a fork of this process, or why it ended without that.

    What the function changes in memory changes nothing here. An error that it raises is printed
    to standard error and ends the fork with the exit code 1.

    Parameters
    ----------
    work : callable
    limits : ForkLimits
    parent : int, optional
        A descriptor from which nothing can be read while another process waits for this one. If
        something can, that process is gone: the fork is killed and this process ends.
    """
    reading, writing = os.pipe()
    pid = _fork()
    if pid == 0:
        os.close(reading)
        _run(work, limits, writing)
    os.close(writing)
    reply = None
    try:
        reply = _read_reply(reading, limits.wall_seconds, parent)
    finally:
        os.close(reading)
        if reply is None:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if reply is None:
        return ForkResult(Ending.TIME)
    return ForkResult(Ending.REPLY, reply) if status == 0 else _why_ended(status)


def held_bytes() -> int:
    """Return how many bytes of private data this process holds; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) << 10
    return 0


def _fork() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # From Python 3.12 on it warns of other threads; none of them holds what the fork uses.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _run(work: Callable[[], bytes], limits: ForkLimits, writing: int) -> NoReturn:
    code = 1
    try:
        _limit_this_process(limits)
        reply = memoryview(work())
        while reply:
            reply = reply[os.write(writing, reply) :]
        code = 0
    except MemoryError:
        code = _NO_MEMORY_CODE
    except BaseException as error:
        with suppress(Exception):
            print(f"{type(error).__name__}: {error!a}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def _limit_this_process(limits: ForkLimits) -> None:
    try:
        import resource
    except ImportError:
        return
    values = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.cpu_seconds,
    }
    if held := held_bytes():
        values[resource.RLIMIT_DATA] = held + limits.memory
    for kind, value in values.items():
        hard = resource.getrlimit(kind)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _read_reply(reading: int, seconds: float, parent: int | None) -> bytes | None:
    """Return all that comes until the end of the pipe; None if that takes too long."""
    deadline = time.monotonic() + seconds
    descriptors = [reading] if parent is None else [reading, parent]
    reply = bytearray()
    while True:
        ready, _, _ = select.select(descriptors, [], [], max(0.0, deadline - time.monotonic()))
        if parent is not None and parent in ready:
            raise SystemExit(0)
        if not ready:
            return None
        block = os.read(reading, 1 << 20)
        if not block:
            return bytes(reply)
        reply += block


def _why_ended(status: int) -> ForkResult:
    code = os.waitstatus_to_exitcode(status)
    if code == _NO_MEMORY_CODE:
        return ForkResult(Ending.MEMORY)
    if code == -signal.SIGXCPU:
        return ForkResult(Ending.PROCESSOR)
    if code < 0:
        return ForkResult(Ending.SIGNAL, number=-code)
    return ForkResult(Ending.EXIT, number=code)
