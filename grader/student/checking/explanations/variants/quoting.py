"""Quote what a change is about: the smallest expression that occurs once in its statement."""

import ast
import copy
from collections.abc import Iterator

from grader.student.checking.explanations.variants.changes import Change
from grader.student.messages import wrong_values as says

_LONGEST, _SHORTEST_LEFT_OUT = 40, 8
_BLOCKS = frozenset(["body", "orelse", "finalbody", "handlers"])
_OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.MatMult: "@",
    ast.Pow: "**",
}


def described(change: Change) -> tuple[str, str]:
    """Return how a change is described, a key of the messages on changes, and what it is about."""
    shown = change.shown
    kind: str = change.kind
    if isinstance(change.old, ast.Call) and kind in ("superfluous", "integer"):
        if shown is change.old:  # a function is too many, not what it is called with
            return ("call" if kind == "superfluous" else kind), _of_expression(
                change, _called(change.old)
            )
    elif kind in ("lines", "line", "loop"):
        return kind, _line_above(change) if kind == "lines" else ""
    if isinstance(shown, ast.stmt):
        return kind, _of_statement(kind, shown)
    return kind, _of_expression(change, shown)


def _line_above(change: Change) -> str:
    above = change.old[next(i for i, s in enumerate(change.old) if s is change.shown) - 1]
    return str(above.lineno)


def _called(call: ast.Call) -> ast.AST:
    """Return the function of a call; of a method the whole call, which the quotation shortens."""
    is_module = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    return call.func if isinstance(call.func, ast.Name) or is_module else call


def _of_statement(kind: str, statement: ast.stmt) -> str:
    """Quote the part of a statement that another one takes the place of."""
    match statement:
        case ast.AugAssign(op=op) if kind == "operator":
            return says.in_code(f"{_OPERATORS.get(type(op), '')}=")
        case ast.Assign() if kind == "operator":
            return says.in_code("=")
        case ast.Assign(targets=[target]) if kind != "written":
            return says.in_code(_short(target))
        case ast.Expr(value=value):
            return says.in_code(_short(value))
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            return says.in_code(_short(target))
    return ""


def _of_expression(change: Change, shown: ast.AST) -> str:
    """Quote an expression, with what is around it where it occurs more than once."""
    text = _text(shown)
    short = says.in_code(_short(shown))
    if change.statement is None:
        return short
    path = next(_paths_to(change.statement, shown), ())
    found = [node for node in _nodes(change.statement) if _text(node) == text]
    if len(found) < 2 or not path:
        return short
    for around in reversed(path[:-1]):
        if not isinstance(around, ast.expr) or len(_text(around)) > _LONGEST:
            break
        alike = [n for n in _nodes(change.statement) if _text(n) == _text(around)]
        inside = [n for n in _nodes(around) if _text(n) == text]
        if len(alike) == 1 and len(inside) == 1:
            return says.inside(short, says.in_code(_text(around)))
    found.sort(key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))
    number = next((i for i, node in enumerate(found) if node is shown), None)
    return short if number is None else says.numbered(number + 1, short)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes in a node; of a loop or an `if` only those of its first line."""
    for name, value in ast.iter_fields(node):
        if not (isinstance(node, ast.stmt) and name in _BLOCKS):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ast.AST):
                    yield each


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr | ast.keyword | ast.FormattedValue):
        yield node
    for child in _children(node):
        yield from _nodes(child)


def _paths_to(node: ast.AST, target: ast.AST) -> Iterator[tuple[ast.AST, ...]]:
    """Yield the nodes from one down to another."""
    if node is target:
        yield (node,)
    for child in _children(node):
        for path in _paths_to(child, target):
            yield (node, *path)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value)}}}"
    try:
        return ast.unparse(node)
    except (ValueError, RecursionError, AttributeError):
        return ""


def _short(node: ast.AST) -> str:
    """Return the text of an expression; in a long one its longest parts are left out."""
    text = _text(node)
    if len(text) <= _LONGEST or not isinstance(node, ast.expr):
        return text
    shorter = copy.deepcopy(node)
    while len(text) > _LONGEST:
        slots = [
            (len(_text(value)), parent, name, i)
            for parent in ast.walk(shorter)
            for name, values in ast.iter_fields(parent)
            for i, value in enumerate(values if isinstance(values, list) else [values])
            if isinstance(value, ast.expr)
            and not (isinstance(parent, ast.Call) and name == "func")
            and len(_text(value)) >= _SHORTEST_LEFT_OUT
        ]
        # The shortest part that makes it short enough, else the longest.
        enough = [slot for slot in slots if len(text) - slot[0] + 3 <= _LONGEST]
        if not slots:
            break
        _, parent, name, i = (
            min(enough, key=lambda s: s[0]) if enough else max(slots, key=lambda s: s[0])
        )
        value = getattr(parent, name)
        if isinstance(value, list):
            value[i] = ast.Constant(...)
        else:
            setattr(parent, name, ast.Constant(...))
        text = _text(shorter)
    return text
