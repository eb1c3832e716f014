"""The plain forms in which calls, and what was seen of them, travel between two processes.

The process that writes them holds the student's code, so whoever reads them takes nothing for
granted: texts are cut and made printable, and what is not of the right form raises `WireError`.
"""

import ast
import hashlib
import types
from collections.abc import Mapping
from typing import Any, get_args

from grader.engine.remote.wire import WireError, strings
from grader.student.calling.calls import Call, Failure, Place, Warned
from grader.student.messages.array_shapes import How
from grader.student.tracing.instrumentation import Statement
from grader.student.tracing.tracer import Finding, Grown, RankOne, Row, Stopped, Trace

_SHORT, _LONG, _MANY = 200, 2000, 100
PRINTED = 100_000
"""Characters that are kept of what a call prints: a line for each of some thousand steps."""

# Which statement a function stopped at is told by the place of its failure.
_SOME_STATEMENT = Statement("", "expression", 0, 0, "", 0, ast.Constant(None))


def _constant(value: object) -> str:
    if isinstance(value, types.CodeType):
        return digest(value)
    # The order of a set is another one in another process.
    return repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)


def digest(code: types.CodeType) -> str:
    """Return what two codes have in common if and only if they do the same."""
    parts = [_constant(constant) for constant in code.co_consts]
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_flags, code.co_argcount)
    text = repr((code.co_code, names, parts))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _from_place(place: Place | None) -> object:
    return place and [place.function, place.line, place.source]


def from_failure(failure: Failure) -> list[object]:
    """Return the plain form of an exception."""
    return [failure.kind, failure.text[:_LONG], _from_place(failure.place)]


def from_call(call: Call, value: object) -> dict[str, object]:
    """Return the plain form of a call, with its value in a form that travels."""
    return {
        "value": value,
        "failure": call.failure and from_failure(call.failure),
        "changed": list(call.changed),
        "rebound": list(call.rebound),
        "warned": [[w.text[:_LONG], _from_place(w.place)] for w in call.warned[:_MANY]],
        "printed": call.printed[:PRINTED],
    }


def from_trace(trace: Trace) -> dict[str, object]:
    """Return the plain form of what the judge needs of a trace."""
    findings: list[object] = []
    for f in trace.findings[:_MANY]:
        if isinstance(f, RankOne):
            findings.append(["one", f.function, f.line, f.expression, f.target, f.size, f.how])
        else:
            where = [f.function, f.line, f.expression, f.shapes, f.result]
            findings.append(["grown", *where, f.flat, f.size, f.how, f.lost_in])
    stopped = trace.stopped
    return {
        "name": trace.name,
        "arguments": trace.arguments[:_LONG],
        "findings": findings,
        "stopped": stopped
        and {
            "failure": [stopped.kind, stopped.text[:_LONG], _from_place(stopped.place)],
            "row": stopped.row and [stopped.row.has_arrays, stopped.row.texts[:1]],
        },
    }


def text(value: object, longest: int = _LONG) -> str:
    """Return a text that any file and any screen can hold.

    Raises
    ------
    WireError
        If it is no text.
    """
    if not isinstance(value, str):
        raise WireError("A text is no text.")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in value[:longest])


def _number(value: object) -> int:
    if type(value) is not int or abs(value) > 2**62:
        raise WireError("A number is no number.")
    return value


def _to_place(form: object) -> Place | None:
    match form:
        case None:
            return None
        case [function, line, source]:
            return Place(text(function, _SHORT), _number(line), text(source))
    raise WireError("A place is none.")


def to_failure(form: object) -> Failure:
    """Read the plain form of an exception."""
    match form:
        case [kind, says, place]:
            return Failure(text(kind, _SHORT), " ".join(text(says).split()), _to_place(place))
    raise WireError("A failure is none.")


def _to_warned(form: object) -> Warned:
    match form:
        case [says, place]:
            return Warned(text(says), _to_place(place))
    raise WireError("A warning is none.")


def _names(form: object) -> tuple[str, ...]:
    return tuple(text(name, _SHORT) for name in strings(form, _MANY, _SHORT))


def to_call(form: object, arguments: Mapping[str, object]) -> Call:
    """Read the plain form of a call of a function with these arguments."""
    match form:
        case {
            "value": value,
            "failure": failure,
            "changed": changed,
            "rebound": rebound,
            "warned": list(warned),
            "printed": printed,
        }:
            names = tuple(name for name in _names(changed) if name in arguments)
            return Call(
                value=value if failure is None else None,
                failure=None if failure is None else to_failure(failure),
                changed=names,
                warned=tuple(map(_to_warned, warned[:_MANY])),
                printed=text(printed, PRINTED),
                rebound=tuple(name for name in _names(rebound) if name in arguments),
                kinds={name: type(arguments[name]).__name__ for name in names},
            )
    raise WireError("A call is none.")


def _to_how(form: object) -> Any:
    if form is not None and form not in get_args(How):
        raise WireError("A finding has a cause that is not known.")
    return form


def _to_finding(form: object) -> Finding:
    match form:
        case ["one", function, line, expression, target, size, how] if how is not None:
            return RankOne(
                text(function, _SHORT),
                _number(line),
                text(expression),
                text(target),
                _number(size),
                _to_how(how),
            )
        case ["grown", function, line, expression, shapes, tuple(axes), flat, size, how, lost]:
            return Grown(
                text(function, _SHORT),
                _number(line),
                text(expression),
                text(shapes),
                tuple(map(_number, axes)),
                text(flat),
                _number(size),
                _to_how(how),
                None if lost is None else _number(lost),
            )
    raise WireError("A finding is none.")


def _to_row(form: object) -> Row | None:
    match form:
        case None:
            return None
        case [bool(has_arrays), [words]]:
            return Row(_SOME_STATEMENT, [text(words)], has_arrays)
    raise WireError("A line is none.")


def to_trace(form: object) -> Trace | None:
    """Read the plain form of a trace; what the judge has no use for is empty."""
    match form:
        case None:
            return None
        case {"name": name, "arguments": arguments, "findings": list(findings), "stopped": stopped}:
            pass
        case _:
            raise WireError("A trace is none.")
    ending = None
    if isinstance(stopped, dict):
        failure = to_failure(stopped.get("failure"))
        row = _to_row(stopped.get("row"))
        ending = Stopped(failure.kind, failure.text, failure.place, row)
    return Trace(
        name=text(name, _SHORT),
        value=None,
        arguments=text(arguments),
        rows=(),
        findings=tuple(map(_to_finding, findings[:_MANY])),
        stopped=ending,
    )
