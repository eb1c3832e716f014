"""A student's function in another process, as a function of the judge."""

import builtins
import copy
import types
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeVar

from grader.engine.remote.records import (
    MAX_PRINTED,
    code_digests,
    decorators_of,
    read_call,
    read_failure,
    read_trace,
    read_work,
    versions_of,
)
from grader.engine.remote.remote_variants import ChangeableRemoteFunction
from grader.engine.remote.wire import Value, WireError
from grader.student.calling import Call, Failure, replace_globals
from grader.student.messages import grading_problems
from grader.student.text import CourseError
from grader.student.tracing import AMBIGUOUS, Trace

Function = Callable[..., Any]
_T = TypeVar("_T")


class SessionEnded(CourseError):
    """The student's process gets no more requests; the text says why."""


class StudentError(Exception):
    """An exception of the student's function that is not a built-in one."""


_BY_STUDENT: Final = "_raised_by_student"


def is_raised_by_student(error: BaseException | None) -> bool:
    """Return whether the student's function raised an exception, or one that it was raised from.

    An exception of the same type can also come from a test or from the judge. One that is raised
    ``from None`` hides the student's, and one that a handler raises by mistake is not theirs.
    """
    while error is not None:
        if getattr(error, _BY_STUDENT, False) is True:
            return True
        error = error.__context__ if error.__suppress_context__ else error.__cause__
    return False


class StudentProcess(Protocol):
    """What a remote function needs of the process that it is in: see `Session`."""

    @property
    def static_namespace(self) -> Mapping[str, object]:
        """What static analysis says of the notebook's names."""

    @property
    def failure(self) -> Failure | None:
        """Why there are no more requests."""

    def request(self, request: Mapping[str, Value]) -> Mapping[str, Any]:
        """Send a request and return the result."""

    def reject(self, error: WireError) -> None:
        """End the session because of an invalid reply."""


class RemoteFunction(ChangeableRemoteFunction):
    """A student's function, called from the judge.

    Parameters
    ----------
    process : StudentProcess
    number : int
        The function's number in that process.
    name : str
    static_function : function, optional
        The same function compiled from the text of the submission, which is never called.
    helpers : mapping of str to callable, optional
        Functions of the judge that it calls in place of the student's own.
    code_differs : bool
        Whether the process has other code under this name than the text says.
    without : str
        The function that is called without its asserts: this one, or one that it calls.
    """

    def __init__(
        self,
        process: StudentProcess,
        number: int,
        name: str,
        static_function: types.FunctionType | None = None,
        helpers: Mapping[str, Function] | None = None,
        code_differs: bool = False,
        without: str = "",
    ) -> None:
        self.process, self.number, self.__name__ = process, number, name
        self.static_function, self.helpers = static_function, dict(helpers or {})
        self.code_differs, self.without = code_differs, without
        if static_function is None:
            self.__code__, self.__globals__ = None, process.static_namespace
            self.__defaults__ = None
        else:
            self.__code__ = static_function.__code__
            self.__defaults__ = static_function.__defaults__
            self.__globals__ = static_function.__globals__

    def __repr__(self) -> str:
        return grading_problems.function_of_student(self.__name__)

    def named(self, name: str, static_value: object, digest: object) -> "RemoteFunction":
        """Return the same function under its name in the notebook.

        Parameters
        ----------
        name : str
        static_value : object
            What static analysis says of that name.
        digest : object
            The digest of the function's code, as the process reports it.
        """
        kept = self.process.static_namespace.get(AMBIGUOUS)
        versions = versions_of(static_value, kept.get(name, ()) if isinstance(kept, dict) else ())
        # If the process reports code that is not in the text, the text is not used.
        readable = next((each for each in versions if digest in code_digests(each)), None)
        code_differs = readable is None and (bool(versions) or digest is not None)
        named = RemoteFunction(
            self.process,
            self.number,
            readable.__name__ if readable is not None else name,
            None if code_differs else readable,
            code_differs=code_differs,
        )
        if readable is not None:
            # The report can be forged: a rule must be kept on each branch.
            cell = readable.__code__.co_filename
            named.other_versions = tuple(
                v for v in versions if v is not readable and v.__code__.co_filename == cell
            )
            named.decorators = decorators_of(readable)
        return _wrapping(named, static_value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there with copies of the arguments, and return a copy of what it returns.

        Raises
        ------
        Exception
            A built-in one or `StudentError`: what the function raised.
        SessionEnded
        """
        return self.call_with_arguments(args, kwargs)[0]

    def call_with_arguments(
        self, args: tuple[Any, ...], kwargs: Mapping[str, Any], random_state: object = None
    ) -> tuple[Value, Value, Value, str]:
        """Call it; return its value, the arguments as they are there after it, what it printed."""
        sent = {"args": args, "kwargs": dict(kwargs), "random_state": random_state}
        result = self.process.request({"call": self.number, **sent})
        if "failure" in result:
            error = _exception(read_failure(result["failure"]))
            setattr(error, _BY_STUDENT, True)
            raise error
        value, changed, named = (result.get(name) for name in ("value", "args", "kwargs"))
        return value, changed, named, _printed(result)

    def observe(self, arguments: Mapping[str, Value]) -> Call:
        """Call it there, and return what the process reports of the call."""
        request = {
            "observe": self.number,
            "helpers": self.helpers,
            "arguments": dict(arguments),
            "without_asserts": self.without,
        }
        try:
            result = self.process.request(request)
            if set(result) == {"failure"}:
                return Call(None, read_failure(result["failure"]), (), (), "")
            return read_call(result, arguments)
        except SessionEnded:
            return Call(None, self.process.failure, (), (), "")
        except WireError as error:
            self.process.reject(error)
            return Call(None, self.process.failure, (), (), "")

    def with_helpers(self, replacements: Mapping[str, Function]) -> "RemoteFunction":
        """Return the function with other helpers, which run in the judge."""
        static = self.static_function and replace_globals(self.static_function, replacements)
        function = RemoteFunction(
            self.process,
            self.number,
            self.__name__,
            static if isinstance(static, types.FunctionType) else None,
            {**self.helpers, **replacements},
            self.code_differs,
            self.without,
        )
        function.other_versions, function.decorators = self.other_versions, self.decorators
        return _wrapping(function, self)

    def without_asserts(self, name: str) -> "RemoteFunction":
        """Return the function without its asserts, or without those of one that it calls."""
        function = copy.copy(self)
        function.without = name
        return function

    def trace(self, arguments: Mapping[str, Value]) -> Trace | None:
        """Call it there, and return what the process reports of the shapes on its lines."""
        return _reported(self, "trace", arguments, read_trace)

    def count_work(self, arguments: Mapping[str, Value]) -> int | None:
        """Call it there, and return how much work the process reports."""
        return _reported(self, "count", arguments, read_work)


def _reported(
    function: RemoteFunction,
    kind: str,
    arguments: Mapping[str, Value],
    read: Callable[[object], _T | None],
) -> _T | None:
    """Return what the process reports of a call; it only adds to what text and values show."""
    request = {kind: function.number, "helpers": function.helpers, "arguments": dict(arguments)}
    try:
        return read(function.process.request(request).get(kind))
    except (SessionEnded, WireError):
        return None


def _printed(result: Mapping[str, Any]) -> str:
    """Return what a call printed, which can be anything."""
    printed = result.get("printed")
    return printed[:MAX_PRINTED] if isinstance(printed, str) else ""


def _wrapping(function: RemoteFunction, value: object) -> RemoteFunction:
    """Return a function, with the text below the decorators of a value, if it has any."""
    wrapped = getattr(value, "__wrapped__", None)
    if wrapped is not None:
        function.__wrapped__ = wrapped  # type: ignore[attr-defined]
    return function


def _exception(failure: Failure) -> Exception:
    """Return the exception that a test sees for one that the student's function raised."""
    found = getattr(builtins, failure.kind, None)
    if isinstance(found, type) and issubclass(found, Exception):
        try:
            return found(failure.text)
        except TypeError:  # some take more than a text
            pass
    return StudentError(f"{failure.kind}: {failure.text}".removesuffix(": "))
