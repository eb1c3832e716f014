"""A whole test in the student's own process, for values that cannot be sent to the judge.

The process can forge the outcome: the student's code shares it with the test. So the judge takes no
text from it, only whether the test passed, points, the name of a built-in exception and a line of
the test. What student code has put in place of the usual functions is put back before the test,
which stops no student who tries to cheat.
"""

import ast
import builtins
import contextlib
import linecache
import math
import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

import numpy as np

from grader.engine.remote.wire import Value, WireError

_FILE: Final = "<test>"
_CELLS: Final = "<ipython-input"
# As they are before any student code runs: this module is imported by the zygote.
_ORIGINALS: Final = {
    name: dict(vars(sys.modules[name]))
    for name in ("builtins", "math", "numpy", "numpy.testing", "unittest.case")
    if name in sys.modules
}
# A value is wrong, of another type, or lacks what the test looks up in it; a file is not there, or
# a module.
_OF_VALUES: Final = (
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    FileNotFoundError,
    ModuleNotFoundError,
)
_OWN_KIND: Final = "Exception"
_MAX_LINE: Final = 100_000


@dataclass(frozen=True)
class OwnTestReport:
    """What the student's process says of a test.

    Attributes
    ----------
    value : bool, float or None
        Of the last line of the test if that is a number, None otherwise.
    of_numpy : bool
        Whether that number was one of NumPy.
    error : str
        The built-in exception that stopped the test, empty if none did.
    is_students : bool
        Whether that exception is the student's.
    line : int
        The line of the test that it stopped at.
    """

    value: bool | float | None
    of_numpy: bool
    error: str
    is_students: bool
    line: int


def read_report(result: Mapping[str, Any]) -> OwnTestReport:
    """Read the reply of `run_own_test`, which can be anything.

    Raises
    ------
    WireError
        If it is no report.
    """
    match result:
        case {
            "value": bool() | float() | None as value,
            "of_numpy": bool(of_numpy),
            "error": str(error),
            "is_students": bool(is_students),
            "line": int(line),
        } if (not error or _is_exception(error)) and 0 <= line <= _MAX_LINE:
            return OwnTestReport(value, of_numpy, error, is_students, line)
    raise WireError("the outcome of a test is malformed")


def _is_exception(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def run_own_test(text: str, namespace: Mapping[str, Any]) -> dict[str, Value]:
    """Run a test among the names of the student's notebook.

    Parameters
    ----------
    text : str
        The whole test cell, as plain Python.
    namespace : mapping of str to object

    Returns
    -------
    dict
        For `read_report`.
    """
    for name, originals in _ORIGINALS.items():
        vars(sys.modules[name]).update(originals)
    value: object = None
    try:
        body, last = _compiled(text)
        with (
            open(os.devnull, "w", encoding="utf-8") as nowhere,
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
        ):
            exec(body, namespace)  # type: ignore[arg-type]
            if last is not None:
                value = eval(last, namespace)  # type: ignore[arg-type]
    except BaseException as error:
        return _failed(error, namespace)
    return {
        "value": _number(value),
        "of_numpy": isinstance(value, np.generic | np.ndarray),
        "error": "",
        "is_students": False,
        "line": 0,
    }


def _compiled(text: str) -> tuple[CodeType, CodeType | None]:
    tree = ast.parse(text, _FILE)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    linecache.cache[_FILE] = (len(text), None, text.splitlines(keepends=True), _FILE)
    body = compile(tree, _FILE, "exec", dont_inherit=True)
    if not isinstance(last, ast.Expr):
        return body, None
    return body, compile(ast.Expression(last.value), _FILE, "eval", dont_inherit=True)


def _number(value: object) -> bool | float | None:
    """Return the points that a last line gives, None if it gives none."""
    if isinstance(value, np.generic | np.ndarray) and value.shape == ():
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    return None


def _failed(error: BaseException, namespace: Mapping[str, Any]) -> dict[str, Value]:
    frames = list(traceback.walk_tb(error.__traceback__))
    lines = [line for frame, line in frames if frame.f_code.co_filename == _FILE]
    kind = next(each for each in type(error).__mro__ if each.__module__ == "builtins")
    return {
        "value": None,
        "of_numpy": False,
        "error": kind.__name__ if issubclass(kind, BaseException) else _OWN_KIND,
        "is_students": _is_students(error, frames, namespace),
        "line": min(lines[0], _MAX_LINE) if lines else 0,
    }


def _is_students(
    error: BaseException, frames: list[tuple[Any, int]], namespace: Mapping[str, Any]
) -> bool:
    """Return whether an error is the student's: an assert, or one that their own code raised.

    The instructor's own solution passes this test. So it is also the student's if a value is of
    another type or lacks an attribute or a key, or if a name, a file or a module is missing.
    """
    if isinstance(error, _OF_VALUES):
        return True
    if isinstance(error, NameError):
        return error.name not in namespace
    work = os.path.realpath(os.getcwd())
    if isinstance(error, ImportError) and os.path.realpath(error.path or "").startswith(
        f"{work}{os.sep}"
    ):
        return True
    # Below a line of the student's, a library only passes on what that line did.
    for frame, _ in reversed(frames):
        name = frame.f_code.co_filename
        if name == _FILE:
            return False
        if name.startswith(_CELLS) or os.path.realpath(name).startswith(f"{work}{os.sep}"):
            return True
    return False
