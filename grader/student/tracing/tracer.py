"""Call a function once and record the shapes on its lines, without changing what it does."""

import contextlib
import functools
import inspect
import io
import traceback
import types
import warnings
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.student.calling import (
    Function,
    OutOfProcessFunction,
    Plain,
    copies,
    is_own_module,
    is_own_module_code,
    location_of_error,
)
from grader.student.messages import array_shapes
from grader.student.tracing.instrumentation import NotTraceable, codes_in, instrument
from grader.student.tracing.recorder import ActiveCall, Recorder
from grader.student.tracing.shape_text import observe
from grader.student.tracing.trace_records import Trace, TracedError


class TraceableOutOfProcessFunction(OutOfProcessFunction):
    """A function in another process that can be traced there."""

    @abstractmethod
    def trace(self, arguments: Mapping[str, Plain]) -> Trace | None:
        """Run `grader.student.tracing.trace_silently` in the other process."""


_replaced_codes: dict[types.FunctionType, types.CodeType] = {}
"""The original code of each function whose code is replaced at the moment."""


def _original_code(function: types.FunctionType) -> types.CodeType:
    return _replaced_codes.get(function, function.__code__)


def _python_function(function: Any) -> types.FunctionType:
    """Return the `def` inside a callable: below its decorators, of a method, of a partial."""
    found = function
    if isinstance(found, functools.partial):
        found = found.func
    found = inspect.unwrap(found)
    found = getattr(found, "__func__", found)
    if isinstance(found, type) or not callable(found):
        raise NotTraceable(array_shapes.not_a_function(function))
    if not isinstance(found, types.FunctionType):
        found = vars(type(found)).get("__call__")  # an object that can be called
    if not isinstance(found, types.FunctionType):
        name = getattr(function, "__name__", type(function).__name__)
        raise NotTraceable(array_shapes.not_python(name))
    return found


def _helpers(function: types.FunctionType) -> list[types.FunctionType]:
    """Return the student's functions that a function may call, and those they call."""
    found: list[types.FunctionType] = []
    waiting = [function]
    while waiting:
        current = waiting.pop()
        for value in _named_in(current):
            known = value is function or any(value is f for f in found)
            if type(value) is types.FunctionType and not known:
                own = value.__globals__ is function.__globals__
                if own or is_own_module_code(_original_code(value)):
                    found.append(value)
                    waiting.append(value)
    return found


def _named_in(function: types.FunctionType) -> Iterator[object]:
    """Yield the values of the names in a function, also of those in the student's modules."""
    codes = codes_in(_original_code(function))
    names = dict.fromkeys(name for code in codes for name in code.co_names)
    namespace = function.__globals__
    values = [namespace.get(name) for name in names]
    for value in values:
        if is_own_module(value):
            yield from (vars(value).get(name) for name in names)
        else:
            yield value
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):  # a cell that has no value yet
            yield cell.cell_contents


@contextlib.contextmanager
def _replace_code(codes: Mapping[types.FunctionType, types.CodeType]) -> Iterator[None]:
    """Replace the code of functions within a `with` block."""
    before = {f: f.__code__ for f in codes}
    added = [f for f in codes if f not in _replaced_codes]
    try:
        for f, code in codes.items():
            _replaced_codes.setdefault(f, f.__code__)
            f.__code__ = code
        yield
    finally:
        for f, code in before.items():
            f.__code__ = code
        for f in added:
            _replaced_codes.pop(f, None)


def _argument_shapes(function: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    try:
        bound = inspect.signature(function).bind(*args, **kwargs).arguments
    except (TypeError, ValueError):
        return ", ".join(str(observe(value)) for value in [*args, *kwargs.values()])
    return ", ".join(f"{name} {observe(value)}" for name, value in bound.items())


def trace(function: Function, *args: Any, **kwargs: Any) -> Trace:
    """Call a function once with these arguments, and record the shapes on its lines.

    An exception of the function is part of the result (KeyboardInterrupt passes through).

    Raises
    ------
    NotTraceable
        Before anything runs, if the function's source cannot be read.
    """
    inner = _python_function(function)
    recorder = Recorder()

    def instrumented(traced: types.FunctionType) -> types.CodeType:
        code = _original_code(traced)
        return instrument(traced, code, recorder.numbering, recorder.listeners)

    codes = {inner: instrumented(inner)}
    for helper in _helpers(inner):
        with contextlib.suppress(NotTraceable):  # then only the result of its call is shown
            codes[helper] = instrumented(helper)
    arguments = _argument_shapes(function, args, kwargs)
    value: Any = None
    traced_error = None
    generator_flags = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR | inspect.CO_COROUTINE
    is_generator = bool(inner.__code__.co_flags & generator_flags)
    with _replace_code(codes):
        recorder.is_recording = True
        try:
            value = function(*args, **kwargs)
        except (Exception, SystemExit) as error:
            recorder.is_recording = False
            traced_error = _traced_error(error, codes[inner], recorder)
        finally:
            recorder.is_recording = False
    return Trace(
        name=inner.__name__,
        value=value,
        arguments=arguments,
        statements=recorder.statements(),
        findings=tuple(recorder.findings),
        error=traced_error,
        is_generator=is_generator,
        tracer_error=recorder.error,
    )


def trace_silently(function: Function, arguments: Mapping[str, Plain]) -> Trace | None:
    """Trace a call with copies of the arguments, without any output or warnings.

    Returns
    -------
    Trace or None
        None if the function cannot be traced.
    """
    if isinstance(function, TraceableOutOfProcessFunction):
        return function.trace(arguments)
    silent = io.StringIO()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
        contextlib.suppress(NotTraceable),
    ):
        warnings.simplefilter("ignore")
        return trace(function, *copies(arguments).values())
    return None


def _traced_error(error: BaseException, code: types.CodeType, recorder: Recorder) -> TracedError:
    """Find the statement that raised an exception, among the calls that were traced."""
    kind, text = type(error).__name__, " ".join(str(error).split())
    if isinstance(error, NotImplementedError):
        kind = "NotImplementedError"
    location = location_of_error(error, code)
    last: tuple[ActiveCall, int] | None = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        active = recorder.active_calls.executed_by(frame)
        if active is not None:
            last = active, line - frame.f_code.co_firstlineno + 1
    if last is None:
        return TracedError(kind, text, location)
    active, line = last
    statement = recorder.interrupted_statement(active, line)
    iteration = 1
    loop = statement.statement.loop if statement is not None else None
    if loop is not None and loop.loop is None:
        traced = recorder.loop(active, loop)
        if traced is not None and traced.iterations > 1:
            iteration = traced.iterations
    if active.depth == 0:
        return TracedError(kind, text, location, statement, iteration)
    outermost = active
    while outermost.caller is not None:
        outermost = outermost.caller
    earlier = tuple(
        traced
        for traced in recorder.statements(of_helpers=True)
        if traced.statement.function == active.code.co_name and traced.statement.line < line
    )
    caller = recorder.interrupted_statement(outermost, None)
    return TracedError(kind, text, location, statement, iteration, caller, earlier)
