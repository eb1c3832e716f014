"""Other expressions in place of one: axes, transposes, operators, variables, functions, terms."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.student.checking.explanations.variants.changes import Change, Kind, Place

_REDUCING = frozenset(
    ["sum", "mean", "max", "min", "amax", "amin", "norm", "prod", "std", "var", "any", "all"]
)
UNARY = ("exp", "log", "sqrt", "abs", "square", "tanh", "sign")
_FAMILIES = (
    ("sum", "mean", "max", "min", "prod"),
    ("maximum", "minimum", "where"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("dot", "multiply", "matmul", "outer"),
    (*UNARY, "abs", "log2", "log10", "log1p", "expm1", "sinh", "cosh", "floor", "ceil", "round"),
    ("argmax", "argmin"),
    ("vstack", "hstack"),
)
_ACTIVATIONS = ("sigmoid", "relu", "tanh", "leaky_relu")
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True)
class Known:
    """What may stand in place of something.

    Attributes
    ----------
    variables : tuple of str
        Parameters and local names.
    parameters : tuple of str
    functions : tuple of str
        Functions of the notebook.
    words : tuple of str
        Texts of the function, and keys of its arguments.
    parts : tuple of ast.expr
        Expressions of which one may be missing somewhere.
    unset : tuple of str
        Names that are used and never given a value.
    """

    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    functions: tuple[str, ...]
    words: tuple[str, ...]
    parts: tuple[ast.expr, ...] = ()
    unset: tuple[str, ...] = ()


def name_called(node: ast.AST) -> str:
    """Return the last name of the function that a call calls, "" for anything else."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def with_(node: ast.expr, **changes: object) -> ast.expr:
    """Return a node that differs in some fields, and shares the others."""
    fields = {name: getattr(node, name) for name in node._fields}
    return type(node)(**{**fields, **changes})


def load(name: str) -> ast.Name:
    """Return a name that is read."""
    return ast.Name(name, ast.Load())


def numpy(name: str, *args: ast.expr) -> ast.Call:
    """Return a call of a function of NumPy."""
    return ast.Call(ast.Attribute(load("np"), name, ast.Load()), list(args), [])


def binary(left: ast.expr, op: ast.operator, right: ast.expr) -> ast.BinOp:
    """Return an operation."""
    return ast.BinOp(left, op, right)


def is_transposed(node: ast.AST) -> bool:
    """Return whether an expression is a transpose."""
    return isinstance(node, ast.Attribute) and node.attr == "T"


def transposed(node: ast.expr) -> ast.expr:
    """Return the transpose of an expression, or what it is the transpose of."""
    return (
        node.value
        if isinstance(node, ast.Attribute) and node.attr == "T"
        else ast.Attribute(node, "T", ast.Load())
    )


def changes_of(place: Place, known: Known) -> Iterator[Change]:
    """Yield what could stand in place of an expression, but for what could be added to it."""
    node = place.node
    if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    match node:
        case ast.Call():
            yield from _of_call(place, node, known)
        case ast.BinOp():
            yield from _of_operation(place, node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield place.change("sign", operand)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield place.change("comparison", operand)
        case ast.Compare(ops=[op]):
            for other in _COMPARISONS:
                if not isinstance(op, other):
                    yield place.change("comparison", with_(node, ops=[other()]))
        case ast.BoolOp(op=op):
            other_op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield place.change("comparison", with_(node, op=other_op))
        case ast.IfExp(body=body, orelse=orelse):
            yield place.change("order", with_(node, body=orelse, orelse=body))
        case ast.Attribute(value=value, attr="T"):
            yield place.change("transpose", value)
        case ast.Name(id=name) if name in known.variables:
            for other_name in known.variables:
                if other_name != name:
                    yield place.change("variable", load(other_name))
        case ast.Constant():
            yield from _of_constant(place, node, known)
        case ast.Subscript():
            yield from _of_subscript(place, node)
    yield from _shifted(place)


def _shifted(place: Place) -> Iterator[Change]:
    """Yield an index, or the number in a key, that is one more or less."""
    text = name_called(place.parent) == "str" and place.slot.key == 0
    whole = place.within is not None and place.parent in (place.within, *_parts(place.within))
    if isinstance(place.node, ast.Constant | ast.Tuple | ast.Slice) or not (text or whole):
        return
    for op in (ast.Add(), ast.Sub()):
        yield place.change("index", binary(place.node, op, ast.Constant(1)), place.within)


def _parts(index: ast.Subscript | ast.FormattedValue) -> tuple[ast.AST, ...]:
    """Return what stands between a subscript and each of its indices."""
    inner = index.slice if isinstance(index, ast.Subscript) else index.value
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    return (inner, *parts) if isinstance(inner, ast.Tuple | ast.Slice) else ()


def _of_subscript(place: Place, node: ast.Subscript) -> Iterator[Change]:
    match node:
        case ast.Subscript(ast.Attribute(attr="shape"), ast.Constant(0 | 1 as axis)):
            yield place.change("size", with_(node, slice=ast.Constant(1 - axis)))
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        row, column = node.slice.elts
        swapped = ast.Tuple([column, row], ast.Load())
        yield place.change("index", with_(node, slice=swapped))


def _of_constant(place: Place, node: ast.Constant, known: Known) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield place.change("number", ast.Constant(not value))
    elif isinstance(value, int | float):
        kind: Kind = "number" if place.within is None else "index"
        others = [value + 1, value - 1, 0, 1, 2, -1, -value]
        if isinstance(value, float):
            others += [value * 10, value / 10, value * 2, value / 2]
        for other in dict.fromkeys(others):
            if other != value:
                yield place.change(kind, ast.Constant(other), place.within)
    elif isinstance(value, str):
        key = isinstance(place.parent, ast.Subscript | ast.Dict)
        kind = "key" if key else "activation" if value in _ACTIVATIONS else "text"
        for word in known.words:
            if word != value:
                yield place.change(kind, ast.Constant(word))


def _of_operation(place: Place, node: ast.BinOp) -> Iterator[Change]:
    left, right = node.left, node.right
    index = place.within
    if isinstance(node.op, ast.FloorDiv):
        yield place.change("integer", with_(node, op=ast.Div()))
    if isinstance(node.op, ast.MatMult):
        yield from _of_product(place, node, left, right)
    for other in _OPERATORS:
        if not isinstance(node.op, other):
            yield place.change("operator", with_(node, op=other()))
    if isinstance(node.op, ast.Sub | ast.Div | ast.Pow | ast.FloorDiv):
        yield place.change("order", with_(node, left=right, right=left))
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow | ast.MatMult):
        kind: Kind = "index" if index else "superfluous"
        yield place.change(kind, left, index or right)
        if not isinstance(node.op, ast.Div | ast.Pow):
            yield place.change(kind, right, index or left)


def _of_product(place: Place, node: ast.expr, left: ast.expr, right: ast.expr) -> Iterator[Change]:
    """Yield products of the same factors in another order, or transposed."""

    def product(one: ast.expr, other: ast.expr) -> ast.expr:
        if isinstance(node, ast.Call):
            return with_(node, args=[one, other])
        return with_(node, left=one, right=other)

    yield place.change("order", product(right, left))
    for one, other in (
        (transposed(left), right),
        (left, transposed(right)),
        (transposed(left), transposed(right)),
    ):
        yield place.change("transpose", product(one, other))
        yield place.change("order", product(other, one))


def _of_call(place: Place, node: ast.Call, known: Known) -> Iterator[Change]:
    name = name_called(node)
    yield from _other_axes(place, node, name)
    if name in ("dot", "matmul") and len(node.args) == 2:
        yield from _of_product(place, node, *node.args)
    if name == "range":
        yield from _other_ranges(place, node)
    if name == "len" and len(node.args) == 1:
        for axis in (1, 0):
            shape = ast.Attribute(node.args[0], "shape", ast.Load())
            size = ast.Subscript(shape, ast.Constant(axis), ast.Load())
            yield place.change("size", size)
    plain = not any(isinstance(a, ast.Starred) for a in node.args)
    for i in range(len(node.args) if plain else 0):
        for j in range(i + 1, len(node.args)):
            args = list(node.args)
            args[i], args[j] = args[j], args[i]
            yield place.change("order", with_(node, args=args))
    for i, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        if keyword.arg not in ("axis", "keepdims"):
            kind: Kind = "integer" if keyword.arg == "dtype" else "superfluous"
            yield place.change(kind, with_(node, keywords=rest), keyword)
    yield from _other_functions(place, node, name, known)
    # The call is too many: what it is called on, or with, is enough.
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        kind = "integer" if name == "astype" else "superfluous"
        yield place.change(kind, node.func.value)
    for argument in node.args if plain else ():
        rounding = name in ("int", "round", "floor", "rint", "trunc", "ceil")
        yield place.change("integer" if rounding else "superfluous", argument)


def _is_module(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="np" | "numpy" | "math"):
            return True
        case ast.Attribute(value=value):
            return _is_module(value)
    return False


def _other_functions(place: Place, node: ast.Call, name: str, known: Known) -> Iterator[Change]:
    def called(function: ast.expr) -> Change:
        return place.change("function", with_(node, func=function), node.func)

    if isinstance(node.func, ast.Attribute):
        for family in _FAMILIES:
            for other in family if name in family else ():
                if other != name:
                    yield called(with_(node.func, attr=other))
    if isinstance(node.func, ast.Name) or _is_module(getattr(node.func, "value", node)):
        for other in known.functions:
            if other != name:
                yield called(load(other))
    if isinstance(node.func, ast.Name) and name in known.functions and len(node.args) == 1:
        for other in UNARY:
            yield called(ast.Attribute(load("np"), other, ast.Load()))


def _other_axes(place: Place, node: ast.Call, name: str) -> Iterator[Change]:
    if name not in _REDUCING:
        return
    others = [k for k in node.keywords if k.arg not in ("axis", "keepdims")]
    own = ast.dump(node)
    for axis in (0, 1, None):
        for kept in (True, False):
            chosen = list(others)
            if axis is not None:
                chosen.append(ast.keyword("axis", ast.Constant(axis)))
            if kept:
                chosen.append(ast.keyword("keepdims", ast.Constant(True)))
            new = with_(node, keywords=chosen)
            if ast.dump(new) != own:
                yield place.change("axis", new)


def _other_ranges(place: Place, node: ast.Call) -> Iterator[Change]:
    for i in range(min(2, len(node.args))):
        for op in (ast.Add(), ast.Sub()):
            args = list(node.args)
            args[i] = binary(args[i], op, ast.Constant(1))
            yield place.change("range", with_(node, args=args))
    if len(node.args) == 1:
        for start in (1, 2):
            args = [ast.Constant(start), *node.args]
            yield place.change("range", with_(node, args=args))
            args = [ast.Constant(start), binary(node.args[0], ast.Add(), ast.Constant(1))]
            yield place.change("range", with_(node, args=args))
    reverse = ast.Call(load("reversed"), [node], [])
    yield place.change("range", reverse)
