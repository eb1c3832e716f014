"""Single changes of a solution's text, made systematically: what a slip of the hand could write.

The general ones are those of every mutation tester (operators, constants, comparisons, dropped
statements); to them come the slips of array code: axis, keepdims, transposes, swapped arguments, a
neighbouring index, another variable, another key.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.exercises.exercise import BEGIN, END

Change = Callable[[ast.AST], ast.AST | None]

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.MatMult),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.Lt, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.Gt, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_FUNCTIONS = {
    "sum": "mean",
    "mean": "sum",
    "exp": "log",
    "log": "exp",
    "tanh": "exp",
    "maximum": "minimum",
    "max": "min",
    "zeros": "ones",
    "ones": "zeros",
    "randn": "rand",
    "standard_normal": "random",
    "abs": "square",
    "sqrt": "square",
    "dot": "multiply",
    "zeros_like": "ones_like",
    "where": "maximum",
}


@dataclass(frozen=True)
class Mutant:
    """One changed text.

    Attributes
    ----------
    what : str
        The change in words, with its line of the function.
    source : str
        The whole text of the function.
    line : str
        The statement that it changes, as it stands now; what was dropped has a - in front.
    """

    what: str
    source: str
    line: str


def _solution_lines(source: str) -> set[int]:
    inside, lines = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() == BEGIN:
            inside = True
        elif line.strip() == END:
            inside = False
        elif inside:
            lines.add(number)
    return lines


def _names(function: ast.AST) -> list[str]:
    """Return the names of arguments and variables of a function, not of what it calls."""
    called = {n.func.id for n in ast.walk(function) if _is_named_call(n)}
    names = [a.arg for n in ast.walk(function) if isinstance(n, ast.arguments) for a in n.args]
    names += [
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    return [n for n in dict.fromkeys(names) if n not in called]


def _texts(function: ast.AST, lines: set[int]) -> dict[int, list[str]]:
    """Return for each text in a solution (by its id) the others that could stand there.

    A key could be another key, and an argument another argument. Parts of what is printed are
    neither.
    """
    keys, others = [], []
    for node in ast.walk(function):
        for child in ast.iter_child_nodes(node):
            if not (isinstance(child, ast.Constant) and isinstance(child.value, str)):
                continue
            if child.lineno in lines and not isinstance(node, ast.JoinedStr | ast.Expr):
                (keys if isinstance(node, ast.Subscript | ast.Dict) else others).append(child)
    return {
        id(constant): list(dict.fromkeys(c.value for c in kind if c.value != constant.value))
        for kind in (keys, others)
        for constant in kind
    }


def _changed_line(before: str, after: str) -> str:
    """Return the first line that a change has made, or with a - the one that it has taken."""
    one, other = before.splitlines(), after.splitlines()
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    if at < len(other) and other[at].strip() != "pass":
        return other[at].strip()
    return f"- {one[at].strip()}"


def _is_named_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _expression_changes(
    node: ast.AST, names: list[str], texts: dict[int, list[str]]
) -> Iterator[tuple[str, ast.AST]]:
    """Yield what could stand in place of an expression."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            for other in _OPERATORS.get(type(op), ()):
                yield f"{type(op).__name__} becomes {other.__name__}", _with(node, op=other())
            yield "left operand alone", left
            yield "right operand alone", right
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult):
                yield "operands swapped", _with(node, left=right, right=left)
            if isinstance(op, ast.MatMult):
                yield "left factor transposed", _with(node, left=_transposed(left))
                yield "right factor transposed", _with(node, right=_transposed(right))
        case ast.BoolOp(op=op):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"{type(op).__name__} becomes {type(other).__name__}", _with(node, op=other)
        case ast.IfExp(body=body, orelse=orelse):
            yield "answers swapped", _with(node, body=orelse, orelse=body)
        case ast.UnaryOp(operand=operand):
            yield "sign or not dropped", operand
        case ast.Compare(ops=[op]):
            for swap in _COMPARISONS.get(type(op), ()):
                yield f"{type(op).__name__} becomes {swap.__name__}", _with(node, ops=[swap()])
        case ast.Constant(value=bool() as value):
            yield f"{value} becomes {not value}", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            for other_value in dict.fromkeys((value + 1, value - 1, 0)):
                if other_value != value:
                    yield f"{value} becomes {other_value}", _number(other_value)
        case ast.Constant(value=str() as value):
            for another in texts.get(id(node), ()):
                yield f"{value!r} becomes {another!r}", ast.Constant(another)
        case ast.Attribute(value=value, attr="T"):
            yield "transpose dropped", value
        case ast.Call():
            yield from _call_changes(node)
        case ast.Name(id=name, ctx=ast.Load()) if name in names:
            for another in names:
                if another != name:
                    yield f"{name} becomes {another}", ast.Name(another, ast.Load())
        case ast.Subscript(value=value, slice=ast.Name() as index):
            for sign, op in (("+", ast.Add()), ("-", ast.Sub())):
                shifted = ast.BinOp(index, op, ast.Constant(1))
                yield f"index {sign} 1", _with(node, slice=shifted)


def _call_changes(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield "call dropped, its argument kept", node.args[0]
    if len(node.args) >= 2:
        first, second, *rest = node.args
        yield "first two arguments swapped", _with(node, args=[second, first, *rest])
    for i, keyword in enumerate(node.keywords):
        others = node.keywords[:i] + node.keywords[i + 1 :]
        yield f"{keyword.arg} dropped", _with(node, keywords=others)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            flipped = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "other axis", _with(node, keywords=[*others, flipped])
    if isinstance(node.func, ast.Attribute) and node.func.attr in _FUNCTIONS:
        other = _FUNCTIONS[node.func.attr]
        yield f"{node.func.attr} becomes {other}", _with(node, func=_with(node.func, attr=other))
    if isinstance(node.func, ast.Name) and node.func.id == "range" and len(node.args) == 1:
        (stop,) = node.args
        less = ast.BinOp(stop, ast.Sub(), ast.Constant(1))
        yield "range one short", _with(node, args=[less])
        more = ast.BinOp(stop, ast.Add(), ast.Constant(1))
        yield "range one more", _with(node, args=[more])
        yield "range from 1", _with(node, args=[ast.Constant(1), stop])


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _number(value: float) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _with(node: ast.AST, **changes: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


class _Replace(ast.NodeTransformer):
    """Puts one node in place of another."""

    def __init__(self, target: ast.AST, new: ast.AST) -> None:
        self.target, self.new = target, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.target:
            return self.new
        return super().visit(node)


def _replaced(tree: ast.Module, target: ast.AST, new: ast.AST) -> str:
    # Copied together, so that the target in the copy is known.
    memo_tree, memo_target, memo_new = copy.deepcopy((tree, target, new))
    return ast.unparse(ast.fix_missing_locations(_Replace(memo_target, memo_new).visit(memo_tree)))


def mutants(source: str) -> list[Mutant]:
    """Return every single change of the lines in a solution's region.

    Parameters
    ----------
    source : str
        Text of an exercise's cell, with its region.

    Returns
    -------
    list of Mutant
        Each text once, and none that equals the solution.
    """
    lines = _solution_lines(source)
    tree = ast.parse(source)
    names, texts = _names(tree), _texts(tree, lines)
    own = ast.unparse(tree)
    found: dict[str, Mutant] = {}

    def add(what: str, line: int, target: ast.AST, new: ast.AST) -> None:
        text = _replaced(tree, target, new)
        if text != own:
            changed = _changed_line(own, text)
            found.setdefault(text, Mutant(f"line {line}: {what}", text + "\n", changed))

    for node in ast.walk(tree):
        line = getattr(node, "lineno", None)
        if line not in lines:
            continue
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
            add("statement dropped", line, node, ast.Pass())
        if isinstance(node, ast.AugAssign):
            add("assigned, not added", line, node, ast.Assign([node.target], node.value))
            for other in _OPERATORS.get(type(node.op), ()):
                what = f"{type(node.op).__name__} becomes {other.__name__}"
                add(what, line, node, _with(node, op=other()))
        if isinstance(node, ast.If):
            add("condition negated", line, node.test, ast.UnaryOp(ast.Not(), node.test))
        for what, new in _expression_changes(node, names, texts):
            add(what, line, node, new)
    return list(found.values())
