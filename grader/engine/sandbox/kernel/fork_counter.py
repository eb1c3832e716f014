"""Counting forks from outside, where there is no namespace that would end all processes at once.

The kernel stops each fork of student code and asks the holder of the listener (a seccomp user
notification), who says yes as often as there are snapshots to make.
"""

import errno
import fcntl
import struct
from typing import Final

# _IOWR('!', 0, struct seccomp_notif) and _IOWR('!', 1, struct seccomp_notif_resp)
_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_CONTINUE: Final = 1
_QUESTION_BYTES: Final = 80


def answer(listener: int, allowed: bool) -> None:
    """Answer the fork that waits at a listener.

    Parameters
    ----------
    listener : int
        Readable: something waits.
    allowed : bool
        Whether it may fork; if not, it sees that there are no resources.
    """
    question = bytearray(_QUESTION_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, question)
        (number,) = struct.unpack_from("=Q", question)
        error, flags = (0, _CONTINUE) if allowed else (-errno.EAGAIN, 0)
        fcntl.ioctl(listener, _SEND, bytearray(struct.pack("=QqiI", number, 0, error, flags)))
    except OSError as gone:
        # The process that asked has ended meanwhile.
        if gone.errno not in (errno.ENOENT, errno.EINTR, errno.EINPROGRESS):
            raise
