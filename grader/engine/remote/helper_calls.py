"""Calls of the judge's helper functions that a student's process asks for."""

import contextlib
import errno
import io
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from grader.engine.remote.block_timeout import BlockTimeout
from grader.engine.remote.limits import CallLimits
from grader.engine.remote.records import MAX_PRINTED
from grader.engine.remote.wire import DeadlineExceeded, Value, WireError
from grader.student.messages import grading_problems

Function = Callable[..., Any]
_OF_THE_MACHINE: Final = frozenset(
    [errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO]
)


class HelperFault(Exception):
    """A helper failed, and not because of what it was called with: its cause says how."""


def _is_of_the_judge(error: Exception) -> bool:
    """Return whether an error says that this process lacks something, whatever was asked for."""
    if isinstance(error, OSError):
        return error.errno in _OF_THE_MACHINE
    return isinstance(error, MemoryError | RecursionError | SystemError)


class HelperCalls:
    """The helpers that a student's process may call, each with a number.

    Parameters
    ----------
    limits : CallLimits

    Attributes
    ----------
    seconds : float
        Of all calls together.
    longest : float
        Seconds of the longest call, since it was last set.
    """

    def __init__(self, limits: CallLimits) -> None:
        self.seconds = self.longest = 0.0
        self._limits = limits
        self._helpers: list[Function] = []

    def number_of(self, helper: Function) -> int:
        """Return the number of a helper, a new one for a new helper."""
        for number, known in enumerate(self._helpers):
            if known is helper:
                return number
        self._helpers.append(helper)
        return len(self._helpers) - 1

    def helper(self, number: int) -> Function:
        """Return the helper with a number.

        Raises
        ------
        WireError
            If there is none.
        """
        if not 0 <= number < len(self._helpers):
            raise WireError("an answer names a function that does not exist")
        return self._helpers[number]

    def call(self, request: Mapping[str, Any], timeout: BlockTimeout) -> dict[str, Value]:
        """Call a helper with arguments from the student's code, which can be anything.

        Its output is sent back too, because it belongs to the output of the student's function.

        Raises
        ------
        WireError
            If the request is malformed, or the deadline passes.
        HelperFault
        """
        match request:
            case {"call_helper": int(number), "args": tuple(args), "kwargs": dict(kwargs)} if (
                0 <= number < len(self._helpers) and all(isinstance(k, str) for k in kwargs)
            ):
                helper = self._helpers[number]
            case _:
                raise WireError("a helper is called in an unknown way")
        problem = self._too_large((args, kwargs))
        if problem:
            return {"error": ("ValueError", problem)}
        printed = io.StringIO()
        started = time.monotonic()
        try:
            with contextlib.redirect_stdout(printed), timeout, np.errstate(all="ignore"):
                value = helper(*args, **kwargs)
            return {"value": value, "printed": printed.getvalue()[:MAX_PRINTED]}
        except DeadlineExceeded:
            raise
        except Exception as error:
            if _is_of_the_judge(error):
                raise HelperFault from error
            return {"error": (type(error).__name__, str(error)[:1000])}
        finally:
            seconds = time.monotonic() - started
            self.seconds += seconds
            self.longest = max(self.longest, seconds)

    def _too_large(self, arguments: object) -> str:
        """Return what is too large about the arguments of a helper, "" if nothing is."""
        size, remaining = 0, [arguments]
        while remaining:
            part = remaining.pop()
            if isinstance(part, dict):
                remaining += [*part.keys(), *part.values()]
            elif isinstance(part, list | tuple | set | frozenset):
                remaining += part
            elif isinstance(part, np.ndarray):
                # NumPy makes eight times as much of truth values when it counts with them.
                size += part.size * max(8, part.itemsize)
            elif isinstance(part, str | bytes):
                size += len(part)
            elif isinstance(part, range):
                # It is small itself, and is made into an array.
                size += 8 * len(part)
                remaining += [part.start, part.stop, part.step]
            elif isinstance(part, int | np.integer) and abs(int(part)) > (
                self._limits.helper_integer
            ):
                return grading_problems.argument_too_large(part)
        if size > self._limits.helper_arguments.data:
            return grading_problems.arrays_too_large()
        return ""
