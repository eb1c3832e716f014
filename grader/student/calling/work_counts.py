"""Count how much Python executes of a student's function: lines and calls of the student's code.

An array operation costs one line, however many samples there are. What grows with the samples is a
loop, wherever the text hides it.
"""

import contextlib
import io
import sys
import types
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.student.calling.call_records import Function
from grader.student.calling.calls import copies
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.own_code import is_own_code
from grader.student.calling.plain_data import Plain


def count_work(function: Function, arguments: Mapping[str, Plain]) -> int | None:
    """Return how many lines and calls of the student's code a call executes.

    Returns
    -------
    int or None
        None if the call fails. The count of another process can be forged.
    """
    if isinstance(function, OutOfProcessFunction):
        return function.count_work(arguments)
    count = 0

    def count_line(frame: types.FrameType, event: str, value: object) -> Any:
        nonlocal count
        count += event == "line"
        return count_line

    def count_call(frame: types.FrameType, event: str, value: object) -> Any:
        nonlocal count
        if not is_own_code(frame.f_code):
            return None
        count += 1
        return count_line

    copied, ignored, before = copies(arguments), io.StringIO(), sys.gettrace()
    with (
        np.errstate(all="ignore"),
        warnings.catch_warnings(action="ignore"),
        contextlib.redirect_stdout(ignored),
        contextlib.redirect_stderr(ignored),
    ):
        sys.settrace(count_call)
        try:
            function(*copied.values())
        except (Exception, SystemExit):
            return None
        finally:
            sys.settrace(before)
    return count


def repeated(value: Plain, size: int, times: int) -> Plain:
    """Return plain data in which each axis of a size is so many times as long."""
    if isinstance(value, dict):
        return {key: repeated(each, size, times) for key, each in value.items()}
    if isinstance(value, tuple | list) and not all(isinstance(v, int | float) for v in value):
        return type(value)(repeated(each, size, times) for each in value)
    if isinstance(value, np.ndarray):
        for axis, length in enumerate(value.shape):
            if length == size:
                value = np.concatenate([value] * times, axis=axis)
    return value


def axis_lengths(value: Plain) -> set[int]:
    """Return the lengths of all axes of the arrays in plain data."""
    if isinstance(value, np.ndarray):
        return set(value.shape)
    inner = value.values() if isinstance(value, dict) else value
    is_container = isinstance(value, dict | list | tuple)
    return set().union(*map(axis_lengths, inner)) if is_container else set()
