"""Find the known mistake of an exercise that a student's function makes."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from grader.student.calling import Call, Failure, same
from grader.student.checking.comparison import TOLERANCE
from grader.student.checking.printed_numbers import PRINTS
from grader.student.checking.question import (
    Fact,
    KnownMistake,
    MistakeOutcome,
    Question,
    SolvedCase,
)

_ROUNDED = 1e-5
"""How far results that come from stored, rounded numbers by two ways may lie apart at most."""


def _single_numbers(value: object) -> object:
    """Return a value in which every array with one entry is that number."""
    if isinstance(value, dict):
        return {key: _single_numbers(v) for key, v in value.items()}
    if isinstance(value, tuple | list):
        return [_single_numbers(v) for v in value]
    if isinstance(value, np.ndarray) and value.size == 1:
        return value.reshape(())
    return value


def _shows(question: Question, outcome: MistakeOutcome, made: Call) -> bool:
    """Return whether a call did what a known mistake does in this case."""
    if outcome.error is not None:
        return made.failure is not None and (
            made.failure.kind == outcome.error or _is_mask_mismatch(outcome, made.failure)
        )
    if made.failure is not None:
        return False
    tolerances = question.contract.tolerance.values()
    tolerance = max(TOLERANCE, min(_ROUNDED, *tolerances)) if tolerances else TOLERANCE
    if same(made.value, outcome.value, tolerance):
        return True
    # Where a number may come in an array of one entry, the mistake may do so too.
    return bool(question.contract.scalars) and same(
        _single_numbers(made.value), _single_numbers(outcome.value), TOLERANCE
    )


def _is_mask_mismatch(outcome: MistakeOutcome, failure: Failure) -> bool:
    """Return whether a mask does not fit where shapes do not fit in a known mistake.

    Z[Z < 0] = 0 and np.where stop in different ways at the same place.
    """
    return (
        bool(outcome.about)
        and outcome.error == "ValueError"
        and failure.kind == "IndexError"
        and failure.text.startswith(r"boolean index did not match")
    )


def _same_misfit(function: str, outcome: MistakeOutcome, failure: Failure) -> bool:
    """Return whether an error may be that of a known mistake: about the same sizes and variable.

    Where one of the two has no sizes or no variable, it may be.
    """
    target = failure.assignment_target(function)
    return (not outcome.about or outcome.about == failure.mismatched_sizes) and (
        not outcome.target or not target or outcome.target.lower() == target.lower()
    )


def known_mistake(
    question: Question, calls: Sequence[Call]
) -> tuple[KnownMistake, SolvedCase] | None:
    """Return the mistake that every case proves, with the case that shows it first."""
    for mistake in question.mistakes:
        pairs = [
            (case, case.mistaken[mistake.name], made)
            for case, made in zip(question.cases, calls, strict=True)
            if case.rule != PRINTS and mistake.name in case.mistaken
        ]
        if not all(_shows(question, outcome, made) for _, outcome, made in pairs):
            continue
        by_value = any(
            outcome.error is None and not same(outcome.value, case.expected, TOLERANCE)
            for case, outcome, _ in pairs
        )
        stops = any(outcome.error is not None for _, outcome, _ in pairs)
        # The kind of an error alone proves nothing: many things raise a ValueError.
        by_error = (
            mistake.raises is not None
            and stops
            and all(
                made.failure is not None
                and made.failure.kind in mistake.raises[0].split("|")
                and re.search(filled(mistake.raises[1], case.facts), made.failure.text)
                and _same_misfit(question.name, outcome, made.failure)
                for case, outcome, made in pairs
                if outcome.error is not None
            )
        )
        if by_value or by_error:
            wrong = [
                case
                for case, outcome, _ in pairs
                if outcome.error or not same(outcome.value, case.expected, TOLERANCE)
            ]
            largest = max(wrong, key=lambda case: case.size)
            return mistake, largest
    return None


def filled(sentence: str, facts: Mapping[str, Fact]) -> str:
    """Put the facts of a case into a sentence: "{m} times" becomes "7 times"."""
    return re.sub(r"\{(\w+)\}", lambda found: str(facts.get(found[1], found[0])), sentence)
