"""Show the array shapes on each line of a student's function: `trace_shapes(f, *args)`.

The function runs once, on the arguments that it is given, with code in its place that does the
same and reports each value that it computes (`grader.student.instrument` says how, and why not
`sys.settrace`). Of a value only its shape, or a word, is noted at that moment; nothing is kept
alive, called, copied or computed again. So results, side effects, random numbers and errors are
those of the function itself.

The helpers of the same notebook that it calls are followed as well. A line that calls one shows
what came back; a line inside a helper is shown where something happened on it.
"""

import ast
import contextlib
import functools
import inspect
import itertools
import math
import re
import sys
import textwrap
import threading
import traceback
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.student.calls import Function, Place, place_of_error
from grader.student.compare import kind_name
from grader.student.explain import How, explain_error, explain_growth, explain_rank_one
from grader.student.instrument import (
    Listeners,
    NotTraceable,
    Numbering,
    Statement,
    codes_in,
    instrument,
    operator_text,
)

Shape = tuple[int, ...]
Seen = Shape | str
"""What is noted of a value: the shape of an array, words for anything else."""

_WIDTH, _SOURCE = 98, 44
_VARIANTS = 4
_DEEPEST = 8
_SHORT_TEXT = 12
_MOST_SHOWN, _MOST_COMPARED = 4, 1000
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)

_REDUCTIONS = (
    {"sum", "mean", "max", "min", "amax", "amin", "prod", "std", "var", "median", "norm", "all"}
    | {"any", "argmax", "argmin", "nansum", "nanmean", "average"}
)
_FLATTENING = {"squeeze", "flatten", "ravel", "reshape"}
_MAKING = {"zeros", "ones", "empty", "full", "rand", "randn", "normal", "uniform", "random"}
_MEANT = {"arange", "linspace", "logspace", "permutation", "nonzero", "flatnonzero", "argsort"}
_ENTRY_BY_ENTRY = {"add", "subtract", "multiply", "divide", "true_divide", "power", "maximum"}
_ENTRY_BY_ENTRY |= {"minimum", "where", "logical_and", "logical_or", "equal", "greater", "less"}


# ------------------------------------------------------------------------------ values


def noted(value: Any, depth: int = 0) -> Seen:
    """Note what matters of a value, without calling anything that could be the student's."""
    kind = type(value)
    if kind is np.ndarray:
        shape: Shape = value.shape
        return shape
    if kind in (float, complex) or issubclass(kind, np.inexact):
        return "number"
    if kind is int or issubclass(kind, np.integer):
        return str(int(value)) if abs(int(value)) < 1_000_000 else "number"
    if kind is bool or value is None or issubclass(kind, np.bool_):
        return str(value)
    if issubclass(kind, np.ndarray):
        return tuple(np.ndarray.shape.__get__(value))  # type: ignore[attr-defined]
    if kind is str:
        return repr(value) if len(value) <= _SHORT_TEXT else "text"
    if kind in (list, tuple, dict):
        return "..." if depth > _DEEPEST else _of_many(value, depth + 1)
    if kind in _FUNCTIONS:
        return "function"
    if issubclass(kind, types.ModuleType):
        return "module"
    return kind.__name__


def _of_many(values: Any, depth: int) -> str:
    """Describe a list, tuple or dictionary by what is in it, and by its length if it is long."""
    parts = []
    for item in itertools.islice(
        values.items() if type(values) is dict else values, _MOST_COMPARED
    ):
        if type(values) is dict:
            key = item[0] if type(item[0]) is str else noted(item[0], depth)
            parts.append(f"{key}: {noted(item[1], depth)}")
        else:
            parts.append(str(noted(item, depth)))
    count = len(values)
    if count > _MOST_SHOWN:
        if len(set(parts)) == 1 and len(parts) == count:
            parts = [f"{count} times {parts[0]}"]
        else:
            parts = [*parts[: _MOST_SHOWN - 1], f"... {count} in all"]
    if type(values) is dict:
        return f"{{{', '.join(parts)}}}"
    if type(values) is list:
        return f"[{', '.join(parts)}]"
    return f"({', '.join(parts)}{',' if count == 1 else ''})"


def _size(seen: Seen | None) -> int:
    return math.prod(seen) if isinstance(seen, tuple) else 1


def _is_array(seen: Seen | None) -> bool:
    return isinstance(seen, tuple) and len(seen) > 0


def _is_rank_one(seen: Seen | None) -> bool:
    return isinstance(seen, tuple) and len(seen) == 1


# --------------------------------------------------------------------- lines with shapes

_ATOM = 9
_LEVEL = {"**": 5, "*": 3, "/": 3, "//": 3, "%": 3, "@": 3, "+": 2, "-": 2}
_UNARY = 4


class _Painter:
    """Write an expression with shapes in the place of its arrays.

    A part is written out where its shape changes (a product, a sum over an axis, a broadcast) or
    where it stopped; else its shape stands for all of it.
    """

    def __init__(self, numbering: Numbering, values: Mapping[int, Seen]) -> None:
        self.numbering = numbering
        self.values = values

    def seen(self, node: ast.AST) -> Seen | None:
        number = self.numbering.of.get(node)
        return None if number is None else self.values.get(number)

    def source(self, node: ast.AST) -> str:
        return self.numbering.sources.get(node) or ast.unparse(node)

    def _is_open(self, node: ast.AST) -> bool:
        if node not in self.numbering.of:
            return False
        value = self.seen(node)
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                a, b = self.seen(left), self.seen(right)
                mixed = _is_array(a) and _is_array(b) and a != b
                changes = isinstance(op, ast.MatMult) or mixed or value is None
                return changes or self._is_open(left) or self._is_open(right)
            case ast.Compare(left=left, comparators=[right]):
                a, b = self.seen(left), self.seen(right)
                mixed = _is_array(a) and _is_array(b) and a != b
                return mixed or value is None or self._is_open(left) or self._is_open(right)
            case ast.UnaryOp(operand=operand):
                return self._is_open(operand)
            case ast.Attribute(value=base):
                return self._is_open(base)
            case ast.Call():
                arrays = [s for s in map(self.seen, operands_of(node)) if _is_array(s)]
                changes = bool(arrays) and all(s != value for s in arrays)
                return changes or any(map(self._is_open, operands_of(node)))
        return False

    def _closed(self, node: ast.AST) -> str:
        value = self.seen(node)
        if value is None or value == "function" or value == "module":
            return self.source(node)
        return str(value)

    def _part(self, node: ast.AST, least: int) -> str:
        """Write a part of a larger expression, in brackets where it binds less than `least`."""
        text, level = self.paint(node, opened=self._is_open(node))
        return f"({text})" if level < least else text

    def paint(self, node: ast.AST, opened: bool) -> tuple[str, int]:
        """Return the text of an expression and how tightly it binds."""
        match node:
            case ast.BinOp(left=left, op=op, right=right) if opened:
                sign = operator_text(op)
                level = _LEVEL.get(sign, 1)
                first, second = self._part(left, level), self._part(right, level + 1)
                return f"{first} {sign} {second}", level
            case ast.Compare(left=left, ops=[op], comparators=[right]) if opened:
                first, second = self._part(left, 1), self._part(right, 1)
                return f"{first} {operator_text(op)} {second}", 0
            case ast.UnaryOp(op=op, operand=operand) if opened:
                return operator_text(op) + self._part(operand, _UNARY), _UNARY
            case ast.Attribute(value=base, attr=name) if opened and self._has_array(base):
                return f"{self._part(base, _ATOM)}.{name}", _ATOM
            case ast.Subscript(value=base, slice=index) if opened and _is_array(self.seen(base)):
                return f"{self._part(base, _ATOM)}[{ast.unparse(index).strip('()')}]", _ATOM
            case ast.Call(func=func) if opened:
                called = self.numbering.sources.get(func) or ast.unparse(func)
                if isinstance(func, ast.Attribute) and self._has_array(func.value):
                    called = f"{self._part(func.value, _ATOM)}.{func.attr}"
                given = [self.argument(a) for a in node.args]
                given += [f"{k.arg}={self.argument(k.value)}" for k in node.keywords if k.arg]
                return f"{called}({', '.join(given)})", _ATOM
        return self._closed(node), _ATOM

    def _has_array(self, node: ast.AST) -> bool:
        return _is_array(self.seen(node)) or self._is_open(node)

    def argument(self, node: ast.AST) -> str:
        if isinstance(node, ast.Starred):
            return f"*{self.argument(node.value)}"
        return self._part(node, 0)


def operands_of(node: ast.AST) -> list[ast.AST]:
    """Return the parts of an expression whose values it works on."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.Compare(left=left, comparators=comparators):
            return [left, *comparators]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Attribute(value=base) | ast.Subscript(value=base) | ast.Starred(value=base):
            return [base]
        case ast.Call(func=func, args=args, keywords=keywords):
            receiver = [func.value] if isinstance(func, ast.Attribute) else []
            return [*receiver, *args, *(k.value for k in keywords)]
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return list(elts)
    return []


def _result(statement: Statement, value: Seen | None) -> str:
    """Write what a statement computed; an unpacked tuple without its brackets."""
    text = str(value)
    several = isinstance(statement.value, ast.Tuple) or any(
        isinstance(target, ast.Tuple | ast.List) for target in statement.targets
    )
    if several and isinstance(value, str) and value.startswith("(") and not value.endswith(",)"):
        return text[1:-1]
    return text


def _painted(
    statement: Statement, numbering: Numbering, values: Mapping[int, Seen], stopped: bool = False
) -> str:
    """Return a statement's shapes: "(1, 3) @ (3, 7) -> (1, 7)", without the arrow if it stopped."""
    painter = _Painter(numbering, values)
    text, _ = painter.paint(statement.value, opened=True)
    bare = not operands_of(statement.value) or text == painter.source(statement.value)
    bare = bare or isinstance(statement.value, ast.Tuple | ast.List)
    result = values.get(statement.root)
    if statement.kind == "+=":
        before = values.get(statement.before, "...")
        value = painter.argument(statement.value)
        text = f"{before} {statement.operator}= {value}"
        if not isinstance(statement.targets[0], ast.Name):
            result = before if _is_array(before) else None
        return text if stopped or result is None else f"{text} -> {result}"
    if stopped:
        return text
    bare = bare or text == str(result)
    if statement.kind in ("for", "while", "if"):
        return "" if bare else text
    arrow = f"-> {_result(statement, result)}"
    return arrow if bare else f"{text} {arrow}"


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
    lost : RankOne or None
        Where that name lost its other axis, if that was in the same function.
    """

    function: str
    line: int
    expression: str
    shapes: str
    result: Shape
    flat: str
    size: int
    lost: RankOne | None


Finding = RankOne | Grown


def _call_name(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def _how(node: ast.AST) -> How:
    name = _call_name(node)
    if name in _REDUCTIONS:
        return "summed"
    if name in _FLATTENING:
        return "flattened"
    if name in _MAKING:
        return "made"
    return "picked" if isinstance(node, ast.Subscript) else "other"


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of an expression, each after its own parts."""
    for child in ast.iter_child_nodes(node):
        yield from _nodes(child)
    yield node


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

    def rank_one(self, statement: Statement, painter: _Painter) -> RankOne | None:
        """Return where a rank-1 array crept into what a statement computes."""
        result = painter.seen(statement.value)
        if not _is_rank_one(result) or statement.kind not in ("=", "return"):
            return None
        first = None
        for node in _nodes(statement.value):
            if not _is_rank_one(painter.seen(node)):
                continue
            if isinstance(node, ast.Name) or _call_name(node) in _MEANT:
                return None
            first = first or node
        if first is None or not isinstance(result, tuple):
            return None
        target = _name_of(statement.targets[0]) if statement.targets else ""
        expression = painter.source(statement.value)
        how = _how(first)
        return RankOne(
            statement.function, statement.line, expression, target, result[0], how
        )

    def grown(
        self, statement: Statement, painter: _Painter, lost: Mapping[str, RankOne]
    ) -> list[Grown]:
        """Return the broadcasts of a statement that made an array larger than its operands."""
        found = []
        for node in _nodes(statement.value):
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
            if _size(result) <= max(_size(shape) for _, shape in arrays):
                continue
            flat, size = "", 0
            for part, shape in arrays:
                if len(shape) == 1:
                    flat, size = self._flat_name(part, painter), shape[0]
            text, _ = painter.paint(node, opened=True)
            found.append(
                Grown(
                    statement.function,
                    statement.line,
                    painter.source(node),
                    text,
                    result,
                    flat,
                    size,
                    lost.get(flat),
                )
            )
        return found

    @staticmethod
    def _flat_name(node: ast.AST, painter: _Painter) -> str:
        """Return what to call an operand of one axis: the name it comes from, if there is one."""
        for part in _nodes(node):
            if isinstance(part, ast.Name) and _is_rank_one(painter.seen(part)):
                return part.id
        return painter.source(node)


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
        if key in row.keys or (row.texts and len(row.keys) >= _MOST_COMPARED):
            return
        row.keys.add(key)
        row.has_arrays = row.has_arrays or any(seen for _, seen in key)
        text = _painted(statement, self.numbering, values)
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
        return Row(statement, [_painted(statement, self.numbering, activation.values, True)])

    def _find(self, activation: _Activation, statement: Statement, row: Row) -> None:
        painter = _Painter(self.numbering, activation.values)
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
    """

    name: str
    value: Any
    arguments: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    stopped: Stopped | None = None
    is_generator: bool = False


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
        found = inspect.unwrap(getattr(type(found), "__call__", None))
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
    found, waiting = [], [function]
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
            codes[helper] = instrument(
                helper, _own_code(helper), follower.numbering, listeners
            )
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
    )


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
    calling, before = None, ()
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


# ------------------------------------------------------------------------------ showing


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 30), break_long_words=False, subsequent_indent="    ")


class _Table:
    """Lines in three columns: the line's number, its source, its shapes."""

    def __init__(self, rows: Sequence[Row]) -> None:
        longest = max((len(row.statement.source) + row.statement.indent for row in rows), default=0)
        self.column = min(longest, _SOURCE)
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


def sentence(finding: Finding) -> str:
    """Say what is found, and the cure, beginning with a small letter."""
    if isinstance(finding, RankOne):
        what = finding.target or finding.expression
        return explain_rank_one(what, finding.size, finding.how)
    lost = finding.lost
    return (
        f"{finding.shapes} gives {finding.result}, "
        f"{explain_growth(finding.flat, finding.size, lost and (lost.line, lost.how))}"
    )


def _is_shown(row: Row) -> bool:
    statement = row.statement
    if statement.kind in ("if", "while", "expression"):
        shown = row.has_arrays or statement.kind == "while"
        return shown or bool(row.inside)
    return True


def _report(trace: Trace) -> str:
    rows = [row for row in trace.rows if _is_shown(row)]
    stopped = trace.stopped
    ending = [stopped.row, stopped.calling, *stopped.before] if stopped else []
    table = _Table([*rows, *(row for row in ending if row is not None)])
    table.lines.append(f"{trace.name}({trace.arguments})")
    for row in rows:
        table.row(row)
    if trace.is_generator:
        table.lines.append(
            f"{trace.name} is a generator: its lines run later, when something loops over it."
        )
    elif stopped is None and not trace.rows:
        table.lines.append("No line of it computes anything.")
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
    text = re.sub(r", with gufunc signature \S+ ", " ", stopped.text)
    table.note(f"{stopped.kind}: {text[:300]}".removesuffix(": "))
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
        print(_report(trace))
    return trace.value
