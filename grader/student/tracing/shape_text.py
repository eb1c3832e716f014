"""Write a line of code with the shapes of its arrays: "(1, 3) @ (3, 7) -> (1, 7)"."""

import ast
import itertools
import math
import types
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.student.tracing.instrumentation import Numbering, Statement, operator_text

Shape = tuple[int, ...]
Seen = Shape | str
"""What is noted of a value: the shape of an array, words for anything else."""

_DEEPEST = 8
_SHORT_TEXT = 12
_MOST_SHOWN, _MOST_COMPARED = 4, 1000
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)


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
        return tuple(np.ndarray.shape.__get__(value))
    if kind is str:
        return repr(value) if len(value) <= _SHORT_TEXT else "text"
    if kind in (list, tuple, dict):
        return "..." if depth > _DEEPEST else _of_many(value, depth + 1)
    if kind in _FUNCTIONS or issubclass(kind, type):
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


def size_of(seen: Seen | None) -> int:
    """Return how many entries a value has; what is no array counts as one."""
    return math.prod(seen) if isinstance(seen, tuple) else 1


def is_array(seen: Seen | None) -> bool:
    """Tell whether a value is an array with at least one axis."""
    return isinstance(seen, tuple) and len(seen) > 0


def is_rank_one(seen: Seen | None) -> bool:
    """Tell whether a value is an array with exactly one axis."""
    return isinstance(seen, tuple) and len(seen) == 1


# --------------------------------------------------------------------- lines with shapes

_ATOM = 9
_LEVEL = {"**": 5, "*": 3, "/": 3, "//": 3, "%": 3, "@": 3, "+": 2, "-": 2}
_UNARY = 4


class Painter:
    """Write an expression with shapes in the place of its arrays.

    A part is written out where its shape changes (a product, a sum over an axis, a broadcast) or
    where it stopped; else its shape stands for all of it.
    """

    def __init__(self, numbering: Numbering, values: Mapping[int, Seen]) -> None:
        self.numbering = numbering
        self.values = values

    def seen(self, node: ast.AST) -> Seen | None:
        """Return what was noted of an expression, None if it was not computed."""
        number = self.numbering.of.get(node)
        return None if number is None else self.values.get(number)

    def source(self, node: ast.AST) -> str:
        """Return the text of an expression as the student wrote it."""
        return self.numbering.sources.get(node) or ast.unparse(node)

    def _is_open(self, node: ast.AST) -> bool:
        if node not in self.numbering.of:
            return False
        value = self.seen(node)
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                a, b = self.seen(left), self.seen(right)
                mixed = is_array(a) and is_array(b) and a != b
                changes = isinstance(op, ast.MatMult) or mixed or value is None
                return changes or self._is_open(left) or self._is_open(right)
            case ast.Compare(left=left, comparators=[right]):
                a, b = self.seen(left), self.seen(right)
                mixed = is_array(a) and is_array(b) and a != b
                return mixed or value is None or self._is_open(left) or self._is_open(right)
            case ast.UnaryOp(operand=operand):
                return self._is_open(operand)
            case ast.Attribute(value=base):
                return self._is_open(base)
            case ast.Call():
                arrays = [s for s in map(self.seen, operands_of(node)) if is_array(s)]
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
            case ast.Subscript(value=base, slice=index) if opened and is_array(self.seen(base)):
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
        return is_array(self.seen(node)) or self._is_open(node)

    def argument(self, node: ast.AST) -> str:
        """Write an expression that stands by itself, as an argument does."""
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


def painted(
    statement: Statement, numbering: Numbering, values: Mapping[int, Seen], stopped: bool = False
) -> str:
    """Return a statement's shapes: "(1, 3) @ (3, 7) -> (1, 7)", without the arrow if it stopped."""
    painter = Painter(numbering, values)
    text, _ = painter.paint(statement.value, opened=True)
    bare = not operands_of(statement.value) or text == painter.source(statement.value)
    bare = bare or isinstance(statement.value, ast.Tuple | ast.List)
    result = values.get(statement.root)
    if statement.kind == "+=":
        before = values.get(statement.before, "...")
        value = painter.argument(statement.value)
        text = f"{before} {statement.operator}= {value}"
        if not isinstance(statement.targets[0], ast.Name):
            result = before if is_array(before) else None
        return text if stopped or result is None else f"{text} -> {result}"
    if stopped:
        return text
    bare = bare or text == str(result)
    if statement.kind in ("for", "while", "if"):
        return "" if bare else text
    arrow = f"-> {_result(statement, result)}"
    return arrow if bare else f"{text} {arrow}"


def nodes_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of an expression, each after its own parts."""
    for child in ast.iter_child_nodes(node):
        yield from nodes_of(child)
    yield node
