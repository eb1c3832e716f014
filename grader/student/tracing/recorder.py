"""Record what instrumented code reports while it runs."""

import sys
import threading
import types
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.student.tracing.findings import (
    Finding,
    RankOne,
    find_growing_broadcasts,
    find_rank_one,
)
from grader.student.tracing.instrumentation import Listeners
from grader.student.tracing.shape_text import (
    Observed,
    Shape,
    ShapeFormatter,
    is_array,
    observe,
    statement_shapes,
)
from grader.student.tracing.syntax import Numbering, Statement
from grader.student.tracing.trace_records import TracedStatement

_MAX_DEPTH = 8
_MAX_SHAPES = 1000


@dataclass
class ActiveCall:
    """One call of a traced function that has not returned yet.

    Attributes
    ----------
    values : dict of int to Observed
        What was observed of the current statement, by number of the expression.
    finished : bool
        Whether the current statement has reported its value.
    base : object
        For `d[k] += e`, the object d until k is reported.
    rank_one_names : dict of str to RankOne
        How names of this call became rank-1 arrays.
    """

    code: types.CodeType
    depth: int
    caller: "ActiveCall | None"
    statement: Statement | None = None
    values: dict[int, Observed] = field(default_factory=dict)
    finished: bool = False
    base: Any = None
    rank_one_names: dict[str, RankOne] = field(default_factory=dict)


class ActiveCalls:
    """The calls of traced functions that have not returned yet, in one thread."""

    def __init__(self) -> None:
        self._codes: set[types.CodeType] = set()
        self._thread = threading.get_ident()
        self._by_frame: dict[int, ActiveCall] = {}

    def add(self, frame: types.FrameType) -> None:
        """Add the call that a frame executes, unless it is nested too deeply."""
        if threading.get_ident() != self._thread:
            return
        self._codes.add(frame.f_code)
        self._by_frame.pop(id(frame), None)
        caller, outer = None, frame.f_back
        while outer is not None and caller is None:
            caller = self.executed_by(outer)
            outer = outer.f_back
        depth = 0 if caller is None else caller.depth + 1
        if depth <= _MAX_DEPTH:
            self._by_frame[id(frame)] = ActiveCall(frame.f_code, depth, caller)

    def executed_by(self, frame: types.FrameType) -> ActiveCall | None:
        """Return the call that a frame executes, None if the call is not traced."""
        active = self._by_frame.get(id(frame))
        return active if active is not None and active.code is frame.f_code else None

    def enclosing(self, frame: types.FrameType | None) -> ActiveCall | None:
        """Return the call that a frame belongs to; a comprehension's belongs to its function."""
        if threading.get_ident() != self._thread:
            return None
        while frame is not None:
            active = self.executed_by(frame)
            if active is not None:
                return active
            if frame.f_code in self._codes:
                return None
            frame = frame.f_back
        return None


class Recorder:
    """Record one `TracedStatement` for each statement of the traced functions.

    The listeners never raise an exception, because it would look like an error of the student's.

    Attributes
    ----------
    is_recording : bool
    active_calls : ActiveCalls
    findings : list of RankOne and GrowingBroadcast
        In the order in which they were found.
    error : Exception or None
        What ended the recording, if the recorder itself failed.
    """

    def __init__(self) -> None:
        self.numbering = Numbering()
        self.is_recording = False
        self.error: Exception | None = None
        self.findings: list[Finding] = []
        self.active_calls = ActiveCalls()
        self._statements: dict[tuple[bool, Statement], TracedStatement] = {}

    @property
    def listeners(self) -> Listeners:
        """What the instrumented code calls."""
        # Made here, since an attribute would keep the recorder alive until a garbage collection.
        return Listeners(self.on_value, self.on_call, self.on_iteration)

    def on_value(self, number: int, value: Any) -> Any:
        """Record the value of an expression, and return it whatever happens."""
        if self.is_recording:
            try:
                self._record_value(number, value, sys._getframe(1))
            except Exception as error:
                self._stop(error)
        return value

    def on_call(self) -> None:
        """Record that a traced function was called."""
        if self.is_recording:
            try:
                self.active_calls.add(sys._getframe(1))
            except Exception as error:
                self._stop(error)

    def on_iteration(self, number: int) -> None:
        """Record that an iteration of a loop began."""
        if self.is_recording:
            try:
                active = self.active_calls.enclosing(sys._getframe(1))
                if active is not None:
                    self._traced(active, self.numbering.loops[number]).iterations += 1
            except Exception as error:
                self._stop(error)

    def statements(self, of_helpers: bool = False) -> tuple[TracedStatement, ...]:
        """Return the executed statements of the function, or of its helpers, by line."""
        traced = [
            one
            for (is_outermost, _), one in self._statements.items()
            if is_outermost is not of_helpers and one.executions
        ]
        return tuple(sorted(traced, key=lambda one: one.statement.line))

    def loop(self, active: ActiveCall, statement: Statement) -> TracedStatement | None:
        """Return what was recorded of a loop."""
        return self._statements.get((active.depth == 0, statement))

    def interrupted_statement(self, active: ActiveCall, line: int | None) -> TracedStatement | None:
        """Return the statement that a call was executing, if it is on that line (None: any)."""
        statement = active.statement
        if statement is None:
            return None
        if line is not None and not statement.line <= line <= statement.last_line:
            return None
        text = statement_shapes(statement, self.numbering, active.values, failed=True)
        return TracedStatement(statement, [text], any(map(is_array, active.values.values())))

    def _stop(self, error: Exception) -> None:
        self.is_recording, self.error = False, error

    def _traced(self, active: ActiveCall, statement: Statement) -> TracedStatement:
        key = (active.depth == 0, statement)
        traced = self._statements.get(key)
        if traced is None:
            traced = self._statements[key] = TracedStatement(statement)
        return traced

    def _record_value(self, number: int, value: Any, frame: types.FrameType) -> None:
        active = self.active_calls.enclosing(frame)
        if active is None:
            return
        statement = self.numbering.statements[number]
        if active.statement is not statement or active.finished:
            active.statement, active.values = statement, {}
            active.finished = False
        active.values[number] = observe(value)
        if statement.index_number >= 0:
            if number == statement.base_number:
                active.base = value
            elif number == statement.index_number:
                old, active.base = _observe_element(active.base, value), None
                if old is not None:
                    active.values[statement.old_number] = old
        if number == statement.value_number:
            active.finished = True
            self._record_statement(active, statement)

    def _record_statement(self, active: ActiveCall, statement: Statement) -> None:
        traced = self._traced(active, statement)
        traced.executions += 1
        values = active.values
        shapes = tuple((number, v) for number, v in values.items() if isinstance(v, tuple))
        is_full = bool(traced.shape_texts) and len(traced.observed_shapes) >= _MAX_SHAPES
        if shapes in traced.observed_shapes or is_full:
            return
        traced.observed_shapes.add(shapes)
        traced.has_arrays = traced.has_arrays or any(shape for _, shape in shapes)
        text = statement_shapes(statement, self.numbering, values)
        if text not in traced.shape_texts:
            traced.shape_texts.append(text)
        self._record_findings(active, statement, traced)

    def _record_findings(
        self, active: ActiveCall, statement: Statement, traced: TracedStatement
    ) -> None:
        formatter = ShapeFormatter(self.numbering, active.values)
        names = active.rank_one_names
        found: list[Finding] = list(find_growing_broadcasts(statement, formatter, names))
        rank_one = find_rank_one(statement, formatter)
        if rank_one is not None:
            if rank_one.target:
                names[rank_one.target] = rank_one
            found.append(rank_one)
        if not found or traced.findings:
            return
        traced.findings = found
        self.findings += found
        if active.depth > 0:
            helper = active
            while helper.caller is not None and helper.caller.depth > 0:
                helper = helper.caller
            if helper.caller is not None and helper.caller.statement is not None:
                caller = self._traced(helper.caller, helper.caller.statement)
                caller.helper_statements.append(traced)


def _observe_element(base: Any, index: Any) -> Observed | None:
    """Observe base[index] if reading it runs no code of the student's."""
    if type(base) is dict and type(index) in (str, int):
        return observe(base[index]) if index in base else None
    if type(base) is list and type(index) is int:
        return observe(base[index]) if -len(base) <= index < len(base) else None
    if type(base) is np.ndarray and type(index) is int:
        shape: Shape = base.shape
        return shape[1:]
    return None
