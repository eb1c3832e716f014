"""An expression with something more: a term, a factor, a sign, a transpose, a function, a copy."""

import ast
import copy
from collections.abc import Iterator

from grader.student.checking.explanations.variants.changes import Change, Place
from grader.student.checking.explanations.variants.expressions import (
    UNARY,
    Known,
    binary,
    is_transposed,
    load,
    name_called,
    numpy,
    transposed,
)


def _is_whole(place: Place) -> bool:
    """Return whether an expression is one to which a term or a factor may be missing."""
    if not isinstance(getattr(place.node, "ctx", ast.Load()), ast.Load):
        return False
    if isinstance(place.node, ast.Tuple | ast.List | ast.Dict | ast.Starred):
        return False
    if isinstance(place.node, ast.Constant):
        number = isinstance(place.node.value, int | float) and place.within is None
        return number and isinstance(place.parent, ast.Assign | ast.Return | ast.BinOp)
    match place.parent:
        case ast.Assign() | ast.AugAssign() | ast.Return() | ast.BinOp() | ast.UnaryOp():
            return True
        case ast.Call(args=args):
            return place.node in args and name_called(place.parent) not in ("range", "len", "zip")
        case ast.Tuple() | ast.Dict() | ast.Subscript(ctx=ast.Store()):
            return not isinstance(place.parent, ast.Subscript)
        case ast.Compare():
            return True
        case ast.ListComp(elt=element) | ast.DictComp(value=element):
            return place.node is element
    return False


def additions_to(place: Place, known: Known) -> Iterator[Change]:
    """Yield an expression with one more term, factor, sign, transpose or function."""
    if not _is_whole(place):
        return
    node = place.node
    yield place.change("sign", ast.UnaryOp(ast.USub(), node))
    factor = isinstance(place.parent, ast.BinOp) and isinstance(place.parent.op, ast.MatMult)
    if not factor and not is_transposed(node):
        yield place.change("transpose", transposed(node))
    if isinstance(node, ast.Name):
        for made in (
            ast.Call(ast.Attribute(node, "copy", ast.Load()), [], []),
            ast.Call(load("dict"), [node], []),
            ast.Call(load("list"), [node], []),
        ):
            yield place.change("copy", made)
    for name in known.functions:
        yield place.change("applied", ast.Call(load(name), [node], []))
    for name in (*UNARY, "sum", "mean"):
        yield place.change("applied", numpy(name, node))
    for new in _with_factor(node, known):
        yield place.change("factor", new)
    is_root = isinstance(place.parent, ast.Assign | ast.Return)
    for new in _with_term(node, known, is_root):
        yield place.change("term", new)


def _one_minus(node: ast.expr) -> ast.expr:
    return binary(ast.Constant(1), ast.Sub(), node)


def _one_plus(node: ast.expr) -> ast.expr:
    return binary(ast.Constant(1), ast.Add(), node)


def _mirrored(node: ast.expr, known: Known) -> ast.expr:
    """Return an expression with 1 - v in place of each variable v, as in the losses."""

    class Mirror(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return _one_minus(name) if name.id in known.variables else name

    mirrored = Mirror().visit(copy.deepcopy(node))
    assert isinstance(mirrored, ast.expr)
    return mirrored


def _with_factor(node: ast.expr, known: Known) -> Iterator[ast.expr]:
    for part in known.parts:
        yield binary(node, ast.Mult(), part)
        yield binary(node, ast.Div(), part)
    for name in known.variables:
        variable = load(name)
        for factor in (
            _one_minus(variable),
            _one_plus(variable),
            binary(variable, ast.Mult(), _one_minus(variable)),
            _one_minus(binary(variable, ast.Pow(), ast.Constant(2))),
            ast.Compare(variable, [ast.Gt()], [ast.Constant(0)]),
        ):
            yield binary(node, ast.Mult(), factor)
        yield binary(node, ast.Div(), _one_minus(variable))
        yield binary(node, ast.Div(), _one_plus(variable))
        yield binary(node, ast.MatMult(), variable)
        yield binary(variable, ast.MatMult(), node)
    for name in known.parameters:
        for axis in (1, 0):
            shape = ast.Attribute(load(name), "shape", ast.Load())
            size = ast.Subscript(shape, ast.Constant(axis), ast.Load())
            yield binary(node, ast.Div(), size)
    for number in (2, 100, -2):
        yield binary(node, ast.Mult(), ast.Constant(number))
    for number in (2, 100):
        yield binary(node, ast.Div(), ast.Constant(number))
    yield binary(node, ast.Pow(), ast.Constant(2))


def _with_term(node: ast.expr, known: Known, is_root: bool) -> Iterator[ast.expr]:
    products: list[ast.expr] = []
    if is_root:
        products = [
            binary(load(name), ast.Mult(), part)
            for name in known.variables
            for part in known.parts
            if not isinstance(part, ast.BinOp)
        ]
    for part in (ast.Constant(1), _mirrored(node, known), *known.parts, *products):
        yield binary(node, ast.Add(), part)
        yield binary(node, ast.Sub(), part)
        yield binary(part, ast.Sub(), node)
