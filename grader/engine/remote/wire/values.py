"""Which values can be sent between the judge and a student's process, and what goes wrong."""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from grader.student.messages import grading_problems
from grader.student.text import CourseError

Value = Any
"""None, bool, int, float, complex, str, bytes, range, NumPy scalars and arrays of the kinds
b i u f c U S, functions (by number), `Opaque`, and list, tuple, set, frozenset, dict of these."""

ARRAY_KINDS = "biufcUS"
# An array of objects is sent without its content, so the message does not bound its size.
MAX_OBJECTS = 100_000
NAMED_OBJECTS = 4
"""Of so many objects in an array the class is sent, for a message that says what they are."""
MAX_INT_BITS = 10_000
# Integers can be chosen so that their hashes are equal, and then each is compared with all others
# in a dictionary; those of strings cannot.
_MAX_EQUAL_HASHES = 100
_LONG = 1000
_CLASS_NAME = re.compile(r"\w{1,60}", re.ASCII)


class WireError(CourseError):
    """The bytes received are not a frame, or a value is too large or cannot be sent."""


class ConnectionClosed(WireError):
    """The other process closed the connection."""


class DeadlineExceeded(WireError):
    """The deadline passed before a frame was received or sent completely."""


@dataclass(frozen=True)
class FrameLimits:
    """The maximum size of a frame.

    Parameters
    ----------
    header, data : int
        Bytes of the JSON text, and of all arrays together.
    depth, nodes : int
        Levels of nested containers, and number of values.
    made : int
        Bytes of what is made of a frame, as `Budget` counts them.
    """

    header: int = 4 * 2**20
    data: int = 256 * 2**20
    depth: int = 40
    nodes: int = 200_000
    made: int = 384 * 2**20


DEFAULT_LIMITS = FrameLimits()


@dataclass
class Budget:
    """How many bytes values may still take: counted where they are made, not where they are read.

    Parameters
    ----------
    limit : int
    taken : int
    """

    limit: int
    taken: int = 0

    def take(self, size: int) -> None:
        """Count bytes that are about to be made.

        Raises
        ------
        WireError
            If they are too many.
        """
        self.taken += size
        if self.taken > self.limit:
            raise WireError(f"Values that take more than {self.limit} bytes do not travel.")


# What a value takes beside its content: about as much as CPython and NumPy need for it.
NODE_BYTES, ARRAY_BYTES, FUNCTION_BYTES = 128, 512, 1024
_LIST_ITEM_BYTES, _COEFFICIENT_BYTES = 40, 32


def bytes_of_array(size: int, itemsize: int) -> int:
    """Return what an array takes, at least that of 64 bits for each number.

    Comparing converts to 64 bits, which makes eight times as much of truth values.
    """
    return ARRAY_BYTES + size * max(8, itemsize)


def bytes_of_range(value: range) -> int:
    """Return what a range takes as a list: it is small itself, but is made into one.

    Raises
    ------
    OverflowError
        If it is longer than any list.
    """
    return _LIST_ITEM_BYTES * len(value)


def bytes_of_numbers(size: int) -> int:
    """Return what a list of numbers takes that is sent as an array."""
    return ARRAY_BYTES + size * 2 * _LIST_ITEM_BYTES


def as_numbers(values: Sequence[object]) -> np.ndarray | None:
    """Return a long list of nothing but floats, or of integers, as an array; None for others.

    A list of a million is sent so.
    """
    if len(values) < _LONG:
        return None
    kinds = set(map(type, values))
    if kinds not in ({float}, {int}):
        return None
    try:
        return np.array(values, np.float64 if kinds == {float} else np.int64)
    except OverflowError:
        return None


def bytes_of_polynomial(coefficients: Sequence[object]) -> int:
    """Return what the coefficients of a polynomial take."""
    return _COEFFICIENT_BYTES * len(coefficients)


class Opaque:
    """An object that cannot be sent, such as a generator: only the name of its class is known.

    It is an instance of a class of that name. Comparing it, converting it to a truth value or to
    an array raises `WireError`, so that no test accepts it as a correct result.
    """

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise WireError(grading_problems.unknown_content(self))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __array__ = _refuse
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@functools.lru_cache(maxsize=1000)
def _opaque_class(name: str) -> type[Opaque]:
    return type(name, (Opaque,), {})


def opaque(name: str) -> Opaque:
    """Return the replacement for an object of a class of that name."""
    return _opaque_class(name if _CLASS_NAME.fullmatch(name) else "object")()


def class_name(value: object) -> str:
    """Return the name of a value's class, "object" if the name cannot be sent."""
    name = type(value).__name__
    return name if isinstance(value, Opaque) or _CLASS_NAME.fullmatch(name) else "object"


def are_keys(values: Sequence[object]) -> bool:
    """Return whether these can be the keys of a dictionary that is sent, or members of a set."""
    plain = str | bytes | int | float | complex | np.generic | None
    if not all(
        are_keys(list(value)) if isinstance(value, tuple | frozenset) else isinstance(value, plain)
        for value in values
    ):
        return False
    hashes = Counter(hash(value) for value in values if not isinstance(value, str))
    return max(hashes.values(), default=0) <= _MAX_EQUAL_HASHES
