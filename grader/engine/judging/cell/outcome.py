"""The outcome of a hidden test: points, message and the outputs of its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from grader.engine.judging.cell.autograder_tests import (
    CellRun,
    Output,
    as_outputs,
    assert_message,
    checked_score,
)
from grader.engine.remote.own_test import OwnTestReport
from grader.exercises.hidden_test import MIME as VERDICT
from grader.student.messages import grading_problems
from grader.student.text import limit_lines

NOT_JUDGED = "not_judged"
"""A key of a verdict: the exercise was not judged, and is to be graded manually."""

_MAX_LINES, _MAX_CHARACTERS = 20, 1000
_MOST_PARTS: Final = 1000


@dataclass(frozen=True)
class CellOutcome:
    """The outcome of one hidden test.

    Parameters
    ----------
    points : float or None
        None if the exercise was not judged.
    max_points : float
    outputs : tuple of dict
        Those of the check cell, the verdict and the points included.
    groups : mapping of str to float
        The points of each group of hidden cases.
    message : tuple of str
        The lines that the student reads.
    seed : str
        Of the hidden cases.
    fault : str
        Why it was not judged, a sentence for the instructor; empty if it was.
    forgeable : bool
        Whether the test ran in the student's own process, which can forge its outcome.
    """

    points: float | None
    max_points: float
    outputs: tuple[Output, ...]
    groups: Mapping[str, float] = field(default_factory=dict)
    message: tuple[str, ...] = ()
    seed: str = ""
    fault: str = ""
    forgeable: bool = False


def no_points(max_points: float, reason: str, seed: str = "") -> CellOutcome:
    """Return an outcome without points, for one reason."""
    output = {"output_type": "stream", "name": "stdout", "text": f"{reason}\n"}
    return CellOutcome(0.0, max_points, (output,), {}, (as_line(reason),), seed)


def not_judged(max_points: float, fault: str) -> CellOutcome:
    """Return the outcome of an exercise that was not judged.

    Parameters
    ----------
    max_points : float
    fault : str
        Why, a sentence for the instructor. The student does not read it.
    """
    text = grading_problems.not_judged()
    data = {"text/plain": text, VERDICT: {NOT_JUDGED: True}}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return CellOutcome(None, max_points, (output,), {}, (text,), fault=as_line(fault))


def is_marked_not_judged(outputs: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether the outputs of a check cell say that it was not judged."""
    verdicts = (output.get("data", {}).get(VERDICT, {}) for output in outputs)
    return any(verdict.get(NOT_JUDGED) for verdict in verdicts)


def with_reason(outcome: CellOutcome, reason: str) -> CellOutcome:
    """Return an outcome with one more line in its message."""
    output = {"output_type": "stream", "name": "stdout", "text": f"{reason}\n"}
    return replace(
        outcome,
        outputs=(*outcome.outputs, output),
        message=(*outcome.message, as_line(reason)),
    )


def below_reason(outcome: CellOutcome, reason: str) -> CellOutcome:
    """Return an outcome whose message begins with one more line."""
    output = {"output_type": "stream", "name": "stdout", "text": f"{reason}\n"}
    return replace(
        outcome,
        outputs=(output, *outcome.outputs),
        message=limit_lines((as_line(reason), *outcome.message)),
    )


def outcome_of(run: CellRun, max_points: float) -> CellOutcome:
    """Return points and message of a test that has run."""
    verdict: Mapping[str, Any] = {}
    for output in run.outputs:
        verdict = output.get("data", {}).get(VERDICT) or verdict
    message = tuple(as_line(line) for line in verdict.get("message", ())[:_MAX_LINES])
    groups = {str(name): float(part) for name, part in verdict.get("groups", {}).items()}
    seed = str(verdict.get("seed", ""))
    if run.error is not None:
        text = str(run.error).strip().partition("\n")[0]
        name = type(run.error).__name__
        line = text if name == "NotImplementedError" and text else f"{name}: {text}"
        return CellOutcome(0.0, max_points, run.outputs, {}, (as_line(line.removesuffix(": ")),))
    points = checked_score(run.value, max_points)
    if points is None:
        reason = grading_problems.no_points(run.value)
        return no_points(max_points, reason, seed)
    return CellOutcome(points, max_points, run.outputs, groups, message, seed)


def outcome_of_report(report: OwnTestReport, source: str, max_points: float) -> CellOutcome:
    """Return points and message of a test that ran in the student's own process.

    No text of that process is used, which has the test's text: the message of an assert is the
    instructor's, and points are parts of the maximum that can carry next to nothing.

    Parameters
    ----------
    report : OwnTestReport
    source : str
        The test.
    max_points : float
    """
    if report.error and not report.is_students:
        return not_judged(
            max_points, grading_problems.stopped_in_own_process(report.error, report.line)
        )
    if report.error:
        says = assert_message(source, report.line) if report.error == "AssertionError" else ""
        return no_points(max_points, f"{report.error}: {says}".removesuffix(": "))
    points = checked_score(report.value, max_points)
    if points is None:
        return no_points(max_points, grading_problems.no_points(report.value))
    if 0 < points < max_points:
        points = float(Fraction(points / max_points).limit_denominator(_MOST_PARTS)) * max_points
    return CellOutcome(points, max_points, ())


def with_student_outputs(outcome: CellOutcome, outputs: list[Output]) -> CellOutcome:
    """Return an outcome with the outputs of the whole cell.

    Parameters
    ----------
    outcome : CellOutcome
    outputs : list of dict
        Those of the visible part of the cell, from the student's process.
    """
    has_error = any(output.get("output_type") == "error" for output in outputs)
    verdict = tuple(o for o in outcome.outputs if not (has_error and o["output_type"] == "error"))
    return replace(outcome, outputs=tuple(as_outputs(outputs, verdict, outcome.points, VERDICT)))


def without_verdict(output: Output) -> Output:
    """Return an output of the student's process without a forged verdict."""
    if isinstance(output.get("data"), dict):
        return {**output, "data": {k: v for k, v in output["data"].items() if k != VERDICT}}
    return output


def as_line(value: object) -> str:
    """Return a text that can be written to any file, cut to the length of a line."""
    return str(value)[:_MAX_CHARACTERS].encode("utf-8", "replace").decode()
