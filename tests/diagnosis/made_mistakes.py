"""Make mistakes that no catalog has: one edit of a solution, or two, by each of the operators.

The edits are made on the solution's text as `ast.unparse` writes it, so that a line has one
statement.
"""

import ast
import copy
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.diagnosis import expression_edits as expressions
from tests.diagnosis import structure_edits as structure
from tests.diagnosis.expression_edits import Edits


@dataclass(frozen=True)
class MadeMistake:
    """A changed solution.

    Attributes
    ----------
    operators : tuple of str
        One for each edit.
    lines : frozenset of int
        The lines of the text that differ from the solution's, counted from that of the `def`.
    source : str
    """

    operators: tuple[str, ...]
    lines: frozenset[int]
    source: str


MAKERS: Mapping[str, Callable[[ast.FunctionDef], Edits]] = {
    "another axis": expressions.another_axis,
    "no axis": expressions.no_axis,
    "no keepdims": expressions.no_keepdims,
    "size of another axis": expressions.size_of_another_axis,
    "transpose left out": expressions.transpose_left_out,
    "transpose too many": expressions.transpose_too_many,
    "transpose of the other factor": expressions.transpose_of_the_other,
    "term left out": expressions.term_left_out,
    "factor left out": expressions.factor_left_out,
    "divisor left out": expressions.divisor_left_out,
    "arguments swapped": expressions.arguments_swapped,
    "operands swapped": expressions.operands_swapped,
    "factors swapped": expressions.factors_swapped,
    "layer off by one": structure.layer_off_by_one,
    "range off by one": structure.range_off_by_one,
    "position off by one": structure.position_off_by_one,
    "another activation": structure.another_activation,
    "activation left out": structure.activation_left_out,
    "another activation by name": structure.another_activation_by_name,
    "another variable": structure.another_variable,
    "another key": structure.another_key,
    "another result": structure.another_result,
    "result under another name": structure.result_under_another_name,
    "computed once before the loop": structure.before_the_loop,
    "lines in another order": structure.lines_in_another_order,
    "integer division": structure.integer_division,
    "result as a whole number": structure.as_a_whole_number,
    "array of whole numbers": structure.array_of_whole_numbers,
    "assigned in place": structure.assigned_in_place,
    "copy left out": structure.copy_left_out,
    "written into the argument": structure.written_into_the_argument,
}
"""What makes the edits of each operator."""


class _Replace(ast.NodeTransformer):
    """Puts one node in place of another."""

    def __init__(self, target: ast.AST, new: ast.AST) -> None:
        self.target, self.new = target, new

    def visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:
        if node is not self.target:
            return super().visit(node)
        # Several statements come as the body of an `if True`.
        return self.new.body if _is_pair(self.new) else self.new


def _is_pair(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Constant)


def plain(source: str) -> str:
    """Return a solution's text with one statement in a line, and without its docstring."""
    tree = ast.parse(source)
    function = tree.body[0]
    if isinstance(function, ast.FunctionDef) and ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    return ast.unparse(tree) + "\n"


def changed_lines(before: str, after: str) -> frozenset[int]:
    """Return the lines of a text that differ; where some are gone, those on both sides."""
    one, other = before.splitlines(), after.splitlines()
    found: set[int] = set()
    for kind, _, _, start, end in difflib.SequenceMatcher(None, one, other, False).get_opcodes():
        if kind == "delete":
            found |= {start, start + 1}
        elif kind != "equal":
            found |= set(range(start + 1, end + 1))
    return frozenset(found)


def edited(source: str, operator: str) -> list[str]:
    """Return every text that an operator makes of a function's."""
    tree = ast.parse(source)
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return []
    texts = []
    for target, new in list(MAKERS[operator](function)):
        # Copied together, so that the target in the copy is known.
        copied, its_target, its_new = copy.deepcopy((tree, target, new))
        made = ast.fix_missing_locations(_Replace(its_target, its_new).visit(copied))
        texts.append(ast.unparse(made) + "\n")
    return [text for text in dict.fromkeys(texts) if text != source]


def made_mistakes(source: str, operator: str) -> list[MadeMistake]:
    """Return the mistakes that one edit makes of a solution."""
    own = plain(source)
    return [
        MadeMistake((operator,), changed_lines(own, text), text) for text in edited(own, operator)
    ]
