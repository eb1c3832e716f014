"""One change of a function's tree, which can be made and undone."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

Kind = Literal[
    "axis",
    "size",
    "transpose",
    "integer",
    "index",
    "range",
    "order",
    "operator",
    "comparison",
    "sign",
    "key",
    "activation",
    "text",
    "unused",
    "target",
    "variable",
    "function",
    "written",
    "superfluous",
    "lines",
    "loop",
    "renamed",
    "copy",
    "number",
    "line",
    "applied",
    "factor",
    "term",
    "probe",
    "small probe",
]
"""What a change is about; what explains more comes first, and what there are most of comes last."""


class Outcome(NamedTuple):
    """What a changed copy returned, if it came to its end, and whether it changed its arguments."""

    finished: bool
    value: object = None
    changed: bool = False


MOST_NUMBERS = 100_000
"""In what a changed copy returns. The outputs of an exercise have far fewer; those of many copies
are kept at once, and an array can be in a list many times."""


def is_small(value: object) -> bool:
    """Return whether a value has at most `MOST_NUMBERS` numbers, each place in it counted."""
    left, waiting = MOST_NUMBERS, [value]
    while waiting and left >= 0:
        match waiting.pop():
            case np.ndarray() as array:
                left -= 1 + array.size
            case str() | bytes() as text:
                left -= 1 + len(text)
            case list() | tuple() | set() | frozenset() as several:
                left -= 1 + len(several)
                waiting += several if left >= 0 else []
            case dict() as named:
                left -= 1 + len(named)
                waiting += named.values() if left >= 0 else []
            case _:
                left -= 1
    return left >= 0


class Slot(NamedTuple):
    """A place in a tree: an attribute of a node, or a position in a list."""

    owner: Any
    key: Any

    def put(self, value: Any) -> None:
        """Put something there."""
        if isinstance(self.owner, list):
            self.owner[self.key] = value
        else:
            setattr(self.owner, self.key, value)


@dataclass(frozen=True)
class Change:
    """Another expression, or other statements, in one place.

    Attributes
    ----------
    kind : str
    line : int
        Of what is changed, counted from the `def` line, which is 1.
    slot : Slot
    old, new : node or list of nodes
    shown : node
        What a message quotes.
    statement : ast.stmt or None
        Around what is shown; None where statements change places.
    span : (int, int)
        First and last number of the changed nodes among those of the tree; (0, 0) where
        statements only change places.
    """

    kind: Kind
    line: int
    slot: Slot
    old: Any
    new: Any
    shown: ast.AST
    span: tuple[int, int] = (0, 0)
    statement: ast.stmt | None = None

    def overlaps(self, other: "Change") -> bool:
        """Return whether one of two changes is inside the other."""
        if self.slot == other.slot:
            return True
        (a, b), (c, d) = self.span, other.span
        return bool(b and d) and a <= d and c <= b


class Place(NamedTuple):
    """An expression, where it is, and what is around it.

    `within` is the subscript, or the braces of an f-string, in whose index it is.
    """

    node: Any
    slot: Slot
    parent: ast.AST
    statement: ast.stmt
    span: tuple[int, int]
    within: ast.Subscript | ast.FormattedValue | None = None

    def change(self, kind: Kind, new: ast.AST, shown: ast.AST | None = None) -> Change:
        """Return the change that puts another expression here."""
        return Change(
            kind,
            self.statement.lineno,
            self.slot,
            self.node,
            new,
            shown or self.node,
            self.span,
            self.statement,
        )


_MARKS = ast.expr_context | ast.operator | ast.cmpop | ast.unaryop | ast.boolop


def places_in(function: ast.FunctionDef) -> list[Place]:
    """Return the expressions of a function's body, outermost first, in the order of the text."""
    found: list[Place] = []

    def visit(node: Any, around: Any, index: ast.Subscript | ast.FormattedValue | None) -> None:
        for name in node._fields:
            value = getattr(node, name, None)
            inside = index
            if isinstance(node, ast.Subscript | ast.FormattedValue):
                is_index = name == ("slice" if isinstance(node, ast.Subscript) else "value")
                inside = node if is_index else index
            if isinstance(value, list):
                for i, each in enumerate(value):
                    enter(each, Slot(value, i), node, around, inside)
            else:
                enter(value, Slot(node, name), node, around, inside)

    def enter(node: Any, slot: Slot, parent: Any, around: Any, index: Any) -> None:
        if not isinstance(node, ast.AST) or isinstance(node, _MARKS):
            return
        here = node if isinstance(node, ast.stmt) else around
        number = len(found) + 1
        if isinstance(node, ast.expr):
            found.append(Place(node, slot, parent, here, (number, number), index))
        visit(node, here, index)
        if isinstance(node, ast.expr):
            found[number - 1] = found[number - 1]._replace(span=(number, len(found)))

    for i, statement in enumerate(function.body):
        enter(statement, Slot(function.body, i), function, statement, None)
    return found


def blocks_in(function: ast.FunctionDef) -> Iterator[tuple[Slot, list[ast.stmt]]]:
    """Yield the lists of statements in a function, with the place of each."""
    for node in ast.walk(function):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield Slot(node, name), block


def made(changes: Sequence[Change]) -> None:
    """Make changes in their tree."""
    for change in changes:
        change.slot.put(change.new)


def undone(changes: Sequence[Change]) -> None:
    """Undo changes that were made."""
    for change in reversed(changes):
        change.slot.put(change.old)
