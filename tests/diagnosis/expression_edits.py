"""Edits of a solution's expressions: axes, transposes, terms and factors, arguments."""

import ast
import copy
from collections.abc import Iterator

Edits = Iterator[tuple[ast.AST, ast.AST]]
"""A node of a tree, and what is put in its place."""


def with_(node: ast.AST, **changes: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def nodes_of(function: ast.AST, kind: type) -> Iterator[ast.AST]:
    return (n for n in ast.walk(function) if isinstance(n, kind))


def called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


# ------------------------------------------------------------------------------------- axis


def _keywords(function: ast.FunctionDef, names: tuple[str, ...]) -> Edits:
    for call in nodes_of(function, ast.Call):
        if any(k.arg in names for k in call.keywords):
            yield call, with_(call, keywords=[k for k in call.keywords if k.arg not in names])


def another_axis(function: ast.FunctionDef) -> Edits:
    for keyword in nodes_of(function, ast.keyword):
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            yield keyword.value, ast.Constant(1 - keyword.value.value)


def no_axis(function: ast.FunctionDef) -> Edits:
    return _keywords(function, ("axis",))


def no_keepdims(function: ast.FunctionDef) -> Edits:
    return _keywords(function, ("keepdims",))


def size_of_another_axis(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Subscript):
        match node:
            case ast.Subscript(ast.Attribute(attr="shape"), ast.Constant(0 | 1 as axis)):
                yield node.slice, ast.Constant(1 - axis)


# -------------------------------------------------------------------------------- transpose


def _transpose(node: ast.expr) -> ast.expr:
    return ast.Attribute(copy.deepcopy(node), "T", ast.Load())


def _factors(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, ast.expr, ast.expr]]:
    """Yield matrix products with their factors."""
    for node in nodes_of(function, ast.BinOp | ast.Call):
        match node:
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                yield node, left, right
            case ast.Call(args=[left, right]) if called(node) in ("dot", "matmul"):
                yield node, left, right


def transpose_left_out(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Attribute):
        if node.attr == "T":
            yield node, node.value


def transpose_too_many(function: ast.FunctionDef) -> Edits:
    for _, left, right in _factors(function):
        for factor in (left, right):
            if not (isinstance(factor, ast.Attribute) and factor.attr == "T"):
                yield factor, _transpose(factor)


def transpose_of_the_other(function: ast.FunctionDef) -> Edits:
    for node, left, right in _factors(function):
        one, other = (
            f.value if isinstance(f, ast.Attribute) and f.attr == "T" else None
            for f in (left, right)
        )
        if (one is None) == (other is None):
            continue
        pair = [one, _transpose(right)] if one is not None else [_transpose(left), other]
        if isinstance(node, ast.Call):
            yield node, with_(node, args=pair)
        else:
            yield node, with_(node, left=pair[0], right=pair[1])


# -------------------------------------------------------------------- terms, factors, arguments


def operands(function: ast.FunctionDef, *operators: type) -> Iterator[ast.BinOp]:
    return (n for n in nodes_of(function, ast.BinOp) if isinstance(n.op, operators))


def term_left_out(function: ast.FunctionDef) -> Edits:
    for node in operands(function, ast.Add, ast.Sub):
        yield node, node.left
        minus = isinstance(node.op, ast.Sub)
        yield node, ast.UnaryOp(ast.USub(), node.right) if minus else node.right


def factor_left_out(function: ast.FunctionDef) -> Edits:
    for node in operands(function, ast.Mult):
        yield node, node.left
        yield node, node.right


def divisor_left_out(function: ast.FunctionDef) -> Edits:
    for node in operands(function, ast.Div):
        yield node, node.left


def arguments_swapped(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        if called(node) in ("range", "maximum", "dot", "matmul"):
            continue
        for i in range(len(node.args) - 1):
            args = list(node.args)
            args[i], args[i + 1] = args[i + 1], args[i]
            yield node, with_(node, args=args)


def operands_swapped(function: ast.FunctionDef) -> Edits:
    for node in operands(function, ast.Sub, ast.Div, ast.Pow):
        yield node, with_(node, left=node.right, right=node.left)


def factors_swapped(function: ast.FunctionDef) -> Edits:
    for node, left, right in _factors(function):
        if isinstance(node, ast.Call):
            yield node, with_(node, args=[right, left])
        else:
            yield node, with_(node, left=right, right=left)
