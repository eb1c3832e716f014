"""Find the loops in a student's functions by their syntax trees.

A loop may be a comprehension, `map`, `np.vectorize`, a recursive function, or may be in another
function of the student's. Running the function finds none of these, and a loop over a few things
that are written in the code (names, axes) is no loop over the data. So the source is parsed, and
the names in it are looked up in the namespace in which the function was defined.
"""

import ast
import builtins
import math
import types
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.student.calling import is_own_function
from grader.student.messages import broken_rules as says
from grader.student.tracing.loops.source import Caller, FunctionSource, SourceFinding, last_name

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_HIDDEN_LOOPS = frozenset(
    [
        "map",
        "filter",
        "reduce",
        "accumulate",
        "starmap",
        "filterfalse",
        "takewhile",
        "dropwhile",
        "groupby",
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
#: More entries than these, written out, or more turns can be the positions of the data.
_MAX_SHORT = 20
_MAX_COUNT = 4
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


def _is_short(iterated: ast.expr, source: FunctionSource, depth: int = 0) -> bool:
    """Return whether a loop iterates over a few things in the code, not over the data."""
    if depth > 5:
        return False

    def all_short(parts: Sequence[ast.expr]) -> bool:
        return all(_is_short(part, source, depth + 1) for part in parts)

    match iterated:
        case ast.Constant(value=bool()):
            return True
        case ast.Constant(value=int(value)):
            return value <= _MAX_COUNT
        case ast.Constant(value=str(text)):
            return len(text) <= _MAX_SHORT
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return _are_few(parts) and all_short([p for p in parts if isinstance(p, ast.Starred)])
        case ast.Starred(value=inner):
            return _is_short(inner, source, depth + 1)
        case ast.Dict(keys=keys, values=values):
            spread = [v for k, v in zip(keys, values, strict=True) if k is None]
            return len(keys) <= _MAX_SHORT and all_short(spread)
        case ast.Attribute(attr="shape" | "ndim"):
            return True
        case ast.Call(func=ast.Name(id="len") as name, args=[only]) if source.is_builtin(name):
            return all_short([only])
        case ast.Call(func=ast.Name(id=word) as name, args=args) if word in _WRAPPERS:
            return source.is_builtin(name) and not _is_spread(args) and all_short(args)
        case ast.Call(func=ast.Attribute(attr="items" | "keys" | "values", value=owner), args=[]):
            return _is_dictionary(owner, source, depth + 1)
        case ast.Name(id=name):
            values = source.only_values(iterated)
            return bool(values) and not source.may_grow(name) and all_short(values)
    return False


def _are_few(parts: Sequence[ast.expr]) -> bool:
    """Return whether what is written out is a few names, and not the positions of the data."""
    counted = [p for p in parts if isinstance(p, ast.Constant) and type(p.value) is int]
    return len(parts) <= _MAX_SHORT and len(counted) <= _MAX_COUNT


def _is_spread(args: Sequence[ast.expr]) -> bool:
    return any(isinstance(arg, ast.Starred) for arg in args)


def _is_dictionary(owner: ast.expr, source: FunctionSource, depth: int) -> bool:
    """Return whether this is a dictionary of few entries: an argument, or one that is built here.

    `dict(enumerate(X))` has an entry for each row of X.
    """
    match owner:
        case ast.Dict():
            return _is_short(owner, source, depth)
        case ast.Call(func=ast.Name(id="dict") as name, args=args) if source.is_builtin(name):
            return not _is_spread(args) and all(_is_short(arg, source, depth) for arg in args)
        case ast.Call(func=ast.Attribute(attr="copy", value=inner), args=[]):
            return _is_dictionary(inner, source, depth)
        case ast.Call(func=function, args=[only]) if last_name(function) in ("copy", "deepcopy"):
            return _is_dictionary(only, source, depth)
        case ast.Name(id=name) if source.scopes.is_local(owner) and depth <= 5:
            if name in source.parameters and not source.values.get(name):
                return True
            values = source.only_values(owner)
            return bool(values) and all(_is_dictionary(v, source, depth + 1) for v in values)
        case ast.Subscript() | ast.Attribute():
            return True
    return False


def _is_python_ufunc(value: object) -> bool:
    """Return whether np.frompyfunc made this: it works on Python objects only."""
    return isinstance(value, np.ufunc) and all(set(types_) <= set("O->") for types_ in value.types)


def _is_hidden_loop(node: ast.Name | ast.Attribute, source: FunctionSource) -> bool:
    """Return whether a name, or a value that it can have, is a function that loops in Python."""
    name = last_name(node)
    if isinstance(node, ast.Attribute) and name in _UFUNC_METHODS:
        owner = source.value_of(node.value)
        if isinstance(owner, np.ufunc) or source.is_local(node.value):
            return _is_python_ufunc(owner)
    values = source.values_of(node)
    if any(isinstance(value, np.vectorize) or _is_python_ufunc(value) for value in values):
        return True
    if any(getattr(value, "__name__", "") in _HIDDEN_LOOPS for value in values):
        return not all(map(is_own_function, values))
    if source.is_local(node) or (values and all(map(is_own_function, values))):
        return False
    return name in _HIDDEN_LOOPS


def _is_pythons_own(value: object) -> bool:
    name = getattr(value, "__name__", "")
    return isinstance(name, str) and (
        value is getattr(builtins, name, name) or value is getattr(math, name, name)
    )


def _iterates_over_array(node: ast.Call, source: FunctionSource) -> bool:
    """Return whether a call passes an array to one of Python's own functions, such as sum."""
    if any(keyword.arg == "key" for keyword in node.keywords):
        return True  # a function that is called for each element
    values = source.values_of(node.func)
    names = [getattr(value, "__name__", "") for value in values if _is_pythons_own(value)]
    if not set(names) & _ITERATING_BUILTINS:
        return False
    if set(names) <= {"min", "max"} and len(node.args) > 1 and not _is_spread(node.args):
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
            case ast.AsyncFor():
                description = says.for_loop()
            case ast.Name() | ast.Attribute() if _is_hidden_loop(node, source):
                description = says.hidden_loop(last_name(node))
            case ast.Call() if _iterates_over_array(node, source):
                description = says.builtin_loop(last_name(node.func))
        if description:
            yield SourceFinding(source.name, getattr(node, "lineno", 1), description)


def _recursion(sources: Sequence[FunctionSource]) -> SourceFinding | None:
    """Return the first call by which a function calls itself, directly or indirectly."""
    calls: dict[Caller, dict[Caller, int]] = {}
    for source in sources:
        for name, part in {source.name: source.tree, **source.inner}.items():
            caller = source.caller(name)
            for used, line, function in source.uses(part):
                called = source.caller(used, function)
                calls.setdefault(caller, {}).setdefault(called, line)
    return _recursive_call(calls, sources[0].caller(sources[0].name), ())


def _recursive_call(
    calls: Mapping[Caller, Mapping[Caller, int]], caller: Caller, above: tuple[Caller, ...]
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
    plain = any(
        isinstance(node, kinds)
        or (isinstance(node, ast.Name | ast.Attribute) and _is_hidden_loop(node, source))
        for node, source in parts
    )
    return plain or _recursion(sources) is not None
