"""The syntax tree of a student's function, with the lines that messages count."""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.student.calling import Failure, Function, code_of

Definition = ast.FunctionDef | ast.AsyncFunctionDef
_Loop = ast.For | ast.AsyncFor | ast.While
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def read_definition(function: object) -> Definition | None:
    """Return the tree of a function, None if it cannot be read; its first line has the number 1."""
    code = code_of(function)
    if code is None:
        return None
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(code)))
    except (OSError, TypeError, SyntaxError, ValueError, RecursionError):
        return None
    first = tree.body[0] if tree.body else None
    return first if isinstance(first, Definition) else None


def failing_function(function: Function, name: str, failure: Failure) -> object:
    """Return the function that an exception was raised in: the judged one, `name`, or a helper."""
    if failure.location is None or failure.location.function == name:
        return function
    return getattr(function, "__globals__", {}).get(failure.location.function)


def parts_of(node: ast.AST) -> Iterator[ast.AST]:
    """Iterate over the nodes of a function without those of functions defined in it."""
    remaining = [*ast.iter_child_nodes(node)]
    while remaining:
        part = remaining.pop(0)
        yield part
        if not isinstance(part, _SCOPES):
            remaining += ast.iter_child_nodes(part)


def on_line(node: ast.AST, line: int) -> bool:
    """Return whether an expression or statement covers a line."""
    first, last = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
    return first is not None and first <= line <= (last or first)


@dataclass(frozen=True)
class Store:
    """A place where a function gives a name a value.

    Attributes
    ----------
    line : int
    around : tuple of nodes
        The loops and branches around it, the outermost first.
    always : bool
        Whether it is executed whenever the innermost of these is.
    """

    line: int
    around: tuple[ast.stmt, ...]
    always: bool


def stores_of(definition: Definition, name: str) -> list[Store]:
    """Return the places where a function gives a local name a value."""
    return list(_stores(definition.body, name, ()))


def _stores(body: Sequence[ast.stmt], name: str, around: tuple[ast.stmt, ...]) -> Iterator[Store]:
    always = True
    for statement in body:
        match statement:
            case ast.If() | ast.Match() | ast.Try() | ast.With():
                inner = (*around, statement)
                for branch in _bodies(statement):
                    yield from _stores(branch, name, inner)
            case ast.For() | ast.AsyncFor() | ast.While():
                inner = (*around, statement)
                target = getattr(statement, "target", None)
                if target is not None and _is_stored(target, name):
                    yield Store(statement.lineno, inner, True)
                yield from _stores(statement.body, name, inner)
                yield from _stores(statement.orelse, name, around)
            case _ if _is_stored(statement, name):
                yield Store(statement.lineno, around, always)
        ends = (ast.Break, ast.Continue, ast.Return, ast.Raise)
        always = always and not any(isinstance(node, ends) for node in ast.walk(statement))


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for part in ("body", "orelse", "finalbody"):
        yield getattr(statement, part, [])
    for holder in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield holder.body


def _is_stored(node: ast.AST, name: str) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
        case ast.Import() | ast.ImportFrom():
            return any((alias.asname or alias.name) == name for alias in node.names)
    return any(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
        for part in (node, *parts_of(node))
    )


def is_loop(node: ast.AST) -> bool:
    """Return whether a statement is a loop."""
    return isinstance(node, _Loop)
