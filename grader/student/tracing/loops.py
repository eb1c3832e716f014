"""Find the loops in a student's functions, as the syntax tree shows them.

A loop hides in many places: a comprehension, `map`, `np.vectorize`, a function that calls itself,
another function of the student's. None of these is found by running the function, and a loop over
a few things that are written in the code (names, axes) is no loop over the data. So the text is
read, and the names in it are looked up where the function was defined.
"""

import ast
import builtins
import inspect
import math
import sys
import textwrap
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.student.calling import Function, OutOfProcessFunction, code_of
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
#: Compiled where they belong to a ufunc, as in np.add.reduce.
_OF_A_UFUNC = frozenset({"reduce", "accumulate"})
#: Python's own functions, which take the entries of an array out one by one.
_ONE_BY_ONE = frozenset(["sum", "fsum", "sumprod", "prod", "min", "max", "any", "all", "sorted"])
#: What these return is as small as what they are given.
_WRAPPERS = frozenset(
    ["enumerate", "zip", "reversed", "sorted", "range", "list", "tuple", "set", "dict"]
)
_LARGEST_SMALL = 20
#: Functions that do at once what an exercise about the loop itself asks for.
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
_LIBRARIES = sys.stdlib_module_names | {"grader", "IPython"}


class Found(NamedTuple):
    """Something in the text of a function: what it is, in words, and where it stands.

    `line` counts from the `def` line, which is line 1.
    """

    function: str
    line: int
    what: str


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_library(function: types.FunctionType) -> bool:
    """Tell whether a function comes from Python or an installed package, not from a student."""
    root = (function.__module__ or "").split(".")[0]
    path = function.__code__.co_filename
    return root in _LIBRARIES or "site-packages" in path or "dist-packages" in path


class Text:
    """One function of the student's: its tree, and what the names in it stand for."""

    def __init__(self, name: str, function: Function, tree: ast.AST) -> None:
        self.name, self.tree = name, tree
        self.namespace: dict[str, object] = getattr(function, "__globals__", {})
        self.inner: dict[str, ast.AST] = {}  # functions that are defined inside
        self.values: dict[str, list[ast.expr]] = {}  # what local names are set to
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

    def value_of(self, node: ast.AST) -> object:
        """Return what a global name, or a name in a global module, stands for; None if unknown."""
        match node:
            case ast.Name(id=name) if name not in self.local:
                return self.namespace.get(name, getattr(builtins, name, None))
            case ast.Attribute(value=owner, attr=attribute):
                module = self.value_of(owner)
                if isinstance(module, types.ModuleType):
                    return getattr(module, attribute, None)
        return None

    def uses(self, part: ast.AST) -> Iterator[tuple[str, int, types.FunctionType | None]]:
        """Go through the functions of the student's own that a part of the tree names.

        Each comes with its name, the line, and itself: None where it is defined in this very
        tree.
        """
        for node in ast.walk(part):
            if not isinstance(node, ast.Name | ast.Attribute) or isinstance(node.ctx, ast.Store):
                continue
            value = self.value_of(node)
            if isinstance(node, ast.Name) and node.id in self.inner:
                yield node.id, node.lineno, None
            elif isinstance(value, types.FunctionType) and (
                value.__globals__ is self.namespace or not _is_library(value)
            ):
                yield _last_name(node), node.lineno, value


def _tree(function: Function) -> ast.AST | None:
    code = code_of(function)
    if code is None:
        return None
    try:
        # A function elsewhere is none to `inspect`, but its code is here.
        readable = code if isinstance(function, OutOfProcessFunction) else function
        return ast.parse(textwrap.dedent(inspect.getsource(readable)))
    except (OSError, TypeError, SyntaxError):
        return None


def read(function: Function, helpers: Collection[str]) -> list[Text] | None:
    """Read a function, and all functions of the student's own that it leads to.

    Parameters
    ----------
    helpers : collection of str
        Names of functions that are judged elsewhere, and not read here.

    Returns
    -------
    list of Text or None
        The function itself first; None if the source of one of them cannot be read.
    """
    waiting = [(getattr(function, "__name__", ""), function)]
    found: dict[str, Text] = {}
    while waiting:
        name, current = waiting.pop(0)
        if name in found:
            continue
        tree = _tree(current)
        if tree is None:
            return None
        found[name] = Text(name, current, tree)
        waiting += [(n, f) for n, _, f in found[name].uses(tree) if f and n not in helpers]
    return list(found.values())


def _is_small(iterated: ast.expr, text: Text, depth: int = 0) -> bool:
    """Tell whether a loop runs over a few things written in the code, not over the data."""
    if depth > 5:
        return False

    def all_small(parts: Sequence[ast.expr]) -> bool:
        return all(_is_small(part, text, depth + 1) for part in parts)

    match iterated:
        case ast.Constant(value=int(value)):
            return value <= _LARGEST_SMALL
        case ast.Constant():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all_small([p.value for p in parts if isinstance(p, ast.Starred)])
        case ast.Dict(keys=keys, values=values):
            return all_small([v for k, v in zip(keys, values, strict=True) if k is None])
        case ast.Attribute(attr="shape" | "ndim"):
            return True
        case ast.Call(func=ast.Name(id="len"), args=[only]):
            return all_small([only])
        case ast.Call(func=ast.Name(id=name), args=args) if name in _WRAPPERS:
            return all_small(args)
        case ast.Call(func=ast.Attribute(attr="items" | "keys" | "values", value=owner), args=[]):
            made = text.values.get(owner.id, []) if isinstance(owner, ast.Name) else [owner]
            copies = [m for m in made if isinstance(m, ast.Call) and _last_name(m.func) == "dict"]
            return all_small(copies)
        case ast.Name(id=name) if name in text.values and name not in text.parameters:
            return all_small(text.values[name])
    return False


def _is_python_ufunc(value: object) -> bool:
    """Tell whether this came out of np.frompyfunc: it works on Python objects only."""
    return isinstance(value, np.ufunc) and all(set(types_) <= set("O->") for types_ in value.types)


def _is_hidden_loop(node: ast.AST, text: Text) -> bool:
    """Tell whether a name, or what it stands for, is a function that loops in Python."""
    name, value = _last_name(node), text.value_of(node)
    if isinstance(node, ast.Attribute) and name in _OF_A_UFUNC:
        owner = text.value_of(node.value)
        if isinstance(owner, np.ufunc) or _last_name(node.value) in text.local:
            return _is_python_ufunc(owner)
    if isinstance(value, np.vectorize) or _is_python_ufunc(value):
        return True
    if isinstance(value, types.FunctionType) and not _is_library(value):
        return False
    local = isinstance(node, ast.Name) and name in text.local
    return (name in _HIDDEN_LOOPS and not local) or getattr(value, "__name__", "") in _HIDDEN_LOOPS


def _takes_one_by_one(node: ast.Call, text: Text) -> bool:
    """Tell whether a call gives an array to one of Python's own functions, such as sum."""
    if any(keyword.arg == "key" for keyword in node.keywords):
        return True  # a function that is called for each entry
    name = _last_name(node.func)
    value = text.value_of(node.func)
    own = value is getattr(builtins, name, node) or value is getattr(math, name, node)
    if name not in _ONE_BY_ONE or not own:
        return False
    if name in ("min", "max") and len(node.args) > 1:
        return False
    return not all(_is_small(argument, text) for argument in node.args[:1])


def _loops_in(text: Text) -> Iterator[Found]:
    for node in ast.walk(text.tree):
        what = ""
        match node:
            case ast.While():
                what = says.while_loop()
            case ast.For() if not _is_small(node.iter, text):
                what = says.for_loop()
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                if not all(_is_small(g.iter, text) for g in node.generators):
                    what = says.comprehension()
            case ast.ImportFrom(names=names) if {n.name for n in names} & _HIDDEN_LOOPS:
                what = says.imported_loop()
            case ast.Name() | ast.Attribute() if _is_hidden_loop(node, text):
                what = says.hidden_loop(_last_name(node))
            case ast.Call() if _takes_one_by_one(node, text):
                what = says.builtin_loop(_last_name(node.func))
        if what:
            yield Found(text.name, getattr(node, "lineno", 1), what)


def _recursion(texts: Sequence[Text]) -> Found | None:
    """Return the first call that leads a function back to itself."""
    calls: dict[str, dict[str, int]] = {}
    for text in texts:
        for name, part in {text.name: text.tree, **text.inner}.items():
            for used, line, _ in text.uses(part):
                calls.setdefault(name, {}).setdefault(used, line)
    return _way_back(calls, texts[0].name, ())


def _way_back(
    calls: Mapping[str, Mapping[str, int]], name: str, above: tuple[str, ...]
) -> Found | None:
    above = (*above, name)
    for used, line in calls.get(name, {}).items():
        if used in above:
            return Found(name, line, says.recursion(used, name))
        found = _way_back(calls, used, above)
        if found:
            return found
    return None


def first_loop(texts: Sequence[Text]) -> Found | None:
    """Return the first loop over the data, of whatever kind, None if there is none."""
    for text in texts:
        for found in _loops_in(text):
            return found
    return _recursion(texts)


def ready_made(texts: Sequence[Text]) -> Found | None:
    """Return the first use of a function or an operator that does a whole loop's work."""
    for text in texts:
        for node in ast.walk(text.tree):
            what = ""
            match node:
                case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                    what = "@"
                case ast.Attribute(attr=name) if name in _READY_MADE:
                    what = ast.unparse(node)
                case ast.Name(id=name):
                    value = text.value_of(node)
                    own = value is sum or isinstance(value, types.FunctionType)
                    if not own and getattr(value, "__name__", "") in _READY_MADE:
                        what = name
            if what:
                return Found(text.name, getattr(node, "lineno", 1), what)
    return None


def has_loop(texts: Sequence[Text]) -> bool:
    """Tell whether there is a loop of any kind, over the data or over a few things."""
    kinds = (ast.For, ast.While, *_COMPREHENSIONS)
    parts = [(node, text) for text in texts for node in ast.walk(text.tree)]
    plain = any(isinstance(node, kinds) or _is_hidden_loop(node, text) for node, text in parts)
    return plain or _recursion(texts) is not None
