"""The text of a notebook's cell as Python.

IPython accepts more than Python in a cell: magics, shell commands, questions. `read_cell` is the
one reader of such text: what collects submissions, what judges them, and what takes functions out
of an earlier notebook all use it. From the bottom up:

- `scanning`: strings, comments, brackets and lines of a text, in one pass;
- `ipython_syntax`: IPython's syntax as plain Python, line for line;
- `reading`: the parsed cell, or why it is not Python;
- `definitions`: what the text of a cell defines, even if only a part of it is Python;
- `typing_repair`: characters that editors and web pages put into code.
"""

from grader.student.text.cells.definitions import Definition, definitions_in
from grader.student.text.cells.reading import (
    MAX_CELL_LENGTH,
    CellCode,
    CellError,
    read_cell,
    silent_magic,
)
from grader.student.text.cells.typing_repair import LineChange, enable_definitions, repair_typing

__all__ = [
    "MAX_CELL_LENGTH",
    "CellCode",
    "CellError",
    "Definition",
    "LineChange",
    "definitions_in",
    "enable_definitions",
    "read_cell",
    "repair_typing",
    "silent_magic",
]
