"""Every claim of a message on a function's lines is a predicate of its text and its calls."""

import ast
import contextlib
import itertools
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from grader.student.calling import Function, copies
from grader.student.checking.question import Question
from grader.student.checking.verdict import Verdict
from grader.student.tracing.shape_text import observe

_States = Callable[[int], Iterator[Mapping[str, Any]]]
_Holds = Callable[[re.Match[str], ast.Module, _States], bool]


def _stores(tree: ast.AST, name: str) -> set[int]:
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    }


def _loads(tree: ast.AST, name: str) -> set[int]:
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Store)
    }


def _assigned_later(found: re.Match[str], tree: ast.Module, *_: object) -> bool:
    line, name = int(found[1]), found[2]
    assigned = int(found[3]) if found[3] else line
    return line in _loads(tree, name) and min(_stores(tree, name)) == assigned >= line


def _never_used(found: re.Match[str], tree: ast.Module, *_: object) -> bool:
    return int(found[2]) in _stores(tree, found[1]) and not _loads(tree, found[1])


def _argument_never_used(found: re.Match[str], tree: ast.Module, *_: object) -> bool:
    names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return found[1] in names and not _loads(tree, found[1])


def _only_inside(found: re.Match[str], tree: ast.Module, *_: object) -> bool:
    own = tree.body[0]
    assert isinstance(own, ast.FunctionDef)
    inner = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.FunctionDef)
    binding = [
        node
        for node in ast.walk(own)
        if isinstance(node, inner) and node is not own and _binds(node, found[1])
    ]
    inside = {id(part) for node in binding for part in ast.walk(node)}
    outside = {n.id for n in ast.walk(own) if isinstance(n, ast.Name) and id(n) not in inside}
    return found[1] in outside and int(found[2]) in {node.lineno for node in binding}


def _binds(node: ast.AST, name: str) -> bool:
    return any(
        name in (getattr(part, "id", None), getattr(part, "arg", None))
        for part in ast.walk(node)
        if isinstance(part, ast.arg) or isinstance(getattr(part, "ctx", None), ast.Store)
    )


def _shapes(found: re.Match[str], tree: ast.Module, states: _States) -> bool:
    """Tell whether the text is the line with shapes in place of values, in one of the calls."""
    line = int(found[1])
    statements = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.lineno == line
    ]
    if len(statements) != 1:
        return False
    start, *rest = found[2].removesuffix(".").split("..")
    # What is cut may be cut inside of a shape.
    start = _bare(re.sub(r"\((?:\d+,? ?)*$", "", start) if rest else start)
    return any(
        text.startswith(start) if rest else text == start
        for state in states(line)
        for text in _texts_of(statements[0], state)
    )


def _texts_of(statement: ast.stmt, state: Mapping[str, Any]) -> set[str]:
    """Return what a statement computes in all forms in which some of its parts are shapes."""
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            return _texts(ast.BinOp(target, op, value), state, "=")
        case ast.Assign(value=ast.expr() as value) | ast.Return(value=ast.expr() as value):
            return _texts(value, state)
    return set()


def _bare(text: str) -> str:
    """Return a text without spaces and brackets, but for those of shapes."""
    shapes = re.sub(r"\((\d+), ?(\d*)\)", r"<\1;\2>", text)
    return re.sub(r"[\s()]", "", shapes)


def _texts(node: ast.expr, state: Mapping[str, Any], assigned: str = "") -> set[str]:
    """Return an expression in all forms in which some of its parts are their shapes.

    `assigned` is "=" for an operation in place.
    """
    whole = ast.unparse(node)
    found = {_bare(whole)}
    # The expression that stops the function does so here as well.
    with contextlib.suppress(Exception):
        found.add(_bare(str(observe(eval(whole, dict(state))))))
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            mark = _bare(ast.unparse(ast.BinOp(ast.Name("_"), op, ast.Name("_"))))[1:-1] + assigned
            found |= {f"{a}{mark}{b}" for a in _texts(left, state) for b in _texts(right, state)}
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            found |= {f"-{a}" for a in _texts(operand, state)}
        case ast.Attribute(value=value, attr=name):
            found |= {f"{a}.{name}" for a in _texts(value, state)}
        case ast.Subscript(value=value, slice=index):
            found |= {f"{a}[{_bare(ast.unparse(index))}]" for a in _texts(value, state)}
        case ast.Call(func=func, args=args, keywords=keywords):
            parts = [_texts(each, state) for each in args]
            parts += [{_bare(ast.unparse(each))} for each in keywords]
            parts = [_texts(func, state), *parts]
            found |= {called + ",".join(each) for called, *each in itertools.product(*parts)}
    return found


STATEMENTS: Mapping[str, _Holds] = {
    r"Line (\d+) uses the variable `(\w+)`, which is assigned only"
    r" (?:by this very line|later, in line (\d+))": _assigned_later,
    r"The variable `(\w+)` \(line (\d+)\) is never used": _never_used,
    r"The argument `(\w+)` is never used": _argument_never_used,
    r"(\w+) has a value only inside of the expression or function in line (\d+)": _only_inside,
    r"Shapes in line (\d+): (.+)": _shapes,
}
"""A sentence on lines, and when it is so: what was found in it, the tree of the function, and what
returns the variables in its calls where a line begins."""


def untrue_statements(
    verdict: Verdict, question: Question, function: Function, source: str
) -> list[str]:
    """Return the sentences on lines of code in a message that are not so."""
    tree = ast.parse(source)

    def states(line: int) -> Iterator[Mapping[str, Any]]:
        for case in question.cases:
            yield from _states(function, copies(case.arguments), line)

    told = " ".join(line.strip() for line in verdict.lines[1:])
    return [
        found[0]
        for pattern, holds in STATEMENTS.items()
        if (found := re.search(pattern, told)) and not holds(found, tree, states)
    ]


def _states(function: Function, arguments: Mapping[str, Any], line: int) -> list[Mapping[str, Any]]:
    """Call a function and return its variables each time that a line of it begins."""
    code = getattr(function, "__code__", None)
    found: list[Mapping[str, Any]] = []

    def watch(frame: Any, event: str, _: object) -> Any:
        if frame.f_code is code:
            if event == "line" and frame.f_lineno - code.co_firstlineno + 1 == line:
                found.append({**frame.f_globals, **frame.f_locals})
            return watch
        return None

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        # The message may be about what it raises.
        with contextlib.suppress(Exception):
            function(*arguments.values())
    finally:
        sys.settrace(before)
    return found
