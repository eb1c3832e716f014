"""Limiting the number of forks, where there is no pid namespace that limits processes.

The kernel stops each fork of student code and notifies the supervisor, which has the listener (a
seccomp user notification) and allows a limited number of forks.
"""

import errno
import fcntl
import struct
from typing import Final

# _IOWR('!', 0, struct seccomp_notif) and _IOWR('!', 1, struct seccomp_notif_resp)
_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_CONTINUE: Final = 1
_NOTIFICATION_BYTES: Final = 80


def respond(listener: int, allowed: bool) -> None:
    """Respond to the fork that waits at a listener.

    Parameters
    ----------
    listener : int
        It is readable: a fork waits.
    allowed : bool
        Whether to allow the fork; otherwise it fails with EAGAIN.
    """
    notification = bytearray(_NOTIFICATION_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, notification)
        (number,) = struct.unpack_from("=Q", notification)
        error, flags = (0, _CONTINUE) if allowed else (-errno.EAGAIN, 0)
        fcntl.ioctl(listener, _SEND, bytearray(struct.pack("=QqiI", number, 0, error, flags)))
    except OSError as failure:
        # The waiting process has ended meanwhile.
        if failure.errno not in (errno.ENOENT, errno.EINTR, errno.EINPROGRESS):
            raise
