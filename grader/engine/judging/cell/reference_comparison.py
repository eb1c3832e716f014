"""Tests of plain asserts: the reference runs beside the student's function and guards it.

An instructor's plain assert can accept a wrong result: `np.allclose` is true for an empty array,
and a softmax that sets its argument to zero passes a test that computes the expected value from
the same argument. So every call is also made to the reference, with the same arguments: a result
of another structure or shape is a fault, and so is a nan where the reference has none. A change to
an argument is copied back only where the reference makes it too.
"""

import contextlib
import copy
import io
import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from grader.engine.judging.cell.autograder_tests import TestOutput
from grader.engine.remote.records import random_state, set_random_state
from grader.engine.remote.remote_function import RemoteFunction
from grader.engine.remote.wire import Opaque
from grader.student.messages import grading_problems

Function = Callable[..., Any]


class Fault(AssertionError):
    """The student's function returned an invalid result, even if the test accepts it."""


def _numeric(value: object) -> np.ndarray | None:
    """Return a number, an array of numbers, or a list of them, as an array."""
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except Exception:  # lists of unequal lengths, or objects that cannot be in an array
            return None
        return array if array.dtype.kind in "biufc" else None
    return None


class Faults(list[str]):
    """What is invalid about the student's values, a sentence each.

    Attributes
    ----------
    of_another_type : bool
        Whether a value has another type than the reference's, which can be valid all the same.
    """

    of_another_type = False

    def compare_types(self, reference: object, got: object) -> None:
        """Note whether a value has another type; numbers of any kind have the same."""
        if reference is None or callable(reference):
            return
        if not (_is_number(reference) and _is_number(got)):
            self.of_another_type |= type(reference) is not type(got)


def _is_number(value: object) -> bool:
    return isinstance(value, bool | int | float | complex | np.generic)


def structure_problem(reference: object, got: object, what: str = grading_problems.RESULT) -> str:
    """Return how the structure of a value differs from that of the reference's, "" if it does not.

    Numbers, arrays and lists of numbers are one kind; they must have the same shape, and nan only
    where the reference has nan.
    """
    if isinstance(got, Opaque):
        return "" if isinstance(reference, Opaque) else grading_problems.unknown_value(what, got)
    want, have = _numeric(reference), _numeric(got)
    if want is not None:
        if have is None:
            return grading_problems.not_numbers(what, type(got).__name__)
        if have.shape != want.shape and not (have.size == want.size == 1):
            return grading_problems.wrong_shape(what, have.shape, want.shape)
        if have.dtype.kind in "fc" and np.isnan(have).any():
            wanted = np.isnan(want) if want.dtype.kind in "fc" else np.zeros(want.shape, bool)
            if (np.isnan(have).reshape(want.shape) & ~wanted).any():
                return grading_problems.nan_found(what)
        return ""
    if isinstance(reference, dict):
        if not isinstance(got, dict):
            return grading_problems.not_a_dictionary(what, type(got).__name__)
        missing = [key for key in reference if key not in got]
        if missing:
            return grading_problems.no_entry(what, missing[0])
        parts: Iterable[tuple[object, object, str]] = (
            (reference[key], got[key], f"{what}[{key!r}]") for key in reference
        )
    elif isinstance(reference, list | tuple):
        if not isinstance(got, list | tuple) or len(got) != len(reference):
            return grading_problems.not_a_sequence(what, len(reference))
        parts = (
            (one, other, f"{what}[{i}]")
            for i, (one, other) in enumerate(zip(reference, got, strict=True))
        )
    elif isinstance(reference, str | bytes | set | frozenset) or reference is None:
        same = isinstance(got, type(reference))
        return "" if same else grading_problems.wrong_type(what, type(got).__name__)
    else:
        return ""
    return next((found for each in parts if (found := structure_problem(*each))), "")


def independent_copy(value: Any) -> Any:
    """Return a deep copy, also of the containers that a function changes.

    A test may pass a function that records its calls, and must not find the calls of the reference
    among them.
    """
    if isinstance(value, types.FunctionType):
        cells = tuple(
            types.CellType(_deep_copy(_cell_content(cell))) for cell in value.__closure__ or ()
        )
        namespace = dict(value.__globals__)
        for name in value.__code__.co_names:
            if isinstance(namespace.get(name), list | dict | set | np.ndarray):
                namespace[name] = _deep_copy(namespace[name])
        made = types.FunctionType(
            value.__code__, namespace, value.__name__, value.__defaults__, cells or None
        )
        made.__kwdefaults__ = value.__kwdefaults__
        return made
    if isinstance(value, types.BuiltinMethodType) and not isinstance(
        value.__self__, types.ModuleType
    ):
        return getattr(_deep_copy(value.__self__), value.__name__)
    if isinstance(value, list | tuple):
        return type(value)(independent_copy(v) for v in value)
    if isinstance(value, dict):
        return {key: independent_copy(v) for key, v in value.items()}
    return _deep_copy(value)


def _cell_content(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # an empty cell
        return None


def _deep_copy(value: Any) -> Any:
    try:
        return copy.deepcopy(value)
    except Exception:  # an object that cannot be copied does not record calls
        return value


def _copy_changes(own: object, remote: object) -> None:
    """Copy the content of a container after a remote call to the caller's own."""
    if isinstance(own, np.ndarray) and isinstance(remote, np.ndarray):
        if own.shape == remote.shape and own.dtype == remote.dtype:
            own[...] = remote
    elif isinstance(own, list) and isinstance(remote, list):
        own[:] = remote
    elif (isinstance(own, dict) and isinstance(remote, dict)) or (
        isinstance(own, set) and isinstance(remote, set)
    ):
        own.clear()
        own.update(remote)


def _differ(one: object, other: object) -> bool:
    try:
        np.testing.assert_equal(one, other)
    except AssertionError:
        return True
    except Exception:  # what cannot be compared was not changed here
        return False
    return False


class ComparedFunction:
    """A student's function guarded by the reference, for an instructor's test.

    Parameters
    ----------
    student : RemoteFunction
    reference : callable or None
    faults : Faults
        Collects the faults, even if the test catches every exception.
    """

    def __init__(self, student: RemoteFunction, reference: Function | None, faults: Faults) -> None:
        self.student, self.reference, self.faults = student, reference, faults
        self.__name__ = self.__qualname__ = student.__name__
        self.__doc__ = getattr(reference, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function, then the reference, and return the student's result.

        Raises
        ------
        Fault
            If that result is invalid.
        Exception
            The exception of the student's function.
        """
        state = random_state()
        reference_args, reference_kwargs = (
            independent_copy((args, kwargs)) if self.reference else ((), {})
        )
        args_sent, kwargs_sent = _unwrapped((args, kwargs))
        try:
            value, *after = self.student.call_with_arguments(args_sent, kwargs_sent, state)
        except Exception:
            # The reference advances the random numbers for the test's next ones.
            self._call_reference(state, reference_args, reference_kwargs)
            raise
        if not isinstance(sys.stdout, TestOutput):
            # The test looks at what is printed. Nobody else may: it can show hidden arguments.
            print(after[2], end="")
        if self.reference is None:
            return _compared(value, None, self.faults)
        expected, error = self._call_reference(state, reference_args, reference_kwargs)
        if error is not None:
            # Whether an exception is expected, the test decides.
            return _compared(value, None, self.faults)
        self.faults.compare_types(expected, value)
        problem = structure_problem(expected, value, grading_problems.result_of(self.__name__))
        if problem:
            self.faults.append(problem)
            raise Fault(problem)
        if isinstance(after[0], tuple) and len(after[0]) == len(args):
            for argument, reference_argument, changed in zip(
                args, reference_args, after[0], strict=True
            ):
                if _differ(argument, reference_argument):
                    _copy_changes(argument, changed)
        if isinstance(after[1], dict):
            for key, argument in kwargs.items():
                if _differ(argument, reference_kwargs[key]) and key in after[1]:
                    _copy_changes(argument, after[1][key])
        return _compared(value, expected, self.faults)

    def _call_reference(
        self, state: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[object, Exception | None]:
        if self.reference is None:
            return None, None
        set_random_state(state)
        try:
            # What the reference prints must not pass for the student's.
            with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
                return self.reference(*args, **kwargs), None
        except Exception as error:
            return None, error


def _unwrapped(value: Any) -> Any:
    """Return a value with remote functions in place of guarded ones."""
    if isinstance(value, ComparedFunction):
        return value.student
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_unwrapped(v) for v in value)
    if type(value) is dict:
        return {key: _unwrapped(v) for key, v in value.items()}
    return value


def _compared(value: Any, reference: Any, faults: Faults) -> Any:
    """Return a value with guarded functions in place of remote ones."""
    if isinstance(value, RemoteFunction):
        return ComparedFunction(value, reference if callable(reference) else None, faults)
    if type(value) in (list, tuple):
        beside = reference if isinstance(reference, list | tuple) else ()
        beside = [*beside, *[None] * len(value)][: len(value)]
        return type(value)(_compared(v, r, faults) for v, r in zip(value, beside, strict=True))
    if type(value) is dict:
        expected = reference if isinstance(reference, dict) else {}
        return {key: _compared(v, expected.get(key), faults) for key, v in value.items()}
    return value


def _number_in(value: object) -> object:
    """Return the number that a text is, any other value as it is."""
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            return float(value)
    return value


def compared_with_reference(
    value: Any, reference: Any, what: str, faults: Faults, *, is_converted: bool = False
) -> Any:
    """Return the student's value of a name for a test, guarded by the reference's value.

    Parameters
    ----------
    value : plain data or RemoteFunction
    reference : object
        The value of the same name in the instructor's notebook, None if it has none.
    what : str
        The name.
    faults : Faults
        Gets a sentence if the value is invalid.
    is_converted : bool
        Whether the test makes a number of it, and so also of a text.
    """
    faults.compare_types(reference, value)
    if reference is not None:
        problem = (
            structure_problem(reference, _number_in(value) if is_converted else value, what)
            if not callable(reference)
            else ""
            if callable(value)
            else grading_problems.wrong_type(what, type(value).__name__)
        )
        if problem:
            faults.append(problem)
    return _compared(value, reference, faults)
