"""What a wrong solution is told: whether it names the cause, and whether it is true."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.exercises.exercise import Exercise, mistaken_source
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solve import solve
from grader.student.judging import Verdict
from grader.student.question import Question
from tests.mutation.measure import is_false, verdict_of
from tests.mutation.operators import mutants

TRUE_OF_THESE_CASES = re.compile(r"^It is right in \d+ of \d+ cases")
FACTS = re.compile(
    r"transpose of the expected|times too (?:large|small)|times the expected one|wrong sign"
    r"|same in every case|^It is the argument|^It is what|^Every entry is|^The value of .* is"
    r"|stand in the wrong places|^Only its (?:first|last)|^It is right only where"
    r"|only come in the wrong form"
)
"""Sentences of `grader.student.describe` that say more than where it is right."""


@dataclass(frozen=True)
class Diagnosis:
    """What one wrong solution is told.

    Attributes
    ----------
    by : "name", "fact", "place" or ""
        By a known mistake, a fact about the numbers or a rule, a line or an error explained, or
        by nothing beyond the first difference.
    wrong_claim : bool
        Whether fresh cases show that what is said is not so.
    """

    what: str
    verdict: Verdict
    by: str
    wrong_claim: bool


def facts_in(verdict: Verdict) -> list[str]:
    """Return the sentences of a message that state a fact about the numbers."""
    lines = [line.strip() for line in verdict.lines[1:]]
    return [line for line in lines if FACTS.search(line)]


def _by(verdict: Verdict) -> str:
    if verdict.mistake is not None:
        return "name"
    if facts_in(verdict) or verdict.status == "rule":
        return "fact"
    told = [line for line in verdict.lines[2:] if not line.startswith("  in the case")]
    more = [line for line in told if not TRUE_OF_THESE_CASES.match(line.strip())]
    return "place" if more else ""


def _kind(fact: str) -> str:
    """Return a sentence without the numbers that belong to the case shown."""
    sized = re.sub(r"exactly [\d.e+-]+ times too", "exactly # times too", fact)
    return re.sub(r"and (\w+) = [\d.e+-]+", r"and \1 = #", sized)


def _claims_too_much(
    exercise: Exercise, reference: Reference, function: Function, verdict: Verdict, rounds: int = 4
) -> bool:
    """Tell whether fresh cases show that a claimed mistake or fact does not hold."""
    if verdict.mistake is not None:
        return is_false(exercise, reference, function, verdict.mistake, rounds)
    facts = {_kind(fact) for fact in facts_in(verdict)}
    for seed in range(rounds if facts else 0):
        rng = np.random.default_rng(3_000_000 + seed)
        fresh = verdict_of(function, solve(exercise, reference, rng, with_mistakes=False))
        if fresh is None or not facts <= {_kind(fact) for fact in facts_in(fresh)}:
            return True
    return False


def _diagnosis(
    exercise: Exercise, reference: Reference, public: Question, what: str, source: str
) -> Diagnosis | None:
    try:
        function = variant_of(reference, exercise.name, source)
    except Exception:  # not a program
        return None
    verdict = verdict_of(function, public)
    if verdict is None or verdict.share >= 1.0:
        return None
    false = _claims_too_much(exercise, reference, function, verdict)
    return Diagnosis(what, verdict, _by(verdict), false)


def of_mistakes(exercise: Exercise, reference: Reference, public: Question) -> Iterator[Diagnosis]:
    """Yield what the known mistakes of an exercise are told."""
    for mistake in exercise.mistakes:
        source = mistaken_source(exercise, mistake, reference.sources[exercise.name])
        found = _diagnosis(exercise, reference, public, mistake.name, source)
        if found is not None:
            yield found


def of_mutants(exercise: Exercise, reference: Reference, public: Question) -> Iterator[Diagnosis]:
    """Yield what the single changes of a solution are told, where they lose points."""
    for mutant in mutants(reference.sources[exercise.name]):
        what = f"{mutant.what}: {mutant.line}"
        found = _diagnosis(exercise, reference, public, what, mutant.source)
        if found is not None:
            yield found


def counts(found: Sequence[Diagnosis]) -> Counter[str]:
    """Count diagnoses by what they are made by, and those with a wrong claim."""
    number: Counter[str] = Counter(d.by for d in found)
    number["wrong"] = sum(d.wrong_claim for d in found)
    return number
