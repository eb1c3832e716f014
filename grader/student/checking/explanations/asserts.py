"""Explain a failed assert of the student's own: what it compared, and what is wrong."""

from collections.abc import Sequence
from dataclasses import replace

from grader.student.calling import Call, Failure, Function, call, without_asserts
from grader.student.checking.comparison import compare, renumbered_like
from grader.student.checking.known_mistakes import known_mistake
from grader.student.checking.printed_numbers import PRINTS
from grader.student.checking.question import KnownMistake, Question, SolvedCase
from grader.student.messages import python_errors, verdicts


def explain_assert(
    question: Question, function: Function, failure: Failure
) -> tuple[str, tuple[KnownMistake, SolvedCase] | None]:
    """Say whether a failed assert or the result is at fault, "" if that cannot be said.

    Returns
    -------
    (str, known)
        The sentence, and the known mistake that the function makes without the assert.
    """
    location = failure.location
    stripped = without_asserts(function, location.function) if location is not None else None
    if location is None or stripped is None:
        return "", None
    calls = [call(stripped, case.arguments) for case in question.cases]
    if any(made.failure is not None for made in calls):
        return "", None
    calls = [replace(made, value=question.contract.judged_part(made.value)) for made in calls]
    wrong = _first_fact(question, calls)
    if wrong is None:
        owner = verdicts.owner(location.function, question.name)
        return python_errors.assert_at_fault(location.line, owner), None
    known = known_mistake(question, calls)
    return python_errors.result_at_fault("" if known else wrong), known


def _first_fact(question: Question, calls: Sequence[Call]) -> str | None:
    """Return what is wrong first of all results, None if nothing is."""
    for case, made in zip(question.cases, calls, strict=True):
        if case.rule == PRINTS:
            continue
        tolerance = {**question.contract.tolerance, **case.tolerance}
        contract = replace(question.contract, tolerance=tolerance)
        value = renumbered_like(case.expected, made.value, contract)
        for name, output in compare(case.expected, value, contract).items():
            if output.difference is not None:
                fact = output.difference.fact
                return fact if fact.startswith(f"{name} ") else verdicts.of_output(name, fact)
    return None
