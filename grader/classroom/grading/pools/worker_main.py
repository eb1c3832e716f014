"""The main function of a worker process: read a job, judge it, write the reply, repeat.

Messages are pickles preceded by their length, sent over pipes to and from the parent process only.
Output of student code never reaches these pipes. When the parent is gone, the worker exits.
"""

import contextlib
import itertools
import os
import pickle
import queue
import signal
import struct
import threading
from pathlib import Path
from typing import IO, Any

from grader.classroom.grading.pools.judging_limits import (
    DEFAULT_LIMITS,
    be_killed_first,
    end_limits,
    limit_this_process,
)
from grader.limited_fork import held_bytes
from grader.startup import restore_garbage_collection, speed_up_imports
from grader.student.text import CourseError

JUDGED, FAILED, REFUSED = "judged", "failed", "refused"
"""Kinds of reply: judged, failed on this submission, or unable to judge any submission."""

_LENGTH = struct.Struct("!Q")


def write_message(file: IO[bytes], value: Any) -> None:
    """Write one value to a pipe."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def read_message(file: IO[bytes], most: int | None = None) -> Any:
    """Read one value from a pipe.

    Parameters
    ----------
    most : int, optional
        Bytes of the message.

    Raises
    ------
    EOFError
        If the other end was closed before the message was complete.
    ValueError
        If it is too long.
    """
    data = _read_exactly(file, _LENGTH.size)
    (length,) = _LENGTH.unpack(data)
    if most is not None and length > most:
        raise ValueError(length)
    return pickle.loads(_read_exactly(file, length))


def _read_exactly(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Judge jobs from standard input until it is closed."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    # Nothing that is printed here, and no process started here, may write to the pipes.
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    speed_up_imports()
    be_killed_first()
    received: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, received), daemon=True).start()
    judge, root = received.get()
    held_after_first = 0
    for number in itertools.count():
        job = received.get()
        try:
            limit_this_process(job)
            reply = (JUDGED, pickle.loads(judge)(job, Path(root)))
        except CourseError as error:
            reply = (REFUSED, str(error))
        except BaseException as error:
            # Also SystemExit, which some libraries raise: the other submissions are still to do.
            reply = (FAILED, f"{type(error).__name__}: {error}")
        end_limits()
        held = held_bytes()
        # The first job has imported everything that judging needs.
        held_after_first = held_after_first or held
        is_worn = held - held_after_first > DEFAULT_LIMITS.memory // 2
        write_message(replies, (*reply, is_worn))
        if number == 0:
            restore_garbage_collection()


def _receive(requests: IO[bytes], received: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            received.put(read_message(requests))
    except (EOFError, OSError):
        _kill_process_group()


def _kill_process_group() -> None:
    """Kill this process and those that it started, whatever they are doing."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        with contextlib.suppress(OSError):
            os.killpg(0, signal.SIGKILL)
    os._exit(0)
