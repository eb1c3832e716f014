"""Compile code for a function that reports the value of every expression as it is computed.

The new code is compiled from a copy of the function's syntax tree, in which each expression of
interest is reported (see `grader.student.tracing.rewriting`). The function keeps its globals,
closure, defaults and its identity: the tracer replaces its code (`f.__code__`), calls the function,
and restores the code. Decorators, methods and recursion therefore need nothing special.

`sys.settrace` would show lines without the values inside them, and there is one such hook, which
debuggers and coverage need themselves; this module leaves it alone. No name is added to the
function's globals or locals either: the listeners are constants of the new code.
"""

import __future__

import ast
import copy
import linecache
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from grader.student.messages import array_shapes
from grader.student.text import CourseError
from grader.student.tracing.rewriting import CALL, ITERATION, VALUE, FunctionRewriter
from grader.student.tracing.syntax import Numbering

_FUTURE = reduce(
    lambda flags, name: flags | getattr(__future__, name).compiler_flag,
    __future__.all_feature_names,
    0,
)
_DEF = (ast.FunctionDef, ast.AsyncFunctionDef)
_TRACED = "_traced"


class NotTraceable(CourseError):
    """The lines of a function cannot be traced."""


@dataclass(frozen=True)
class Listeners:
    """What the new code calls.

    Attributes
    ----------
    on_value : function
        Called as `on_value(number, value)` for each expression; must return the value.
    on_call : function
        Called without arguments at the beginning of each call.
    on_iteration : function
        Called as `on_iteration(number)` at the beginning of each iteration of a loop.
    """

    on_value: Callable[[int, Any], Any]
    on_call: Callable[[], None]
    on_iteration: Callable[[int], None]


def _definitions(tree: ast.AST, owner: str | None) -> Iterator[tuple[ast.AST, str | None]]:
    """Yield every function in a tree with the name of the innermost class around it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (*_DEF, ast.Lambda)):
            yield node, owner
        yield from _definitions(node, node.name if isinstance(node, ast.ClassDef) else owner)


def _first_line(node: Any) -> int:
    lines: list[int] = [node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]
    return min(lines)


def _imports(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield the imports of a file itself, not those in its functions and classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom) and node.module != "__future__"
        ):
            yield node
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case) and not isinstance(
            node, (*_DEF, ast.ClassDef)
        ):
            yield from _imports(node)


@dataclass(frozen=True)
class _Definition:
    """A definition, the class around it, and the imports of its file."""

    node: ast.FunctionDef | ast.AsyncFunctionDef
    owner: str | None
    imports: tuple[ast.stmt, ...]


def _definition(code: types.CodeType, lines: Sequence[str]) -> _Definition:
    """Find the definition that a code object was compiled from; a lambda becomes a `def`."""
    name = code.co_name
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError):
        tree = ast.Module([], [])
    found = [
        (node, owner)
        for node, owner in _definitions(tree, None)
        if getattr(node, "name", "<lambda>") == name and _first_line(node) == code.co_firstlineno
    ]
    if not lines or not found:
        raise NotTraceable(array_shapes.no_source(name))
    if len(found) > 1:
        raise NotTraceable(array_shapes.several_on_one_line(name))
    node, owner = found[0]
    if isinstance(node, ast.Lambda):
        body = ast.copy_location(ast.Return(node.body), node.body)
        node = ast.copy_location(ast.FunctionDef("<lambda>", node.args, [body], []), node)
    assert isinstance(node, _DEF)
    return _Definition(node, owner, tuple(_imports(tree)))


def _compiled(
    definition: _Definition, body: list[ast.stmt], code: types.CodeType
) -> types.CodeType:
    """Compile a function of this body so that its code can replace `code`.

    It is compiled inside a function whose parameters are the names of the closure, and inside a
    class of the right name, so that the compiler resolves every name as it did before. The imports
    of the file are there too, since the compiler treats what they import in a way of its own.
    """
    node, owner = definition.node, definition.owner
    new: Any = copy.copy(node)
    # Defaults and decorators belong to the function, not to its code.
    new.name, new.body, new.decorator_list, new.returns = _TRACED, body, [], None
    new.type_params = []
    new.args = copy.copy(node.args)
    new.args.defaults = []
    new.args.kw_defaults = [None] * len(node.args.kwonlyargs)
    inner: ast.stmt = new
    if owner is not None:
        inner = ast.ClassDef(owner, [], [], [inner], [])
        inner.type_params = []  # type: ignore[attr-defined,unused-ignore]
    names = [ast.arg(name) for name in code.co_freevars]
    arguments = ast.arguments([], names, None, [], [], None, [])
    outer = ast.FunctionDef("_enclosing", arguments, [inner], [])
    outer.type_params = []  # type: ignore[attr-defined,unused-ignore]
    tree = ast.fix_missing_locations(
        ast.Module([*definition.imports, ast.copy_location(outer, node)], [])
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns about calling a string, until it is replaced
        flags = code.co_flags & _FUTURE
        module = compile(tree, code.co_filename, "exec", flags=flags, dont_inherit=True)
    return next(c for c in codes_in(module) if c.co_name == _TRACED)


def codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield a code object and those of the functions and comprehensions inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_in(constant)


def _comparable(code: types.CodeType) -> tuple[object, ...]:
    """Return what two code objects compiled from one source have in common, on whatever line."""
    constants = [repr(c) for c in code.co_consts if not isinstance(c, types.CodeType)]
    return (
        code.co_code,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        constants,
    )


def _with_listeners(
    code: types.CodeType, old: str, new: str, listeners: Listeners
) -> types.CodeType:
    """Put the listeners into the constants of a code, and restore its name, at all depths."""
    calls = {VALUE: listeners.on_value, CALL: listeners.on_call, ITERATION: listeners.on_iteration}

    def replaced(constant: Any) -> Any:
        if isinstance(constant, types.CodeType):
            return _with_listeners(constant, old, new, listeners)
        return calls.get(constant, constant) if type(constant) is str else constant

    name = new.rpartition(".")[2] if code.co_name == _TRACED else code.co_name
    return code.replace(
        co_consts=tuple(replaced(constant) for constant in code.co_consts),
        co_name=name,
        co_qualname=code.co_qualname.replace(old, new, 1),
    )


def instrument(
    function: types.FunctionType,
    code: types.CodeType,
    numbering: Numbering,
    listeners: Listeners,
) -> types.CodeType:
    """Return code that does what `code`, the function's own, does, and calls the listeners.

    Raises
    ------
    NotTraceable
        If there is no source, or the function was compiled from another source.
    """
    lines = linecache.getlines(code.co_filename, function.__globals__)
    definition = _definition(code, lines)
    plain = _compiled(definition, definition.node.body, code)
    if _comparable(plain) != _comparable(code):
        raise NotTraceable(array_shapes.edited_source(code.co_name))
    names = {name for inner in codes_in(code) for name in inner.co_names}
    own = {name for inner in codes_in(code) for name in inner.co_varnames}
    modules = {
        name for name in names - own if isinstance(function.__globals__.get(name), types.ModuleType)
    }
    rewriter = FunctionRewriter(numbering, lines, code.co_firstlineno, modules)
    new = _compiled(definition, rewriter.function(definition.node), code)
    if new.co_freevars != code.co_freevars or new.co_varnames != code.co_varnames:
        raise NotTraceable(array_shapes.cannot_trace(code.co_name))
    return _with_listeners(new, new.co_qualname, code.co_qualname, listeners)
