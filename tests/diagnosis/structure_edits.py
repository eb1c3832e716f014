"""Edits of a solution's names, positions and statements: layers, activations, variables, copies."""

import ast
import copy
from collections.abc import Iterator

from tests.diagnosis.expression_edits import Edits, called, nodes_of, operands, with_

_ACTIVATIONS = ("sigmoid", "relu", "tanh", "leaky_relu")
_BACKWARD = tuple(f"{name}_backward" for name in _ACTIVATIONS)


def _plus_one(node: ast.expr, step: int) -> ast.expr:
    op = ast.Add() if step > 0 else ast.Sub()
    return ast.BinOp(copy.deepcopy(node), op, ast.Constant(1))


# ------------------------------------------------------------------------------- off by one


def _loop_variables(function: ast.FunctionDef) -> set[str]:
    loops = [n for n in ast.walk(function) if isinstance(n, ast.For | ast.comprehension)]
    return {
        loop.target.id
        for loop in loops
        if isinstance(loop.target, ast.Name) and called(loop.iter) == "range"
    } | {"L"}


def layer_off_by_one(function: ast.FunctionDef) -> Edits:
    names = _loop_variables(function)
    for node in nodes_of(function, ast.Subscript | ast.FormattedValue):
        place = node.slice if isinstance(node, ast.Subscript) else node.value
        used = {n.id for n in ast.walk(place) if isinstance(n, ast.Name)}
        if used & names and isinstance(place, ast.Name | ast.BinOp):
            for step in (1, -1):
                yield place, _plus_one(place, step)


def range_off_by_one(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        if called(node) != "range":
            continue
        for i in range(min(2, len(node.args))):
            for step in (1, -1):
                args = list(node.args)
                args[i] = _plus_one(args[i], step)
                yield node, with_(node, args=args)


def position_off_by_one(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Subscript):
        match node:
            case ast.Subscript(ast.Attribute(attr="shape")):
                continue
            case ast.Subscript(slice=ast.Constant(int() as at)):
                for other in (at + 1, at - 1):
                    yield node.slice, ast.Constant(other)


# ------------------------------------------------------------------------------- activation


def another_activation(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        for group in (_ACTIVATIONS, _BACKWARD):
            for other in group if called(node) in group else ():
                if other == called(node):
                    continue
                numpy = other == "tanh" and isinstance(node.func, ast.Attribute)
                func = ast.parse(f"np.{other}" if numpy else other, mode="eval").body
                yield node, with_(node, func=func)


def activation_left_out(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        if called(node) in (*_ACTIVATIONS, *_BACKWARD, "exp", "log", "maximum", "abs"):
            yield node, node.args[-1] if called(node) == "maximum" else node.args[0]


def another_activation_by_name(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Constant):
        for other in ("relu", "sigmoid") if node.value in ("relu", "sigmoid") else ():
            if other != node.value:
                yield node, ast.Constant(other)


# ------------------------------------------------------------- variables, keys, results, order


def _variables(function: ast.FunctionDef) -> list[str]:
    names = [a.arg for a in function.args.args]
    names += [
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    return list(dict.fromkeys(names))


def another_variable(function: ast.FunctionDef) -> Edits:
    names = _variables(function)
    results = {id(n) for r in nodes_of(function, ast.Return) for n in ast.walk(r)}
    for node in nodes_of(function, ast.Name):
        if isinstance(node.ctx, ast.Load) and node.id in names and id(node) not in results:
            for other in names:
                if other != node.id:
                    yield node, ast.Name(other, ast.Load())


def another_key(function: ast.FunctionDef) -> Edits:
    keys = [
        n.slice.value
        for n in nodes_of(function, ast.Subscript)
        if isinstance(n.slice, ast.Constant) and isinstance(n.slice.value, str)
    ]
    for node in nodes_of(function, ast.Subscript):
        if isinstance(node.slice, ast.Constant) and node.slice.value in keys:
            for other in dict.fromkeys(keys):
                if other != node.slice.value:
                    yield node.slice, ast.Constant(other)


def another_result(function: ast.FunctionDef) -> Edits:
    names = _variables(function)
    for result in nodes_of(function, ast.Return):
        for node in nodes_of(result, ast.Name):
            for other in names if node.id in names else ():
                if other != node.id:
                    yield node, ast.Name(other, ast.Load())


def result_under_another_name(function: ast.FunctionDef) -> Edits:
    seen: set[str] = {a.arg for a in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for name in nodes_of(node, ast.Name):
                if isinstance(name.ctx, ast.Store):
                    if name.id in seen:
                        yield name, ast.Name(f"{name.id}_new", ast.Store())
                    seen.add(name.id)


def _blocks(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, list[ast.stmt]]]:
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef | ast.For | ast.If):
            yield node, node.body


def before_the_loop(function: ast.FunctionDef) -> Edits:
    for owner, body in _blocks(function):
        for i, loop in enumerate(body):
            if not isinstance(loop, ast.For):
                continue
            for j, inner in enumerate(loop.body):
                if isinstance(inner, ast.Assign) and len(loop.body) > 1:
                    rest = with_(loop, body=loop.body[:j] + loop.body[j + 1 :])
                    yield owner, with_(owner, body=[*body[:i], inner, rest, *body[i + 1 :]])


def lines_in_another_order(function: ast.FunctionDef) -> Edits:
    for owner, body in _blocks(function):
        for i in range(len(body) - 1):
            one, other = body[i : i + 2]
            if isinstance(one, ast.Assign) and isinstance(other, ast.Assign):
                yield owner, with_(owner, body=[*body[:i], other, one, *body[i + 2 :]])


# ----------------------------------------------------------------------- integers, in place


def integer_division(function: ast.FunctionDef) -> Edits:
    for node in operands(function, ast.Div):
        yield node, with_(node, op=ast.FloorDiv())


def as_a_whole_number(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Assign):
        if isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.BinOp | ast.Call):
            name = ast.parse("np.round", mode="eval").body
            yield node.value, ast.Call(name, [copy.deepcopy(node.value)], [])


def array_of_whole_numbers(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        if called(node) in ("zeros", "ones", "zeros_like"):
            keyword = ast.keyword("dtype", ast.Name("int", ast.Load()))
            yield node, with_(node, keywords=[*node.keywords, keyword])


def _arguments(function: ast.FunctionDef) -> set[str]:
    return {a.arg for a in function.args.args}


def assigned_in_place(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Assign):
        match node:
            case ast.Assign([target], ast.BinOp(ast.Name(name) as left, op, right)):
                if name in _arguments(function):
                    yield node, ast.AugAssign(ast.Name(name, ast.Store()), op, right)
                    if not (isinstance(target, ast.Name) and target.id == name):
                        test = ast.Constant(True)
                        changed = ast.AugAssign(ast.Name(name, ast.Store()), op, right)
                        kept = with_(node, value=left)
                        yield node, ast.If(test, [changed, kept], [])


def copy_left_out(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Call):
        match node:
            case ast.Call(ast.Attribute(value, "copy" | "astype")):
                yield node, value
            case ast.Call(ast.Name("dict" | "list"), [value]):
                yield node, value


def written_into_the_argument(function: ast.FunctionDef) -> Edits:
    for node in nodes_of(function, ast.Assign):
        for name in _arguments(function):
            used = any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node.value))
            if used and isinstance(node.targets[0], ast.Name):
                everything = ast.Slice()
                place = ast.Subscript(ast.Name(name, ast.Load()), everything, ast.Store())
                written = ast.Assign([place], copy.deepcopy(node.value))
                kept = with_(node, value=ast.Name(name, ast.Load()))
                yield node, ast.If(ast.Constant(True), [written, kept], [])
