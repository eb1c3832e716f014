"""Static values: what the text of a cell says about the values of its expressions."""

import ast
import importlib
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.student import notebook, own_functions

_BUILTINS = sys.modules["builtins"]
# Modules that have no side effects when they are imported.
_IMPORTED_LIBRARIES = frozenset(
    {"numpy", "math", "cmath", "functools", "itertools", "operator", "copy", "random"}
)
_IMPORTED_MODULES = frozenset(["grader.student", "grader.student.figures"])
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: float(a) ** float(b) if isinstance(a, float) or b < 0 else a**b,
}
_MAX_EXPONENT = 64


class UnknownValue:
    """A value that is not known before the notebook runs."""


class UnknownCallable:
    """A callable whose code is not inspected."""

    def __call__(self) -> None:
        """Do nothing: rules only look at whether it is callable."""


class OwnFunctions:
    """The result of `own_functions`: every attribute is a function."""


class StaticValues:
    """Evaluates expressions without running a student's code.

    Parameters
    ----------
    namespace : dict
        The static values of the notebook's names.
    """

    def __init__(self, namespace: dict[str, object]) -> None:
        self.namespace = namespace
        self._codes: dict[tuple[str, int], types.CodeType] = {}

    def add_functions(self, module: types.CodeType) -> None:
        """Add the functions that are defined at the top level of a compiled cell."""
        for code in module.co_consts:
            if isinstance(code, types.CodeType):
                self._codes.setdefault((code.co_name, code.co_firstlineno), code)

    def function(self, name: str, line: int) -> object:
        """Return the static function with a name and a first line."""
        code = self._codes.get((name, line))
        if code is None or code.co_freevars:
            return UnknownCallable()
        return types.FunctionType(code, self.namespace, code.co_name)

    def value(self, node: ast.expr) -> object:
        """Return the static value of an expression."""
        match node:
            case ast.Constant():
                return node.value
            case ast.Name(id=name):
                return self.namespace.get(name, getattr(_BUILTINS, name, UnknownValue()))
            case ast.Attribute(value=owner, attr=attribute):
                holder = self.value(owner)
                if isinstance(holder, OwnFunctions):
                    return UnknownCallable()
                return (
                    getattr(holder, attribute, UnknownValue())
                    if _is_module(holder)
                    else UnknownValue()
                )
            case ast.Lambda():
                return self.function("<lambda>", node.lineno)
            case ast.Tuple(elts=parts):
                return tuple(self.value(part) for part in parts)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                known = self.value(operand)
                return -known if isinstance(known, int | float) else UnknownValue()
            case ast.BinOp(left=left, op=op, right=right):
                return _arithmetic(op, self.value(left), self.value(right))
            case ast.Call(func=function, args=args):
                return self._value_of_call(self.value(function), [self.value(arg) for arg in args])
        return UnknownValue()

    def _value_of_call(self, function: object, args: list[object]) -> object:
        if function is np.vectorize:
            return np.vectorize(_identity)
        if function is np.frompyfunc:
            return np.frompyfunc(_identity, 1, 1)
        if function is float and len(args) == 1 and isinstance(args[0], int | float | str):
            try:
                return float(args[0])
            except ValueError:
                return UnknownValue()
        if function is notebook:
            return (UnknownCallable(), UnknownCallable(), UnknownCallable())
        if function is own_functions:
            return OwnFunctions()
        # `functools` returns a function; what a student's own function returns is not known.
        return (
            UnknownCallable()
            if getattr(function, "__module__", "") == "functools"
            else UnknownValue()
        )


def _identity(x: object) -> object:
    return x


def _is_module(value: object) -> bool:
    return isinstance(value, types.ModuleType)


def static_module(name: str) -> types.ModuleType:
    """Return a module that is safe to import, or an empty one of that name."""
    if name.split(".")[0] in _IMPORTED_LIBRARIES or name in _IMPORTED_MODULES:
        try:
            return importlib.import_module(name)
        except ImportError:
            pass
    return types.ModuleType(name)


def _arithmetic(op: ast.operator, left: object, right: object) -> object:
    function = _ARITHMETIC.get(type(op))
    if function is None or not all(
        isinstance(v, int | float) and abs(v) <= 1e300 for v in (left, right)
    ):
        return UnknownValue()
    if isinstance(op, ast.Pow) and abs(right) > _MAX_EXPONENT:  # type: ignore[arg-type]
        return UnknownValue()
    try:
        return function(left, right)
    except (ArithmeticError, ValueError):
        return UnknownValue()
