"""What a wrong solution is told: whether it names the cause, and whether it is true."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.exercises.exercise import Exercise, mistaken_source
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solving import solve
from grader.student.checking.question import Question
from grader.student.checking.verdict import Verdict
from tests.mutation.measure import is_false, verdict_of
from tests.mutation.operators import mutants

OF_THESE_CASES = re.compile(r"^It is (?:right in \d+ of \d+|the same in all \d+) cases")
"""Sentences about the cases shown. If fresh cases bear them out, they name a cause."""

FACTS = re.compile(
    r"transpose of the expected|times too (?:large|small)|times the expected one|wrong sign"
    r"|^It is the argument|^It is what|^Every entry is|^The value of .* is"
    r"|stand in the wrong places|^Only its (?:first|last)"
    r"|only come in the wrong form"
)
"""Sentences of `grader.student.checking.wrong_values` that must hold in all cases, fresh ones
included."""


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


def _by(verdict: Verdict, borne_out: bool) -> str:
    if verdict.mistake is not None:
        return "name"
    if facts_in(verdict) or verdict.status == "rule" or borne_out:
        return "fact"
    told = [line for line in verdict.lines[2:] if not line.startswith("  in the case")]
    return "place" if any(not OF_THESE_CASES.match(line.strip()) for line in told) else ""


def _of_these_cases(verdict: Verdict) -> list[str]:
    lines = [line.strip() for line in verdict.lines[2:] if OF_THESE_CASES.match(line.strip())]
    return [line for line in lines if ": where" in line or "the same" in line]


def _kind(fact: str) -> str:
    """Return a sentence without the numbers that belong to the case shown."""
    sized = re.sub(r"exactly [\d.e+-]+ times too", "exactly # times too", fact)
    return re.sub(r"and (\w+) = [\d.e+-]+", r"and \1 = #", sized)


def _hold(
    exercise: Exercise,
    reference: Reference,
    function: Function,
    facts: Sequence[str],
    rounds: int = 4,
) -> bool:
    """Tell whether the messages about fresh cases say the same again."""
    asked = {_kind(fact) for fact in facts}
    for seed in range(rounds):
        rng = np.random.default_rng(3_000_000 + seed)
        fresh = verdict_of(function, solve(exercise, reference, rng, with_mistakes=False))
        if fresh is None or not asked <= {_kind(line.strip()) for line in fresh.lines}:
            return False
    return True


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
    facts, of_these = facts_in(verdict), _of_these_cases(verdict)
    borne_out = bool(of_these) and _hold(exercise, reference, function, of_these)
    if verdict.mistake is not None:
        false = is_false(exercise, reference, function, verdict.mistake, 4)
    else:
        false = bool(facts) and not _hold(exercise, reference, function, facts)
    return Diagnosis(what, verdict, _by(verdict, borne_out), false)


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
