"""Convert plain data to JSON and back: the format of public cases.

Plain data are only numbers, text, arrays and containers of them, so reading a file never runs
code. An array is stored as its nested list with dtype and shape. Tuples and lists are stored
differently, because a function that returns one instead of the other is wrong.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.student.calling.callable_arguments import Logarithm, Polynomial, SeededGenerator
from grader.student.calling.random_outputs import SampleSummary, summarize
from grader.student.text import CourseError

Plain = Any
"""None, bool, int, float, str, Choice, SampleSummary, ndarray (kinds b, i, u, f), a function or
generator of `grader.student.calling.callable_arguments`, or list, tuple, dict of these."""

_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


@dataclass(frozen=True)
class Choice:
    """One of some letters: what students get of a question of choice, without the right one.

    A digest of the right letter would name it after four tries, so it is in no file for students.

    Attributes
    ----------
    letters : str
        All letters of the question, such as "abcd".
    letter : str
        The one that is meant; "" where nobody is told.
    """

    letters: str
    letter: str = ""

    def matches(self, choice: object) -> bool:
        """Return whether a value is the letter that is meant."""
        return bool(self.letter) and letter_in(choice) == self.letter


def letter_in(choice: object) -> str:
    """Return a choice without what does not count: "c" for " (C)", "" for what is no text."""
    return choice.strip(" \t\n().").lower() if isinstance(choice, str) else ""


def todays_letters(
    function: Callable[..., object], earlier: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    """Return today's letter for each letter of the release that a function is from.

    Parameters
    ----------
    function : callable
        Its docstring shows from which release of the lesson it is.
    earlier : mapping of str to mapping of str to str
        For each earlier release the first line of the docstring, and today's letter for each of
        its letters.

    Returns
    -------
    mapping of str to str
        Empty for today's release.
    """
    constants = getattr(getattr(function, "__code__", None), "co_consts", ())
    docstring = constants[0] if constants and isinstance(constants[0], str) else ""
    return earlier.get(docstring.strip().partition("\n")[0].strip(), {})


class PlainDataError(CourseError):
    """A value that is not plain data, or text that does not describe any."""


def _encode_float(value: float) -> object:
    if math.isfinite(value):
        return value
    return {"float": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}


def _encode_nested(values: Any) -> object:
    if isinstance(values, list):
        return [_encode_nested(v) for v in values]
    return _encode_float(values) if isinstance(values, float) else values


def encode(value: Plain) -> object:
    """Turn plain data into what `json.dumps` can write.

    Raises
    ------
    PlainDataError
        If `value` contains anything that is not plain data, or the right letter of a question.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _encode_float(value)
    if isinstance(value, np.generic):
        return encode(value.item())
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return {
            "array": _encode_nested(value.tolist()),
            "dtype": value.dtype.name,
            "shape": list(value.shape),
        }
    if isinstance(value, Polynomial):
        return {"polynomial": [_encode_float(float(c)) for c in value.coefficients]}
    if isinstance(value, Logarithm):
        return {"logarithm": value.factor}
    if isinstance(value, SeededGenerator):
        return {"seeded": value.seed}
    if isinstance(value, Choice) and not value.letter:
        return {"letters": value.letters}
    if isinstance(value, SampleSummary):
        return {"draw": encode(list(value.shape)), "values": [encode(v) for v in _fields(value)]}
    if isinstance(value, tuple):
        return {"tuple": [encode(v) for v in value]}
    if isinstance(value, list):
        return [encode(v) for v in value]
    if isinstance(value, dict) and all(isinstance(k, str) for k in value):
        return {"dict": {k: encode(v) for k, v in value.items()}}
    raise PlainDataError(
        f"{type(value).__name__} is not plain data: only None, numbers, text, numeric arrays "
        "and lists, tuples and dictionaries of these can be stored in a case."
    )


def _fields(summary: SampleSummary) -> tuple[Any, ...]:
    return summary.mean, summary.spread, summary.lowest, summary.rows_equal


def _decode_nested(values: Any) -> object:
    if isinstance(values, list):
        return [_decode_nested(v) for v in values]
    return _SPECIAL[values["float"]] if isinstance(values, dict) else values


def decode(data: Any) -> Plain:
    """Turn the result of `json.loads` back into the plain data that `encode` was given.

    Raises
    ------
    PlainDataError
        If `data` was not written by `encode`.
    """
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if isinstance(data, list):
        return [decode(v) for v in data]
    match data:
        case {"array": values, "dtype": str(dtype), "shape": list(shape)}:
            return np.array(_decode_nested(values), dtype=dtype).reshape(shape)
        case {"float": str(name)} if name in _SPECIAL:
            return _SPECIAL[name]
        case {"polynomial": list(coefficients)}:
            return Polynomial(tuple(coefficients))
        case {"logarithm": float(factor)}:
            return Logarithm(factor)
        case {"seeded": int(seed)}:
            return SeededGenerator(seed)
        case {"letters": str(letters)}:
            return Choice(letters)
        case {"draw": list(shape), "values": list(values)}:
            return SampleSummary(tuple(shape), *decode(values))
        case {"tuple": list(values)}:
            return tuple(decode(v) for v in values)
        case {"dict": dict(items)}:
            return {k: decode(v) for k, v in items.items()}
    raise PlainDataError(
        f"{json.dumps(data)[:60]} does not describe plain data. If this came from a file of "
        "public cases, make it again with `course build`."
    )


def _are_numbers(values: object) -> bool:
    """Return whether a value is a list of numbers: compared, and rounded, like an array."""
    return isinstance(values, list) and all(
        isinstance(v, bool | int | float | np.number | np.bool_) for v in values
    )


def _is_numeric(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def same(a: Plain, b: Plain, relative: float = 1e-6) -> bool:
    """Return whether two pieces of plain data have the same structure, shapes and values.

    Numbers count as equal if they differ by at most `relative` times the largest magnitude in
    `b`, which for a list of numbers is that of the whole list; nan equals nan. Python numbers,
    NumPy scalars and 0-d arrays are interchangeable. A `SampleSummary` is the same as an array, a
    float or another summary if it is consistent with it.
    """
    if isinstance(a, SampleSummary) or isinstance(b, SampleSummary):
        numeric = (_is_numeric(v) or isinstance(v, float) for v in (a, b))
        pairs = zip((a, b), numeric, strict=True)
        one, other = (summarize(np.asarray(v)) if is_one else v for v, is_one in pairs)
        return (
            isinstance(one, SampleSummary)
            and isinstance(other, SampleSummary)
            and one.is_consistent_with(other)
        )
    if _are_numbers(b) and isinstance(a, tuple | list) and _are_numbers(list(a)):
        a, b = np.array(a), np.array(b)
    if isinstance(b, tuple | list):
        return (
            isinstance(a, tuple | list)
            and len(a) == len(b)
            and all(same(x, y, relative) for x, y in zip(a, b, strict=True))
        )
    if isinstance(b, dict):
        return (
            isinstance(a, dict)
            and a.keys() == b.keys()
            and all(same(a[k], b[k], relative) for k in b)
        )
    if isinstance(b, Choice):
        return a == b if isinstance(a, Choice) else b.matches(a)
    if b is None or isinstance(b, str | Polynomial | Logarithm | SeededGenerator):
        return type(a) is type(b) and bool(a == b)
    if not isinstance(a, bool | int | float | np.generic | np.ndarray):
        return False
    x, y = np.asarray(a), np.asarray(b)
    if x.shape != y.shape or x.dtype.kind not in "biuf":
        return False
    x, y = x.astype(np.float64), y.astype(np.float64)
    finite = np.abs(y[np.isfinite(y)])
    scale = float(finite.max()) if finite.size else 0.0
    return bool(np.allclose(x, y, rtol=0.0, atol=relative * scale + 1e-12, equal_nan=True))
