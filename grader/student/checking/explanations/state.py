"""Find what a function keeps from one call to the next, and the line that keeps it."""

import ast
import copy
import inspect
import types
from collections.abc import Iterator

from grader.student.calling import Function, call, same
from grader.student.checking.explanations.source import Definition, parts_of, read_definition
from grader.student.checking.question import SolvedCase
from grader.student.messages import wrong_values as says

_CHANGING = frozenset(
    ["append", "extend", "insert", "pop", "remove", "clear", "update", "setdefault", "add", "fill"]
)
_MAKING = frozenset(["list", "dict", "set", "zeros", "ones", "empty", "array"])


def explain_state(function: Function, case: SolvedCase) -> str | None:
    """Name the line that keeps something, for a function whose second call returns other values.

    None if nothing is found, or if two calls return the same.
    """
    found = _kept(function)
    if found is None:
        return None
    first = call(function, case.arguments)
    try:
        # What is kept may be the very object that is returned.
        before = copy.deepcopy(first.value)
    except Exception:  # it may be an object of the student's own
        return None
    second = call(function, case.arguments)
    failed = first.failure is not None or second.failure is not None
    return None if not failed and same(before, second.value) else found


def explain_cache(function: Function) -> str | None:
    """Name the decorator that keeps the results of a function, None if it has none."""
    definition = read_definition(inspect.unwrap(function))
    for node in definition.decorator_list if definition is not None else ():
        name = _last_name(node.func if isinstance(node, ast.Call) else node)
        if name in ("cache", "lru_cache"):
            return says.keeps_results(node.lineno, name)
    return None


def explain_matrix(function: Function) -> str | None:
    """Name the line that makes an np.matrix, None if there is none."""
    definition = read_definition(function)
    for node in parts_of(definition) if definition is not None else ():
        if isinstance(node, ast.Call) and _last_name(node.func) in ("matrix", "asmatrix", "bmat"):
            return says.makes_a_matrix(node.lineno)
    return None


def _kept(function: Function) -> str | None:
    definition = read_definition(function)
    if definition is None:
        return None
    namespace = getattr(function, "__globals__", {})
    defaults = set(_mutable_defaults(definition))
    declared = {
        name for node in parts_of(definition) if isinstance(node, ast.Global) for name in node.names
    }
    stored = set(_stored(definition)) - declared
    own = stored | {each.arg for each in ast.walk(definition.args) if isinstance(each, ast.arg)}
    for name, line in _changes(definition, declared):
        if name in defaults and name not in stored:
            return says.keeps_default(line, name)
        if name in declared or (name not in own and _is_data(namespace.get(name))):
            return says.keeps_global(line, name)
    return None


def _is_data(value: object) -> bool:
    return not (value is None or callable(value) or isinstance(value, types.ModuleType))


def _mutable_defaults(definition: Definition) -> Iterator[str]:
    arguments = [*definition.args.posonlyargs, *definition.args.args]
    defaults = definition.args.defaults
    for argument, default in zip(
        arguments[len(arguments) - len(defaults) :], defaults, strict=True
    ):
        made = isinstance(default, ast.Call) and _last_name(default.func) in _MAKING
        if made or isinstance(default, ast.List | ast.Dict | ast.Set):
            yield argument.arg


def _stored(definition: Definition) -> Iterator[str]:
    """Yield the names that a function gives another value, so that they are its own."""
    parts = list(parts_of(definition))
    changed = {id(node.target) for node in parts if isinstance(node, ast.AugAssign)}
    for node in parts:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if id(node) not in changed:
                yield name


def _changes(definition: Definition, declared: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the names whose values a function changes in place, each with its line."""
    for node in parts_of(definition):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if method in _CHANGING:
                    yield name, node.lineno
            case ast.AugAssign(target=ast.Name(id=name)):
                yield name, node.lineno
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) if name in declared:
                yield name, node.lineno


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
