"""System calls of student code that wait for a response of the supervisor.

The kernel stops such a call and notifies the supervisor, which has the listener (a seccomp user
notification). The supervisor lets the call go on, makes it fail, or has done already what it asks.
"""

import errno
import fcntl
import os
import struct
from pathlib import Path
from typing import Final, NamedTuple

from grader.engine.sandbox.linux.libc import syscall

# _IOWR('!', 0, struct seccomp_notif) and _IOWR('!', 1, struct seccomp_notif_resp)
_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_IS_WAITING: Final = 0x40082102
_CONTINUE: Final = 1
_NOTIFICATION_BYTES: Final = 80
# The same on all processors.
_PIDFD_GETFD: Final = 438

# The waiting process has ended, or a signal has ended its call.
_GONE: Final = (errno.ENOENT, errno.EINTR, errno.EINPROGRESS)


class WaitingCall(NamedTuple):
    """A system call that waits.

    Parameters
    ----------
    id : int
        Of the notification.
    thread : int
        The pid of the thread that makes the call.
    number : int
        Of the call, on this processor.
    arguments : tuple of int
    """

    id: int
    thread: int
    number: int
    arguments: tuple[int, ...]


def receive(listener: int) -> WaitingCall | None:
    """Return the call that waits at a readable listener, None if it waits no longer."""
    notification = bytearray(_NOTIFICATION_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, notification)
    except OSError as failure:
        if failure.errno in _GONE:
            return None
        raise
    number, thread, _, call, _, _, *arguments = struct.unpack("=QIIiIQ6Q", notification)
    return WaitingCall(number, thread, call, tuple(arguments))


def is_waiting(listener: int, call: WaitingCall) -> bool:
    """Return whether the call still waits; its process may have ended."""
    try:
        fcntl.ioctl(listener, _IS_WAITING, struct.pack("=Q", call.id))
    except OSError:
        return False
    return True


def allow(listener: int, call: WaitingCall) -> None:
    """Let the call go on."""
    _respond(listener, call, 0, _CONTINUE)


def complete(listener: int, call: WaitingCall, error: int = 0) -> None:
    """Have the call return without an effect: 0, or an error by its number."""
    _respond(listener, call, -error, 0)


def _respond(listener: int, call: WaitingCall, error: int, flags: int) -> None:
    try:
        fcntl.ioctl(listener, _SEND, bytearray(struct.pack("=QqiI", call.id, 0, error, flags)))
    except OSError as failure:
        if failure.errno not in _GONE:
            raise


def duplicate_descriptor(thread: int, descriptor: int) -> int:
    """Return a duplicate of a descriptor of another process.

    Raises
    ------
    OSError
        If it has no such descriptor, or may not be accessed.
    """
    status = Path(f"/proc/{thread}/status").read_text(encoding="utf-8", errors="replace")
    (process,) = (line.split()[1] for line in status.splitlines() if line.startswith("Tgid:"))
    pidfd = os.pidfd_open(int(process))
    try:
        return syscall(_PIDFD_GETFD, pidfd, descriptor, 0)
    finally:
        os.close(pidfd)
