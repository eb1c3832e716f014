"""What becomes of the mutants of an exercise: killed, equivalent or survived, and what is said."""

import signal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from grader.exercises.exercise import Case, Exercise, mistaken_source
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solve import solve
from grader.student.calls import call
from grader.student.judging import Verdict, judge
from grader.student.plain import Plain, same
from grader.student.question import Question
from tests.mutation.operators import Mutant, mutants

SECONDS = 10
"""After so long a mutant is said to run for ever."""


@dataclass(frozen=True)
class Fate:
    """What became of one mutant.

    Attributes
    ----------
    kind : "killed", "equivalent" or "survived"
    verdict : Verdict
        Of the visible check.
    named : bool
        Whether the check names a known mistake, states a fact beyond the first difference, or
        explains an error.
    false_claim : bool
        Whether the known mistake it names behaves otherwise in cases not shown.
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


def _equal(reference: Function, other: Function, arguments: Mapping[str, Plain]) -> bool:
    expected = call(reference, arguments)
    if expected.failure is not None or expected.warned:
        return True  # no case: the reference itself does not run cleanly there
    made = call(other, arguments)
    return (
        made.failure is None
        and made.changed == expected.changed
        and same(made.value, expected.value, 1e-9)
    )


def is_equivalent(exercise: Exercise, reference: Reference, other: Function, rounds: int) -> bool:
    """Tell whether a function does the same as the reference on many drawn and shaken cases."""
    right = reference.functions[exercise.name]
    for seed in range(rounds):
        rng = np.random.default_rng(1_000_000 + seed)
        for case in exercise.cases(rng):
            for arguments in (case.arguments, shaken(case, rng).arguments):
                if not _equal(right, other, arguments):
                    return False
    return True


def _says_more(verdict: Verdict) -> bool:
    """Tell whether a message goes beyond the first difference."""
    return verdict.mistake is not None or len(verdict.lines) > 2 or verdict.status == "rule"


def _is_false(exercise: Exercise, reference: Reference, made: Function, name: str) -> bool:
    """Tell whether a function differs from the known mistake that it was said to be."""
    mistake = next(m for m in exercise.mistakes if m.name == name)
    source = mistaken_source(exercise, mistake, reference.sources[exercise.name])
    claimed = variant_of(reference, exercise.name, source)
    for seed in range(20):
        for case in exercise.cases(np.random.default_rng(2_000_000 + seed)):
            one, other = call(claimed, case.arguments), call(made, case.arguments)
            kinds = [c.failure.kind if c.failure else None for c in (one, other)]
            if kinds[0] != kinds[1] or (not kinds[0] and not same(one.value, other.value)):
                return True
    return False


def _verdict(function: Function, question: Question) -> Verdict | None:
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
        verdict = _verdict(function, public)
        if verdict is None:
            continue  # runs for ever: the student sees that without a check
        shares = [v.share if (v := _verdict(function, q)) else 0.0 for q in hidden]
        kind = "killed"
        if max(shares) >= 1.0:
            kind = "survived"
            if min(shares) >= 1.0 and is_equivalent(exercise, reference, function, rounds):
                kind = "equivalent"
        claim = verdict.mistake
        false = claim is not None and _is_false(exercise, reference, function, claim)
        found.append(Fate(mutant, kind, verdict, _says_more(verdict), false))
    return found


def counts(found: Sequence[Fate]) -> Counter[str]:
    """Count fates, and among the killed those that are named and those with a false claim."""
    number: Counter[str] = Counter(fate.kind for fate in found)
    killed = [fate for fate in found if fate.kind == "killed"]
    number["named"] = sum(fate.named for fate in killed)
    number["false"] = sum(fate.false_claim for fate in found)
    return number
