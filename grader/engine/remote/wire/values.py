"""Which values can be sent between the judge and a student's process, and what goes wrong."""

import functools
import re
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
MAX_INT_BITS = 10_000
# Integers can be chosen so that their hashes collide in a dictionary; those of strings cannot.
_MAX_KEYS_NOT_STRINGS = 10_000
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
    """

    header: int = 4 * 2**20
    data: int = 256 * 2**20
    depth: int = 40
    nodes: int = 200_000


DEFAULT_LIMITS = FrameLimits()


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
    not_strings = [value for value in values if not isinstance(value, str)]
    return len(not_strings) <= _MAX_KEYS_NOT_STRINGS and all(
        are_keys(list(value)) if isinstance(value, tuple | frozenset) else isinstance(value, plain)
        for value in values
    )
