"""Call a function once and note the shapes on its lines, changing nothing of what it does."""

import ast
import contextlib
import functools
import inspect
import io
import sys
import threading
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.student.calling.calls import Function, Place, copies, place_of_error
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.plain_data import Plain
from grader.student.messages.array_shapes import How, explain_growth, explain_rank_one
from grader.student.text.values import kind_name
from grader.student.tracing.instrumentation import (
    Listeners,
    NotTraceable,
    Numbering,
    Statement,
    codes_in,
    instrument,
    operator_text,
)
from grader.student.tracing.shape_text import (
    Painter,
    Seen,
    Shape,
    is_array,
    is_rank_one,
    nodes_of,
    noted,
    operands_of,
    painted,
    size_of,
)

_WORDS: tuple[tuple[How, str], ...] = (
    ("summed", "sum mean max min amax amin prod std var median norm all any argmax argmin average"),
    ("flattened", "squeeze flatten ravel reshape"),
    ("made", "zeros ones empty full rand randn normal uniform random standard_normal"),
)
_HOW: dict[str, How] = {name: how for how, names in _WORDS for name in names.split()}
_MEANT = {"arange", "linspace", "logspace", "permutation", "nonzero", "flatnonzero", "argsort"}
"""Whoever calls these wants one axis."""

_ENTRY_BY_ENTRY = {
    "add",
    "subtract",
    "multiply",
    "divide",
    "true_divide",
    "power",
    "maximum",
    "minimum",
} | {"where", "equal", "greater", "less"}
_DEEPEST = 8
_MOST_KEYS = 1000


# ----------------------------------------------------------------------------- findings


@dataclass(frozen=True)
class RankOne:
    """A line on which an array of one axis came up although nothing it was made of was one."""

    function: str
    line: int
    expression: str
    target: str
    size: int
    how: How


@dataclass(frozen=True)
class Grown:
    """A line on which a broadcast made an array larger than both of its operands.

    Attributes
    ----------
    expression : str
        Its text, such as "b - alpha * db", and `shapes` the same as "(4, 1) - (4,)".
    flat : str
        Name or text of the operand with one axis, "" if both have two.
    how, lost_in : how it lost its other axis, and in which line above; None if that is not known
    """

    function: str
    line: int
    expression: str
    shapes: str
    result: Shape
    flat: str
    size: int
    how: How | None
    lost_in: int | None


Finding = RankOne | Grown


def sentence(finding: Finding) -> str:
    """Say what is found, and the cure, beginning with a small letter."""
    if isinstance(finding, RankOne):
        what = finding.target or finding.expression
        return explain_rank_one(what, finding.size, finding.how)
    says = explain_growth(finding.flat, finding.size, finding.how, finding.lost_in)
    return f"{finding.shapes} gives {finding.result}, {says}"


def _call_name(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def _how(node: ast.AST) -> How:
    if isinstance(node, ast.Subscript):
        return "picked"
    return _HOW.get(_call_name(node), "other")


def _name_of(target: ast.AST) -> str:
    match target:
        case ast.Name(id=name):
            return name
        case ast.Subscript() | ast.Attribute():
            return ast.unparse(target)
    return ""


class _Findings:
    """What is worth pointing at in one statement."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering

    def rank_one(self, statement: Statement, painter: Painter) -> RankOne | None:
        """Return where a rank-1 array crept into what a statement computes."""
        result = painter.seen(statement.value)
        if not is_rank_one(result) or statement.kind not in ("=", "return"):
            return None
        first = None
        for node in nodes_of(statement.value):
            if not is_rank_one(painter.seen(node)):
                continue
            if isinstance(node, ast.Name) or _call_name(node) in _MEANT:
                return None
            first = first or node
        if first is None or not isinstance(result, tuple):
            return None
        target = _name_of(statement.targets[0]) if statement.targets else ""
        expression = painter.source(statement.value)
        how = _how(first)
        return RankOne(statement.function, statement.line, expression, target, result[0], how)

    def grown(
        self, statement: Statement, painter: Painter, lost: Mapping[str, RankOne]
    ) -> list[Grown]:
        """Return the broadcasts of a statement that made an array larger than its operands."""
        found = []
        for node in nodes_of(statement.value):
            result = painter.seen(node)
            parts = operands_of(node)
            if isinstance(node, ast.Call):
                parts = list(node.args) if _call_name(node) in _ENTRY_BY_ENTRY else []
            elif isinstance(node, ast.BinOp):
                parts = [] if isinstance(node.op, ast.MatMult) else parts
            elif not isinstance(node, ast.Compare):
                continue
            shapes = [(part, painter.seen(part)) for part in parts]
            arrays = [(part, shape) for part, shape in shapes if isinstance(shape, tuple) and shape]
            if len(arrays) < 2 or not isinstance(result, tuple):
                continue
            if size_of(result) <= max(size_of(shape) for _, shape in arrays):
                continue
            flat, size, how, line = "", 0, None, None
            for part, shape in arrays:
                if len(shape) == 1:
                    flat, how = self._flat(part, painter)
                    size = shape[0]
            if flat in lost:
                how, line = lost[flat].how, lost[flat].line
            found.append(
                Grown(
                    statement.function,
                    statement.line,
                    painter.source(node),
                    _written(node, [shape for _, shape in shapes]),
                    result,
                    flat,
                    size,
                    how,
                    line,
                )
            )
        return found

    @staticmethod
    def _flat(node: ast.AST, painter: Painter) -> tuple[str, How | None]:
        """Return what to call an operand of one axis, and how it came to that if it is plain."""
        flat = [part for part in nodes_of(node) if is_rank_one(painter.seen(part))]
        names = [part.id for part in flat if isinstance(part, ast.Name)]
        return (names[0], None) if names else (painter.source(flat[0]), _how(flat[0]))


def _written(node: ast.AST, shapes: Sequence[Seen | None]) -> str:
    """Write an operation on shapes: "(4, 1) - (4,)"."""
    match node:
        case ast.BinOp(op=op) | ast.Compare(ops=[op]):
            return f" {operator_text(op)} ".join(map(str, shapes))
    return f"{_call_name(node)}({', '.join(map(str, shapes))})"


# ---------------------------------------------------------------------------- following


@dataclass
class Row:
    """A statement as it ran: its shapes the first time, and again where they were others."""

    statement: Statement
    texts: list[str] = field(default_factory=list)
    has_arrays: bool = False
    times: int = 0
    turns: int = 0
    findings: list[Finding] = field(default_factory=list)
    inside: "list[Row]" = field(default_factory=list)
    keys: set[tuple[tuple[int, Seen], ...]] = field(default_factory=set)


@dataclass
class _Activation:
    """One call of a followed function that is under way."""

    code: types.CodeType
    depth: int
    caller: "_Activation | None"
    statement: Statement | None = None
    values: dict[int, Seen] = field(default_factory=dict)
    finished: bool = False
    base: Any = None
    lost: dict[str, RankOne] = field(default_factory=dict)


class _Follower:
    """Listens to instrumented code and keeps one row for each statement.

    It must never raise: what goes wrong in here would look like an error of the student's.
    """

    def __init__(self) -> None:
        self.numbering = Numbering()
        self.codes: set[types.CodeType] = set()
        self.thread = threading.get_ident()
        self.following = False
        self.broken: Exception | None = None
        self.activations: dict[int, _Activation] = {}
        self.rows: dict[tuple[bool, Statement], Row] = {}
        self.findings: list[Finding] = []
        self.searcher = _Findings(self.numbering)

    # The three listeners. `seen` returns what it was given, whatever happens.

    def seen(self, number: int, value: Any) -> Any:
        if self.following:
            try:
                self._see(number, value, sys._getframe(1))
            except Exception as error:
                self._give_up(error)
        return value

    def entered(self) -> None:
        if self.following:
            try:
                self._enter(sys._getframe(1))
            except Exception as error:
                self._give_up(error)

    def began(self, number: int) -> None:
        if self.following:
            try:
                activation = self._activation(sys._getframe(1))
                if activation is not None:
                    self._row(activation, self.numbering.loops[number]).turns += 1
            except Exception as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.following, self.broken = False, error

    def _activation(self, frame: types.FrameType | None) -> _Activation | None:
        """Return the call that a frame belongs to; a comprehension's belongs to its function."""
        if threading.get_ident() != self.thread:
            return None
        while frame is not None:
            activation = self.activations.get(id(frame))
            if activation is not None and activation.code is frame.f_code:
                return activation
            if frame.f_code in self.codes:
                return None
            frame = frame.f_back
        return None

    def _enter(self, frame: types.FrameType) -> None:
        if threading.get_ident() != self.thread:
            return
        self.codes.add(frame.f_code)
        self.activations.pop(id(frame), None)
        caller, above = None, frame.f_back
        while above is not None and caller is None:
            caller = self.activations.get(id(above))
            if caller is not None and caller.code is not above.f_code:
                caller = None
            above = above.f_back
        depth = 0 if caller is None else caller.depth + 1
        if depth <= _DEEPEST:
            self.activations[id(frame)] = _Activation(frame.f_code, depth, caller)

    def _row(self, activation: _Activation, statement: Statement) -> Row:
        key = (activation.depth == 0, statement)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = Row(statement)
        return row

    def _see(self, number: int, value: Any, frame: types.FrameType) -> None:
        activation = self._activation(frame)
        if activation is None:
            return
        statement = self.numbering.statements[number]
        if activation.statement is not statement or activation.finished:
            activation.statement, activation.values = statement, {}
            activation.finished = False
        activation.values[number] = noted(value)
        if statement.index >= 0:
            if number == statement.base:
                activation.base = value
            elif number == statement.index:
                before, activation.base = _entry(activation.base, value), None
                if before is not None:
                    activation.values[statement.before] = before
        if number == statement.root:
            activation.finished = True
            self._finish(activation, statement)

    def _finish(self, activation: _Activation, statement: Statement) -> None:
        row = self._row(activation, statement)
        row.times += 1
        values = activation.values
        key = tuple((number, seen) for number, seen in values.items() if isinstance(seen, tuple))
        if key in row.keys or (row.texts and len(row.keys) >= _MOST_KEYS):
            return
        row.keys.add(key)
        row.has_arrays = row.has_arrays or any(seen for _, seen in key)
        text = painted(statement, self.numbering, values)
        if text not in row.texts:
            row.texts.append(text)
        self._find(activation, statement, row)

    def stopped_at(self, activation: _Activation, line: int | None) -> Row | None:
        """Return the statement that a call was at, if it is on that line (None: on any)."""
        statement = activation.statement
        if statement is None:
            return None
        if line is not None and not statement.line <= line <= statement.last_line:
            return None
        text = painted(statement, self.numbering, activation.values, stopped=True)
        return Row(statement, [text], any(map(is_array, activation.values.values())))

    def _find(self, activation: _Activation, statement: Statement, row: Row) -> None:
        painter = Painter(self.numbering, activation.values)
        found: list[Finding] = list(self.searcher.grown(statement, painter, activation.lost))
        flat = self.searcher.rank_one(statement, painter)
        if flat is not None:
            if flat.target:
                activation.lost[flat.target] = flat
            found.append(flat)
        if not found or row.findings:
            return
        row.findings = found
        self.findings += found
        if activation.depth > 0:
            outermost = activation
            while outermost.caller is not None and outermost.caller.depth > 0:
                outermost = outermost.caller
            if outermost.caller is not None and outermost.caller.statement is not None:
                self._row(outermost.caller, outermost.caller.statement).inside.append(row)


def _entry(base: Any, index: Any) -> Seen | None:
    """Note base[index] where looking it up runs no code of the student's."""
    if type(base) is dict and type(index) in (str, int):
        return noted(base[index]) if index in base else None
    if type(base) is list and type(index) is int:
        return noted(base[index]) if -len(base) <= index < len(base) else None
    if type(base) is np.ndarray and type(index) is int:
        shape: Shape = base.shape
        return shape[1:]
    return None


# ------------------------------------------------------------------------------ running


@dataclass(frozen=True)
class Stopped:
    """The exception that ended the function.

    Attributes
    ----------
    row : Row or None
        The statement it came from, with the shapes of its operands.
    turn : str
        Which turn of a loop that was, in words.
    calling : Row or None
        If that statement is in a helper: the one of the function itself that called.
    before : tuple of Row
        The statements of the helper before it.
    """

    kind: str
    text: str
    place: Place | None
    row: Row | None = None
    turn: str = ""
    calling: Row | None = None
    before: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Trace:
    """What was seen of one call.

    Attributes
    ----------
    name : str
        Name of the function.
    arguments : str
        Its arguments with their shapes.
    rows : tuple of Row
        The function's own statements that ran, in the order of the lines.
    findings : tuple of RankOne and Grown
        In the order in which they came up, those of helpers included.
    broken : Exception or None
        A mistake of the tracer itself; the function ran on, unseen.
    """

    name: str
    value: Any
    arguments: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    stopped: Stopped | None = None
    is_generator: bool = False
    broken: Exception | None = None


_swapped: dict[types.FunctionType, types.CodeType] = {}
"""The own code of each function that has other code in its place just now."""


def _own_code(function: types.FunctionType) -> types.CodeType:
    return _swapped.get(function, function.__code__)


def _python_function(function: Any) -> types.FunctionType:
    """Return the `def` inside a callable: below its decorators, of a method, of a partial."""
    found = function
    if isinstance(found, functools.partial):
        found = found.func
    found = inspect.unwrap(found)
    found = getattr(found, "__func__", found)
    if isinstance(found, type) or not callable(found):
        raise NotTraceable(
            "trace_shapes takes a function and then its arguments: trace_shapes(propagate, w, b, "
            f"X, Y). {kind_name(function)[0].upper()}{kind_name(function)[1:]} came instead."
        )
    if not isinstance(found, types.FunctionType):
        found = vars(type(found)).get("__call__")  # an object that can be called
    if not isinstance(found, types.FunctionType):
        name = getattr(function, "__name__", type(function).__name__)
        raise NotTraceable(
            f"{name} is not written in Python, so it has no lines to follow. trace_shapes takes a "
            "function that is defined with def."
        )
    return found


def _helpers(function: types.FunctionType) -> list[types.FunctionType]:
    """Return the functions of the same notebook that a function may call, and those they call."""
    namespace = function.__globals__
    found: list[types.FunctionType] = []
    waiting = [function]
    while waiting:
        current = waiting.pop()
        names = [name for code in codes_in(_own_code(current)) for name in code.co_names]
        values = [namespace.get(name) for name in dict.fromkeys(names)]
        for cell in current.__closure__ or ():
            with contextlib.suppress(ValueError):  # a cell that has no value yet
                values.append(cell.cell_contents)
        for value in values:
            known = value is function or any(value is f for f in found)
            if type(value) is types.FunctionType and value.__globals__ is namespace and not known:
                found.append(value)
                waiting.append(value)
    return found


@contextlib.contextmanager
def _in_place(codes: Mapping[types.FunctionType, types.CodeType]) -> Iterator[None]:
    """Give functions other code for a while."""
    before = {f: f.__code__ for f in codes}
    news = [f for f in codes if f not in _swapped]
    try:
        for f, code in codes.items():
            _swapped.setdefault(f, f.__code__)
            f.__code__ = code
        yield
    finally:
        for f, code in before.items():
            f.__code__ = code
        for f in news:
            _swapped.pop(f, None)


def _argument_shapes(function: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    try:
        given = inspect.signature(function).bind(*args, **kwargs).arguments
    except (TypeError, ValueError):
        return ", ".join(str(noted(value)) for value in [*args, *kwargs.values()])
    return ", ".join(f"{name} {noted(value)}" for name, value in given.items())


def _rows(follower: _Follower, top: bool) -> tuple[Row, ...]:
    rows = [row for (is_top, _), row in follower.rows.items() if is_top is top and row.times]
    return tuple(sorted(rows, key=lambda row: row.statement.line))


def follow(function: Function, *args: Any, **kwargs: Any) -> Trace:
    """Call a function once with these very arguments, and note the shapes on its lines.

    An exception of the function is part of what comes back (KeyboardInterrupt passes through).

    Raises
    ------
    NotTraceable
        Before anything runs, if the function's lines cannot be read.
    """
    inner = _python_function(function)
    follower = _Follower()
    listeners = Listeners(follower.seen, follower.entered, follower.began)
    codes = {inner: instrument(inner, _own_code(inner), follower.numbering, listeners)}
    for helper in _helpers(inner):
        with contextlib.suppress(NotTraceable):  # it runs as it is, and shows what it returns
            codes[helper] = instrument(helper, _own_code(helper), follower.numbering, listeners)
    arguments = _argument_shapes(function, args, kwargs)
    value: Any = None
    stopped = None
    lazy = inner.__code__.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR)
    lazy |= inner.__code__.co_flags & inspect.CO_COROUTINE
    with _in_place(codes):
        follower.following = True
        try:
            value = function(*args, **kwargs)
        except (Exception, SystemExit) as error:
            follower.following = False
            stopped = _stopped(error, codes[inner], follower)
        finally:
            follower.following = False
    return Trace(
        name=inner.__name__,
        value=value,
        arguments=arguments,
        rows=_rows(follower, top=True),
        findings=tuple(follower.findings),
        stopped=stopped,
        is_generator=bool(lazy),
        broken=follower.broken,
    )


def follow_quietly(function: Function, arguments: Mapping[str, Plain]) -> Trace | None:
    """Follow a call with copies of the arguments, and show nothing of it.

    Returns
    -------
    Trace or None
        None if the function cannot be followed.
    """
    if isinstance(function, OutOfProcessFunction):
        return function.follow(arguments)
    silent = io.StringIO()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
        contextlib.suppress(NotTraceable),
    ):
        warnings.simplefilter("ignore")
        return follow(function, *copies(arguments).values())
    return None


def _stopped(error: BaseException, code: types.CodeType, follower: _Follower) -> Stopped:
    """Find the line that an exception came from, among the calls that were followed."""
    kind, text = type(error).__name__, " ".join(str(error).split())
    if isinstance(error, NotImplementedError):
        kind = "NotImplementedError"
    place = place_of_error(error, code)
    last: tuple[_Activation, int] | None = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        activation = follower.activations.get(id(frame))
        if activation is not None and activation.code is frame.f_code:
            last = activation, line - frame.f_code.co_firstlineno + 1
    if last is None:
        return Stopped(kind, text, place)
    activation, line = last
    row = follower.stopped_at(activation, line)
    turn = ""
    if row is not None and row.statement.loop is not None and row.statement.loop.loop is None:
        loop = follower.rows.get((activation.depth == 0, row.statement.loop))
        turn = f" in turn {loop.turns}" if loop is not None and loop.turns > 1 else ""
    calling = None
    before: tuple[Row, ...] = ()
    if activation.depth > 0:
        outer = activation
        while outer.caller is not None:
            outer = outer.caller
        calling = follower.stopped_at(outer, None)
        before = tuple(
            r
            for r in _rows(follower, top=False)
            if r.statement.function == activation.code.co_name and r.statement.line < line
        )
    return Stopped(kind, text, place, row, turn, calling, before)
