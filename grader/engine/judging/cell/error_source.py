"""Whose error stopped a hidden test: the student's, or nobody's that is known.

A test may fail because of what the student wrote, or because of itself, its reference, a rule, the
judge or the machine. Only the first is a verdict.
"""

import re
import sys
import traceback
from collections.abc import Collection
from pathlib import Path
from typing import Final

import grader
from grader.engine.judging.cell.reference_comparison import Fault
from grader.engine.remote.remote_function import is_raised_by_student
from grader.engine.remote.wire import WireError

_PACKAGE: Final = Path(grader.__file__).parent
# What an operation raises that does not take a value of this type.
_OF_TYPES: Final = (TypeError, ValueError, AttributeError, LookupError)
_NUMBERED: Final = re.compile(r"^<(.*) \d+>$")


def is_students(
    error: BaseException, missing: Collection[str], of_another_type: bool = False
) -> bool:
    """Return whether the error that stopped a test of plain asserts is the student's.

    Parameters
    ----------
    error : BaseException
    missing : collection of str
        The names that the instructor's notebook defines in a solution, and the student's does not.
    of_another_type : bool
        Whether a value of the student's has another type than the instructor's, with which the test
        passes.
    """
    if is_raised_by_student(error) or isinstance(error, Fault | WireError):
        return True
    if isinstance(error, AssertionError):
        filename, _ = _innermost(error)
        return not Path(filename).is_relative_to(_PACKAGE)
    if of_another_type and isinstance(error, _OF_TYPES):
        return True
    return is_missing_name(error, missing)


def is_missing_name(error: BaseException, missing: Collection[str]) -> bool:
    """Return whether a test was stopped by one of the names that the student does not define."""
    return isinstance(error, NameError) and error.name in missing


def describe(error: BaseException) -> str:
    """Return what an instructor reads of an error that is not the student's, and where it was.

    The whole traceback goes to standard error, which a worker appends to the log.
    """
    traceback.print_exception(error, file=sys.stderr)
    filename, line = _innermost(error)
    # The number of a compiled text differs between processes, and the fault is the same.
    filename = _NUMBERED.sub(r"\1", filename)
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        filename = path.relative_to(_PACKAGE.parent).as_posix()
    elif path.is_absolute():
        filename = path.name
    text = str(error).strip().partition("\n")[0]
    what = f"{type(error).__name__}: {text}".removesuffix(": ")
    return f"{what} ({filename}, line {line})" if filename else what


def _innermost(error: BaseException) -> tuple[str, int]:
    """Return file and line of the innermost frame of an error, an empty name if it has none."""
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return "", 0
    frame, line = frames[-1]
    return frame.f_code.co_filename, line
