"""Run a student's function once, on copies of its arguments, and record what happened.

Exceptions, printed text and changed arguments do not leave this module: they are in the `Call`
that is returned.
"""

import contextlib
import copy
import inspect
import io
import linecache
import sys
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.student.calling.call_records import Call, CaughtWarning, Failure, Function, Location
from grader.student.calling.callable_arguments import SeededGenerator
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.own_code import (
    is_own_module_code,
    sides_of_assert,
    strip_asserts,
)
from grader.student.calling.plain_data import Plain, same


def code_of(function: object) -> types.CodeType | None:
    """Return the code object of a plain Python function, None for anything else."""
    code = getattr(function, "__code__", None)
    return code if isinstance(code, types.CodeType) else None


_COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


def _location(filename: str, line: int, code: types.CodeType) -> Location:
    return Location(
        code.co_name, line - code.co_firstlineno + 1, linecache.getline(filename, line).strip()
    )


def location_of_error(error: BaseException, code: types.CodeType | None) -> Location | None:
    """Return the innermost line of an error's traceback that is in the student's own code.

    `code` is that of the student's function.
    """
    frame, line = _own_frame(error, code)
    return _location(frame.f_code.co_filename, line, frame.f_code) if frame is not None else None


def _own_frame(
    error: BaseException, code: types.CodeType | None
) -> tuple[types.FrameType | None, int]:
    """Return the innermost frame of the student's own code in an error's traceback, its line."""
    found: types.FrameType | None = None
    at = 0
    for frame, line in traceback.walk_tb(error.__traceback__ if code is not None else None):
        # Each notebook cell is a file of its own, and all of them share one globals dictionary.
        if frame.f_code is code:
            student_globals = frame.f_globals
            found, at = frame, line
        elif found is not None and (
            frame.f_globals is student_globals or is_own_module_code(frame.f_code)
        ):
            if frame.f_code.co_name in _COMPREHENSIONS:
                continue  # a comprehension counts its lines from its own first one
            found, at = frame, line
    return found, at


def _current_location(function: Function) -> Location | None:
    """Return the line of the student's own code that is being executed, None outside of it.

    It may be in a helper, and may have called a function of NumPy that is written in Python.
    """
    code = code_of(function)
    namespace = getattr(function, "__globals__", None)
    frame = sys._getframe(1)
    while code is not None and frame.f_code is not call.__code__:
        own = frame.f_globals is namespace or is_own_module_code(frame.f_code)
        if frame.f_code is code or own:
            return _location(frame.f_code.co_filename, frame.f_lineno, frame.f_code)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return None


@contextlib.contextmanager
def _record_warnings(function: Function) -> Iterator[dict[CaughtWarning, None]]:
    """Collect the warnings of a function, each with the student's own line, and show none.

    A warning itself has the line of the library that issued it, so the line is looked up while
    the function still runs.
    """
    recorded: dict[CaughtWarning, None] = {}

    def record(message: Warning | str, *where: object, **more: object) -> None:
        recorded[CaughtWarning(str(message), _current_location(function))] = None

    before = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = record
        try:
            yield recorded
        finally:
            warnings.showwarning = before


def _arrays(value: Plain) -> list[np.ndarray]:
    """Return the arrays in plain data, in a fixed order."""
    if isinstance(value, np.ndarray):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [a for v in inner for a in _arrays(v)] if isinstance(value, dict | list | tuple) else []


def arguments_for(
    function: Function, arguments: Mapping[str, Plain], optional: Mapping[str, Plain]
) -> dict[str, Plain]:
    """Return the arguments to call a function with, in the order of its parameters.

    A function may have the parameters of another course: without a generator of random numbers,
    or with further ones whose names say what they are.

    Parameters
    ----------
    function : callable
    arguments : mapping of str to plain data
        Those of the exercise, in the order of its parameters.
    optional : mapping of str to plain data
        What further parameters get, by their names.
    """
    code = code_of(function)
    if code is None:
        return dict(arguments)
    names = code.co_varnames[: code.co_argcount]
    required = names[: len(names) - len(getattr(function, "__defaults__", None) or ())]
    given = dict(arguments)
    if len(names) < len(given) and not code.co_flags & inspect.CO_VARARGS:
        given = {
            name: value
            for name, value in given.items()
            if name in names or not isinstance(value, SeededGenerator)
        }
    if len(required) <= len(given):
        return given
    known = {name: given[name] for name in names if name in given}
    # Under other names they are in the order of the exercise.
    first = known if len(known) == len(given) else dict(zip(names, given.values(), strict=False))
    bound = {name: first[name] for name in names if name in first}
    for name in required:
        value = first.get(name, _by_name(optional, name))
        if value is None:
            return given
        bound[name] = value
    return {name: bound[name] for name in names if name in bound}


def _by_name(values: Mapping[str, Plain], name: str) -> Plain:
    """Return the value of a name, None if there is none; Y may be called y."""
    lower = {other.lower(): value for other, value in values.items()}
    return values.get(name, lower.get(name.lower()))


def copies(arguments: Mapping[str, Plain]) -> dict[str, Any]:
    """Return copies of arguments as a function gets them: a seed becomes a generator."""
    return {
        name: value.generator() if isinstance(value, SeededGenerator) else copy.deepcopy(value)
        for name, value in arguments.items()
    }


def arrays_of(copied: Mapping[str, object]) -> dict[str, list[np.ndarray]]:
    """Return the arrays in each argument, themselves, to compare them after a call."""
    return {name: _arrays(value) for name, value in copied.items()}


def changes_arguments(
    copied: Mapping[str, object],
    arguments: Mapping[str, Plain],
    before: Mapping[str, list[np.ndarray]],
) -> bool:
    """Return whether a call has changed what it was given, generators aside.

    Parameters
    ----------
    copied : mapping of str to object
        What the function was given, as it is after the call.
    arguments : mapping of str to plain data
        What it was given, as it was.
    before : mapping of str to list of arrays
        See `arrays_of`.
    """
    changed, _ = _changed(copied, arguments, before)
    return any(not isinstance(arguments[name], SeededGenerator) for name in changed)


def _changed(
    copied: Mapping[str, object],
    arguments: Mapping[str, Plain],
    before: Mapping[str, list[np.ndarray]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the changed arguments, and the dictionaries of which only the entries are others."""
    other = [name for name in copied if not _is_unchanged(copied[name], arguments[name])]
    rebound = tuple(
        name
        for name in other
        if isinstance(copied[name], dict)
        and before[name]
        and same(before[name], _arrays(arguments[name]), relative=0.0)
    )
    return tuple(name for name in other if name not in rebound), rebound


def _is_unchanged(copied: object, argument: Plain) -> bool:
    if isinstance(argument, SeededGenerator):
        return argument.is_unused(copied)
    return same(copied, argument, relative=0.0)


def without_asserts(function: Function, name: str) -> Function | None:
    """Return a function in which `name`, itself or a function that it calls, has no asserts.

    None if the text of `name` cannot be read.
    """
    if isinstance(function, OutOfProcessFunction):
        return function.without_asserts(name)
    return strip_asserts(function, name)


def call(function: Function, arguments: Mapping[str, Plain]) -> Call:
    """Call `function` with fresh copies of `arguments`, by position, and record what happens.

    KeyboardInterrupt passes through: a student may stop an endless loop.

    Parameters
    ----------
    function : callable
    arguments : mapping of str to plain data
    """
    if isinstance(function, OutOfProcessFunction):
        return function.observe(arguments)
    copied = copies(arguments)
    before = arrays_of(copied)
    code = code_of(function)
    value: object = None
    failure = None
    printed = io.StringIO()
    with (
        _record_warnings(function) as recorded,
        np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            value = function(*copied.values())
        except (Exception, SystemExit) as error:
            text = " ".join(str(error).split())
            failure = Failure(type(error).__name__, text, location_of_error(error, code))
            if isinstance(error, AssertionError):
                frame, line = _own_frame(error, code)
                sides = sides_of_assert(frame, line) if frame is not None else ()
                failure = replace(failure, asserted=sides)
            if isinstance(error, NotImplementedError):
                failure = Failure("NotImplementedError", text, failure.location)
    changed, rebound = _changed(copied, arguments, before)
    types_ = {name: type(arguments[name]).__name__ for name in changed}
    return Call(value, failure, changed, tuple(recorded), printed.getvalue(), rebound, types_)
