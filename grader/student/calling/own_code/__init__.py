"""A student's own code: which functions are the student's, their names and their asserts."""

from grader.student.calling.own_code.asserts import Sides, sides_of_assert, strip_asserts
from grader.student.calling.own_code.files import (
    is_own_code,
    is_own_function,
    is_own_module,
    is_own_module_code,
)
from grader.student.calling.own_code.renamed import renamed_function

__all__ = [
    "Sides",
    "is_own_code",
    "is_own_function",
    "is_own_module",
    "is_own_module_code",
    "renamed_function",
    "sides_of_assert",
    "strip_asserts",
]
