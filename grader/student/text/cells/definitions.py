"""What the text of a cell defines at its top level, even if only a part of it is Python."""

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from grader.student.text.cells.reading import CellCode, CellError, read_cell

# Where a new statement begins for certain, even below a bracket or a string that is left open.
_STATEMENT: Final = re.compile(
    r"^(?=(?:async[ ]+def|class|def|for|from|if|import|while|with)[ \t]|try:|@"
    r"|\w+[ \t]*(?::[^=\n]*)?=[^=])",
    re.MULTILINE,
)
_HEAD: Final = re.compile(
    r"^(?:(?:async[ ]+)?def[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]*)?=[^=])", re.MULTILINE
)
_UNINDENTED: Final = re.compile(r"^[^\s)\]}#]", re.MULTILINE)


@dataclass(frozen=True)
class Definition:
    """What gives a name its value: the text, its first line, and why it is not Python."""

    text: str
    line: int
    is_function: bool
    error: CellError | None = None


def definitions_in(source: str) -> dict[str, Definition]:
    """Return the last definition of each name in the text of a cell.

    A definition is a function, a class, or an assignment such as ``relu = lambda z: ...``. Of a
    cell that is not Python, each statement is read by itself.
    """
    code = read_cell(source)
    if code.tree is not None:
        return _from_tree(code, 0)
    found: dict[str, Definition] = {}
    for line, text in _statements(code.text):
        part = read_cell(text)
        if part.tree is None and (below := _UNINDENTED.search(text, _first_line_end(text))):
            # What is no Python may be another statement below.
            above = read_cell(text[: below.start()])
            part = part if above.tree is None else above
        if part.tree is not None:
            found |= _from_tree(part, line - 1)
        elif (head := _HEAD.search(text)) is not None:
            error = part.error
            if error is not None and error.line is not None:
                error = CellError(error.line + line - 1, error.reason)
            found[head[1] or head[2]] = Definition(
                text, line, head[1] is not None or "lambda" in text, error
            )
    return found


def _first_line_end(text: str) -> int:
    """Return where the first line below the decorators ends."""
    start = 0
    while text.startswith("@", start) and (end := text.find("\n", start)) >= 0:
        start = end + 1
    return text.find("\n", start) + 1 or len(text)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text that begin like a statement, with the number of their first line.

    A decorator belongs to the function below it.
    """
    starts = [found.start() for found in _STATEMENT.finditer(text)]
    starts = [s for i, s in enumerate(starts) if i == 0 or text[starts[i - 1]] != "@"]
    line, position = 1, 0
    for start, end in itertools.pairwise([*starts, len(text)]):
        line += text.count("\n", position, start)
        position = start
        yield line, text[start:end].rstrip() + "\n"


def _from_tree(code: CellCode, lines_before: int) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    lines = code.text.split("\n")
    for node in code.tree.body if code.tree is not None else ():
        for name in _names(node):
            text, first = _source(node, lines)
            found[name] = Definition(text, first + lines_before, _is_function(node))
    return found


def _source(node: ast.stmt, lines: Sequence[str]) -> tuple[str, int]:
    """Return the text of a statement, decorators included, and its first line."""
    start, end = node.lineno, node.end_lineno or node.lineno
    first = min([start, *(each.lineno for each in getattr(node, "decorator_list", []))])
    part = list(lines[first - 1 : end])
    # Columns count bytes of UTF-8, and another statement can be on the same line.
    part[-1] = part[-1].encode()[: node.end_col_offset].decode()
    if first == start:
        part[0] = part[0].encode()[node.col_offset :].decode()
    return "\n".join(part), first


def _is_function(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
        isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Lambda)
    )


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return [name]
    return []
