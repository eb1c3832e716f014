"""What travels between the judge and the processes of a fork server, and how.

A job has two connections. On `watch` only trusted code speaks: the supervisor outside of the
sandbox. On `report` the judge sends the notebook, and the student's process answers with outputs,
which are the student's to forge: `grader.engine.fork_server.output_validation` checks them.
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
_PIECE: Final = 1 << 16
READY: Final = b"ready"
"""What a zygote says once it is warm."""
STOP: Final = b"stop"
"""What the judge says on `watch` to end the cells and keep the snapshots."""

MOST_DESCRIPTORS: Final = 250
"""The kernel sends no more than 253 in one message."""


@dataclass(frozen=True)
class Cell:
    """A code cell to run.

    Parameters
    ----------
    id : str
        Its name in the results, unlike all others of the notebook.
    source : str
        What the student sees of it: no hidden test.
    graded : bool
        Whether the state after it is wanted: see `Ran.snapshot`.
    """

    id: str
    source: str
    graded: bool = False


@dataclass(frozen=True)
class Task:
    """A notebook to run: its cells, the files beside it by relative path, its limits."""

    cells: Sequence[Cell]
    files: Mapping[str, bytes]
    limits: Limits


def send_json(connection: socket.socket, value: object) -> None:
    """Send a value as JSON, its length before it."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    connection.sendall(_LENGTH.pack(len(text)) + text)


def receive_exactly(connection: socket.socket, size: int) -> bytes:
    """Receive this many bytes.

    Raises
    ------
    EOFError
        If the other side ends before.
    """
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), _PIECE))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def receive_json(connection: socket.socket) -> Any:
    """Receive what `send_json` sent. Only for messages of trusted code."""
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
    """Receive what `send_task` sent."""
    header = receive_json(connection)
    files = {name: receive_exactly(connection, size) for name, size in header["files"]}
    cells = [Cell(**cell) for cell in header["cells"]]
    return Task(cells, files, Limits(**header["limits"]))


def whole_messages(received: bytearray) -> list[bytes]:
    """Take the messages that have arrived completely out of a buffer."""
    found = []
    while len(received) >= _LENGTH.size:
        (size,) = _LENGTH.unpack_from(received)
        if len(received) < _LENGTH.size + size:
            break
        found.append(bytes(received[_LENGTH.size : _LENGTH.size + size]))
        del received[: _LENGTH.size + size]
    return found


def send_descriptors(connection: socket.socket, text: bytes, descriptors: Sequence[int]) -> None:
    """Send open descriptors to another process."""
    rights = array.array("i", descriptors)
    connection.sendmsg([text], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def receive_descriptors(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Receive what `send_descriptors` sent; an empty text at the end of the connection."""
    space = socket.CMSG_LEN(MOST_DESCRIPTORS * array.array("i").itemsize)
    text, extra, _, _ = connection.recvmsg(_PIECE, space, socket.MSG_CMSG_CLOEXEC)
    descriptors = array.array("i")
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return text, list(descriptors)
