"""Show the array shapes on each line of a student's function: `trace_shapes(f, *args)`.

The function runs once, on the arguments that it is given, with instrumented code that does the
same and reports each value that it computes (`grader.student.tracing.instrumentation` says how,
and why not `sys.settrace`). Only the shape or a description of a value is recorded; nothing is
kept alive, called, copied or computed again. So results, side effects, random numbers and errors
are those of the function itself.

The helpers of the same notebook that it calls are traced as well. A line that calls one shows
what it returned; a line inside a helper is shown if there is a finding on it.
"""

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from grader.student.calling import Function
from grader.student.messages import array_shapes
from grader.student.messages.python_errors import explain_error, shortened
from grader.student.tracing.findings import explain_finding
from grader.student.tracing.trace_records import Trace, TracedError, TracedStatement
from grader.student.tracing.tracer import trace

_WIDTH, _MAX_SOURCE = 98, 44
_MAX_VARIANTS = 4


def _wrap(text: str, width: int) -> list[str]:
    """Wrap a long text, but never inside a shape or after an arrow."""
    joined = re.sub(r"\(\d[\d, ]*\)|-> ", lambda found: found[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(joined, max(width, 30), break_long_words=False, subsequent_indent="    ")
    return [line.replace("\0", " ") for line in lines]


class _Table:
    """Lines in three columns: the line number, its source, its shapes."""

    def __init__(self, statements: Sequence[TracedStatement], last_source: str) -> None:
        sources = [" " * s.statement.indent + s.statement.source for s in statements]
        self.source_width = min(max(map(len, [*sources, last_source])), _MAX_SOURCE)
        self.margin = len("line 123  ")
        self.lines: list[str] = []

    def add_row(self, label: str, source: str, texts: Sequence[str]) -> None:
        left = f"{label:<{self.margin}}{source}".rstrip()
        start = self.margin + self.source_width + 2
        wrapped = [line for text in texts for line in _wrap(text, _WIDTH - start)]
        if len(source) <= self.source_width and wrapped:
            self.lines.append(f"{left:<{start}}{wrapped.pop(0)}".rstrip())
        else:
            self.lines += textwrap.wrap(
                left, _WIDTH, subsequent_indent=" " * (self.margin + 4), break_long_words=False
            )
        self.lines += [" " * start + line for line in wrapped]

    def add_note(self, text: str, indent: int = 0) -> None:
        blank = " " * (self.margin + indent)
        self.lines += textwrap.wrap(
            text, _WIDTH, initial_indent=f"{blank}^ ", subsequent_indent=f"{blank}  "
        )

    def add_statement(self, traced: TracedStatement, prefix: str = "") -> None:
        statement = traced.statement
        texts = list(traced.shape_texts[:1])
        texts += map(array_shapes.changed_to, traced.shape_texts[1:_MAX_VARIANTS])
        if len(traced.shape_texts) > _MAX_VARIANTS:
            texts.append(array_shapes.and_more())
        if statement.kind in ("for", "while"):
            count = array_shapes.iterations(traced.iterations, statement.loop is not None)
            texts = [", ".join([*filter(None, texts[:1]), count])]
        source = " " * statement.indent + statement.source
        self.add_row(f"line {statement.line:>3}", prefix + source, [text for text in texts if text])
        for finding in traced.findings:
            self.add_note(
                array_shapes.here(explain_finding(finding)), statement.indent + len(prefix)
            )
        for helper in traced.helper_statements:
            self.add_statement(helper, prefix=f"  in {helper.statement.function}:  ")

    def add_error(self, name: str, error: TracedError) -> None:
        """Add the lines about the exception that ended the function of this name."""
        if error.caller is not None:
            caller = error.caller.statement
            source = " " * caller.indent + caller.source
            text = array_shapes.stops_inside(error.caller.shape_texts[0])
            self.add_row(f"line {caller.line:>3}", source, [text])
            for traced in error.earlier:
                self.add_statement(traced, prefix="  ")
        if error.statement is not None:
            statement = error.statement.statement
            blank = " " * (statement.indent + 2 * (error.caller is not None))
            text = array_shapes.stops_here(error.statement.shape_texts[0], error.iteration)
            self.add_row(f"line {statement.line:>3}", blank + statement.source, [text])
        elif error.location is not None:
            location = error.location
            self.add_row(f"line {location.line:>3}", location.source, [array_shapes.stops_here()])
        else:
            self.lines.append(array_shapes.call_stops(name))
        self.add_note(f"{error.kind}: {shortened(error.text)}".removesuffix(": "))
        explained = explain_error(f"{error.kind}: {error.text}")
        if explained:
            self.add_note(explained)


def _is_shown(traced: TracedStatement) -> bool:
    kind = traced.statement.kind
    if kind in ("if", "while", "expression"):
        return traced.has_arrays or kind == "while" or bool(traced.helper_statements)
    return True


def report_of(trace: Trace) -> str:
    """Return the text that `trace_shapes` prints."""
    shown = [traced for traced in trace.statements if _is_shown(traced)]
    error = trace.error
    last = [error.statement, error.caller, *error.earlier] if error else []
    last_source = error.location.source if error and error.location else ""
    table = _Table([*shown, *(traced for traced in last if traced is not None)], last_source)
    table.lines.append(f"{trace.name}({trace.arguments})")
    for traced in shown:
        table.add_statement(traced)
    if trace.is_generator:
        table.lines.append(array_shapes.generator_returned(trace.name))
    elif error is None and not trace.statements:
        table.lines.append(array_shapes.computes_nothing())
    if trace.tracer_error is not None:
        table.lines.append(array_shapes.trace_failed(trace.tracer_error))
    if error is not None:
        table.add_error(trace.name, error)
    return "\n".join(table.lines)


def trace_shapes(function: Function, /, *args: Any, **kwargs: Any) -> Any:
    """Call a function and print, line by line, the shapes of the arrays that it worked on.

    Parameters
    ----------
    function : callable
        A function of your own, defined with `def`.
    *args, **kwargs
        Its arguments. It is called with them once, as ever.

    Returns
    -------
    object
        What the function returns. If it stops with an exception, that is part of what is printed,
        and None comes back.

    Raises
    ------
    NotTraceable
        If there is no source to follow; then the function has not been called.
    """
    traced = trace(function, *args, **kwargs)
    error = traced.error
    if error is not None and error.kind == "NotImplementedError":
        name = error.location.function if error.location is not None else traced.name
        print(array_shapes.not_written(name))
    else:
        print(report_of(traced))
    return traced.value
