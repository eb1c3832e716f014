"""Run a student's function once, on its own copies, and note all that happened.

Nothing that the function does leaves here as an exception, as text on the screen or as a
changed argument: it is all in the `Call` that comes back.
"""

import contextlib
import copy
import io
import linecache
import traceback
import types
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from grader.student.plain import Plain, same

Function = Callable[..., object]


@dataclass(frozen=True)
class Place:
    """A line of the student's code: `line` counts from the `def` line, which is line 1."""

    function: str
    line: int
    source: str

    def __str__(self) -> str:
        return f"line {self.line} of {self.function}:  {self.source}"


@dataclass(frozen=True)
class Failure:
    """An exception that the student's function raised."""

    kind: str
    text: str
    place: Place | None


@dataclass(frozen=True)
class Warned:
    """A warning that came up while the student's function ran."""

    text: str
    place: Place | None


@dataclass(frozen=True)
class Call:
    """What one call of a student's function did.

    Attributes
    ----------
    value : object
        What it returned, None if it failed.
    failure : Failure or None
        The exception, if one was raised.
    changed : tuple of str
        Names of the arguments whose values are not what they were before the call.
    warned : tuple of Warned
        Warnings, each text and line once.
    printed : str
        What it printed.
    rebound : tuple of str
        Names of dictionaries among the arguments that hold other values than before, while the
        arrays that were in them are as they were.
    """

    value: object
    failure: Failure | None
    changed: tuple[str, ...]
    warned: tuple[Warned, ...]
    printed: str
    rebound: tuple[str, ...] = ()


def code_of(function: object) -> types.CodeType | None:
    """Return the code object of a plain Python function, None for anything else."""
    code = getattr(function, "__code__", None)
    return code if isinstance(code, types.CodeType) else None


_NAMELESS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


def _place(filename: str, line: int, code: types.CodeType) -> Place:
    return Place(
        code.co_name, line - code.co_firstlineno + 1, linecache.getline(filename, line).strip()
    )


def _place_of_error(error: BaseException, code: types.CodeType | None) -> Place | None:
    """Return the innermost line of the traceback that lies in the student's notebook."""
    if code is None:
        return None
    found = None
    student_files = {code.co_filename}
    for frame, line in traceback.walk_tb(error.__traceback__):
        # Each notebook cell is a file of its own, and all of them share one globals dictionary.
        if frame.f_code is code:
            student_globals = frame.f_globals
            student_files = {code.co_filename}
            found = _place(code.co_filename, line, code)
        elif found is not None and frame.f_globals is student_globals:
            if frame.f_code.co_name in _NAMELESS:
                continue  # a comprehension counts its lines from its own first one
            student_files.add(frame.f_code.co_filename)
            found = _place(frame.f_code.co_filename, line, frame.f_code)
    return found


def _place_of_warning(
    warning: warnings.WarningMessage, code: types.CodeType | None
) -> Place | None:
    if code is None or warning.filename != code.co_filename:
        return None
    last = max((line for _, _, line in code.co_lines() if line is not None), default=0)
    inside = code.co_firstlineno <= warning.lineno <= last
    return _place(warning.filename, warning.lineno, code) if inside else None


def _arrays(value: Plain) -> list[np.ndarray]:
    """Return the arrays in plain data, in a fixed order."""
    if isinstance(value, np.ndarray):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [a for v in inner for a in _arrays(v)] if isinstance(value, dict | list | tuple) else []


def _spare(function: Function, given: int) -> int:
    """Return how many arguments without a default a function takes beyond the given ones."""
    code = code_of(function)
    if code is None:
        return 0
    return max(0, code.co_argcount - len(getattr(function, "__defaults__", None) or ()) - given)


def call(function: Function, arguments: Mapping[str, Plain], spare: int = 0) -> Call:
    """Call `function` with fresh copies of `arguments`, by position, and note what happens.

    KeyboardInterrupt passes through: a student may stop an endless loop.

    Parameters
    ----------
    spare : int
        How many more arguments the function may ask for; it gets None for them.
    """
    mine = copy.deepcopy(dict(arguments))
    before = {name: _arrays(value) for name, value in mine.items()}
    asked = _spare(function, len(mine))
    more = [None] * asked if asked <= spare else []
    code = code_of(function)
    value: object = None
    failure = None
    printed = io.StringIO()
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        warnings.simplefilter("always")
        try:
            value = function(*mine.values(), *more)
        except (Exception, SystemExit) as error:
            text = " ".join(str(error).split())
            failure = Failure(type(error).__name__, text, _place_of_error(error, code))
            if isinstance(error, NotImplementedError):
                failure = Failure("NotImplementedError", text, failure.place)
    warned = dict.fromkeys(Warned(str(w.message), _place_of_warning(w, code)) for w in caught)
    other = [name for name in mine if not same(mine[name], arguments[name], relative=0.0)]
    rebound = tuple(
        name
        for name in other
        if isinstance(mine[name], dict)
        and same(before[name], _arrays(arguments[name]), relative=0.0)
    )
    changed = tuple(name for name in other if name not in rebound)
    return Call(value, failure, changed, tuple(warned), printed.getvalue(), rebound)
