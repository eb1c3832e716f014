"""Say why a function is not right: the error that stops it, or what its wrong values show."""

from grader.student.checking.explanations.errors import error_verdict, unfinished_verdict
from grader.student.checking.explanations.values import Outputs, first_warning, wrong_verdict

__all__ = ["Outputs", "error_verdict", "first_warning", "unfinished_verdict", "wrong_verdict"]
