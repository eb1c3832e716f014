"""Write a line of code with the shapes of its arrays: "(1, 3) @ (3, 7) -> (1, 7)"."""

import ast
import itertools
import math
import types
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.student.tracing.syntax import Numbering, Statement, operands_of, operator_text

Shape = tuple[int, ...]
Observed = Shape | str
"""What a trace contains of a value: the shape of an array, a description of anything else."""

_MAX_DEPTH = 8
_MAX_TEXT = 12
_MAX_SHOWN, _MAX_COMPARED = 4, 1000
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)


def observe(value: Any, depth: int = 0) -> Observed:
    """Return the shape or a description of a value, without calling any of the student's code."""
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
        return repr(value) if len(value) <= _MAX_TEXT else "text"
    if kind in (list, tuple, dict):
        return "..." if depth > _MAX_DEPTH else _observe_container(value, depth + 1)
    if kind in _FUNCTIONS or issubclass(kind, type):
        return "function"
    if issubclass(kind, types.ModuleType):
        return "module"
    return kind.__name__


def _observe_container(values: Any, depth: int) -> str:
    """Describe a list, tuple or dictionary by its elements, and by its length if it is long."""
    parts = []
    for item in itertools.islice(values.items() if type(values) is dict else values, _MAX_COMPARED):
        if type(values) is dict:
            key = item[0] if type(item[0]) is str else observe(item[0], depth)
            parts.append(f"{key}: {observe(item[1], depth)}")
        else:
            parts.append(str(observe(item, depth)))
    count = len(values)
    if count > _MAX_SHOWN:
        if len(set(parts)) == 1 and len(parts) == count:
            parts = [f"{count} times {parts[0]}"]
        else:
            parts = [*parts[: _MAX_SHOWN - 1], f"... {count} in all"]
    if type(values) is dict:
        return f"{{{', '.join(parts)}}}"
    if type(values) is list:
        return f"[{', '.join(parts)}]"
    return f"({', '.join(parts)}{',' if count == 1 else ''})"


def size_of(observed: Observed | None) -> int:
    """Return the number of elements of a value; anything but an array counts as one."""
    return math.prod(observed) if isinstance(observed, tuple) else 1


def is_array(observed: Observed | None) -> bool:
    """Return whether a value is an array with at least one axis."""
    return isinstance(observed, tuple) and len(observed) > 0


def is_rank_one(observed: Observed | None) -> bool:
    """Return whether a value is an array with exactly one axis."""
    return isinstance(observed, tuple) and len(observed) == 1


_ATOM = 9
_PRECEDENCE = {"**": 5, "*": 3, "/": 3, "//": 3, "%": 3, "@": 3, "+": 2, "-": 2}
_UNARY = 4


class ShapeFormatter:
    """Write an expression with shapes instead of its arrays.

    A part of the expression is expanded if its shape changes in it (a product, a sum over an axis,
    a broadcast) or if it raised an exception; otherwise it is replaced by its shape.
    """

    def __init__(self, numbering: Numbering, values: Mapping[int, Observed]) -> None:
        self.numbering = numbering
        self.values = values

    def observed(self, node: ast.AST) -> Observed | None:
        """Return what was observed of an expression, None if it was not computed."""
        number = self.numbering.numbers.get(node)
        return None if number is None else self.values.get(number)

    def source(self, node: ast.AST) -> str:
        """Return the source of an expression as the student wrote it."""
        return self.numbering.sources.get(node) or ast.unparse(node)

    def _is_expanded(self, node: ast.AST) -> bool:
        if node not in self.numbering.numbers:
            return False
        value = self.observed(node)
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                a, b = self.observed(left), self.observed(right)
                mixed = is_array(a) and is_array(b) and a != b
                changes = isinstance(op, ast.MatMult) or mixed or value is None
                return changes or self._is_expanded(left) or self._is_expanded(right)
            case ast.Compare(left=left, comparators=[right]):
                a, b = self.observed(left), self.observed(right)
                mixed = is_array(a) and is_array(b) and a != b
                return mixed or value is None or self._is_expanded(left) or self._is_expanded(right)
            case ast.UnaryOp(operand=operand):
                return self._is_expanded(operand)
            case ast.Attribute(value=base):
                return self._is_expanded(base)
            case ast.Call():
                arrays = [s for s in map(self.observed, operands_of(node)) if is_array(s)]
                changes = bool(arrays) and all(s != value for s in arrays)
                return changes or any(map(self._is_expanded, operands_of(node)))
        return False

    def _collapsed(self, node: ast.AST) -> str:
        value = self.observed(node)
        if value is None or value == "function" or value == "module":
            return self.source(node)
        return str(value)

    def _part(self, node: ast.AST, least: int) -> str:
        """Write a part of a larger expression, in parentheses if it binds less than `least`."""
        text, level = self.format(node, expanded=self._is_expanded(node))
        return f"({text})" if level < least else text

    def format(self, node: ast.AST, expanded: bool) -> tuple[str, int]:
        """Return the text of an expression and how tightly it binds."""
        match node:
            case ast.BinOp(left=left, op=op, right=right) if expanded:
                sign = operator_text(op)
                level = _PRECEDENCE.get(sign, 1)
                first, second = self._part(left, level), self._part(right, level + 1)
                return f"{first} {sign} {second}", level
            case ast.Compare(left=left, ops=[op], comparators=[right]) if expanded:
                first, second = self._part(left, 1), self._part(right, 1)
                return f"{first} {operator_text(op)} {second}", 0
            case ast.UnaryOp(op=op, operand=operand) if expanded:
                return operator_text(op) + self._part(operand, _UNARY), _UNARY
            case ast.Attribute(value=base, attr=name) if expanded and self._has_array(base):
                return f"{self._part(base, _ATOM)}.{name}", _ATOM
            case ast.Subscript(value=base, slice=index) if expanded and is_array(
                self.observed(base)
            ):
                return f"{self._part(base, _ATOM)}[{ast.unparse(index).strip('()')}]", _ATOM
            case ast.Call(func=func) if expanded:
                called = self.numbering.sources.get(func) or ast.unparse(func)
                if isinstance(func, ast.Attribute) and self._has_array(func.value):
                    called = f"{self._part(func.value, _ATOM)}.{func.attr}"
                given = [self.argument(a) for a in node.args]
                given += [f"{k.arg}={self.argument(k.value)}" for k in node.keywords if k.arg]
                return f"{called}({', '.join(given)})", _ATOM
        return self._collapsed(node), _ATOM

    def _has_array(self, node: ast.AST) -> bool:
        return is_array(self.observed(node)) or self._is_expanded(node)

    def argument(self, node: ast.AST) -> str:
        """Write an expression that needs no parentheses, such as an argument."""
        if isinstance(node, ast.Starred):
            return f"*{self.argument(node.value)}"
        return self._part(node, 0)


def _result(statement: Statement, value: Observed | None) -> str:
    """Write what a statement computed; an unpacked tuple without its parentheses."""
    text = str(value)
    several = isinstance(statement.value, ast.Tuple) or any(
        isinstance(target, ast.Tuple | ast.List) for target in statement.targets
    )
    if several and isinstance(value, str) and value.startswith("(") and not value.endswith(",)"):
        return text[1:-1]
    return text


def statement_shapes(
    statement: Statement, numbering: Numbering, values: Mapping[int, Observed], failed: bool = False
) -> str:
    """Return the shapes of a statement: "(1, 3) @ (3, 7) -> (1, 7)".

    There is no arrow if the statement raised an exception.
    """
    formatter = ShapeFormatter(numbering, values)
    text, _ = formatter.format(statement.value, expanded=True)
    only_result = not operands_of(statement.value) or text == formatter.source(statement.value)
    only_result = only_result or isinstance(statement.value, ast.Tuple | ast.List)
    result = values.get(statement.value_number)
    if statement.kind == "+=":
        before = values.get(statement.old_number, "...")
        value = formatter.argument(statement.value)
        text = f"{before} {statement.operator}= {value}"
        if not isinstance(statement.targets[0], ast.Name):
            result = before if is_array(before) else None
        return text if failed or result is None else f"{text} -> {result}"
    if failed:
        return text
    only_result = only_result or text == str(result)
    if statement.kind in ("for", "while", "if"):
        return "" if only_result else text
    arrow = f"-> {_result(statement, result)}"
    return arrow if only_result else f"{text} {arrow}"
