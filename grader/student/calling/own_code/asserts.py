"""A student's own asserts: what one compared when it failed, and the function without them."""

import ast
import inspect
import textwrap
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.student.text import kind_name

Sides = tuple[tuple[str, str], ...]
"""What an assert compared: the text of each side, and its value."""

_MOST, _LONGEST = 2, 40


def sides_of_assert(frame: types.FrameType, line: int) -> Sides:
    """Return what the assert on a line compared, () if it is none that compares something.

    The sides are evaluated once more, in the frame in which the assert failed.
    """
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(frame.f_code)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return ()
    number = line - frame.f_code.co_firstlineno + 1
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and node.lineno <= number <= (node.end_lineno or 0)
    ]
    if not found:
        return ()
    sides = [side for side in _sides(found[-1].test) if not isinstance(side, ast.Constant)]
    read = (_read(side, frame) for side in sides)
    return tuple(pair for pair in read if pair is not None and pair[0] != pair[1])[:_MOST]


def _sides(test: ast.expr) -> Iterator[ast.expr]:
    match test:
        case ast.Compare():
            yield from (test.left, *test.comparators)
        case ast.BoolOp():
            for value in test.values:
                yield from _sides(value)
        case ast.UnaryOp(op=ast.Not()):
            yield from _sides(test.operand)
        case ast.Call():
            yield from test.args
        case _:
            yield test


def _read(side: ast.expr, frame: types.FrameType) -> tuple[str, str] | None:
    expression = ast.fix_missing_locations(ast.Expression(side))
    try:
        value = eval(compile(expression, "<assert>", "eval"), frame.f_globals, frame.f_locals)
        value = value.item() if isinstance(value, np.generic) else value
        text = repr(value) if isinstance(value, int | float | str | tuple) else kind_name(value)
    except Exception:  # it is the student's code, and may do anything
        return None
    if isinstance(value, type | types.ModuleType) or len(text) > _LONGEST:
        return None
    return ast.unparse(side)[:_LONGEST], text


def strip_asserts(function: Any, name: str) -> Callable[..., Any] | None:
    """Return a function in which `name`, itself or a function that it calls, has no asserts.

    None if the text of that function cannot be read.
    """
    inner = function if function.__name__ == name else function.__globals__.get(name)
    if not isinstance(inner, types.FunctionType) or inner.__code__.co_freevars:
        return None
    try:
        text = textwrap.dedent(inspect.getsource(inner.__code__))
        module = compile(text, inner.__code__.co_filename, "exec", dont_inherit=True, optimize=1)
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    codes = [each for each in module.co_consts if isinstance(each, types.CodeType)]
    code = next((each for each in codes if each.co_name == inner.__code__.co_name), None)
    if code is None:
        return None
    namespace = dict(inner.__globals__)
    copy = types.FunctionType(code, namespace, inner.__name__, inner.__defaults__)
    copy.__kwdefaults__ = inner.__kwdefaults__
    if inner is function:
        return copy
    namespace[name] = copy
    outer = types.FunctionType(
        function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__
    )
    outer.__kwdefaults__ = function.__kwdefaults__
    return outer
