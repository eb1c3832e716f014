"""Static values: what the text of a cell says about the values of its expressions."""

import ast
import contextlib
import importlib
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from grader.engine.remote.records import note_decorators, note_other_code
from grader.student import notebook, own_functions
from grader.student.calling import is_own_function
from grader.student.tracing import AMBIGUOUS, PATCHED

_BUILTINS = sys.modules["builtins"]
# All that is ever imported because a text names it; each has no side effects.
KNOWN_MODULES = frozenset(
    {
        *("cmath", "copy", "functools", "itertools", "math", "operator", "random"),
        *("numpy", "numpy.fft", "numpy.linalg", "numpy.ma", "numpy.polynomial", "numpy.random"),
        *("grader.student", "grader.student.figures"),
    }
)
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: float(a) ** float(b) if isinstance(a, float) or b < 0 else a**b,
}
_MAX_EXPONENT = 64
_MAX_KEPT = 100
_FROM_FUNCTIONS = "<from functions>"
_Codes: TypeAlias = dict[tuple[str, int], types.CodeType]


class UnknownValue:
    """A value that is not known before the notebook runs."""


class UnknownCallable:
    """A callable whose code is not inspected, perhaps of a module."""

    def __init__(self, module: str = "") -> None:
        if module:
            self.__module__ = module

    def __call__(self) -> None:
        """Do nothing: rules only look at whether it is callable."""


class DecoratedFunction(UnknownCallable):
    """A function with decorators: its text says what they are, and nothing else."""

    def __init__(self, function: object) -> None:
        if isinstance(function, types.FunctionType):
            self.__wrapped__ = function


class OwnFunctions:
    """The result of `own_functions`: every attribute is a function."""


class UnreadableModule(types.ModuleType):
    """A student's module whose text cannot be read: its attributes are functions without source."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        code = compile("lambda: 0", "<submission>", "eval").co_consts[0]
        return types.FunctionType(code, {"__name__": self.__name__}, name)


class StaticValues:
    """Evaluates expressions without running a student's code.

    Parameters
    ----------
    namespace : dict
        The static values of the notebook's names.
    """

    def __init__(self, namespace: dict[str, object]) -> None:
        self.namespace = namespace
        self._codes: _Codes = {}
        self._compiled_alone: _Codes = {}

    def add_functions(self, module: types.CodeType, statements: Iterable[types.CodeType]) -> None:
        """Add the functions that are defined at the top level of a cell.

        Parameters
        ----------
        module : code
            The compiled cell.
        statements : iterable of code
            Its statements, each compiled by itself.
        """
        _add_codes(self._codes, [module])
        _add_codes(self._compiled_alone, statements)

    def function(self, name: str, line: int, defaults: int = 0) -> object:
        """Return the static function with a name, a first line and a number of defaults."""
        code = self._codes.get((name, line))
        if code is None or code.co_freevars:
            return UnknownCallable()
        function = types.FunctionType(code, self.namespace, code.co_name)
        function.__defaults__ = (UnknownValue(),) * defaults
        note_other_code(function, self._compiled_alone.get((name, line), code))
        return function

    def decorated(self, function: object, decorators: Iterable[ast.expr]) -> object:
        """Return a function with decorators: itself if the text shows what each of them does."""
        found = [self.value(d.func if isinstance(d, ast.Call) else d) for d in decorators]
        own = [each for each in found if is_own_function(each)]
        if not isinstance(function, types.FunctionType) or len(own) < len(found):
            return DecoratedFunction(function)
        note_decorators(function, [each for each in own if isinstance(each, types.FunctionType)])
        return function

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
                    module_attribute(holder, attribute, UnknownValue())
                    if isinstance(holder, types.ModuleType)
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

    def assigned_in(self, function: ast.AST, name: str) -> Iterator[object]:
        """Yield the functions that the text of a function assigns to a name."""
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=targets, value=value):
                    if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                        found = self.value(value)
                        yield from [found] if callable(found) else []
                case ast.FunctionDef() if node.name == name and node is not function:
                    yield UnknownCallable()
                case ast.alias() if name in (node.asname, node.name):
                    yield UnknownCallable()

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


class StaticNames:
    """Gives names their static values, and keeps the functions that a name can have besides.

    Parameters
    ----------
    namespace : dict
        The static values of the notebook's names.
    """

    def __init__(self, namespace: dict[str, object]) -> None:
        self.namespace = namespace
        self.is_certain = True
        """Whether the statement is executed, if its cell is."""

    @contextlib.contextmanager
    def perhaps(self) -> Iterator[None]:
        """Bind names that a statement may bind or not."""
        was_certain, self.is_certain = self.is_certain, False
        try:
            yield
        finally:
            self.is_certain = was_certain

    def bind(self, name: str, value: object) -> None:
        """Give a name a value; where that may not happen, it can keep the one before."""
        others, always = self._kept(AMBIGUOUS), self._kept(_FROM_FUNCTIONS)
        before: list[object] = []
        if not self.is_certain:
            known = self.namespace.get(name, getattr(_BUILTINS, name, None))
            # Data are of no interest to the rules.
            before = [*others.get(name, ()), *([known] if callable(known) else [])]
        kept = [each for each in (*before, *always.get(name, ())) if each is not value]
        others.pop(name, None)
        if kept:
            others[name] = kept if len(kept) <= _MAX_KEPT else [UnknownCallable()]
        self.namespace[name] = value

    def add_from_function(self, name: str, values: list[object]) -> None:
        """Note what a function assigns to a name whenever it is called."""
        always = self._kept(_FROM_FUNCTIONS)
        always[name] = [*always.get(name, ()), *values][:_MAX_KEPT]
        self.bind(name, self.namespace.get(name, UnknownValue()))

    def add_unknown_functions(self) -> None:
        """Note that any function so far may be another one: a text that replaces it is not read."""
        for name, value in list(self.namespace.items()):
            if is_own_function(value):
                self.add_from_function(name, [UnknownCallable()])

    def add_patches(self, found: Mapping[str, str]) -> None:
        """Note which attributes and names a text replaces: see `static_patches`."""
        patched = self.namespace.setdefault(PATCHED, {})
        if found and isinstance(patched, dict):
            patched.update(found)

    def _kept(self, key: str) -> dict[str, list[object]]:
        found = self.namespace.setdefault(key, {})
        return found if isinstance(found, dict) else {}


def _add_codes(codes: _Codes, modules: Iterable[types.CodeType]) -> None:
    for module in modules:
        for code in module.co_consts:
            if isinstance(code, types.CodeType):
                codes.setdefault((code.co_name, code.co_firstlineno), code)


def _identity(x: object) -> object:
    return x


def static_module(name: str) -> types.ModuleType:
    """Return one of `KNOWN_MODULES`, or an empty module of that name."""
    return importlib.import_module(name) if name in KNOWN_MODULES else types.ModuleType(name)


def module_attribute(module: types.ModuleType, name: str, default: object = None) -> object:
    """Return an attribute of a module, without what the module would import to provide it."""
    whole = f"{module.__name__}.{name}"
    if whole in KNOWN_MODULES:
        return static_module(whole)
    if isinstance(module, UnreadableModule):
        return getattr(module, name, default)
    return vars(module).get(name, default)


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
