"""Run a student's function once, on its own copies, and note all that happened.

Nothing that the function does leaves here as an exception, as text on the screen or as a
changed argument: it is all in the `Call` that comes back.
"""

import contextlib
import copy
import io
import linecache
import re
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.student.calling.argument_types import Seeded
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.plain_data import Plain, same

Function = Callable[..., object]


@dataclass(frozen=True)
class Place:
    """A line of the student's code: `line` counts from the `def` line, which is line 1."""

    function: str
    line: int
    source: str

    def __str__(self) -> str:
        return f"line {self.line} of {self.function}:  {self.source}"


_SIZES = (
    r"matmul: .*\((?P<sizes>size \d+ is different from \d+)",
    r"not aligned: (?P<sizes>\d+ \(dim \d+\) != \d+) \(dim \d+\)",
    r"operands could not be broadcast together with shapes (?P<sizes>(?:\([\d, ]*\) ?)+)",
    r"(?P<sizes>index -?\d+ is out of bounds for axis \d+ with size \d+)",
)


@dataclass(frozen=True)
class Failure:
    """An exception that the student's function raised."""

    kind: str
    text: str
    place: Place | None

    @property
    def about(self) -> tuple[int, ...]:
        """The sizes that do not fit, for an error about shapes or positions, else ().

        For a product of matrices, by @ or by np.dot, these are the two inner sizes.
        """
        for pattern in _SIZES:
            found = re.search(pattern, self.text)
            if found is not None:
                sizes = re.sub(r"\(dim \d+\)", "", found["sizes"])
                numbers = [int(n) for n in re.findall(r"\d+", sizes)]
                return tuple(numbers[::-1] if found["sizes"].startswith("size ") else numbers)
        return ()

    def target_in(self, function: str) -> str:
        """Return the name that the line that stops would give a value, "" outside `function`."""
        if self.place is None or self.place.function != function:
            return ""
        found = re.match(r"(\w+)\s*[-+*/@]?=(?!=)", self.place.source)
        return found[1] if found else ""


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
        Names of the arguments whose values are not what they were before the call; of a
        generator, whether numbers were drawn from it.
    warned : tuple of Warned
        Warnings in the order in which they came, each text and line once.
    printed : str
        What it printed.
    kinds : mapping of str to str
        The names of the types of the changed arguments, such as "list".
    rebound : tuple of str
        Names of dictionaries of arrays among the arguments that hold other values than before,
        while the arrays that were in them are as they were.
    """

    value: object
    failure: Failure | None
    changed: tuple[str, ...]
    warned: tuple[Warned, ...]
    printed: str
    rebound: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)


def code_of(function: object) -> types.CodeType | None:
    """Return the code object of a plain Python function, None for anything else."""
    code = getattr(function, "__code__", None)
    return code if isinstance(code, types.CodeType) else None


_NAMELESS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


def _place(filename: str, line: int, code: types.CodeType) -> Place:
    return Place(
        code.co_name, line - code.co_firstlineno + 1, linecache.getline(filename, line).strip()
    )


def place_of_error(error: BaseException, code: types.CodeType | None) -> Place | None:
    """Return the innermost line of an error's traceback that lies in the student's notebook.

    `code` is that of the student's function.
    """
    if code is None:
        return None
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        # Each notebook cell is a file of its own, and all of them share one globals dictionary.
        if frame.f_code is code:
            student_globals = frame.f_globals
            found = _place(code.co_filename, line, code)
        elif found is not None and frame.f_globals is student_globals:
            if frame.f_code.co_name in _NAMELESS:
                continue  # a comprehension counts its lines from its own first one
            found = _place(frame.f_code.co_filename, line, frame.f_code)
    return found


def _place_now(function: Function) -> Place | None:
    """Return the line of the student's notebook that is just being run, None outside of it.

    It may lie in a helper, and may have called a function of NumPy that is written in Python.
    """
    code = code_of(function)
    namespace = getattr(function, "__globals__", None)
    frame = sys._getframe(1)
    while code is not None and frame.f_code is not call.__code__:
        if frame.f_code is code or frame.f_globals is namespace:
            return _place(frame.f_code.co_filename, frame.f_lineno, frame.f_code)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return None


@contextlib.contextmanager
def _noting_warnings(function: Function) -> Iterator[dict[Warned, None]]:
    """Collect the warnings of a function, each with the student's own line, and show none.

    A warning itself knows the line of the library that gave it, so the line is looked up while
    the function still runs.
    """
    noted: dict[Warned, None] = {}

    def note(message: Warning | str, *where: object, **more: object) -> None:
        noted[Warned(str(message), _place_now(function))] = None

    before = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = note
        try:
            yield noted
        finally:
            warnings.showwarning = before


def _arrays(value: Plain) -> list[np.ndarray]:
    """Return the arrays in plain data, in a fixed order."""
    if isinstance(value, np.ndarray):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [a for v in inner for a in _arrays(v)] if isinstance(value, dict | list | tuple) else []


def _extra_arguments(function: Function, given: int) -> int:
    """Return how many arguments without a default a function takes beyond the given ones."""
    code = code_of(function)
    if code is None:
        return 0
    return max(0, code.co_argcount - len(getattr(function, "__defaults__", None) or ()) - given)


def copies(arguments: Mapping[str, Plain]) -> dict[str, Any]:
    """Return copies of arguments as a function gets them: a generator where a seed stands."""
    return {
        name: value.generator() if isinstance(value, Seeded) else copy.deepcopy(value)
        for name, value in arguments.items()
    }


def _as_before(mine: object, argument: Plain) -> bool:
    if isinstance(argument, Seeded):
        return argument.is_untouched(mine)
    return same(mine, argument, relative=0.0)


def call(function: Function, arguments: Mapping[str, Plain], extra_arguments: int = 0) -> Call:
    """Call `function` with fresh copies of `arguments`, by position, and note what happens.

    KeyboardInterrupt passes through: a student may stop an endless loop.

    Parameters
    ----------
    spare : int
        How many more arguments the function may ask for; it gets None for them.
    """
    if isinstance(function, OutOfProcessFunction):
        return function.observe(arguments, extra_arguments)
    mine = copies(arguments)
    before = {name: _arrays(value) for name, value in mine.items()}
    asked = _extra_arguments(function, len(mine))
    more = [None] * asked if asked <= extra_arguments else []
    code = code_of(function)
    value: object = None
    failure = None
    printed = io.StringIO()
    with (
        _noting_warnings(function) as warned,
        np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            value = function(*mine.values(), *more)
        except (Exception, SystemExit) as error:
            text = " ".join(str(error).split())
            failure = Failure(type(error).__name__, text, place_of_error(error, code))
            if isinstance(error, NotImplementedError):
                failure = Failure("NotImplementedError", text, failure.place)
    other = [name for name in mine if not _as_before(mine[name], arguments[name])]
    rebound = tuple(
        name
        for name in other
        if isinstance(mine[name], dict)
        and before[name]
        and same(before[name], _arrays(arguments[name]), relative=0.0)
    )
    changed = tuple(name for name in other if name not in rebound)
    kinds = {name: type(arguments[name]).__name__ for name in changed}
    return Call(value, failure, changed, tuple(warned), printed.getvalue(), rebound, kinds)
