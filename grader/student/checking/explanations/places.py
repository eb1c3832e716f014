"""Places in a student's code."""

from grader.student.checking.question import Question
from grader.student.messages import verdicts
from grader.student.tracing import Finding, GrowingBroadcast, explain_finding


def located(question: Question, finding: Finding) -> str:
    """Say in which line an array got a wrong shape, and why."""
    function = verdicts.owner(finding.function, question.name)
    expression = finding.expression if isinstance(finding, GrowingBroadcast) else ""
    return verdicts.shape_from_line(finding.line, function, expression, explain_finding(finding))
