"""Explanations of the errors that Python and NumPy raise inside a student's function.

Some say what the text of the exception means, others what the student's own lines show.
"""

from grader.student.messages.python_errors.by_text import (
    SECOND_ARGUMENT_IS_THE_AXIS,
    explain_error,
    shortened,
)
from grader.student.messages.python_errors.names import (
    entry_of_that_name,
    function_of_numpy,
    imported_under,
    no_dictionary,
    other_case,
    unknown_name,
    uses_notebook_names,
)

__all__ = [
    "SECOND_ARGUMENT_IS_THE_AXIS",
    "entry_of_that_name",
    "explain_error",
    "function_of_numpy",
    "imported_under",
    "no_dictionary",
    "other_case",
    "shortened",
    "unknown_name",
    "uses_notebook_names",
]
