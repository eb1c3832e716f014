"""Show the array shapes on each line of a student's function: `trace_shapes(f, *args)`.

The function runs once, on the arguments that it is given, with code in its place that does the
same and reports each value that it computes (`grader.student.tracing.instrumentation` says how,
and why not `sys.settrace`). Of a value only its shape, or a word, is noted at that moment; nothing
is kept alive, called, copied or computed again. So results, side effects, random numbers and
errors are those of the function itself.

The helpers of the same notebook that it calls are followed as well. A line that calls one shows
what came back; a line inside a helper is shown where something happened on it.
"""

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from grader.student.calling.calls import Function
from grader.student.messages.python_errors import explain_error, shortened
from grader.student.tracing.tracer import Row, Trace, follow, sentence

_WIDTH, _SOURCE = 98, 44
_VARIANTS = 4


def _wrapped(text: str, room: int) -> list[str]:
    """Break a long text into lines, but never inside a shape or behind an arrow."""
    whole = re.sub(r"\(\d[\d, ]*\)|-> ", lambda found: found[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(whole, max(room, 30), break_long_words=False, subsequent_indent="    ")
    return [line.replace("\0", " ") for line in lines]


class _Table:
    """Lines in three columns: the line's number, its source, its shapes."""

    def __init__(self, rows: Sequence[Row], last: str) -> None:
        sources = [" " * row.statement.indent + row.statement.source for row in rows]
        self.column = min(max(map(len, [*sources, last])), _SOURCE)
        self.margin = len("line 123  ")
        self.lines: list[str] = []

    def add(self, label: str, source: str, texts: Sequence[str]) -> None:
        left = f"{label:<{self.margin}}{source}".rstrip()
        start = self.margin + self.column + 2
        wrapped = [line for text in texts for line in _wrapped(text, _WIDTH - start)]
        if len(source) <= self.column and wrapped:
            self.lines.append(f"{left:<{start}}{wrapped.pop(0)}".rstrip())
        else:
            self.lines += textwrap.wrap(
                left, _WIDTH, subsequent_indent=" " * (self.margin + 4), break_long_words=False
            )
        self.lines += [" " * start + line for line in wrapped]

    def note(self, text: str, indent: int = 0) -> None:
        blank = " " * (self.margin + indent)
        self.lines += textwrap.wrap(
            text, _WIDTH, initial_indent=f"{blank}^ ", subsequent_indent=f"{blank}  "
        )

    def row(self, row: Row, inside: str = "") -> None:
        statement = row.statement
        texts = list(row.texts[:1])
        texts += [f"then {text}" for text in row.texts[1:_VARIANTS]]
        if len(row.texts) > _VARIANTS:
            texts.append("and more")
        if statement.kind in ("for", "while"):
            often = "once" if row.turns == 1 else f"{row.turns} times"
            often += " in all" if statement.loop is not None else ""
            often += "; the first is shown" if row.turns > 1 else ""
            texts = [", ".join([*filter(None, texts[:1]), often])]
        source = " " * statement.indent + statement.source
        self.add(f"line {statement.line:>3}", inside + source, [text for text in texts if text])
        for finding in row.findings:
            self.note(f"here {sentence(finding)}", statement.indent + len(inside))
        for helper in row.inside:
            self.row(helper, inside=f"  in {helper.statement.function}:  ")


def _is_shown(row: Row) -> bool:
    statement = row.statement
    if statement.kind in ("if", "while", "expression"):
        shown = row.has_arrays or statement.kind == "while"
        return shown or bool(row.inside)
    return True


def report_of(trace: Trace) -> str:
    """Return the text that `trace_shapes` prints."""
    rows = [row for row in trace.rows if _is_shown(row)]
    stopped = trace.stopped
    ending = [stopped.row, stopped.calling, *stopped.before] if stopped else []
    last = stopped.place.source if stopped and stopped.place else ""
    table = _Table([*rows, *(row for row in ending if row is not None)], last)
    table.lines.append(f"{trace.name}({trace.arguments})")
    for row in rows:
        table.row(row)
    if trace.is_generator:
        table.lines.append(
            f"{trace.name} is a generator: its lines run later, when something loops over it."
        )
    elif stopped is None and not trace.rows:
        table.lines.append("No line of it computes anything.")
    if trace.broken is not None:
        table.lines.append(f"The trace broke off here by a fault of its own: {trace.broken!r}")
    if stopped is None:
        return "\n".join(table.lines)
    if stopped.calling is not None:
        calling = stopped.calling.statement
        source = " " * calling.indent + calling.source
        table.add(f"line {calling.line:>3}", source, [f"{stopped.calling.texts[0]}   stops inside"])
        for row in stopped.before:
            table.row(row, inside="  ")
    if stopped.row is not None:
        statement = stopped.row.statement
        blank = " " * (statement.indent + 2 * (stopped.calling is not None))
        shapes = f"{stopped.row.texts[0]}   stops here{stopped.turn}"
        table.add(f"line {statement.line:>3}", blank + statement.source, [shapes.strip()])
    elif stopped.place is not None:
        table.add(f"line {stopped.place.line:>3}", stopped.place.source, ["stops here"])
    else:
        table.lines.append(f"The call of {trace.name} stops:")
    table.note(f"{stopped.kind}: {shortened(stopped.text)}".removesuffix(": "))
    explained = explain_error(f"{stopped.kind}: {stopped.text}")
    if explained:
        table.note(explained)
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
    trace = follow(function, *args, **kwargs)
    if trace.stopped is not None and trace.stopped.kind == "NotImplementedError":
        place = trace.stopped.place
        name = place.function if place is not None else trace.name
        print(f"{name} is not written yet: put your lines in place of raise NotImplementedError.")
    else:
        print(report_of(trace))
    return trace.value
