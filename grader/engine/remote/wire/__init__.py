"""The wire format between the judge and a student's process.

Nothing in a frame is executed when it is read. The modules run in both processes, so they import
nothing that students may not see.
"""

from grader.engine.remote.wire.frames import has_unread_bytes, pack, receive, send, unpack
from grader.engine.remote.wire.values import (
    DEFAULT_LIMITS,
    Budget,
    ConnectionClosed,
    DeadlineExceeded,
    FrameLimits,
    Opaque,
    Value,
    WireError,
    opaque,
)

__all__ = [
    "DEFAULT_LIMITS",
    "Budget",
    "ConnectionClosed",
    "DeadlineExceeded",
    "FrameLimits",
    "Opaque",
    "Value",
    "WireError",
    "has_unread_bytes",
    "opaque",
    "pack",
    "receive",
    "send",
    "unpack",
]
