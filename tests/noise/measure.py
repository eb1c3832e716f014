"""Judge what is known to be right, and known to be wrong, on the hidden cases of many seeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from grader.exercises.exercise import Exercise, changed_source
from grader.exercises.hidden_test import generator
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solving import solve
from grader.student.checking.judging import judge
from grader.student.checking.question import Question


@dataclass
class Noise:
    """What the seeds have shown of one exercise.

    Attributes
    ----------
    failed : dict of str to list of str
        For the reference and each accepted variant the seeds of which it lost points.
    passed : dict of str to list of str
        For each known mistake the seeds of which it lost none.
    """

    right: int
    wrong: int
    seeds: int = 0
    failed: dict[str, list[str]] = field(default_factory=dict)
    passed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_quiet(self) -> bool:
        """Whether every verdict was the same for all seeds, and right."""
        return not self.failed and not self.passed


READ = frozenset({"own_arguments", "vectorized", "own_loop"})
"""Rules that read a function's text: no seed changes their verdict, so one seed is enough."""


def _share(function: Function, question: Question) -> float:
    return judge(function, question, explained=False).share


def rejected_early(function: Function, question: Question, first: int) -> int | None:
    """Return the number of a case that alone costs points, None if none does.

    Parameters
    ----------
    first : int
        The case to try first. What loses points on one case loses points on all of them.
    """
    order = sorted(range(len(question.cases)), key=lambda i: i != first)
    for number in order:
        case = question.cases[number]
        if case.rule is None and _share(function, replace(question, cases=(case,))) < 1.0:
            return number
    return None


def noise(notebook: str, exercise: Exercise, reference: Reference, seeds: Iterable[str]) -> Noise:
    """Judge the reference, the variants and the mistakes of an exercise by its hidden test."""
    source = reference.sources[exercise.name]

    def made(changes: Sequence[object]) -> dict[str, Function]:
        return {
            c.name: variant_of(
                reference, exercise.name, changed_source(exercise.name, c.change, source)
            )
            for c in changes
        }

    right = {"the solution": reference.functions[exercise.name], **made(exercise.variants)}
    wrong = made(exercise.mistakes)
    by_text = {m.name for m in exercise.mistakes if m.rule in READ}
    shows: dict[str, int] = {}
    found = Noise(len(right), len(wrong))
    for seed in seeds:
        rng = generator(seed, notebook, exercise.name)
        question = solve(exercise, reference, rng, with_mistakes=False)
        if found.seeds:
            rules = tuple(rule for rule in question.rules if rule not in READ)
            question = replace(question, rules=rules)
        for name, function in right.items():
            if _share(function, question) != 1.0:
                found.failed.setdefault(name, []).append(seed)
        for name, function in wrong.items():
            if found.seeds and name in by_text:
                continue
            case = rejected_early(function, question, shows.get(name, 0))
            if case is not None:
                shows[name] = case
            elif _share(function, question) >= 1.0:
                found.passed.setdefault(name, []).append(seed)
        found.seeds += 1
    return found
