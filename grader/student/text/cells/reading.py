"""Read a cell: its text as plain Python with its syntax tree, or why it is not Python."""

import ast
import warnings
from dataclasses import dataclass
from typing import Final

from grader.student.text.cells.ipython_syntax import (
    as_python,
    dedented,
    magic_of_other_code,
    without_prompts,
)
from grader.student.text.cells.scanning import unified_newlines

MAX_CELL_LENGTH: Final = 500_000
"""Characters of the longest cell that is read; a longer one is judged by what it does alone."""

_MAX_REMEMBERED: Final = 4_000_000
"""Characters of all texts together of which it is known that they are not Python."""


@dataclass(frozen=True)
class CellError:
    """Why the text of a cell is not Python: Python's own words, and the line, if it has one."""

    line: int | None
    reason: str


@dataclass(frozen=True)
class CellCode:
    """The text of a cell as plain Python.

    Attributes
    ----------
    text : str
        Without IPython's syntax; its lines are those of the cell.
    tree : ast.Module or None
        None if the text is not Python. Readers may share it and must not change it.
    error : CellError or None
        Why there is no tree.
    """

    text: str
    tree: ast.Module | None
    error: CellError | None = None


class _Failures:
    """The last texts that are not Python: each is read by several who look for reasons in it."""

    def __init__(self) -> None:
        self._found: dict[str, CellCode] = {}
        self._length = 0

    def get(self, text: str) -> CellCode | None:
        return self._found.get(text)

    def add(self, text: str, code: CellCode) -> None:
        # An error without a line can come from the process, as if its memory is exhausted.
        if code.error is None or code.error.line is None:
            return
        if self._length > _MAX_REMEMBERED:
            self._found, self._length = {}, 0
        self._found[text] = code
        self._length += len(text) + len(code.text)


_failures: Final = _Failures()


def read_cell(source: str) -> CellCode:
    """Read the text of a code cell, whatever it is.

    The work is linear in the length of the text, which is parsed three times at most.
    """
    if len(source) > MAX_CELL_LENGTH:
        return CellCode(source, None, CellError(None, "too long"))
    text = unified_newlines(source)
    text = dedented(text if text.endswith("\n") else f"{text}\n")
    known = _failures.get(text)
    if known is not None:
        return known
    code = parse(text)
    if code.tree is None:
        code = _read_with_ipython_syntax(text, code)
        _failures.add(text, code)
    return code


def _read_with_ipython_syntax(text: str, whole: CellCode) -> CellCode:
    plain = as_python(text)
    code = whole if plain == text else parse(plain)
    if code.tree is None and (copied := without_prompts(text)) is not None:
        without = parse(as_python(copied))
        code = without if without.tree is not None else code
    return code


def silent_magic(source: str) -> tuple[str, int] | None:
    """Return the cell magic that keeps the code of a cell from being run, and its line."""
    return magic_of_other_code(dedented(unified_newlines(source)))


def parse(text: str) -> CellCode:
    """Parse a text that has no syntax of IPython's."""
    try:
        with warnings.catch_warnings():
            # The student sees them; for everybody else they are noise.
            warnings.simplefilter("ignore")
            return CellCode(text, ast.parse(text))
    except SyntaxError as error:
        return CellCode(text, None, CellError(error.lineno, str(error.msg)))
    except (ValueError, RecursionError, MemoryError) as error:
        return CellCode(text, None, CellError(None, str(error) or type(error).__name__))
