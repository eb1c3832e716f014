"""Frames and values between the judge and the process that holds a student's functions.

A frame is a fixed prefix, a JSON text, and the raw bytes of the arrays; it never holds anything
that runs when it is read. Whoever reads a frame trusts nothing of it: lengths are checked before a
byte is read, and a value that is not of a known form is refused. Subclasses travel as the plain
type they are built on, and what has no plain form travels as a name: see `Opaque`.

This module runs on both sides, so it imports nothing that students may not see.
"""

import functools
import itertools
import json
import math
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from grader.student.calling.argument_types import Logarithm, Polynomial, Seeded
from grader.student.text.errors import CourseError

Value = Any
"""None, bool, int, float, complex, str, bytes, range, NumPy scalars and arrays of the kinds
b i u f c U S, functions (by number), `Opaque`, and list, tuple, set, frozenset, dict of these."""

MAGIC = b"NNW1"
_PREFIX = struct.Struct(">4sIQ")
_KINDS = re.compile(r"[<>|=]?([biufcUS])(\d{1,9})")
_NAME = re.compile(r"\w{1,60}", re.ASCII)
_LARGEST_AXIS = 2**31
_MOST_AXES = 32
# An array of objects carries no content, so its size is not bounded by what was sent.
_MOST_OBJECTS = 100_000
# Whole numbers can be chosen so that they collide in a dictionary; texts cannot.
_MOST_NUMBERED_KEYS = 10_000
_LONGEST_INT = 10_000
_FEW_BYTES = 2**16


class WireError(CourseError):
    """What came is not a frame, or a value is too large or of a kind that does not travel."""


class Closed(WireError):
    """The other side hung up."""


class TimeOver(WireError):
    """The deadline passed before a frame was there, or was taken."""


@dataclass(frozen=True)
class Limits:
    """The largest that a frame may be.

    Parameters
    ----------
    header, data : int
        Bytes of the JSON text, and of all arrays together.
    depth, nodes : int
        How deep containers may nest, and how many values there may be.
    """

    header: int = 4 * 2**20
    data: int = 256 * 2**20
    depth: int = 40
    nodes: int = 200_000


LIMITS = Limits()


class Opaque:
    """Something of the student's that has no plain form, such as a generator: a name and no more.

    It is instance of a class of that name. Comparing it, converting it to a truth value or to an
    array raises `WireError`, so that no test can take it for a right answer.
    """

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise WireError(f"The function gave {self!r}, and its content is not known here.")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __array__ = _refuse
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@functools.lru_cache(maxsize=1000)
def _opaque_class(name: str) -> type[Opaque]:
    return type(name, (Opaque,), {})


def opaque(name: str) -> Opaque:
    """Return what stands for an object of a class of that name."""
    return _opaque_class(name if _NAME.fullmatch(name) else "object")()


class _Encoder:
    """Turns one value into a tree for JSON and a list of buffers."""

    def __init__(self, refer: Callable[[Callable[..., Any]], int] | None, limits: Limits) -> None:
        self.refer, self.limits = refer, limits
        self.buffers: list[memoryview] = []
        self.size = self.nodes = 0

    def _buffer(self, array: np.ndarray) -> int:
        plain = np.ascontiguousarray(array)
        self.size += plain.nbytes
        if self.size > self.limits.data:
            raise WireError(f"Arrays of more than {self.limits.data} bytes do not travel.")
        self.buffers.append(plain.reshape(-1).view(np.uint8).data)
        return len(self.buffers) - 1

    def _array(self, array: np.ndarray) -> list[object]:
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        if native.dtype.itemsize == 0:
            native = native.astype(f"{native.dtype.kind}1")
        return [native.dtype.str, list(native.shape), self._buffer(native)]

    def encode(self, value: object, depth: int = 0) -> object:
        self.nodes += 1
        if depth > self.limits.depth:
            raise WireError(f"Values nested deeper than {self.limits.depth} levels do not travel.")
        if self.nodes > self.limits.nodes:
            raise WireError(f"More than {self.limits.nodes} values do not travel at once.")
        if value is None or value is True or value is False:
            return value
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, np.ndarray):
            array = np.asarray(value)
            if array.dtype.kind in "biufcUS":
                return ["a", *self._array(array)]
            objects = array.dtype.kind == "O" and array.size <= _MOST_OBJECTS
            return ["O", list(array.shape)] if objects else _named(value)
        return self._python(value, depth + 1)

    def _scalar(self, value: np.generic) -> object:
        if value.dtype.kind not in "biufcUS":
            return _named(value)
        return ["g", *self._array(np.asarray(value))]

    def _python(self, value: object, depth: int) -> object:
        # The methods of the base classes are called: a subclass may say anything of itself.
        match value:
            case int():
                number = int.__int__(value)
                large = number.bit_length() > _LONGEST_INT
                return _named(value) if large else ["i", hex(number)]
            case float():
                return float.__float__(value)
            case str():
                return str.__str__(value)
            case complex():
                return ["c", *(float(part) for part in (value.real, value.imag))]
            case bytes() | bytearray():
                return ["b", self._buffer(np.frombuffer(value, np.uint8))]
            case range():
                return ["r", *(hex(part) for part in (value.start, value.stop, value.step))]
            case list():
                return ["l", *(self.encode(v, depth) for v in list.__iter__(value))]
            case tuple():
                return ["t", *(self.encode(v, depth) for v in tuple.__iter__(value))]
            case set() | frozenset() if _are_keys(list(value)):
                kind = "s" if isinstance(value, set) else "z"
                return [kind, *(self.encode(v, depth) for v in value)]
            case dict() if _are_keys(list(dict.keys(value))):
                items = list(dict.items(value))
                return [
                    "d",
                    *([self.encode(k, depth), self.encode(v, depth)] for k, v in items),
                ]
            case Polynomial(coefficients=coefficients):
                return ["p", *(float(c) for c in coefficients)]
            case Logarithm(factor=factor):
                return ["n", float(factor)]
            case Seeded(seed=seed):
                return ["e", hex(seed)]
        if self.refer is not None and callable(value):
            return ["F", self.refer(value), _type_name(value)]
        return _named(value)


def _type_name(value: object) -> str:
    if isinstance(value, Opaque):
        return type(value).__name__
    name = type(value).__name__
    return name if _NAME.fullmatch(name) else "object"


def _named(value: object) -> list[str]:
    return ["o", _type_name(value)]


class _Decoder:
    """Turns a tree and its buffers back into a value; anything that is not as it should be raises.

    The tree came from `json.loads`, so it holds None, bool, int, float, str, list and dict only.
    """

    def __init__(
        self,
        buffers: Sequence[memoryview],
        resolve: Callable[[int, str], object] | None,
        limits: Limits,
    ) -> None:
        self.buffers, self.resolve, self.limits = buffers, resolve, limits
        self.nodes = 0

    def decode(self, tree: object, depth: int = 0) -> Value:
        self.nodes += 1
        if depth > self.limits.depth or self.nodes > self.limits.nodes:
            raise WireError("A value nests too deep or has too many parts.")
        if tree is None or isinstance(tree, bool | float):
            return tree
        if isinstance(tree, str):
            # Half of a surrogate pair can be in no file.
            return tree.encode("utf-8", "replace").decode() if not tree.isascii() else tree
        match tree:
            case ["i", str(text)]:
                return _whole(text)
            case ["a", *rest]:
                return self._array(rest)
            case ["g", *rest]:
                array = self._array(rest)
                if array.shape != ():
                    raise WireError("A single number has a shape.")
                return array[()]
            case ["O", list(axes)]:
                shape = _shape(axes)
                if math.prod(shape) > _MOST_OBJECTS:
                    raise WireError("An array of objects is too large.")
                return np.full(shape, None, dtype=object)
            case ["o", str(name)]:
                return opaque(name)
            case ["F", int(number), str(name)] if type(number) is int:
                return self.resolve(number, name) if self.resolve else opaque(name)
            case ["c", float(real), float(imag)]:
                return complex(real, imag)
            case ["b", int(index)]:
                return bytes(self._bytes(index))
            case ["r", str(start), str(stop), str(step)] if _whole(step) != 0:
                return range(_whole(start), _whole(stop), _whole(step))
            case ["p", *coefficients] if all(isinstance(c, float) for c in coefficients):
                return Polynomial(tuple(coefficients))  # type: ignore[arg-type]
            case ["n", float(factor)]:
                return Logarithm(factor)
            case ["e", str(seed)] if _whole(seed) >= 0:
                return Seeded(_whole(seed))
            case [str(kind), *parts] if kind in _CONTAINERS:
                return self._container(kind, parts, depth + 1)
        raise WireError("A value has a form that is not known.")

    def _container(self, kind: str, parts: list[object], depth: int) -> Value:
        if kind in "lt":
            values = [self.decode(part, depth) for part in parts]
            return values if kind == "l" else tuple(values)
        if kind == "d":
            pairs = [part for part in parts if isinstance(part, list) and len(part) == 2]
            if len(pairs) != len(parts):
                raise WireError("An entry of a dictionary is no pair.")
            keys = [self.decode(key, depth) for key, _ in pairs]
            values = [self.decode(value, depth) for _, value in pairs]
            if not _are_keys(keys):
                raise WireError("A dictionary has keys that do not travel.")
            return dict(zip(keys, values, strict=True))
        values = [self.decode(part, depth) for part in parts]
        if not _are_keys(values):
            raise WireError("A set has members that do not travel.")
        return set(values) if kind == "s" else frozenset(values)

    def _bytes(self, index: int) -> memoryview:
        if type(index) is not int or not 0 <= index < len(self.buffers):
            raise WireError("A value names a buffer that did not come.")
        return self.buffers[index]

    def _array(self, rest: list[object]) -> np.ndarray:
        match rest:
            case [str(dtype), list(axes), int(index)] if found := _KINDS.fullmatch(dtype):
                pass
            case _:
                raise WireError("An array is described in an unknown way.")
        try:
            kind = np.dtype(dtype)
        except (TypeError, ValueError) as error:
            raise WireError(f"There are no arrays of dtype {dtype}.") from error
        shape, data = _shape(axes), self._bytes(index)
        if kind.itemsize == 0 or math.prod(shape) * kind.itemsize != len(data):
            raise WireError(f"An array of shape {shape} does not fit its {len(data)} bytes.")
        # A buffer need not begin where an array of its kind may.
        array = np.require(np.frombuffer(data, kind).reshape(shape), requirements=["A", "W"])
        _check_content(array, found[1])
        return array.astype(kind.newbyteorder("="), copy=False)


_CONTAINERS = frozenset("ltszd")


def _whole(text: str) -> int:
    if len(text) > _LONGEST_INT // 4 + 4:
        raise WireError("A whole number is too long.")
    try:
        return int(text, 16)
    except ValueError as error:
        raise WireError("A whole number is not written as one.") from error


def _shape(axes: list[object]) -> tuple[int, ...]:
    shape = tuple(n for n in axes if type(n) is int and 0 <= n < _LARGEST_AXIS)
    if len(shape) != len(axes) or len(shape) > _MOST_AXES:
        raise WireError("A shape is no tuple of sizes.")
    # NumPy itself counts the entries of an empty array without its empty axes.
    if math.prod(n for n in shape if n) >= 2**60:
        raise WireError("A shape is larger than any memory.")
    return shape


def _check_content(array: np.ndarray, kind: str) -> None:
    """Refuse bytes that are no truth values, or no characters: NumPy would take them as they are.

    Raises
    ------
    WireError
    """
    if kind == "b" and array.size and array.view(np.uint8).max() > 1:
        raise WireError("An array of truth values holds something else.")
    if kind == "U" and array.size:
        codes = array.reshape(-1).view(np.uint32)
        if not array.dtype.isnative:
            codes = codes.byteswap()
        if codes.max() > 0x10FFFF or ((codes >= 0xD800) & (codes < 0xE000)).any():
            raise WireError("An array of texts holds what is no character.")


def _are_keys(keys: Sequence[object]) -> bool:
    """Tell whether these may be the keys of a dictionary that travels."""
    plain = str | bytes | int | float | complex | np.generic | None
    return len([key for key in keys if not isinstance(key, str)]) <= _MOST_NUMBERED_KEYS and all(
        _are_keys(list(key)) if isinstance(key, tuple | frozenset) else isinstance(key, plain)
        for key in keys
    )


def pack(
    value: Value,
    refer: Callable[[Callable[..., Any]], int] | None = None,
    limits: Limits = LIMITS,
) -> list[bytes | memoryview]:
    """Turn a value into the parts of a frame.

    Parameters
    ----------
    value : plain data
        What has no plain form in it becomes `Opaque` on the other side.
    refer : callable, optional
        Gives each function in the value a number, by which the other side knows it.

    Raises
    ------
    WireError
        If the value is too large, or holds itself.
    """
    encoder = _Encoder(refer, limits)
    tree = encoder.encode(value)
    header = json.dumps({"value": tree, "buffers": [len(b) for b in encoder.buffers]}).encode()
    if len(header) > limits.header:
        raise WireError(f"Values of more than {limits.header} bytes do not travel.")
    return [_PREFIX.pack(MAGIC, len(header), encoder.size), header, *encoder.buffers]


def unpack(
    header: bytes,
    data: bytearray,
    resolve: Callable[[int, str], object] | None = None,
    limits: Limits = LIMITS,
) -> Value:
    """Turn the JSON text and the buffers of a frame back into a value.

    Parameters
    ----------
    header : bytes
    data : bytearray
        All buffers, one after the other.
    resolve : callable, optional
        Gives the function of a number and a type name; without it functions are `Opaque`.

    Raises
    ------
    WireError
        If the frame is not exactly as `pack` makes it.
    """
    # Parsing makes objects many times larger than the text, so they are counted before.
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
    whole, ends = memoryview(data), [0, *itertools.accumulate(lengths)]
    decoder = _Decoder([whole[a:b] for a, b in itertools.pairwise(ends)], resolve, limits)
    try:
        return decoder.decode(tree)
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        raise WireError(f"A value cannot be made ({type(error).__name__}).") from error


def _remaining(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeOver("The time for an answer is over.")
    return left


def send(
    sock: socket.socket,
    value: Value,
    until: float | None = None,
    refer: Callable[[Callable[..., Any]], int] | None = None,
    limits: Limits = LIMITS,
) -> None:
    """Send a value as one frame.

    Parameters
    ----------
    until : float, optional
        The moment, in seconds of `time.monotonic`, at which to give up.

    Raises
    ------
    WireError
        `Closed` or `TimeOver` if it could not be sent, else as `pack` does.
    """
    try:
        parts = pack(value, refer, limits)
        if sum(map(len, parts)) < _FEW_BYTES:
            parts = [b"".join(parts)]
        for part in parts:
            sock.settimeout(_remaining(until))
            sock.sendall(part)
    except TimeoutError as error:
        raise TimeOver("A frame was not taken in time.") from error
    except OSError as error:
        raise Closed(f"The other side hung up ({error.strerror}).") from error


def _exactly(sock: socket.socket, size: int, until: float | None) -> bytearray:
    # Memory is taken as the bytes come, so a promise of 256 MiB costs nothing by itself.
    received = bytearray()
    while len(received) < size:
        sock.settimeout(_remaining(until))
        try:
            part = sock.recv(min(size - len(received), 2**20))
        except TimeoutError as error:
            raise TimeOver("A frame did not come in time.") from error
        except OSError as error:
            raise Closed(f"The other side hung up ({error.strerror}).") from error
        if not part:
            raise Closed("The other side hung up.")
        received += part
    return received


def receive(
    sock: socket.socket,
    until: float | None = None,
    resolve: Callable[[int, str], object] | None = None,
    limits: Limits = LIMITS,
) -> Value:
    """Receive one frame.

    Parameters
    ----------
    until : float, optional
        The moment, in seconds of `time.monotonic`, at which to give up: for the whole frame, so
        that one byte now and then does not hold anyone up.

    Raises
    ------
    WireError
        `Closed`, `TimeOver`, or the reason for which the frame is refused.
    """
    prefix = _exactly(sock, _PREFIX.size, until)
    magic, header_size, size = _PREFIX.unpack(bytes(prefix))
    if magic != MAGIC:
        raise WireError("What came is no frame.")
    if header_size > limits.header or size > limits.data:
        raise WireError(f"A frame of {header_size} and {size} bytes is too large.")
    header = bytes(_exactly(sock, header_size, until))
    return unpack(header, _exactly(sock, size, until), resolve, limits)


def waiting(sock: socket.socket) -> bool:
    """Tell whether bytes have come that nobody has asked for, without taking them."""
    sock.setblocking(False)
    try:
        return bool(sock.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    except OSError:
        return False


def strings(values: object, most: int, longest: int) -> Iterator[str]:
    """Go through the texts of a list that came from elsewhere, the first ones, each cut."""
    if isinstance(values, list | tuple):
        for value in values[:most]:
            if isinstance(value, str):
                yield value[:longest]
