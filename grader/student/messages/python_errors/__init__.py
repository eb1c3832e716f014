"""Explanations of the errors that Python and NumPy raise inside a student's function.

Some say what the text of the exception means, others what the student's own lines show.
"""

from grader.student.messages.python_errors.asserts import (
    assert_at_fault,
    compared_by_assert,
    result_at_fault,
)
from grader.student.messages.python_errors.by_text import (
    SECOND_ARGUMENT_IS_THE_AXIS,
    explain_error,
    shortened,
)
from grader.student.messages.python_errors.names import (
    assigned_in_line,
    assigned_in_notebook,
    assigned_later,
    branch_did_not_run,
    entry_of_that_name,
    function_named,
    function_of_numpy,
    hidden_by_assignment,
    imported_under,
    loop_did_not_run,
    lost_default,
    no_dictionary,
    only_inside,
    other_case,
    parameters_differ,
    parameters_in_other_order,
    python_s_own,
    unknown_name,
    uses_notebook_names,
)
from grader.student.messages.python_errors.numpy_names import (
    function_and_no_method,
    removed_from_numpy,
)

__all__ = [
    "SECOND_ARGUMENT_IS_THE_AXIS",
    "assert_at_fault",
    "assigned_in_line",
    "assigned_in_notebook",
    "assigned_later",
    "branch_did_not_run",
    "compared_by_assert",
    "entry_of_that_name",
    "explain_error",
    "function_and_no_method",
    "function_named",
    "function_of_numpy",
    "hidden_by_assignment",
    "imported_under",
    "loop_did_not_run",
    "lost_default",
    "no_dictionary",
    "only_inside",
    "other_case",
    "parameters_differ",
    "parameters_in_other_order",
    "python_s_own",
    "removed_from_numpy",
    "result_at_fault",
    "shortened",
    "unknown_name",
    "uses_notebook_names",
]
