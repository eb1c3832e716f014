"""Find the loops in a student's functions by their syntax trees.

A loop may be a comprehension, `map`, `np.vectorize`, a recursive function, or may be in another
function of the student's. Running the function finds none of these, and a loop over a few things
that are written in the code (names, axes) is no loop over the data. So the source is parsed, and
the names in it are looked up in the namespace in which the function was defined.
"""

import ast
import builtins
import inspect
import math
import textwrap
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.student.calling import Function, OutOfProcessFunction, code_of, is_own_function
from grader.student.messages import broken_rules as says

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_HIDDEN_LOOPS = frozenset(
    [
        "map",
        "filter",
        "reduce",
        "accumulate",
        "starmap",
        "iter",
        "next",
        "exec",
        "eval",
        "vectorize",
        "frompyfunc",
        "fromiter",
        "nditer",
        "ndenumerate",
        "ndindex",
        "apply_along_axis",
        "apply_over_axes",
    ]
)
#: Compiled if they are methods of a ufunc, as in np.add.reduce.
_UFUNC_METHODS = frozenset({"reduce", "accumulate"})
#: Python's own functions, which iterate over the elements of an array.
_ITERATING_BUILTINS = frozenset(
    ["sum", "fsum", "sumprod", "prod", "min", "max", "any", "all", "sorted"]
)
#: What these return is as short as their arguments.
_WRAPPERS = frozenset(
    ["enumerate", "zip", "reversed", "sorted", "range", "list", "tuple", "set", "dict"]
)
_MAX_SHORT = 20
#: Functions that replace the loop in an exercise about loops.
_READY_MADE = frozenset(
    [
        "dot",
        "vdot",
        "vecdot",
        "inner",
        "matmul",
        "matvec",
        "vecmat",
        "multi_dot",
        "tensordot",
        "einsum",
        "sumprod",
        "sum",
        "nansum",
        "cumsum",
        "mean",
        "average",
        "trace",
        "convolve",
        "correlate",
        "broadcast",
        "broadcast_to",
        "broadcast_arrays",
        "broadcast_shapes",
    ]
)


class SourceFinding(NamedTuple):
    """Something in the source of a function: where it is, and a description of it.

    `line` counts from the `def` line, which is line 1.
    """

    function: str
    line: int
    description: str


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class FunctionSource:
    """The syntax tree of one function of the student's, and the values of the names in it."""

    def __init__(self, name: str, function: Function, tree: ast.AST) -> None:
        self.name, self.tree, self.code = name, tree, code_of(function)
        self.namespace: dict[str, object] = getattr(function, "__globals__", {})
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
        stored = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        self.local = self.parameters | stored | self.inner.keys()

    def caller(self, name: str, function: types.FunctionType | None = None) -> "_Caller":
        """Return a function that this one names; without a value it is defined in its tree."""
        if function is not None:
            return _Caller(name, id(function.__code__))
        return _Caller(name, id(self.code) if name == self.name else (id(self.code), name))

    def value_of(self, node: ast.AST) -> object:
        """Return the value of a global name, or of a name in a global module; None if unknown."""
        match node:
            case ast.Name(id=name) if name not in self.local:
                return self.namespace.get(name, getattr(builtins, name, None))
            case ast.Attribute(value=owner, attr=attribute):
                module = self.value_of(owner)
                if isinstance(module, types.ModuleType):
                    return getattr(module, attribute, None)
        return None

    def uses(self, part: ast.AST) -> Iterator[tuple[str, int, types.FunctionType | None]]:
        """Yield the functions of the student's own that a part of the tree names.

        Each is a tuple of its name, the line and the function: None if it is defined in this
        tree.
        """
        for node in ast.walk(part):
            if not isinstance(node, ast.Name | ast.Attribute) or isinstance(node.ctx, ast.Store):
                continue
            value = self.value_of(node)
            if isinstance(node, ast.Name) and node.id in self.inner:
                yield node.id, node.lineno, None
            elif isinstance(value, types.FunctionType) and (
                value.__globals__ is self.namespace or is_own_function(value)
            ):
                yield _last_name(node), node.lineno, value


def _tree(function: Function) -> ast.AST | None:
    code = code_of(function)
    if code is None:
        return None
    try:
        # `inspect` does not accept an out-of-process function, but it accepts its code.
        readable = code if isinstance(function, OutOfProcessFunction) else function
        return ast.parse(textwrap.dedent(inspect.getsource(readable)))
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
    waiting = [(getattr(function, "__name__", ""), function)]
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
        source = found[id(code_of(current))] = FunctionSource(name, current, tree)
        for used, _, value in source.uses(tree):
            if value and not (used in helpers and code_of(notebook.get(used)) is value.__code__):
                waiting.append((used, value))
    return list(found.values())


def _is_short(iterated: ast.expr, source: FunctionSource, depth: int = 0) -> bool:
    """Return whether a loop iterates over a few things in the code, not over the data."""
    if depth > 5:
        return False

    def all_short(parts: Sequence[ast.expr]) -> bool:
        return all(_is_short(part, source, depth + 1) for part in parts)

    match iterated:
        case ast.Constant(value=int(value)):
            return value <= _MAX_SHORT
        case ast.Constant():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all_short([p.value for p in parts if isinstance(p, ast.Starred)])
        case ast.Dict(keys=keys, values=values):
            return all_short([v for k, v in zip(keys, values, strict=True) if k is None])
        case ast.Attribute(attr="shape" | "ndim"):
            return True
        case ast.Call(func=ast.Name(id="len"), args=[only]):
            return all_short([only])
        case ast.Call(func=ast.Name(id=name), args=args) if name in _WRAPPERS:
            return all_short(args)
        case ast.Call(func=ast.Attribute(attr="items" | "keys" | "values", value=owner), args=[]):
            made = source.values.get(owner.id, []) if isinstance(owner, ast.Name) else [owner]
            copies = [m for m in made if isinstance(m, ast.Call) and _last_name(m.func) == "dict"]
            return all_short(copies)
        case ast.Name(id=name) if name in source.values and name not in source.parameters:
            return all_short(source.values[name])
    return False


def _is_python_ufunc(value: object) -> bool:
    """Return whether np.frompyfunc made this: it works on Python objects only."""
    return isinstance(value, np.ufunc) and all(set(types_) <= set("O->") for types_ in value.types)


def _is_hidden_loop(node: ast.AST, source: FunctionSource) -> bool:
    """Return whether a name, or its value, is a function that loops in Python."""
    name, value = _last_name(node), source.value_of(node)
    if isinstance(node, ast.Attribute) and name in _UFUNC_METHODS:
        owner = source.value_of(node.value)
        if isinstance(owner, np.ufunc) or _last_name(node.value) in source.local:
            return _is_python_ufunc(owner)
    if isinstance(value, np.vectorize) or _is_python_ufunc(value):
        return True
    if is_own_function(value):
        return False
    local = isinstance(node, ast.Name) and name in source.local
    return (name in _HIDDEN_LOOPS and not local) or getattr(value, "__name__", "") in _HIDDEN_LOOPS


def _iterates_over_array(node: ast.Call, source: FunctionSource) -> bool:
    """Return whether a call passes an array to one of Python's own functions, such as sum."""
    if any(keyword.arg == "key" for keyword in node.keywords):
        return True  # a function that is called for each element
    name = _last_name(node.func)
    value = source.value_of(node.func)
    own = value is getattr(builtins, name, node) or value is getattr(math, name, node)
    if name not in _ITERATING_BUILTINS or not own:
        return False
    if name in ("min", "max") and len(node.args) > 1:
        return False
    return not all(_is_short(argument, source) for argument in node.args[:1])


def _loops_in(source: FunctionSource) -> Iterator[SourceFinding]:
    for node in ast.walk(source.tree):
        description = ""
        match node:
            case ast.While():
                description = says.while_loop()
            case ast.For() if not _is_short(node.iter, source):
                description = says.for_loop()
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                if not all(_is_short(g.iter, source) for g in node.generators):
                    description = says.comprehension()
            case ast.ImportFrom(names=names) if {n.name for n in names} & _HIDDEN_LOOPS:
                description = says.imported_loop()
            case ast.Name() | ast.Attribute() if _is_hidden_loop(node, source):
                description = says.hidden_loop(_last_name(node))
            case ast.Call() if _iterates_over_array(node, source):
                description = says.builtin_loop(_last_name(node.func))
        if description:
            yield SourceFinding(source.name, getattr(node, "lineno", 1), description)


class _Caller(NamedTuple):
    """A function that calls others: its name, and what is the same for the same function."""

    name: str
    identity: object


def _recursion(sources: Sequence[FunctionSource]) -> SourceFinding | None:
    """Return the first call by which a function calls itself, directly or indirectly."""
    calls: dict[_Caller, dict[_Caller, int]] = {}
    for source in sources:
        for name, part in {source.name: source.tree, **source.inner}.items():
            caller = source.caller(name)
            for used, line, function in source.uses(part):
                called = source.caller(used, function)
                calls.setdefault(caller, {}).setdefault(called, line)
    return _recursive_call(calls, sources[0].caller(sources[0].name), ())


def _recursive_call(
    calls: Mapping[_Caller, Mapping[_Caller, int]], caller: _Caller, above: tuple[_Caller, ...]
) -> SourceFinding | None:
    above = (*above, caller)
    for used, line in calls.get(caller, {}).items():
        if used in above:
            return SourceFinding(caller.name, line, says.recursion(used.name, caller.name))
        found = _recursive_call(calls, used, above)
        if found:
            return found
    return None


def first_loop(sources: Sequence[FunctionSource]) -> SourceFinding | None:
    """Return the first loop over the data, of whatever kind, None if there is none."""
    for source in sources:
        for found in _loops_in(source):
            return found
    return _recursion(sources)


def first_ready_made(sources: Sequence[FunctionSource]) -> SourceFinding | None:
    """Return the first use of a function or an operator that replaces a whole loop."""
    for source in sources:
        for node in ast.walk(source.tree):
            description = ""
            match node:
                case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                    description = "@"
                case ast.Attribute(attr=name) if name in _READY_MADE:
                    own = is_own_function(source.value_of(node))
                    description = "" if own else ast.unparse(node)
                case ast.Name(id=name):
                    value = source.value_of(node)
                    own = value is sum or isinstance(value, types.FunctionType)
                    if not own and getattr(value, "__name__", "") in _READY_MADE:
                        description = name
            if description:
                return SourceFinding(source.name, getattr(node, "lineno", 1), description)
    return None


def has_loop(sources: Sequence[FunctionSource]) -> bool:
    """Return whether there is a loop of any kind, over the data or over a few things."""
    kinds = (ast.For, ast.While, *_COMPREHENSIONS)
    parts = [(node, source) for source in sources for node in ast.walk(source.tree)]
    plain = any(isinstance(node, kinds) or _is_hidden_loop(node, source) for node, source in parts)
    return plain or _recursion(sources) is not None
