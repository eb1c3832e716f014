"""What the text of a submission says about its functions, without running any of it.

Rules about code (no loop over the data, no variable of the notebook) are judged from the text
alone: a process that holds the student's code could tell anything. So the text is compiled, and
each definition becomes a *likeness*: a function that is never called, in a namespace that holds
likenesses of what the notebook's names stand for. Whatever reads functions reads those.
"""

import ast
import functools
import importlib
import itertools
import linecache
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from grader.student import notebook, own_functions

_numbers = itertools.count()
_LONGEST = 500_000
# What is kept of one takes about a hundred times its length.
_SHORT = 4_000
# What a likeness may really hold: modules that do nothing when they are imported.
_REAL = frozenset(
    {"numpy", "math", "cmath", "functools", "itertools", "operator", "copy", "random"}
)
_OURS = frozenset(["grader.student", "grader.student.figures"])
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: float(a) ** float(b) if isinstance(a, float) or b < 0 else a**b,
}
_LARGEST_POWER = 64


class Data:
    """The likeness of a value that is not known before the notebook runs: some data."""


class Something:
    """The likeness of something that can be called, and whose lines are not to be read."""

    def __call__(self) -> None:
        """Do nothing; that it can be called is all that is looked at."""


class Functions:
    """The likeness of what `own_functions` returns: every attribute is a function."""


def likenesses(cells: Sequence[str]) -> dict[str, object]:
    """Return the likeness of what each name stands for after these cells.

    Parameters
    ----------
    cells : sequence of str
        The texts of the notebook's code cells, as far as they had been run, in order. A cell
        that is no Python is left out, as it leaves nothing behind when it is run.
    """
    space: dict[str, object] = {"__name__": "__main__"}
    for text in cells:
        read_cell(text, space)
    return space


def read_cell(text: str, space: dict[str, object]) -> None:
    """Add to a namespace of likenesses what one more cell makes."""
    _Cell(text, space).read()


@dataclass(frozen=True)
class _Parsed:
    """The text of a cell as Python; its tree is for reading only, as others read it too."""

    text: str
    tree: ast.Module


def _parse(text: str) -> _Parsed:
    python = _python(text)
    return _Parsed(python, ast.parse(python))


# Most cells of a class are the same in all of its notebooks.
_parse_once = functools.lru_cache(maxsize=128)(_parse)


def _python(text: str) -> str:
    """Return the text as IPython runs it, with magics as calls."""
    try:
        return str(TransformerManager().transform_cell(text))  # type: ignore[no-untyped-call]
    except Exception:  # it reads anything that a student typed
        return text


class _Cell:
    """One cell, and the namespace that it adds to."""

    def __init__(self, text: str, space: dict[str, object]) -> None:
        self.text, self.space = text, space
        self.codes: dict[tuple[str, int], types.CodeType] = {}

    def read(self) -> None:
        if len(self.text) > _LONGEST:
            return
        parse = _parse_once if len(self.text) <= _SHORT else _parse
        name = f"<submission {next(_numbers)}>"
        try:
            parsed = parse(self.text)
            text, tree = parsed.text, parsed.tree
            module = compile(tree, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        # `inspect` looks up the lines of a function there.
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        for code in module.co_consts:
            if isinstance(code, types.CodeType):
                self.codes.setdefault((code.co_name, code.co_firstlineno), code)
        for statement in tree.body:
            self.run(statement)

    def function(self, name: str, line: int) -> object:
        code = self.codes.get((name, line))
        return Something() if code is None or code.co_freevars else _uncalled(code, self.space)

    def run(self, node: ast.stmt) -> None:
        """Do to the namespace what a statement at the top level of a cell does."""
        # To go through all of the tree is slow.
        if ":=" in self.text:
            for named in ast.walk(node):
                if isinstance(named, ast.NamedExpr):
                    self.space[named.target.id] = self.value(named.value)
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators, lineno=line):
                self.space[name] = Something() if decorators else self.function(name, line)
                self.declared(node)
            case ast.AsyncFunctionDef(name=name):
                self.space[name] = Something()
            case ast.ClassDef(name=name):
                self.space[name] = type(name, (), {})
            case ast.Import(names=names):
                for alias in names:
                    whole = alias.name if alias.asname else alias.name.split(".")[0]
                    self.space[alias.asname or whole] = _module(whole)
            case ast.ImportFrom(module=module, names=names):
                self.import_from(module or "", names)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self.assign(target, self.value(value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, self.value(value))
            case ast.AugAssign(target=target):
                self.assign(target, Data())
            case ast.Delete(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.space.pop(target.id, None)
            case ast.For(target=target):
                self.assign(target, Data())
            case ast.With(items=items):
                for item in items:
                    if item.optional_vars is not None:
                        self.assign(item.optional_vars, Data())
        for inner in _blocks(node):
            self.run(inner)

    def declared(self, node: ast.FunctionDef) -> None:
        """Note the names that a function makes in the notebook, by `global`."""
        if "global" not in self.text:
            return
        for inner in ast.walk(node):
            if isinstance(inner, ast.Global):
                for name in inner.names:
                    self.space.setdefault(name, Data())

    def import_from(self, module: str, names: list[ast.alias]) -> None:
        holder = _module(module)
        for alias in names:
            if alias.name == "*":
                public = getattr(holder, "__all__", None) or [
                    n for n in vars(holder) if not n.startswith("_")
                ]
                self.space.update({n: getattr(holder, n, None) for n in public})
            else:
                found = getattr(holder, alias.name, None)
                self.space[alias.asname or alias.name] = Something() if found is None else found

    def assign(self, target: ast.expr, value: object) -> None:
        match target:
            case ast.Name(id=name):
                self.space[name] = value
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                each = value if isinstance(value, tuple) and len(value) == len(parts) else None
                for i, part in enumerate(parts):
                    self.assign(part, Data() if each is None else each[i])
            case ast.Starred(value=inner):
                self.assign(inner, Data())

    def value(self, node: ast.expr) -> object:
        """Return the likeness of what an expression gives."""
        match node:
            case ast.Constant():
                return node.value
            case ast.Name(id=name):
                return self.space.get(name, getattr(_BUILTINS, name, Data()))
            case ast.Attribute(value=owner, attr=attribute):
                holder = self.value(owner)
                if isinstance(holder, Functions):
                    return Something()
                return getattr(holder, attribute, Data()) if _is_module(holder) else Data()
            case ast.Lambda():
                return self.function("<lambda>", node.lineno)
            case ast.Tuple(elts=parts):
                return tuple(self.value(part) for part in parts)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                known = self.value(operand)
                return -known if isinstance(known, int | float) else Data()
            case ast.BinOp(left=left, op=op, right=right):
                return _arithmetic(op, self.value(left), self.value(right))
            case ast.Call(func=function, args=args):
                return self.called(self.value(function), [self.value(arg) for arg in args])
        return Data()

    def called(self, function: object, args: list[object]) -> object:
        if function is np.vectorize:
            return np.vectorize(_nothing)
        if function is np.frompyfunc:
            return np.frompyfunc(_nothing, 1, 1)
        if function is float and len(args) == 1 and isinstance(args[0], int | float | str):
            try:
                return float(args[0])
            except ValueError:
                return Data()
        if function is notebook:
            return (Something(), Something(), Something())
        if function is own_functions:
            return Functions()
        # What `functools` gives is a function; what a student's own function gives is not known.
        return Something() if getattr(function, "__module__", "") == "functools" else Data()


def _nothing(x: object) -> object:
    return x


def _uncalled(code: types.CodeType, space: dict[str, object]) -> types.FunctionType:
    return types.FunctionType(code, space, code.co_name)


def _blocks(node: ast.stmt) -> Iterator[ast.stmt]:
    """Go through the statements inside a compound statement that is no definition."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for part in ("body", "handlers", "orelse", "finalbody"):
        for inner in getattr(node, part, []):
            if isinstance(inner, ast.ExceptHandler):
                yield from inner.body
            elif isinstance(inner, ast.stmt):
                yield inner


_BUILTINS = sys.modules["builtins"]


def _is_module(value: object) -> bool:
    return isinstance(value, types.ModuleType)


def _module(name: str) -> types.ModuleType:
    """Return a module that is safe to have, or an empty one of that name."""
    if name.split(".")[0] in _REAL or name in _OURS:
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
        return Data()
    if isinstance(op, ast.Pow) and abs(right) > _LARGEST_POWER:  # type: ignore[arg-type]
        return Data()
    try:
        return function(left, right)
    except (ArithmeticError, ValueError):
        return Data()
