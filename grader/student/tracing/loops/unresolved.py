"""Find what the text of a student's function does not show: a call that could be anything.

`getattr(tools, name)(X)` runs a function whose text nobody can find by reading. A rule about the
text does not take such a function for one that keeps it; the message says which expression it is
and how to write it so that it can be read.
"""

import ast
import builtins
import functools
import types
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from grader.student.calling import is_own_code, is_own_function, is_own_module
from grader.student.messages import broken_rules as says
from grader.student.tracing.loops.source import (
    PATCHED,
    FunctionSource,
    SourceFinding,
    last_name,
)

#: Python's functions that find a value by a text, or run a text.
_BY_TEXT = frozenset(
    ["getattr", "globals", "vars", "eval", "exec", "compile", "__import__", "setattr", "delattr"]
)
#: Functions of modules that find or build a function.
_BUILDERS = frozenset(
    [
        *("attrgetter", "itemgetter", "methodcaller", "partial", "partialmethod", "import_module"),
        *("reload", "FunctionType", "LambdaType", "CodeType", "MethodType", "singledispatch"),
        *("run_cell", "run_line_magic", "run_cell_magic", "user_ns", "get_ipython"),
    ]
)
#: Modules whose functions run no function of the student's for each element.
_KNOWN = frozenset(
    [
        *("numpy", "math", "cmath", "copy", "operator", "time", "warnings", "typing", "random"),
        *("matplotlib", "grader", "numbers", "__future__", "datetime", "logging", "textwrap"),
        "itertools",
        *("scipy.special", "scipy.linalg"),
    ]
)
#: Parts of NumPy that run other code.
_UNKNOWN = frozenset(["numpy.testing", "numpy.ctypeslib", "numpy.f2py", "numpy.lib.introspect"])
#: Attributes with two underscores that lead to no other function.
_PLAIN = frozenset(
    ["__name__", "__doc__", "__len__", "__version__", "__class__", "__qualname__", "__module__"]
)


def first_unresolved(
    sources: Sequence[FunctionSource], helpers: Collection[str]
) -> SourceFinding | None:
    """Return the first expression whose value the text does not show, None if there is none.

    Parameters
    ----------
    sources : sequence of FunctionSource
    helpers : collection of str
        Names of functions that are judged as other exercises, or that the notebook gives.
    """
    for source in sources:
        for node, description in _unresolved_in(source, helpers):
            return SourceFinding(source.name, getattr(node, "lineno", 1), description)
    return None


def _unresolved_in(
    source: FunctionSource, helpers: Collection[str]
) -> Iterator[tuple[ast.AST, str]]:
    annotations, called, wraps = _annotations(source.tree), _called(source), _wraps(source)
    for node in ast.walk(source.tree):
        description = ""
        match node:
            case _ if id(node) in annotations or id(node) in wraps:
                continue
            case ast.ClassDef(name=name):
                description = says.a_class(name)
            case ast.FunctionDef(name=name, decorator_list=[*_, _] as decorators):
                is_shown = all(id(d) in wraps or _is_own(d, source) for d in decorators)
                description = "" if is_shown else says.a_decorator(name)
            case ast.Import(names=names):
                description = _import([alias.name for alias in names])
            case ast.ImportFrom(module=module, names=names):
                modules = [
                    f"{module}.{n.name}" if module == "scipy" else f"{module}" for n in names
                ]
                words = {n.name for n in names} & _BUILDERS
                description = says.by_text(sorted(words)[0]) if words else _import(modules)
            case ast.Name(id=name, ctx=ast.Load()) if not source.is_local(node):
                if name not in helpers:
                    values = source.values_of(node)
                    description = _name(name, values, source)
                    if id(node) in called and not all(map(_is_readable, values)):
                        description = says.unknown_function(name)
            case ast.Attribute(ctx=ast.Load()):
                description = _attribute(node, source)
        if description:
            yield node, description


def _is_readable(value: object) -> bool:
    """Return whether a value is no container, in which any function may be."""
    return callable(value) or isinstance(value, types.ModuleType)


def _called(source: FunctionSource) -> set[int]:
    """Return the names from whose values the functions are taken that a function calls."""
    remaining = [(n.func, 0) for n in ast.walk(source.tree) if isinstance(n, ast.Call)]
    found: set[int] = set()
    while remaining:
        part, depth = remaining.pop()
        if isinstance(part, ast.Attribute):
            continue  # a method of an array
        for node in ast.walk(part):
            if isinstance(node, ast.Name):
                found.add(id(node))
                if depth < 4 and source.is_local(node):
                    remaining += [(each, depth + 1) for each in source.values.get(node.id, ())]
    return found


def _is_own(decorator: ast.expr, source: FunctionSource) -> bool:
    """Return whether a decorator is a function of the student's, whose text is read as well."""
    made_by = decorator.func if isinstance(decorator, ast.Call) else decorator
    values = source.values_of(made_by)
    return bool(values) and all(map(is_own_function, values))


def _wraps(source: FunctionSource) -> set[int]:
    """Return the nodes of `@functools.wraps(f)`, which only copies a name."""
    decorators = [d for n in ast.walk(source.tree) for d in getattr(n, "decorator_list", ())]
    found: set[int] = set()
    for each in decorators:
        if isinstance(each, ast.Call) and source.values_of(each.func) == [functools.wraps]:
            found |= {id(each), *(id(inner) for inner in ast.walk(each.func))}
    return found


def _annotations(tree: ast.AST) -> set[int]:
    """Return the nodes that only say of which type something is; they compute nothing."""
    parts = [
        part
        for node in ast.walk(tree)
        for name in ("annotation", "returns")
        if (part := getattr(node, name, None)) is not None
    ]
    return {id(inner) for part in parts for inner in ast.walk(part)}


def _import(modules: Sequence[str]) -> str:
    unknown = [name for name in modules if not _is_known(name)]
    return says.imported_inside(unknown[0]) if unknown else ""


def _is_known(module: str) -> bool:
    parents = [module.rsplit(".", n)[0] for n in range(module.count(".") + 1)]
    return bool(_KNOWN & set(parents)) and not _UNKNOWN & set(parents)


def _name(name: str, values: Sequence[object], source: FunctionSource) -> str:
    if name == getattr(source.code, "co_name", ""):
        return ""
    if not values:
        return says.defined_nowhere(name)
    for value in values:
        description = _value(name, value)
        if description:
            return description
    return _patched(name, name, source)


def _value(name: str, value: object) -> str:
    """Say what is not known of a global value that a function names."""
    builtin = getattr(builtins, getattr(value, "__name__", ""), None)
    match value:
        case _ if value is builtin and callable(value):
            return says.by_text(value.__name__) if value.__name__ in _BY_TEXT else ""
        case types.ModuleType():
            known = is_own_module(value) or _is_known(value.__name__)
            return "" if known else says.other_module(name)
        case type():
            library = _is_known(value.__module__) or value.__module__ == "builtins"
            return "" if library else says.a_class(name)
        case types.FunctionType():
            return "" if is_own_code(value.__code__) else _of_module(name, value)
        case np.ufunc():
            return ""
        case _ if callable(value):
            return _of_module(name, value)
    return ""


def _of_module(name: str, value: object) -> str:
    """Say that a function of a module that is not known could call any other."""
    word, module = getattr(value, "__name__", ""), getattr(value, "__module__", None)
    if word in _BUILDERS:
        return says.by_text(name)
    owner = getattr(value, "__self__", None)
    if isinstance(owner, types.ModuleType):
        module = owner.__name__
    is_plain = isinstance(
        value, types.FunctionType | types.BuiltinFunctionType | np.random.Generator
    ) or type(value).__module__.startswith(("numpy", "_cython"))
    # A callable of the judge's has a module of its own if it was imported from there.
    is_plain = is_plain or "__module__" in getattr(value, "__dict__", {})
    if is_plain and isinstance(module, str) and _is_known(module.lstrip("_")):
        return ""
    if is_plain and isinstance(owner, np.random.Generator | np.random.RandomState):
        return ""
    return says.unknown_function(name)


def _attribute(node: ast.Attribute, source: FunctionSource) -> str:
    name = node.attr
    if name in _BUILDERS or name in _BY_TEXT:
        return says.by_text(name)
    if name.startswith("__") and name.endswith("__") and name not in _PLAIN:
        return says.by_text(name)
    owners = source.values_of(node.value)
    if any(isinstance(owner, types.FunctionType | type) for owner in owners):
        is_own = any(getattr(o, "__module__", "") not in _KNOWN | {"builtins"} for o in owners)
        return says.attribute_of(ast.unparse(node)[:40]) if is_own and name not in _PLAIN else ""
    modules = [owner for owner in owners if isinstance(owner, types.ModuleType)]
    if modules and (description := _patched(name, f"{last_name(node.value)}.{name}", source)):
        return description
    for value in source.values_of(node):
        description = _value(ast.unparse(node)[:40], value)
        if description:
            return description
    return ""


def _patched(name: str, shown: str, source: FunctionSource) -> str:
    patched = source.namespace.get(PATCHED)
    if not isinstance(patched, dict) or not patched:
        return ""
    how = patched.get(name) or patched.get("*")
    return says.patched(shown, how) if how else ""
