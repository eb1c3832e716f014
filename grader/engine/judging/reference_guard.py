"""Foreign tests: a student's function beside the reference's, so that no assert is fooled.

An instructor's plain assert may accept what is no answer at all: `np.allclose` holds for an empty
array, and a softmax that zeroes its argument passes a test that computes the wanted value from the
same argument. So every call is made of the reference as well, with the same arguments: a result of
another structure or shape is a fault, and so is a nan where the reference has none. A change to an
argument comes back only where the reference makes it too.
"""

import copy
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from grader.engine.remote.remote_function import RemoteFunction
from grader.engine.remote.wire import Opaque

Function = Callable[..., Any]


class Fault(AssertionError):
    """What the student's function did is no answer, whatever the test says of it."""


def _numeric(value: object) -> np.ndarray | None:
    """Return a number, an array of numbers, or a list of them, as an array."""
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except Exception:  # uneven lists, or what refuses to be in an array
            return None
        return array if array.dtype.kind in "biufc" else None
    return None


def unlike(reference: object, got: object, what: str = "the result") -> str:
    """Say in what the structure of a value differs from that of the reference's, "" if in nothing.

    Numbers, arrays and lists of numbers are one kind; they have to be of one shape, and where the
    reference has no nan there may be none.
    """
    if isinstance(got, Opaque):
        return "" if isinstance(reference, Opaque) else f"{what} is {got!r}"
    want, have = _numeric(reference), _numeric(got)
    if want is not None:
        if have is None:
            return f"{what} is of type {type(got).__name__}, where numbers belong"
        if have.shape != want.shape and not (have.size == want.size == 1):
            return f"{what} has the shape {have.shape}, where {want.shape} belongs"
        if have.dtype.kind in "fc" and np.isnan(have).any():
            wanted = np.isnan(want) if want.dtype.kind in "fc" else np.zeros(want.shape, bool)
            if (np.isnan(have).reshape(want.shape) & ~wanted).any():
                return f"{what} holds nan"
        return ""
    if isinstance(reference, dict):
        if not isinstance(got, dict):
            return f"{what} is of type {type(got).__name__}, where a dictionary belongs"
        missing = [key for key in reference if key not in got]
        if missing:
            return f"{what} has no entry {missing[0]!r}"
        parts: Iterable[tuple[object, object, str]] = (
            (reference[key], got[key], f"{what}[{key!r}]") for key in reference
        )
    elif isinstance(reference, list | tuple):
        if not isinstance(got, list | tuple) or len(got) != len(reference):
            return f"{what} is not the list or tuple of {len(reference)} that belongs there"
        parts = (
            (one, other, f"{what}[{i}]")
            for i, (one, other) in enumerate(zip(reference, got, strict=True))
        )
    elif isinstance(reference, str | bytes | set | frozenset) or reference is None:
        same = isinstance(got, type(reference))
        return "" if same else f"{what} is of type {type(got).__name__}"
    else:
        return ""
    return next((found for each in parts if (found := unlike(*each))), "")


def detached(value: Any) -> Any:
    """Return a deep copy; of functions too, as far as they note something in lists and the like.

    A test may pass a function that records its calls, and the calls that the reference makes are
    not to be among them.
    """
    if isinstance(value, types.FunctionType):
        cells = tuple(types.CellType(_copied(_content(cell))) for cell in value.__closure__ or ())
        namespace = dict(value.__globals__)
        for name in value.__code__.co_names:
            if isinstance(namespace.get(name), list | dict | set | np.ndarray):
                namespace[name] = _copied(namespace[name])
        made = types.FunctionType(
            value.__code__, namespace, value.__name__, value.__defaults__, cells or None
        )
        made.__kwdefaults__ = value.__kwdefaults__
        return made
    if isinstance(value, types.BuiltinMethodType) and not isinstance(
        value.__self__, types.ModuleType
    ):
        return getattr(_copied(value.__self__), value.__name__)
    if isinstance(value, list | tuple):
        return type(value)(detached(v) for v in value)
    if isinstance(value, dict):
        return {key: detached(v) for key, v in value.items()}
    return _copied(value)


def _content(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not yet given a value
        return None


def _copied(value: Any) -> Any:
    try:
        return copy.deepcopy(value)
    except Exception:  # what cannot be copied is nothing that records
        return value


def _give_back(mine: object, theirs: object) -> None:
    """Put what a container holds after a call there into the caller's own."""
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        if mine.shape == theirs.shape and mine.dtype == theirs.dtype:
            mine[...] = theirs
    elif isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
    elif (isinstance(mine, dict) and isinstance(theirs, dict)) or (
        isinstance(mine, set) and isinstance(theirs, set)
    ):
        mine.clear()
        mine.update(theirs)


def _differ(one: object, other: object) -> bool:
    try:
        np.testing.assert_equal(one, other)
    except AssertionError:
        return True
    except Exception:  # what cannot be compared has not been changed by us
        return False
    return False


class Guarded:
    """A student's function and the reference's as one function, for an instructor's test.

    Parameters
    ----------
    student : RemoteFunction
    reference : callable or None
    faults : list of str
        Collects what no test can forgive, even one that catches every exception.
    """

    def __init__(
        self, student: RemoteFunction, reference: Function | None, faults: list[str]
    ) -> None:
        self.student, self.reference, self.faults = student, reference, faults
        self.__name__ = self.__qualname__ = student.__name__
        self.__doc__ = getattr(reference, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function, then the reference, and return what the student's gave.

        Raises
        ------
        Fault
            If that is no answer.
        Exception
            What the student's function raised.
        """
        state = np.random.get_state()
        theirs, their_kwargs = detached((args, kwargs)) if self.reference else ((), {})
        args_sent, kwargs_sent = _unguarded((args, kwargs))
        try:
            value, *after = self.student.call_with_arguments(args_sent, kwargs_sent, state)
        except Exception:
            # The draws that a right function makes are made, for the test's next ones.
            self._reference(state, theirs, their_kwargs)
            raise
        if self.reference is None:
            return _guarded(value, None, self.faults)
        right, error = self._reference(state, theirs, their_kwargs)
        if error is not None:
            # Whether an exception was called for is the test's to say.
            return _guarded(value, None, self.faults)
        problem = unlike(right, value, f"the result of {self.__name__}")
        if problem:
            self.faults.append(problem)
            raise Fault(problem)
        if isinstance(after[0], tuple) and len(after[0]) == len(args):
            for mine, changed, there in zip(args, theirs, after[0], strict=True):
                if _differ(mine, changed):
                    _give_back(mine, there)
        if isinstance(after[1], dict):
            for key, mine in kwargs.items():
                if _differ(mine, their_kwargs[key]) and key in after[1]:
                    _give_back(mine, after[1][key])
        return _guarded(value, right, self.faults)

    def _reference(
        self, state: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[object, Exception | None]:
        if self.reference is None:
            return None, None
        np.random.set_state(state)
        try:
            with np.errstate(all="ignore"):
                return self.reference(*args, **kwargs), None
        except Exception as error:
            return None, error


def _unguarded(value: Any) -> Any:
    """Return a value in which the student's own functions are those of the wire again."""
    if isinstance(value, Guarded):
        return value.student
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_unguarded(v) for v in value)
    if type(value) is dict:
        return {key: _unguarded(v) for key, v in value.items()}
    return value


def _guarded(value: Any, reference: Any, faults: list[str]) -> Any:
    """Return a value in which the student's functions are guarded by the reference's."""
    if isinstance(value, RemoteFunction):
        return Guarded(value, reference if callable(reference) else None, faults)
    if type(value) in (list, tuple):
        beside = reference if isinstance(reference, list | tuple) else ()
        beside = [*beside, *[None] * len(value)][: len(value)]
        return type(value)(_guarded(v, r, faults) for v, r in zip(value, beside, strict=True))
    if type(value) is dict:
        right = reference if isinstance(reference, dict) else {}
        return {key: _guarded(v, right.get(key), faults) for key, v in value.items()}
    return value


def guarded(value: Any, reference: Any, what: str, faults: list[str]) -> Any:
    """Return the student's value of a name for a test, guarded by the reference's.

    Parameters
    ----------
    value : plain data or RemoteFunction
    reference : object
        The value of the same name in the instructor's notebook, None if it has none.
    what : str
        The name.
    faults : list of str
        Gets a sentence if the value is no answer.
    """
    if reference is not None and not callable(reference):
        problem = unlike(reference, value, what)
        if problem:
            faults.append(problem)
    return _guarded(value, reference, faults)
