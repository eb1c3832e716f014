"""Other statements: left out, in another order or loop, with another name on the left."""

import ast
from collections.abc import Iterator, Sequence
from typing import Protocol

from grader.student.checking.explanations.variants.changes import Change, Kind, Slot, blocks_in
from grader.student.checking.explanations.variants.expressions import Known, load

Block = list[ast.stmt]
_PROBES: dict[Kind, float] = {"probe": -1.37, "small probe": 1.001}


class _Instead(Protocol):
    """Returns the change that puts statements in place of one."""

    def __call__(self, kind: Kind, *new: ast.stmt) -> Change: ...


def changes_of_statements(function: ast.FunctionDef, known: Known) -> Iterator[Change]:
    """Yield the changes of statements as a whole."""
    yield from _copies(function, known)
    for slot, block in blocks_in(function):
        for i, statement in enumerate(block):
            yield from _of_one(slot, block, i, known)
            yield from _of_alias(slot, block, i, known)
            if i + 1 < len(block):
                swapped = [*block[:i], block[i + 1], statement, *block[i + 2 :]]
                yield _change("lines", slot, block, swapped, block[i + 1])
            if isinstance(statement, ast.For | ast.While):
                yield from _across_a_loop(slot, block, i, statement)


def _of_alias(slot: Slot, block: Block, i: int, known: Known) -> Iterator[Change]:
    """Yield a result that is assigned to a variable of its own, and not written into an argument.

    The variable is the one that the next statement gives the argument as a second name.
    """
    match block[i : i + 2]:
        case [
            ast.Assign(targets=[ast.Subscript(value=ast.Name(id=written))], value=value) as store,
            ast.Assign(targets=[target], value=ast.Name(id=alias)),
        ] if written == alias and written in known.parameters:
            new = [*block[:i], ast.Assign([target], value), *block[i + 2 :]]
            yield _change("written", slot, block, new, store)


def _copies(function: ast.FunctionDef, known: Known) -> Iterator[Change]:
    """Yield the function with a copy of an argument into which it writes."""
    start = Slot(function, "body")
    statements = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    for name in known.parameters:
        writing = [s for s in statements if _writes_into(s, name)]
        if writing:
            array = ast.Call(ast.Attribute(load("np"), "array", ast.Load()), [load(name)], [])
            kept = ast.Assign([ast.Name(name, ast.Store())], array)
            line, body = writing[0].lineno, function.body
            yield Change("copy", line, start, body, [kept, *body], load(name))


def _writes_into(node: ast.AST, name: str) -> bool:
    """Return whether a statement may change the array of that name."""
    match node:
        case ast.AugAssign(target=ast.Name(id=target)):
            return target == name
        case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=target))):
            return target == name
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=target))]):
            return target == name
    return False


def _change(kind: Kind, slot: Slot, block: Block, new: Block, shown: ast.stmt) -> Change:
    return Change(kind, shown.lineno, slot, block, new, shown)


def _of_one(slot: Slot, block: Block, i: int, known: Known) -> Iterator[Change]:
    statement = block[i]

    def instead(kind: Kind, *new: ast.stmt) -> Change:
        return _change(kind, slot, block, [*block[:i], *new, *block[i + 1 :]], statement)

    if not isinstance(statement, ast.Return | ast.FunctionDef):
        yield instead("line", *([] if len(block) > 1 else [ast.Pass()]))
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            if isinstance(target, ast.Name) and target.id in known.parameters:
                sum_ = ast.BinOp(load(target.id), op, value)
                for name in (target.id, *known.unset):
                    yield instead("written", ast.Assign([ast.Name(name, ast.Store())], sum_))
            yield instead("operator", ast.Assign([target], value))
            for other in (ast.Add, ast.Sub, ast.Mult, ast.Div):
                if not isinstance(op, other):
                    yield instead("operator", ast.AugAssign(target, other(), value))
        case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
            yield instead("operator", ast.AugAssign(target, ast.Add(), value))
            for other_name in (*known.variables, *known.unset):
                if other_name != name:
                    kind: Kind = "target" if name.startswith(other_name) else "renamed"
                    other_target = ast.Name(other_name, ast.Store())
                    yield instead(kind, ast.Assign([other_target], value))
                    alias = ast.Assign([other_target], load(name))
                    yield instead(kind, statement, alias)
        case ast.Assign(targets=[ast.Subscript(value=owner) as target], value=value):
            yield instead("operator", ast.AugAssign(target, ast.Add(), value))
            if isinstance(owner, ast.Name) and owner.id in known.parameters:
                yield instead("written", ast.Assign([ast.Name(owner.id, ast.Store())], value))
        case ast.Assign(targets=[ast.Tuple(elts=elements)], value=value):
            yield from _other_elements(instead, elements, value, known)
        case ast.Expr(value=ast.Call() as value):
            for name in known.variables:
                yield instead("unused", ast.Assign([ast.Name(name, ast.Store())], value))


def _other_elements(
    instead: _Instead, elements: Sequence[ast.expr], value: ast.expr, known: Known
) -> Iterator[Change]:
    """Yield an unpacking into other names, or in another order."""
    for i, element in enumerate(elements):
        if not isinstance(element, ast.Name):
            continue
        for name in known.variables:
            if name != element.id:
                kind: Kind = "target" if element.id.startswith(name) else "renamed"
                names = [*elements[:i], ast.Name(name, ast.Store()), *elements[i + 1 :]]
                yield instead(kind, ast.Assign([ast.Tuple(names, ast.Store())], value))
        for j in range(i + 1, len(elements)):
            swapped = list(elements)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield instead("order", ast.Assign([ast.Tuple(swapped, ast.Store())], value))


def _across_a_loop(slot: Slot, block: Block, i: int, loop: ast.For | ast.While) -> Iterator[Change]:
    """Yield a loop with the statement before or after it inside, or one of its own outside."""

    def made(before: Block, body: Block, after: Block, shown: ast.stmt) -> Change:
        fields = {name: getattr(loop, name) for name in loop._fields}
        new = ast.copy_location(type(loop)(**{**fields, "body": body}), loop)
        return _change("loop", slot, block, [*before, new, *after], shown)

    before, after = block[:i], block[i + 1 :]
    for shown in before[::-1]:
        rest = [s for s in before if s is not shown]
        for j in range(len(loop.body) + 1):
            yield made(rest, [*loop.body[:j], shown, *loop.body[j:]], after, shown)
    if after and not isinstance(after[0], ast.Return):
        yield made(before, [*loop.body, after[0]], after[1:], after[0])
    if len(loop.body) > 1:
        last, first = loop.body[-1], loop.body[0]
        yield made(before, loop.body[:-1], [last, *after], last)
        yield made([*before, first], loop.body[1:], after, first)


def probes_of(function: ast.FunctionDef) -> Iterator[Change]:
    """Yield statements with another value, to see whether anything depends on it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value is not None:
            for kind, factor in _PROBES.items():
                scaled = ast.BinOp(node.value, ast.Mult(), ast.Constant(factor))
                new = ast.BinOp(scaled, ast.Add(), ast.Constant(factor - 1))
                yield Change(kind, node.lineno, Slot(node, "value"), node.value, new, node)
