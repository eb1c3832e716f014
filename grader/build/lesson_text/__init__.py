"""The text of a lesson, `notebooks/weekN/NAME.py`: its cells, solution regions and headers."""

from grader.build.lesson_text.headers import given_away, is_header, is_telling, parse_header
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
    "given_away",
    "has_markers",
    "is_header",
    "is_telling",
    "parse_header",
    "read_lesson",
    "solution_lines",
    "syntax_problem",
    "without_solutions",
]
