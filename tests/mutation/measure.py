"""What becomes of the mutants of an exercise: killed, equivalent or survived, and what is said."""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from grader.exercises.exercise import Case, Exercise
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solving import call_on, solve
from grader.student.calling import Plain, same, with_summaries
from grader.student.checking.comparison import compare
from grader.student.checking.judging import judge
from grader.student.checking.printed_numbers import PRINTS
from grader.student.checking.question import Question
from grader.student.checking.verdict import Verdict
from tests.mutation.equivalents import reason_for
from tests.mutation.operators import Mutant, mutants

SECONDS = 60
"""After so long a mutant is said to run for ever."""


@dataclass(frozen=True)
class Fate:
    """What became of one mutant.

    Attributes
    ----------
    kind : "killed", "equivalent" or "survived"
        A mutant that does the same as the solution in all that is tried is equivalent if
        `tests.mutation.equivalents` gives a reason for it, and else has survived.
    verdict : Verdict
        Of the visible check.
    named : bool
        Whether the check names a known mistake, states a fact beyond the first difference, or
        explains an error.
    false_claim : bool
        Whether fresh cases show that it is not the known mistake that the check says it is.
    """

    mutant: Mutant
    kind: str
    verdict: Verdict
    named: bool
    false_claim: bool


class EndlessError(BaseException):  # so that no judge takes it for the mutant's own
    """A mutant does not come to an end."""


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise EndlessError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def shaken(case: Case, rng: np.random.Generator) -> Case:
    """Return a case of the same shapes with other numbers, drawn without the author's care."""

    def again(value: Plain) -> Plain:
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            positive = bool((value > 0).all() and (value < 1).all())
            drawn = (
                rng.uniform(0.01, 0.99, value.shape)
                if positive
                else rng.normal(size=value.shape, scale=rng.choice([0.3, 1.0, 3.0]))
            )
            return drawn
        if isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.size:
            return rng.integers(int(value.min()), int(value.max()) + 1, size=value.shape).astype(
                value.dtype
            )
        if isinstance(value, dict):
            return {k: again(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(again(v) for v in value)
        return value

    return replace(case, arguments={k: again(v) for k, v in case.arguments.items()})


def _equal(exercise: Exercise, reference: Function, other: Function, case: Case) -> bool:
    expected = call_on(exercise, reference, case)
    if expected.failure is not None or expected.warnings:
        return True  # no case: the reference itself does not run cleanly there
    made = call_on(exercise, other, case)
    if case.rule == PRINTS:
        return bool(made.value == expected.value)
    return (
        made.failure is None
        and made.changed == expected.changed
        and made.printed == expected.printed
        and _same_answer(exercise, made.value, expected.value)
    )


def _same_answer(exercise: Exercise, made: Plain, expected: Plain) -> bool:
    contract = exercise.contract
    if contract.drawn:
        made, expected = (with_summaries(value, lambda name: True) for value in (made, expected))
        return same(made, expected)
    names = compare(expected, expected, contract)
    strict = replace(contract, tolerance=dict.fromkeys(names, 1e-9))
    return not any(c.difference for c in compare(expected, made, strict).values())


def is_equivalent(exercise: Exercise, reference: Reference, other: Function, rounds: int) -> bool:
    """Tell whether a function does the same as the reference on many drawn and shaken cases."""
    right = reference.functions[exercise.name]
    for seed in range(rounds):
        rng = np.random.default_rng(1_000_000 + seed)
        for case in exercise.cases(rng):
            for tried in (case, shaken(case, rng)):
                if not _equal(exercise, right, other, tried):
                    return False
    return True


def _says_more(verdict: Verdict) -> bool:
    """Tell whether a message goes beyond the first difference."""
    return verdict.mistake is not None or len(verdict.lines) > 2 or verdict.status == "rule"


def is_false(
    exercise: Exercise, reference: Reference, made: Function, name: str, rounds: int = 6
) -> bool:
    """Tell whether fresh cases show that a function is not the known mistake it is said to be."""
    alone = replace(exercise, mistakes=tuple(m for m in exercise.mistakes if m.name == name))
    for seed in range(rounds):
        question = solve(alone, reference, np.random.default_rng(2_000_000 + seed))
        verdict = verdict_of(made, question)
        if verdict is None or verdict.mistake != name:
            return True
    return False


def verdict_of(function: Function, question: Question) -> Verdict | None:
    """Judge a function; None if it does not come to an end."""
    try:
        with _limited():
            return judge(function, question)
    except EndlessError:
        return None


def fates(
    exercise: Exercise,
    reference: Reference,
    public: Question,
    seeds: Sequence[int] = range(3),
    rounds: int = 60,
) -> list[Fate]:
    """Judge every mutant of an exercise's solution by its visible check and its hidden test."""
    hidden = [
        solve(exercise, reference, np.random.default_rng(seed), with_mistakes=False)
        for seed in seeds
    ]
    found = []
    for mutant in mutants(reference.sources[exercise.name]):
        try:
            function = variant_of(reference, exercise.name, mutant.source)
        except Exception:  # a mutant need not be a program; then nobody can hand it in
            continue
        verdict = verdict_of(function, public)
        if verdict is None:
            continue  # runs for ever: the student sees that without a check
        shares = [v.share if (v := verdict_of(function, q)) else 0.0 for q in hidden]
        kind = "killed"
        if max(shares) >= 1.0:
            kind = "survived"
            reviewed = reason_for(exercise.name, mutant.line) is not None
            same_always = min(shares) >= 1.0 and is_equivalent(
                exercise, reference, function, rounds
            )
            if reviewed and same_always:
                kind = "equivalent"
        claim = verdict.mistake
        false = claim is not None and is_false(exercise, reference, function, claim)
        found.append(Fate(mutant, kind, verdict, _says_more(verdict), false))
    return found


def counts(found: Sequence[Fate]) -> Counter[str]:
    """Count fates, and among the killed those that are named and those with a false claim."""
    number: Counter[str] = Counter(fate.kind for fate in found)
    killed = [fate for fate in found if fate.kind == "killed"]
    number["named"] = sum(fate.named for fate in killed)
    number["false"] = sum(fate.false_claim for fate in found)
    return number
