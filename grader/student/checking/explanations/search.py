"""Try changed copies of a wrong function on the cases of its exercise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, get_args

import numpy as np

from grader.student.calling import Call, same
from grader.student.checking.comparison import Comparison, as_numbers, compare
from grader.student.checking.explanations.variants import Change, ChangedCopies, Kind, Outcome
from grader.student.checking.printed_numbers import PRINTS
from grader.student.checking.question import Question, SolvedCase

_BUDGET, _PAIR_BUDGET = 400_000, 300_000
_OVERHEAD = 100
_AT_ONCE = 100
_SEEDS, _NOTABLE = 6, 0.02
_ENOUGH = 3
_ORDER = {kind: i for i, kind in enumerate(get_args(Kind))}
_PROBES = ("probe", "small probe")
_UNCHANGED = "unchanged"
"""A rule, which counts as an output of its own: right where no argument has been changed."""
_OF_STATEMENTS = frozenset(
    ["target", "renamed", "unused", "lines", "loop", "line", "written", "copy"]
)
_OF_ARGUMENTS = frozenset(["copy", "written", "target", "renamed"])
Numbers = tuple[int, ...]


class Gain(NamedTuple):
    """What changes make right that is wrong without them.

    `outputs` are right in all cases then, `cases` is the number of further cases in which
    everything is.
    """

    outputs: tuple[str, ...]
    cases: int


@dataclass(frozen=True)
class Found:
    """Changes with which more is right; `gain` is None if everything is."""

    numbers: Numbers
    gain: Gain | None
    right: tuple[frozenset[str], ...]


class _Tried(NamedTuple):
    """What one case came to with some changes: how near it is to right, from 0 to 1."""

    numbers: Numbers
    right: frozenset[str]
    nearness: float


class _Cases:
    """The cases of a question, and what is right in each of them."""

    def __init__(self, question: Question, calls: Sequence[Call]) -> None:
        judged = [
            (case, made)
            for case, made in zip(question.cases, calls, strict=True)
            if case.rule != PRINTS
        ]
        self.contract = question.contract
        self.rules = frozenset([_UNCHANGED]) & set(question.rules)
        self.cases = [case for case, _ in judged]
        self.all_outputs = [
            self.rules | compare(case.expected, case.expected, question.contract).keys()
            for case in self.cases
        ]
        self.right_now = tuple(
            self.right(case, Outcome(made.failure is None, made.value, bool(made.changed_values)))
            for case, made in judged
        )

    def compared(self, case: SolvedCase, outcome: Outcome) -> dict[str, Comparison]:
        if not outcome.finished:
            return {}
        return compare(case.expected, self.contract.judged_part(outcome.value), self.contract)

    def right(self, case: SolvedCase, outcome: Outcome) -> frozenset[str]:
        """Return the outputs of a case that are right, and the rule that is kept."""
        return self.right_of(self.compared(case, outcome), outcome)

    def right_of(self, compared: Mapping[str, Comparison], outcome: Outcome) -> frozenset[str]:
        """Return the same of outputs that have been compared."""
        is_kept = outcome.finished and not outcome.changed
        return _right_in(compared) | (self.rules if is_kept else frozenset())

    def first_wrong(self, right: Sequence[frozenset[str]]) -> int | None:
        """Return the smallest case in which something is wrong."""
        wrong = [i for i, seen in enumerate(right) if seen != self.all_outputs[i]]
        return min(wrong, key=lambda i: self.cases[i].size) if wrong else None

    def _everywhere(self, right: Sequence[frozenset[str]]) -> frozenset[str]:
        names = frozenset().union(*self.all_outputs)
        return frozenset(
            name
            for name in names
            if all(
                name in r for r, known in zip(right, self.all_outputs, strict=True) if name in known
            )
        )

    def has_right_values(self) -> bool:
        """Return whether no output of a case is wrong, though a rule may not be kept."""
        pairs = zip(self.right_now, self.all_outputs, strict=True)
        return all(right >= known - self.rules for right, known in pairs)

    def gain(self, right: Sequence[frozenset[str]]) -> Gain:
        outputs = self._everywhere(right) - self._everywhere(self.right_now) - self.rules
        whole = [
            sum(r == known for r, known in zip(seen, self.all_outputs, strict=True))
            for seen in (right, self.right_now)
        ]
        # Where no case was right, one may become right by accident, as with m = 1.
        return Gain(tuple(sorted(outputs)), whole[0] - whole[1] if whole[1] else 0)


class Search:
    """Changed copies of one function on the cases of its exercise.

    Parameters
    ----------
    question : Question
    calls : sequence of Call
        Those of the function as it is, one for each case.
    variants : ChangedCopies
    """

    def __init__(self, question: Question, calls: Sequence[Call], variants: ChangedCopies) -> None:
        self.variants = variants
        self.of = _Cases(question, calls)
        self.idle: set[int] = set()
        self.left, self.cost = _BUDGET, _OVERHEAD
        self.nearest: list[_Tried] = []
        first = self.of.first_wrong(self.of.right_now)
        if first is not None:
            self.cost += variants.cost(self.of.cases[first].arguments)
            if self.cost <= _BUDGET:
                self._look_at_lines(first)

    def one_change(self) -> Found | None:
        """Return the first change that makes everything right, else one that makes most right.

        Where only the arguments should not have changed, a new array may come of anything.
        """
        self.left = _BUDGET
        kinds = _OF_ARGUMENTS if self.of.has_right_values() else frozenset(_ORDER)
        numbers = [n for n in self._numbers() if self.variants.changes[n].kind in kinds]
        return self._best(((number,) for number in numbers), self.of.right_now)

    def one_more(self, found: Found) -> Found | None:
        """Return a change that makes the rest right, beside one that makes some right."""
        self.left = _PAIR_BUDGET
        pairs = _together(self.variants.changes, found.numbers, self._numbers())
        more = self._best(pairs, found.right)
        return more if more and more.gain is None else None

    def two_changes(self, kinds: frozenset[Kind]) -> Found | None:
        """Return the first two changes of some kinds that make right what none of them does.

        First those that bring the result nearer are tried, each with all others.
        """
        self.left = _PAIR_BUDGET
        few = [n for n in self._numbers() if self.variants.changes[n].kind in kinds]
        seeds = self._seeds()
        first = [
            pair
            for other in few
            for seed in seeds
            for pair in _together(self.variants.changes, seed, [other])
        ]
        return self._best(chain(first, _pairs(self.variants.changes, few)), self.of.right_now)

    def _best(self, chosen: Iterable[Numbers], before: tuple[frozenset[str], ...]) -> Found | None:
        """Return the first changes that make everything right, else those that make most right."""
        first = self.of.first_wrong(before)
        partly, most = None, (0, 0)
        if first is None:
            return None
        for tried in self._tried(chosen, first):
            if tried.right <= before[first]:
                self.nearest += [tried] if len(tried.numbers) == 1 else []
                continue
            if (found := self._in_all_cases(tried.numbers, before)) is None:
                continue
            if found.gain is None:
                return found
            size = _size(found.gain, self.variants.changes, tried.numbers)
            if size > most:
                most, partly = size, found
        return partly

    def _tried(self, chosen: Iterable[Numbers], first: int) -> Iterator[_Tried]:
        """Yield what changes come to in one case, as long as the budget lasts."""
        case = self.of.cases[first]
        remaining = iter(chosen)
        while True:
            batch: list[Numbers] = []
            for numbers in remaining:
                if self.left < self.cost:
                    break
                self.left -= self.cost
                batch.append(numbers)
                if len(batch) == _AT_ONCE:
                    break
            if not batch:
                return
            for numbers, outcome in zip(
                batch, self.variants.run(batch, case.arguments), strict=True
            ):
                compared = self.of.compared(case, outcome)
                right = self.of.right_of(compared, outcome)
                nearness = sum(map(_nearness, compared.values())) / max(len(compared), 1)
                yield _Tried(numbers, right, nearness)

    def _in_all_cases(self, numbers: Numbers, before: tuple[frozenset[str], ...]) -> Found | None:
        """Return what changes make right in all cases; None if they make something wrong."""
        right = []
        for i, case in enumerate(self.of.cases):
            self.left -= self.cost
            (outcome,) = self.variants.run([numbers], case.arguments)
            right.append(self.of.right(case, outcome))
            if not right[i] >= before[i]:
                return None
        gain = None if right == self.of.all_outputs else self.of.gain(right)
        return Found(numbers, gain, tuple(right))

    def _seeds(self) -> list[Numbers]:
        """Return the changes that bring the result nearest to the expected one, a few of them."""
        first = self.of.first_wrong(self.of.right_now)
        if first is None or (own := next(self._tried([()], first), None)) is None:
            return []
        found: dict[float, Numbers] = {}
        for tried in sorted(self.nearest, key=lambda t: -t.nearness):
            if tried.nearness > own.nearness + _NOTABLE:
                found.setdefault(round(tried.nearness, 6), tried.numbers)
        return list(found.values())[:_SEEDS]

    def _look_at_lines(self, first: int) -> None:
        """Find the lines that cannot be the cause: what is wrong does not depend on them.

        Nor can those on which something right depends.
        """
        case, before = self.of.cases[first], self.of.right_now[first]
        changes = self.variants.changes
        probes = [n for n, change in enumerate(changes) if change.kind in _PROBES]
        own, *outcomes = self.variants.run([(), *((n,) for n in probes)], case.arguments)
        for change, outcome in zip([changes[n] for n in probes], outcomes, strict=True):
            if change.kind == "probe":
                idle = own.finished and _is_same(own, outcome)
            else:
                idle = not self.of.right(case, outcome) >= before
            if outcome.finished and idle:
                self.idle.add(change.line)

    def _numbers(self) -> list[int]:
        """Return the changes on lines that may be the cause; of each place first one of a kind."""
        seen: dict[tuple[str, int, object], int] = {}
        ranked = []
        for n, change in enumerate(self.variants.changes):
            idle = change.line in self.idle and change.kind not in _OF_STATEMENTS
            if change.kind in _PROBES or idle:
                continue
            place = (change.kind, id(change.slot.owner), change.slot.key)
            seen[place] = seen.get(place, -1) + 1
            ranked.append((_ORDER[change.kind], seen[place], n))
        return [n for _, _, n in sorted(ranked)]


def _together(
    changes: Sequence[Change], first: Numbers, others: Sequence[int]
) -> Iterator[Numbers]:
    """Yield one change with each of others that is not inside of it, or around it."""
    for other in others:
        if not any(changes[n].overlaps(changes[other]) for n in first):
            yield (*first, other)


def _pairs(changes: Sequence[Change], numbers: Sequence[int]) -> Iterator[Numbers]:
    """Yield pairs of changes; what explains more comes first."""
    for distance in range(1, 2 * len(numbers)):
        for i in range(max(0, distance - len(numbers) + 1), (distance + 1) // 2):
            yield from _together(changes, (numbers[i],), [numbers[distance - i]])


def _right_in(compared: Mapping[str, Comparison]) -> frozenset[str]:
    """Return the outputs that are right: none beside one that does not belong there."""
    differences = [c.difference for c in compared.values()]
    if any(difference and difference.kind == "unexpected" for difference in differences):
        return frozenset()
    return frozenset(name for name, c in compared.items() if c.difference is None)


def _size(gain: Gain, changes: Sequence[Change], numbers: Numbers) -> tuple[int, int]:
    """Return how much changes gain: nothing, if they delete a line, which only stops less."""
    if any(changes[number].kind == "line" for number in numbers):
        return 0, 0
    return len(gain.outputs), gain.cases


def _nearness(output: Comparison) -> float:
    """Return how near an output is to the expected one, from 0 to 1."""
    if output.difference is None:
        return 1.0
    if output.difference.kind != "value":
        return 0.0 if output.difference.kind == "missing" else 0.1
    expected, got = as_numbers(output.expected), as_numbers(output.got)
    if expected is None or got is None or expected.shape != got.shape or got.size < _ENOUGH:
        return 0.3
    return 0.3 + 0.5 * _agreement(expected.ravel().astype(float), got.ravel().astype(float))


def _agreement(expected: np.ndarray, got: np.ndarray) -> float:
    """Return the share of equal elements, or the square of the correlation, if that is more."""
    with np.errstate(all="ignore"):
        equal = float(np.isclose(got, expected, rtol=1e-6, atol=1e-12).mean())
        one, other = expected - expected.mean(), got - got.mean()
        square = float((one @ other) ** 2 / ((one @ one) * (other @ other)))
    return max(equal, square) if np.isfinite(square) else equal


def _is_same(one: Outcome, other: Outcome) -> bool:
    try:
        return one.changed == other.changed and same(one.value, other.value)
    except Exception:  # values of the student's own making may do anything
        return False
