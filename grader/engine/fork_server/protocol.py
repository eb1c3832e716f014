"""The messages between the judge and the processes of a fork server.

A job has two connections. The trusted one leads to the supervisor outside of the sandbox. On the
untrusted one the judge sends the notebook, and the student's process replies with outputs, which
student code can forge: `grader.engine.fork_server.output_validation` checks them.
"""

import array
import json
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from grader.engine.sandbox.limits import Limits

_LENGTH: Final = struct.Struct("!I")
_CHUNK: Final = 1 << 16
READY: Final = b"ready"
"""A zygote's message that it has imported everything."""
JOB: Final = b"job"
"""The judge's message to the zygote with the connections of a job."""
JOB_WITH_GROUP: Final = b"job with group"
"""The same, after the two descriptors of a control group."""
STOP: Final = b"stop"
"""The judge's message to the supervisor to end the cells and keep the snapshots."""

MAX_DESCRIPTORS: Final = 250
"""The kernel sends at most 253 in one message."""


@dataclass(frozen=True)
class Cell:
    """A code cell to run.

    Parameters
    ----------
    id : str
        Unique in the notebook.
    source : str
        The part that students have, without hidden tests.
    graded : bool
        Whether the state after it is kept: see `NotebookRun.snapshot`.
    before : bool
        Whether to keep the state before it instead, where the whole test is yet to run.
    """

    id: str
    source: str
    graded: bool = False
    before: bool = False


@dataclass(frozen=True)
class Task:
    """A notebook to run: its cells, its limits, and by relative path the files beside it."""

    cells: Sequence[Cell]
    files: Mapping[str, bytes]
    limits: Limits


def send_json(connection: socket.socket, value: object) -> None:
    """Send a value as JSON, preceded by its length."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    connection.sendall(_LENGTH.pack(len(text)) + text)


def receive_exactly(connection: socket.socket, size: int) -> bytes:
    """Receive this many bytes.

    Raises
    ------
    EOFError
        If the other side closes the connection first.
    """
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), _CHUNK))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def receive_json(connection: socket.socket) -> Any:
    """Receive a value from `send_json`; only for messages of trusted code."""
    (size,) = _LENGTH.unpack(receive_exactly(connection, _LENGTH.size))
    return json.loads(receive_exactly(connection, size))


def send_task(connection: socket.socket, task: Task) -> None:
    """Send a notebook to the process that will run it."""
    header = {
        "cells": [asdict(cell) for cell in task.cells],
        "files": [[name, len(content)] for name, content in task.files.items()],
        "limits": asdict(task.limits),
    }
    send_json(connection, header)
    for content in task.files.values():
        connection.sendall(content)


def receive_task(connection: socket.socket) -> Task:
    """Receive a notebook from `send_task`."""
    header = receive_json(connection)
    files = {name: receive_exactly(connection, size) for name, size in header["files"]}
    cells = [Cell(**cell) for cell in header["cells"]]
    return Task(cells, files, Limits(**header["limits"]))


def complete_messages(received: bytearray) -> list[bytes]:
    """Remove the messages that have arrived completely from a buffer, and return them."""
    found = []
    while len(received) >= _LENGTH.size:
        (size,) = _LENGTH.unpack_from(received)
        if len(received) < _LENGTH.size + size:
            break
        found.append(bytes(received[_LENGTH.size : _LENGTH.size + size]))
        del received[: _LENGTH.size + size]
    return found


def send_descriptors(connection: socket.socket, text: bytes, descriptors: Sequence[int]) -> None:
    """Send open file descriptors to another process."""
    rights = array.array("i", descriptors)
    connection.sendmsg([text], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def receive_descriptors(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Receive descriptors from `send_descriptors`; the text is empty at its end."""
    space = socket.CMSG_LEN(MAX_DESCRIPTORS * array.array("i").itemsize)
    text, extra, _, _ = connection.recvmsg(_CHUNK, space, socket.MSG_CMSG_CLOEXEC)
    descriptors = array.array("i")
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return text, list(descriptors)
