"""Judge wrong implementations on the hidden cases of many seeds, for what they earn."""

import random
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from grader.exercises import exercises_of, load_reference, notebooks
from grader.exercises.exercise import Exercise, mistaken_source
from grader.exercises.hidden_test import generator
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solving import solve
from grader.student.checking import Question, compare, judge
from tests.mutation.operators import mutants

SECONDS = 10
"""Of processor time, after which an implementation counts as endless."""


class EndlessError(BaseException):  # so that no judge mistakes it for the implementation's own
    """An implementation does not end."""


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise EndlessError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@dataclass
class Points:
    """What the implementations of an exercise earn, and which parts it has.

    Attributes
    ----------
    shares : dict of str to dict of float to list of str
        For each implementation the shares of the points that it has earned, with their seeds.
    parts : dict of tuple of str to list of str
        The names of the parts, with the seeds that have them.
    """

    shares: dict[str, dict[float, list[str]]] = field(default_factory=dict)
    parts: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    @property
    def varying(self) -> dict[str, dict[float, list[str]]]:
        """The implementations whose points depend on the seed."""
        return {name: shares for name, shares in self.shares.items() if len(shares) > 1}


def part_names(question: Question) -> tuple[str, ...]:
    """Return the names of the parts of an exercise, as its hidden cases have them."""
    return tuple(
        sorted(
            {
                case.part or name
                for case in question.cases
                if case.rule is None
                for name in compare(case.expected, case.expected, question.contract)
            }
        )
    )


def points(
    notebook: str,
    exercise: Exercise,
    reference: Reference,
    implementations: Mapping[str, Function],
    seeds: Iterable[str],
) -> Points:
    """Judge implementations of an exercise by its hidden test; endless ones are left out."""
    found, left = Points(), dict(implementations)
    for seed in seeds:
        rng = generator(seed, notebook, exercise.name)
        question = solve(exercise, reference, rng, with_mistakes=False)
        found.parts.setdefault(part_names(question), []).append(seed)
        for name, function in list(left.items()):
            try:
                with _limited():
                    share = round(judge(function, question, explained=False).share, 6)
            except EndlessError:
                del left[name]
                found.shares.pop(name, None)
                continue
            found.shares.setdefault(name, {}).setdefault(share, []).append(seed)
    return found


def mistakes(exercise: Exercise, reference: Reference) -> dict[str, Function]:
    """Return the known mistakes of an exercise, as functions."""
    source = reference.sources[exercise.name]
    return {
        mistake.name: variant_of(
            reference, exercise.name, mistaken_source(exercise, mistake, source)
        )
        for mistake in exercise.mistakes
    }


def drawn_mutants(
    number: int, among: Sequence[str] | None = None, seed: int = 18
) -> dict[tuple[str, str], list[int]]:
    """Draw single changes of solutions: for each notebook and exercise the numbers of its mutants.

    Left out are those in a line that draws random numbers: their values are not determined.
    """
    every = [
        (notebook, name, i)
        for notebook in among or notebooks()
        for name in exercises_of(notebook)
        for i, mutant in enumerate(mutants(load_reference(notebook).sources[name]))
        if "rng" not in mutant.line and "random" not in mutant.line
    ]
    found: dict[tuple[str, str], list[int]] = {}
    for notebook, name, i in random.Random(seed).sample(every, number):
        found.setdefault((notebook, name), []).append(i)
    return found


def mutated(
    exercise: Exercise, reference: Reference, numbers: Iterable[int]
) -> dict[str, Function]:
    """Return mutants of an exercise as functions, without those that are no programs."""
    every = list(mutants(reference.sources[exercise.name]))
    found = {}
    for mutant in (every[i] for i in numbers):
        try:
            function = variant_of(reference, exercise.name, mutant.source)
        except Exception:  # then nobody can hand it in
            continue
        found[f"{mutant.what}: {mutant.line}"] = function
    return found
