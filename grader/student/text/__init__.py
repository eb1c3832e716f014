"""Text: the layout of messages, formatted values, errors for the user, and the text of cells."""

from grader.student.text.cells import (
    MAX_CELL_LENGTH,
    CellCode,
    CellError,
    Definition,
    LineChange,
    definitions_in,
    enable_definitions,
    read_cell,
    repair_typing,
    silent_magic,
)
from grader.student.text.errors import CourseError, DataError
from grader.student.text.escapes import printable
from grader.student.text.layout import MAX_LINES, WIDTH, limit_lines, wrap_lines
from grader.student.text.patterns import first_match
from grader.student.text.values import (
    array_name,
    capitalized,
    format_number,
    format_two_numbers,
    kind_name,
    listed,
)

__all__ = [
    "MAX_CELL_LENGTH",
    "MAX_LINES",
    "WIDTH",
    "CellCode",
    "CellError",
    "CourseError",
    "DataError",
    "Definition",
    "LineChange",
    "array_name",
    "capitalized",
    "definitions_in",
    "enable_definitions",
    "first_match",
    "format_number",
    "format_two_numbers",
    "kind_name",
    "limit_lines",
    "listed",
    "printable",
    "read_cell",
    "repair_typing",
    "silent_magic",
    "wrap_lines",
]
