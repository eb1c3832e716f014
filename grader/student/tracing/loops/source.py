"""The source of a student's function, and of all functions of the student's that it uses."""

import ast
import builtins
import inspect
import textwrap
import types
from collections.abc import Collection, Iterator
from typing import NamedTuple

from grader.student.calling import Function, code_of, is_own_function
from grader.student.tracing.loops.scopes import Scopes

AMBIGUOUS = "<ambiguous>"
"""The key of a static namespace under which are other values that its names can have."""

PATCHED = "<patched>"
"""The key of a static namespace under which are attributes that its text assigns, with the text."""

TOO_LONG = "<too long>"
"""The key of a static namespace under which are functions of cells too long to be read.

Each has the number of characters of its cell.
"""

_GROWS = frozenset({"append", "extend", "insert", "update", "setdefault", "add", "__setitem__"})


class SourceFinding(NamedTuple):
    """Something in the source of a function: where it is, and a description of it.

    `line` counts from the `def` line, which is line 1.
    """

    function: str
    line: int
    description: str


def last_name(node: ast.AST) -> str:
    """Return the last part of a name with dots, "" for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class FunctionSource:
    """The syntax tree of one function of the student's, and the values of the names in it."""

    def __init__(self, name: str, function: Function, tree: ast.AST) -> None:
        self.name, self.tree, self.code = name, tree, code_of(function)
        self.scopes = Scopes(tree)
        self.namespace: dict[str, object] = getattr(function, "__globals__", {})
        self._closure = _closure_of(function)
        self.inner: dict[str, ast.AST] = {}  # functions that are defined in it
        self.values: dict[str, list[ast.expr]] = {}  # what is assigned to local names
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef() if node.name != name:
                    self.inner[node.name] = node
                case ast.Assign(targets=[ast.Name(id=target)], value=ast.Lambda() as made):
                    self.inner[target] = made
                case ast.Assign(targets=[ast.Name(id=target)], value=value):
                    self.values.setdefault(target, []).append(value)
        self.parameters = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        self._stored = [node.id for node in names if isinstance(node.ctx, ast.Store)]

    def is_local(self, node: ast.AST) -> bool:
        """Return whether a part of the tree is a name that is bound in the tree."""
        return isinstance(node, ast.Name) and self.scopes.is_local(node)

    def is_builtin(self, name: ast.Name) -> bool:
        """Return whether a name is Python's own."""
        return self.values_of(name) == [getattr(builtins, name.id, None)]

    def only_values(self, name: ast.Name) -> list[ast.expr]:
        """Return what is assigned to a local name, [] if it can have other values."""
        found = self.values.get(name.id, [])
        is_known = self.scopes.is_local(name) and name.id not in self.parameters
        return found if is_known and self._stored.count(name.id) == len(found) else []

    def may_grow(self, name: str) -> bool:
        """Return whether entries may be added to what is assigned to a name."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Attribute(value=ast.Name(id=found), attr=method):
                    grows = method in _GROWS
                case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store()):
                    grows = True
                case ast.Assign(value=ast.Name(id=found)):
                    grows = True
                case _:
                    continue
            if grows and found == name:
                return True
        return False

    def caller(self, name: str, function: types.FunctionType | None = None) -> "Caller":
        """Return a function that this one names; without a value it is defined in its tree."""
        if function is not None:
            return Caller(name, id(function.__code__))
        return Caller(name, id(self.code) if name == self.name else (id(self.code), name))

    def values_of(self, node: ast.AST) -> list[object]:
        """Return the values that a global name can have, or a name in a global module.

        The list is empty for a local name, and for what has no known value.
        """
        match node:
            case ast.Name(id=name) if not self.scopes.is_local(node):
                if name in self._closure:
                    return [self._closure[name]]
                others = self.namespace.get(AMBIGUOUS)
                more = others.get(name, ()) if isinstance(others, dict) else ()
                if name in self.namespace:
                    return [self.namespace[name], *more]
                return [*more, getattr(builtins, name)] if hasattr(builtins, name) else [*more]
            case ast.Attribute(value=owner, attr=attribute):
                modules = [m for m in self.values_of(owner) if isinstance(m, types.ModuleType)]
                return [vars(m)[attribute] for m in modules if attribute in vars(m)] or [
                    value for m in modules if (value := getattr(m, attribute, None)) is not None
                ]
        return []

    def value_of(self, node: ast.AST) -> object:
        """Return the first of these values; None if there is none."""
        return next(iter(self.values_of(node)), None)

    def uses(self, part: ast.AST) -> Iterator[tuple[str, int, types.FunctionType | None]]:
        """Yield the functions of the student's own that a part of the tree names.

        Each is a tuple of its name, the line and the function: None if it is defined in this
        tree.
        """
        for node in ast.walk(part):
            if not isinstance(node, ast.Name | ast.Attribute) or isinstance(node.ctx, ast.Store):
                continue
            if isinstance(node, ast.Name) and node.id in self.inner and self.is_local(node):
                yield node.id, node.lineno, None
            for value in self.values_of(node):
                if isinstance(value, types.FunctionType) and (
                    value.__globals__ is self.namespace or is_own_function(value)
                ):
                    yield last_name(node), node.lineno, value


class Caller(NamedTuple):
    """A function that calls others: its name, and what is the same for the same function."""

    name: str
    identity: object


def _closure_of(function: Function) -> dict[str, object]:
    """Return the values of the names that a function takes from the function around it."""
    code, cells = code_of(function), getattr(function, "__closure__", None) or ()
    found = {}
    for name, cell in zip(code.co_freevars if code is not None else (), cells, strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    return found


def _tree(function: Function) -> ast.AST | None:
    code = code_of(function)
    if code is None:
        return None
    try:
        # `inspect` would follow the `__wrapped__` of a function to another one.
        return ast.parse(textwrap.dedent(inspect.getsource(code)))
    except (OSError, TypeError, SyntaxError):
        return None


def read_sources(function: Function, helpers: Collection[str]) -> list[FunctionSource] | None:
    """Parse a function, and all functions of the student's own that it uses.

    Parameters
    ----------
    helpers : collection of str
        Names of functions that are judged as other exercises, and not parsed here.

    Returns
    -------
    list of FunctionSource or None
        The function itself first; None if the source of one of them cannot be read.
    """
    versions: tuple[Function, ...] = (function, *getattr(function, "other_versions", ()))
    waiting = [(getattr(function, "__name__", ""), each) for each in versions]
    notebook = getattr(function, "__globals__", {})
    # A function in a module can have the name of one in the notebook.
    found: dict[int, FunctionSource] = {}
    while waiting:
        name, current = waiting.pop(0)
        if id(code_of(current)) in found:
            continue
        tree = _tree(current)
        if tree is None:
            return None
        try:
            source = found[id(code_of(current))] = FunctionSource(name, current, tree)
        except RecursionError:  # nested too deep
            return None
        for used, _, value in source.uses(tree):
            if value and not (used in helpers and code_of(notebook.get(used)) is value.__code__):
                waiting.append((used, value))
    return list(found.values())
