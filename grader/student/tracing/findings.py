"""Find the lines on which an array lost an axis, or a broadcast made an array larger."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.student.messages.array_shapes import (
    RankOneCause,
    broadcast_result,
    explain_growth,
    explain_rank_one,
)
from grader.student.tracing.shape_text import (
    Observed,
    Shape,
    ShapeFormatter,
    is_rank_one,
    size_of,
)
from grader.student.tracing.syntax import Statement, nodes_of, operands_of, operator_text

_FUNCTIONS_BY_CAUSE: tuple[tuple[RankOneCause, str], ...] = (
    ("summed", "sum mean max min amax amin prod std var median norm all any argmax argmin average"),
    ("flattened", "squeeze flatten ravel reshape"),
    ("made", "zeros ones empty full rand randn normal uniform random standard_normal"),
)
_CAUSES: dict[str, RankOneCause] = {
    name: cause for cause, names in _FUNCTIONS_BY_CAUSE for name in names.split()
}
_RANK_ONE_BY_DESIGN = frozenset(
    ["arange", "linspace", "logspace", "permutation", "nonzero", "flatnonzero", "argsort"]
)
"""Functions whose result is meant to have one axis."""

_ELEMENTWISE = frozenset(
    [
        *("add", "subtract", "multiply", "divide", "true_divide", "power"),
        *("maximum", "minimum", "where", "equal", "greater", "less"),
    ]
)


@dataclass(frozen=True)
class RankOne:
    """A line that made an array with one axis from values none of which has one axis."""

    function: str
    line: int
    expression: str
    target: str
    size: int
    cause: RankOneCause


@dataclass(frozen=True)
class GrowingBroadcast:
    """A line on which a broadcast made an array larger than both of its operands.

    Attributes
    ----------
    expression : str
        Its source, such as "b - alpha * db", and `shapes` the same as "(4, 1) - (4,)".
    rank_one : str
        Name or source of the operand with one axis, "" if both have two.
    cause : RankOneCause or None
        How that operand lost its other axis; None if that is not known.
    cause_line : int or None
        The line above on which it did; None if that is not known.
    """

    function: str
    line: int
    expression: str
    shapes: str
    result: Shape
    rank_one: str
    size: int
    cause: RankOneCause | None
    cause_line: int | None


Finding = RankOne | GrowingBroadcast


def explain_finding(finding: Finding) -> str:
    """Describe a finding and how to fix it, beginning with a lower-case letter."""
    if isinstance(finding, RankOne):
        name = finding.target or finding.expression
        return explain_rank_one(name, finding.size, finding.cause)
    says = explain_growth(finding.rank_one, finding.size, finding.cause, finding.cause_line)
    return broadcast_result(finding.shapes, finding.result, says)


def find_rank_one(statement: Statement, formatter: ShapeFormatter) -> RankOne | None:
    """Return where a statement made a rank-1 array from values that are not rank-1 arrays."""
    result = formatter.observed(statement.value)
    if not is_rank_one(result) or statement.kind not in ("=", "return"):
        return None
    first = None
    for node in nodes_of(statement.value):
        if not is_rank_one(formatter.observed(node)):
            continue
        if isinstance(node, ast.Name) or _function_name(node) in _RANK_ONE_BY_DESIGN:
            return None
        first = first or node
    if first is None or not isinstance(result, tuple):
        return None
    return RankOne(
        function=statement.function,
        line=statement.line,
        expression=formatter.source(statement.value),
        target=_target_name(statement.targets[0]) if statement.targets else "",
        size=result[0],
        cause=_cause(first),
    )


def find_growing_broadcasts(
    statement: Statement, formatter: ShapeFormatter, rank_one_names: Mapping[str, RankOne]
) -> list[GrowingBroadcast]:
    """Return the broadcasts of a statement whose result is larger than their operands.

    Parameters
    ----------
    statement : Statement
    formatter : ShapeFormatter
        Has what was observed of the statement.
    rank_one_names : mapping of str to RankOne
        For each name, how it became a rank-1 array in an earlier statement.
    """
    found = []
    for node in nodes_of(statement.value):
        operands = _broadcast_operands(node)
        result = formatter.observed(node)
        shapes = [(operand, formatter.observed(operand)) for operand in operands]
        arrays = [(node_, shape) for node_, shape in shapes if isinstance(shape, tuple) and shape]
        if len(arrays) < 2 or not isinstance(result, tuple):
            continue
        if size_of(result) <= max(size_of(shape) for _, shape in arrays):
            continue
        name, size, cause, line = "", 0, None, None
        for operand, shape in arrays:
            if len(shape) == 1:
                name, cause = _rank_one_operand(operand, formatter)
                size = shape[0]
        if name in rank_one_names:
            cause, line = rank_one_names[name].cause, rank_one_names[name].line
        found.append(
            GrowingBroadcast(
                function=statement.function,
                line=statement.line,
                expression=formatter.source(node),
                shapes=_operation_on_shapes(node, [shape for _, shape in shapes]),
                result=result,
                rank_one=name,
                size=size,
                cause=cause,
                cause_line=line,
            )
        )
    return found


def _broadcast_operands(node: ast.AST) -> list[ast.AST]:
    """Return the operands that an expression broadcasts, [] if it does not broadcast."""
    match node:
        case ast.Call(args=args) if _function_name(node) in _ELEMENTWISE:
            return list(args)
        case ast.BinOp(op=op) if not isinstance(op, ast.MatMult):
            return operands_of(node)
        case ast.Compare():
            return operands_of(node)
    return []


def _rank_one_operand(node: ast.AST, formatter: ShapeFormatter) -> tuple[str, RankOneCause | None]:
    """Return the name of an operand with one axis, or its source and how it got one axis."""
    parts = [part for part in nodes_of(node) if is_rank_one(formatter.observed(part))]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return (names[0], None) if names else (formatter.source(parts[0]), _cause(parts[0]))


def _function_name(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def _cause(node: ast.AST) -> RankOneCause:
    if isinstance(node, ast.Subscript):
        return "picked"
    return _CAUSES.get(_function_name(node), "other")


def _target_name(target: ast.AST) -> str:
    match target:
        case ast.Name(id=name):
            return name
        case ast.Subscript() | ast.Attribute():
            return ast.unparse(target)
    return ""


def _operation_on_shapes(node: ast.AST, shapes: Sequence[Observed | None]) -> str:
    """Write an operation on shapes: "(4, 1) - (4,)"."""
    match node:
        case ast.BinOp(op=op) | ast.Compare(ops=[op]):
            return f" {operator_text(op)} ".join(map(str, shapes))
    return f"{_function_name(node)}({', '.join(map(str, shapes))})"
