"""Text that a person reads: the layout of messages, formatted values, errors for the user."""

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
    "MAX_LINES",
    "WIDTH",
    "CourseError",
    "DataError",
    "array_name",
    "capitalized",
    "first_match",
    "format_number",
    "format_two_numbers",
    "kind_name",
    "limit_lines",
    "listed",
    "printable",
    "wrap_lines",
]
