"""Say why a function is not right: the error that stops it, or what its wrong values show."""

from grader.student.checking.explanations.errors import error_verdict, unfinished_verdict
from grader.student.checking.explanations.repairs import explain_repair, with_repair
from grader.student.checking.explanations.values import Outputs, first_warning, wrong_verdict

__all__ = [
    "Outputs",
    "error_verdict",
    "explain_repair",
    "first_warning",
    "unfinished_verdict",
    "with_repair",
    "wrong_verdict",
]
