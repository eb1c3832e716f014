"""Frames of values on a socket between the judge and the process with a student's functions.

A frame is a fixed prefix, a JSON text, and the raw bytes of the arrays; nothing in it is executed
when it is read. The reader trusts nothing in a frame: lengths are checked before a byte is read,
and a value of an unknown kind is refused.
"""

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from grader.engine.remote.wire.decoding import Decoder
from grader.engine.remote.wire.encoding import Encoder
from grader.engine.remote.wire.values import (
    DEFAULT_LIMITS,
    Budget,
    ConnectionClosed,
    DeadlineExceeded,
    FrameLimits,
    Value,
    WireError,
)

MAGIC = b"NNW1"
_PREFIX = struct.Struct(">4sIQ")
_ONE_SEND_BYTES = 2**16


def pack(
    value: Value,
    refer: Callable[[Callable[..., Any]], int] | None = None,
    limits: FrameLimits = DEFAULT_LIMITS,
) -> list[bytes | memoryview]:
    """Turn a value into the parts of a frame, to be sent one after the other.

    Parameters
    ----------
    value : Value
        Anything else in it becomes `Opaque` in the other process.
    refer : callable, optional
        Returns the number of a function, by which the other process knows it.

    Raises
    ------
    WireError
        If the value is too large, or contains itself.
    """
    encoder = Encoder(refer, limits)
    tree = encoder.encode(value)
    header = json.dumps({"value": tree, "buffers": [len(b) for b in encoder.buffers]}).encode()
    if len(header) > limits.header:
        raise WireError(f"Values of more than {limits.header} bytes do not travel.")
    return [_PREFIX.pack(MAGIC, len(header), encoder.size), header, *encoder.buffers]


def unpack(
    header: bytes,
    data: bytearray,
    resolve: Callable[[int, str], object] | None = None,
    limits: FrameLimits = DEFAULT_LIMITS,
    budget: Budget | None = None,
) -> Value:
    """Turn the JSON text and the buffers of a frame back into a value.

    Parameters
    ----------
    header : bytes
    data : bytearray
        All buffers, concatenated.
    resolve : callable, optional
        Returns the function with a number and a class name; without it functions are `Opaque`.
    budget : Budget, optional
        What is made is counted there; by default it may be `limits.made`.

    Raises
    ------
    WireError
        If the frame is not one that `pack` makes.
    """
    # The parsed objects take many times the memory of the text, so they are counted first.
    if header.count(b",") + header.count(b"[") + header.count(b"{") > 6 * limits.nodes:
        raise WireError("A frame has too many parts.")
    try:
        frame = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise WireError(f"The header of a frame is no JSON ({type(error).__name__}).") from error
    match frame:
        case {"value": tree, "buffers": list(lengths), **others} if not others:
            pass
        case _:
            raise WireError("The header of a frame lacks a part.")
    if not all(type(n) is int and n >= 0 for n in lengths) or sum(lengths) != len(data):
        raise WireError("The buffers of a frame are not as long as it says.")
    budget = budget or Budget(limits.made)
    decoder = Decoder(memoryview(data), lengths, resolve, limits, budget)
    try:
        return decoder.decode(tree)
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        raise WireError(f"A value cannot be made ({type(error).__name__}).") from error


def _remaining(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineExceeded("The time for an answer is over.")
    return left


def send(
    sock: socket.socket,
    value: Value,
    deadline: float | None = None,
    refer: Callable[[Callable[..., Any]], int] | None = None,
    limits: FrameLimits = DEFAULT_LIMITS,
) -> None:
    """Send a value as one frame.

    Parameters
    ----------
    deadline : float, optional
        In seconds of `time.monotonic`.

    Raises
    ------
    WireError
        `ConnectionClosed` or `DeadlineExceeded` if it could not be sent, else as in `pack`.
    """
    try:
        parts = pack(value, refer, limits)
        if sum(map(len, parts)) < _ONE_SEND_BYTES:
            parts = [b"".join(parts)]
        for part in parts:
            sock.settimeout(_remaining(deadline))
            sock.sendall(part)
    except TimeoutError as error:
        raise DeadlineExceeded("A frame was not taken in time.") from error
    except OSError as error:
        raise ConnectionClosed(f"The other side hung up ({error.strerror}).") from error


def _receive_exactly(sock: socket.socket, size: int, deadline: float | None) -> bytearray:
    # Memory is allocated as bytes arrive, so a frame that only claims 256 MiB costs nothing.
    received = bytearray()
    while len(received) < size:
        sock.settimeout(_remaining(deadline))
        try:
            part = sock.recv(min(size - len(received), 2**20))
        except TimeoutError as error:
            raise DeadlineExceeded("A frame did not come in time.") from error
        except OSError as error:
            raise ConnectionClosed(f"The other side hung up ({error.strerror}).") from error
        if not part:
            raise ConnectionClosed("The other side hung up.")
        received += part
    return received


def receive(
    sock: socket.socket,
    deadline: float | None = None,
    resolve: Callable[[int, str], object] | None = None,
    limits: FrameLimits = DEFAULT_LIMITS,
    budget: Budget | None = None,
) -> Value:
    """Receive one frame.

    Parameters
    ----------
    deadline : float, optional
        In seconds of `time.monotonic`, for the whole frame: a sender that drips single bytes does
        not extend it.
    resolve, limits, budget
        As in `unpack`.

    Raises
    ------
    WireError
        `ConnectionClosed`, `DeadlineExceeded`, or the reason why the frame is refused.
    """
    prefix = _receive_exactly(sock, _PREFIX.size, deadline)
    magic, header_size, size = _PREFIX.unpack(bytes(prefix))
    if magic != MAGIC:
        raise WireError("What came is no frame.")
    if header_size > limits.header or size > limits.data:
        raise WireError(f"A frame of {header_size} and {size} bytes is too large.")
    header = bytes(_receive_exactly(sock, header_size, deadline))
    return unpack(header, _receive_exactly(sock, size, deadline), resolve, limits, budget)


def has_unread_bytes(sock: socket.socket) -> bool:
    """Return whether bytes have arrived that were not read yet, without reading them."""
    sock.setblocking(False)
    try:
        return bool(sock.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    except OSError:
        return False
