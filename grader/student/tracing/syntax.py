"""The syntax of a traced function: its statements, and a number for each expression."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False)
class Statement:
    """One statement of an instrumented function.

    Attributes
    ----------
    kind : str
        "=", "+=", "return", "for", "while", "if" or "expression".
    line : int
        Counted from the function's first line, which is line 1.
    source : str
        The statement on one line; of a compound statement the header alone.
    indent : int
        Blanks before it, counted from the function's body.
    value : ast.expr
        What is computed; `value_number` is its number, and is reported last.
    operator : str
        The operator of "+=". `old_number` is then the number of the old value; if the target is
        an element, `base_number` and `index_number` are reported instead.
    loop : Statement or None
        The innermost loop around it.
    """

    function: str
    kind: str
    line: int
    last_line: int
    source: str
    indent: int
    value: ast.expr
    value_number: int = -1
    targets: tuple[ast.expr, ...] = ()
    operator: str = ""
    old_number: int = -1
    base_number: int = -1
    index_number: int = -1
    loop: "Statement | None" = None


@dataclass
class Numbering:
    """The numbers of all expressions in the functions that are traced together.

    Attributes
    ----------
    numbers : dict of node to int
        The number of each expression that is reported.
    statements : dict of int to Statement
        For each of these numbers, the statement it belongs to.
    loops : list of Statement
        The `for` and `while` statements.
    sources : dict of node to str
        The source of each expression.
    """

    numbers: dict[ast.AST, int] = field(default_factory=dict)
    statements: dict[int, Statement] = field(default_factory=dict)
    loops: list[Statement] = field(default_factory=list)
    sources: dict[ast.AST, str] = field(default_factory=dict)


OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
    ast.Not: "not ",
}


def operator_text(operator: ast.AST) -> str:
    """Return how an operator is written."""
    return OPERATORS[type(operator)]


def operands_of(node: ast.AST) -> list[ast.AST]:
    """Return the operands of an expression: its parts whose values it uses."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.Compare(left=left, comparators=comparators):
            return [left, *comparators]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Attribute(value=base) | ast.Subscript(value=base) | ast.Starred(value=base):
            return [base]
        case ast.Call(func=func, args=args, keywords=keywords):
            receiver = [func.value] if isinstance(func, ast.Attribute) else []
            return [*receiver, *args, *(k.value for k in keywords)]
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return list(elts)
    return []


def nodes_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of an expression in postorder."""
    for child in ast.iter_child_nodes(node):
        yield from nodes_of(child)
    yield node
