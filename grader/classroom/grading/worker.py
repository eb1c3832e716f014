"""A process that judges, one submission after the other: it is told what, and answers.

It talks in frames, a length and then a pickle, with the process that started it and nobody else;
what student code prints never comes near. When that process is gone, it ends itself at once.
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

from grader.startup import start_up, started
from grader.student.text.errors import CourseError

JUDGED, FAILED, REFUSED = "judged", "failed", "refused"
"""What an answer is: a verdict, a failure on this submission, or one that all would meet with."""

_LENGTH = struct.Struct("!Q")


def write_frame(file: IO[bytes], value: Any) -> None:
    """Write one value."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def read_frame(file: IO[bytes]) -> Any:
    """Read one value.

    Raises
    ------
    EOFError
        If the other end closed, before it or in the midst of it.
    """
    data = _exactly(file, _LENGTH.size)
    (length,) = _LENGTH.unpack(data)
    return pickle.loads(_exactly(file, length))


def _exactly(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Judge what comes until nothing can come any more."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    # Nothing that is printed here, and no process started here, may reach the frames.
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    start_up()
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(inward, inbox), daemon=True).start()
    judge, root = inbox.get()
    for number in itertools.count():
        job = inbox.get()
        try:
            answer = (JUDGED, pickle.loads(judge)(job, Path(root)))
        except CourseError as error:
            answer = (REFUSED, str(error))
        except BaseException as error:
            # Also SystemExit, which some libraries raise: the class is not at its end.
            answer = (FAILED, f"{type(error).__name__}: {error}")
        write_frame(outward, answer)
        if number == 0:
            # All that judging needs was imported for it.
            started()


def _receive(inward: IO[bytes], inbox: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            inbox.put(read_frame(inward))
    except (EOFError, OSError):
        _end()


def _end() -> None:
    """End this process and those that it started, in the midst of whatever they do."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        with contextlib.suppress(OSError):
            os.killpg(0, signal.SIGKILL)
    os._exit(0)
