"""The rules for the text of a lesson: its cells, tags and exercise functions."""

from grader.build.validation.lesson_rules import (
    ExercisesOf,
    headers_of,
    problems_of,
    shows_solution,
)

__all__ = ["ExercisesOf", "headers_of", "problems_of", "shows_solution"]
