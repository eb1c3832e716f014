"""The text of a lesson, `notebooks/weekN/NAME.py`: its cells, solution regions and headers."""

from grader.build.lesson_text.headers import is_distinctive, is_header, leaked_lines, parse_header
from grader.build.lesson_text.lesson import Cell, Lesson, read_lesson, syntax_problem
from grader.build.lesson_text.regions import (
    BEGIN,
    END,
    find_regions,
    has_markers,
    solution_lines,
    without_solutions,
)

__all__ = [
    "BEGIN",
    "END",
    "Cell",
    "Lesson",
    "find_regions",
    "has_markers",
    "is_distinctive",
    "is_header",
    "leaked_lines",
    "parse_header",
    "read_lesson",
    "solution_lines",
    "syntax_problem",
    "without_solutions",
]
