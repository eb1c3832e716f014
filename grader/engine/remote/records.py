"""Records: calls, and what was observed of them, as plain values that can be sent.

The process that writes them runs the student's code, so the reader checks everything: texts are
cut and made printable, and a malformed record raises `WireError`.
"""

import __future__

import ast
import hashlib
import operator
import random
import types
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any, get_args

import numpy as np

from grader.engine.remote.wire import WireError
from grader.student.calling import Call, CaughtWarning, Failure, Location
from grader.student.messages.array_shapes import RankOneCause
from grader.student.tracing import (
    Finding,
    GrowingBroadcast,
    RankOne,
    Statement,
    Trace,
    TracedError,
    TracedStatement,
)

_NAME_LENGTH, _TEXT_LENGTH, _MAX_ITEMS, _MAX_SIDES = 200, 2000, 100, 2
MAX_PRINTED = 100_000
"""Characters that are kept of the output of a call: one line in each of thousands of steps."""

_OTHER_CODE, _MADE_OF = "other_code", "made_of"
_ON_BRANCH, _DECORATORS = "on_branch", "decorators"
FUTURE_FLAGS = reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)
"""What `from __future__ import` sets in the flags of code."""

# The place of the failure says at which statement a function stopped.
_ANY_STATEMENT = Statement("", "expression", 0, 0, "", 0, ast.Constant(None))


def random_state() -> tuple[Any, ...]:
    """Return the state of NumPy's and of Python's random numbers, as a value that can be sent."""
    version, numbers, gauss = random.getstate()
    return np.random.get_state(), (version, np.array(numbers, np.uint32), gauss)


def set_random_state(state: tuple[Any, ...]) -> None:
    """Continue the random numbers from a state that `random_state` returned."""
    of_numpy, (version, numbers, gauss) = state
    np.random.set_state(of_numpy)
    random.setstate((version, tuple(numbers.tolist()), gauss))


def _constant_text(value: object) -> str:
    if isinstance(value, types.CodeType):
        return code_digest(value)
    # The order of a set differs from process to process.
    return repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)


def code_digest(code: types.CodeType) -> str:
    """Return a digest that two code objects share if and only if they do the same."""
    parts = [_constant_text(constant) for constant in code.co_consts]
    # IPython compiles all cells below a `from __future__ import` with the same flags.
    flags = code.co_flags & ~FUTURE_FLAGS
    names = (code.co_names, code.co_varnames, code.co_freevars, flags, code.co_argcount)
    text = repr((code.co_code, names, parts))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def note_other_code(function: types.FunctionType, code: types.CodeType) -> None:
    """Note what the compiler also makes of the same text of a function.

    It calls `np.max` in another way if `import numpy as np` is compiled with the function. IPython
    compiles each statement of a cell by itself; `%%time` and an import compile the whole text.
    """
    function.__dict__[_OTHER_CODE] = code


def code_digests(function: types.FunctionType) -> frozenset[str]:
    """Return the digests of what the compiler makes of a function's text."""
    return frozenset(map(code_digest, [*codes_of(function), *function.__dict__.get(_MADE_OF, ())]))


def decorators_of(function: types.FunctionType) -> tuple[types.FunctionType, ...]:
    """Return the decorators of a function that are functions of the same notebook."""
    found: tuple[types.FunctionType, ...] = function.__dict__.get(_DECORATORS, ())
    return found


def note_branch(function: types.FunctionType) -> None:
    """Note that a function is defined on a branch, as that of an `if`, which may not run."""
    function.__dict__[_ON_BRANCH] = True


def versions_of(static_value: object, others: Iterable[object]) -> list[types.FunctionType]:
    """Return the functions that a name can have, those of the same branches after the first."""
    found = [v for v in (static_value, *others) if isinstance(v, types.FunctionType)]
    return [v for v in found if v is static_value or _ON_BRANCH in v.__dict__]


def codes_of(function: types.FunctionType) -> tuple[types.CodeType, ...]:
    """Return what the compiler makes of a function's text."""
    return (function.__code__, function.__dict__.get(_OTHER_CODE, function.__code__))


def note_decorators(function: types.FunctionType, decorators: Iterable[types.FunctionType]) -> None:
    """Note the decorators of a function, which may return a function of their own text."""
    function.__dict__[_DECORATORS] = tuple(decorators)
    function.__dict__[_MADE_OF] = [
        inner
        for each in decorators_of(function)
        for code in codes_of(each)
        for inner in _codes_in(code)
    ]


def _codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes_in(constant)


def _location_record(location: Location | None) -> object:
    return location and [location.function, location.line, location.source]


def failure_record(failure: Failure) -> list[object]:
    """Return the record of an exception."""
    record = [failure.kind, failure.text[:_TEXT_LENGTH], _location_record(failure.location)]
    return [*record, *map(list, failure.asserted)]


def call_record(call: Call, value: object) -> dict[str, object]:
    """Return the record of a call, with a value that can be sent."""
    return {
        "value": value,
        "failure": call.failure and failure_record(call.failure),
        "changed": list(call.changed),
        "rebound": list(call.rebound),
        "warned": [
            [w.text[:_TEXT_LENGTH], _location_record(w.location)]
            for w in call.warnings[:_MAX_ITEMS]
        ],
        "printed": call.printed[:MAX_PRINTED],
    }


def trace_record(trace: Trace) -> dict[str, object]:
    """Return the record of those parts of a trace that the judge needs."""
    findings: list[object] = []
    for f in trace.findings[:_MAX_ITEMS]:
        if isinstance(f, RankOne):
            findings.append(["one", f.function, f.line, f.expression, f.target, f.size, f.cause])
        else:
            where = [f.function, f.line, f.expression, f.shapes, f.result]
            findings.append(["grown", *where, f.rank_one, f.size, f.cause, f.cause_line])
    error = trace.error
    last = error.statement if error is not None else None
    return {
        "name": trace.name,
        "arguments": trace.arguments[:_TEXT_LENGTH],
        "findings": findings,
        "stopped": error
        and {
            "failure": [error.kind, error.text[:_TEXT_LENGTH], _location_record(error.location)],
            "row": last and [last.has_arrays, last.shape_texts[:1]],
        },
    }


def printable(value: object, length: int = _TEXT_LENGTH) -> str:
    """Return a text cut to a length, with spaces in place of unprintable characters.

    Raises
    ------
    WireError
        If the value is not a string.
    """
    if not isinstance(value, str):
        raise WireError("A text is no text.")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in value[:length])


def _integer(value: object) -> int:
    if type(value) is not int or abs(value) > 2**62:
        raise WireError("A number is no number.")
    return value


def _read_location(record: object) -> Location | None:
    match record:
        case None:
            return None
        case [function, line, source]:
            return Location(printable(function, _NAME_LENGTH), _integer(line), printable(source))
    raise WireError("A place is none.")


def read_failure(record: object) -> Failure:
    """Read the record of an exception."""
    match record:
        case [kind, message, location, *asserted] if len(asserted) <= _MAX_SIDES:
            return Failure(
                printable(kind, _NAME_LENGTH),
                " ".join(printable(message).split()),
                _read_location(location),
                tuple(map(_read_side, asserted)),
            )
    raise WireError("A failure is none.")


def _read_side(record: object) -> tuple[str, str]:
    match record:
        case [source, value]:
            return printable(source, _NAME_LENGTH), printable(value, _NAME_LENGTH)
    raise WireError("A side of an assert is none.")


def _read_warning(record: object) -> CaughtWarning:
    match record:
        case [message, location]:
            return CaughtWarning(printable(message), _read_location(location))
    raise WireError("A warning is none.")


def _read_names(record: object) -> tuple[str, ...]:
    names = record[:_MAX_ITEMS] if isinstance(record, list | tuple) else ()
    return tuple(printable(name, _NAME_LENGTH) for name in names if isinstance(name, str))


def read_call(record: object, arguments: Mapping[str, object]) -> Call:
    """Read the record of a call of a function with these arguments."""
    match record:
        case {
            "value": value,
            "failure": failure,
            "changed": changed,
            "rebound": rebound,
            "warned": list(warned),
            "printed": printed,
        }:
            names = tuple(name for name in _read_names(changed) if name in arguments)
            return Call(
                value=value if failure is None else None,
                failure=None if failure is None else read_failure(failure),
                changed=names,
                warnings=tuple(map(_read_warning, warned[:_MAX_ITEMS])),
                printed=printable(printed, MAX_PRINTED),
                rebound=tuple(name for name in _read_names(rebound) if name in arguments),
                changed_types={name: type(arguments[name]).__name__ for name in names},
            )
    raise WireError("A call is none.")


def read_work(record: object) -> int | None:
    """Read how many lines and calls a function executed, None if it failed."""
    return None if record is None else _integer(record)


def _read_cause(record: object) -> Any:
    if record is not None and record not in get_args(RankOneCause):
        raise WireError("A finding has a cause that is not known.")
    return record


def _read_finding(record: object) -> Finding:
    match record:
        case ["one", function, line, expression, target, size, cause] if cause is not None:
            return RankOne(
                printable(function, _NAME_LENGTH),
                _integer(line),
                printable(expression),
                printable(target),
                _integer(size),
                _read_cause(cause),
            )
        case [
            "grown",
            function,
            line,
            expression,
            shapes,
            tuple(axes),
            rank_one,
            size,
            cause,
            lost,
        ]:
            return GrowingBroadcast(
                printable(function, _NAME_LENGTH),
                _integer(line),
                printable(expression),
                printable(shapes),
                tuple(map(_integer, axes)),
                printable(rank_one),
                _integer(size),
                _read_cause(cause),
                None if lost is None else _integer(lost),
            )
    raise WireError("A finding is none.")


def _read_row(record: object) -> TracedStatement | None:
    match record:
        case None:
            return None
        case [bool(has_arrays), [words]]:
            return TracedStatement(_ANY_STATEMENT, [printable(words)], has_arrays)
    raise WireError("A line is none.")


def read_trace(record: object) -> Trace | None:
    """Read the record of a trace; the parts that the judge does not need are empty."""
    match record:
        case None:
            return None
        case {"name": name, "arguments": arguments, "findings": list(findings), "stopped": error}:
            pass
        case _:
            raise WireError("A trace is none.")
    stop = None
    if isinstance(error, dict):
        failure = read_failure(error.get("failure"))
        row = _read_row(error.get("row"))
        stop = TracedError(failure.kind, failure.text, failure.location, row)
    return Trace(
        name=printable(name, _NAME_LENGTH),
        value=None,
        arguments=printable(arguments),
        statements=(),
        findings=tuple(map(_read_finding, findings[:_MAX_ITEMS])),
        error=stop,
    )
