"""Find the change of a wrong function that makes it right: what it changes is the cause.

No solution is needed for that. Changed copies of the student's own function are called on the
cases until one returns what is expected in all of them. A message says what is to be changed and
in which line, and not into what.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import get_args

from grader.student.calling import Call, Function, same
from grader.student.checking.comparison import compare
from grader.student.checking.explanations.variants import (
    Change,
    ChangedCopies,
    Kind,
    variants_of,
)
from grader.student.checking.printed_numbers import PRINTS
from grader.student.checking.question import Question, SolvedCase
from grader.student.messages import wrong_values
from grader.student.text import MAX_LINES, wrap_lines

_BUDGET, _PAIR_BUDGET = 200_000, 100_000
_OVERHEAD = 100
_FEW, _AT_ONCE = 2, 100
_MOST_OF_A_LINE = 48
_ORDER = {kind: i for i, kind in enumerate(get_args(Kind))}


_IN_PAIRS = frozenset(
    [
        "axis",
        "size",
        "transpose",
        "integer",
        "index",
        "range",
        "order",
        "operator",
        "comparison",
        "sign",
        "key",
        "activation",
        "target",
        "function",
        "variable",
        "written",
        "superfluous",
    ]
)
_OF_STATEMENTS = frozenset(
    ["target", "renamed", "unused", "lines", "loop", "line", "written", "copy"]
)
_PROBES = ("probe", "small probe")


@dataclass(frozen=True)
class Repair:
    """Changes that make a wrong function right.

    Attributes
    ----------
    numbers : tuple of int
        The numbers of the changes.
    changes : tuple of Change
        One or two.
    outputs : tuple of str
        The outputs that are right then in all cases, and are not now; () if all are.
    cases : int
        In how many cases.
    listed : (tuple of str, tuple of str)
        The functions and words of which the changes are made.
    """

    numbers: tuple[int, ...]
    changes: tuple[Change, ...]
    outputs: tuple[str, ...]
    cases: int
    listed: tuple[tuple[str, ...], tuple[str, ...]]


def explain_repair(question: Question, function: Function, calls: Sequence[Call]) -> str | None:
    """Say which changes make a wrong function right, None if none are found."""
    repair = repair_of(question, function, calls)
    if repair is None:
        return None
    changes = [(change.kind, change.line, _quoted(change)) for change in repair.changes]
    return wrong_values.right_with_changes(changes, repair.outputs, repair.cases)


def with_repair(
    head: Sequence[str], repair: str | None, causes: Sequence[str], causes_first: bool = False
) -> list[str]:
    """Return the lines of a message: what is more important leaves room for the rest, or none."""
    lines = list(head)
    says = [f"  {repair}"] if repair is not None else []
    if causes_first or not says:
        lines += causes
        return lines + [line for line in says if len(wrap_lines([*lines, line])) <= MAX_LINES]
    lines += says
    for cause in causes:
        if len(wrap_lines([*lines, cause])) <= MAX_LINES:
            lines.insert(-1, cause)
    return lines


def _quoted(change: Change) -> str:
    first = ast.unparse(change.shown).splitlines()[0]
    if isinstance(change.shown, ast.FormattedValue):
        first = f"{{{ast.unparse(change.shown.value)}}}"
    return shorten(first, _MOST_OF_A_LINE, placeholder=" ...")


class _Search:
    """Changed copies of one function on the cases of its exercise."""

    def __init__(self, question: Question, calls: Sequence[Call], variants: ChangedCopies) -> None:
        self.question, self.variants = question, variants
        judged = [
            (case, made)
            for case, made in zip(question.cases, calls, strict=True)
            if case.rule != PRINTS
        ]
        self.cases = [case for case, _ in judged]
        self.right_now = [
            self._right(case, made.failure is None, made.value) for case, made in judged
        ]
        wrong = [i for i, case in enumerate(self.cases) if self.right_now[i] != self._all(case)]
        wrong.sort(key=lambda i: self.cases[i].size)
        self.first = wrong[0] if wrong else -1
        self.names = {name for case in self.cases for name in self._all(case)}
        self.idle: set[int] = set()
        self.left = _BUDGET
        self.cost = _OVERHEAD

    def _all(self, case: SolvedCase) -> frozenset[str]:
        return frozenset(compare(case.expected, case.expected, self.question.contract))

    def _right(self, case: SolvedCase, finished: bool, value: object) -> frozenset[str]:
        """Return the outputs of a case that are right."""
        if not finished:
            return frozenset()
        contract = self.question.contract
        found = compare(case.expected, contract.judged_part(value), contract)
        return frozenset(name for name, c in found.items() if c.difference is None)

    def better(self, chosen: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Return those changes with which more is right in the first case, and nothing less."""
        case, before = self.cases[self.first], self.right_now[self.first]
        tried = []
        for numbers in chosen:
            if self.left < self.cost:
                break
            self.left -= self.cost
            tried.append(numbers)
        outcomes = self.variants.run(tried, case.arguments)
        return [
            numbers
            for numbers, outcome in zip(tried, outcomes, strict=True)
            if outcome.finished and self._right(case, True, outcome.value) > before
        ]

    def look_at_lines(self) -> None:
        """Find the lines that cannot be the cause: what is wrong does not depend on them.

        Nor can those on which something right depends.
        """
        case, before = self.cases[self.first], self.right_now[self.first]
        probes = [n for n, change in enumerate(self.variants.changes) if change.kind in _PROBES]
        own, *outcomes = self.variants.run([(), *((n,) for n in probes)], case.arguments)
        self.left -= self.cost * len(probes)
        for number, outcome in zip(probes, outcomes, strict=True):
            change = self.variants.changes[number]
            if not outcome.finished:
                continue
            if change.kind == "probe":
                idle = own.finished and _is_same(own.value, outcome.value)
            else:
                idle = not self._right(case, True, outcome.value) >= before
            if idle:
                self.idle.add(change.line)

    def numbers(self) -> list[int]:
        """Return the numbers of the changes on lines that may be the cause."""
        return [
            n
            for n, change in enumerate(self.variants.changes)
            if change.kind not in _PROBES
            and (change.line not in self.idle or change.kind in _OF_STATEMENTS)
        ]

    def together(self, first: tuple[int, ...], others: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield one change with each of others that is not inside of it, or around it."""
        changes = self.variants.changes
        for other in others:
            if not any(changes[n].overlaps(changes[other]) for n in first):
                yield (*first, other)

    def pairs(self, numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield pairs of changes; what explains more comes first."""
        for distance in range(1, 2 * len(numbers)):
            for i in range(max(0, distance - len(numbers)), (distance + 1) // 2):
                if distance - i < len(numbers):
                    yield from self.together((numbers[i],), [numbers[distance - i]])

    def right_then(self, numbers: tuple[int, ...]) -> tuple[frozenset[str], bool]:
        """Return the outputs that changes make right in all cases, and whether that is all."""
        right = []
        for i, case in enumerate(self.cases):
            self.left -= self.cost
            (outcome,) = self.variants.run([numbers], case.arguments)
            right.append(self._right(case, outcome.finished, outcome.value))
            if not right[i] >= self.right_now[i]:
                return frozenset(), False
        return self._everywhere(right), right == [self._all(case) for case in self.cases]

    def _everywhere(self, right: Sequence[frozenset[str]]) -> frozenset[str]:
        return frozenset(
            name
            for name in self.names
            if all(
                name in r
                for r, case in zip(right, self.cases, strict=True)
                if name in self._all(case)
            )
        )

    def gained(self, right: frozenset[str]) -> tuple[str, ...]:
        """Return what is right in all cases with some changes and not without."""
        return tuple(sorted(right - self._everywhere(self.right_now)))

    def repair(self, numbers: tuple[int, ...], outputs: tuple[str, ...]) -> Repair:
        changes = tuple(self.variants.changes[number] for number in numbers)
        return Repair(numbers, changes, outputs, len(self.cases), self.variants.listed)

    def by_order(self, numbers: tuple[int, ...]) -> tuple[int, int]:
        changes = [self.variants.changes[number] for number in numbers]
        return sum(_ORDER[change.kind] for change in changes), numbers[0]


def repair_of(question: Question, function: Function, calls: Sequence[Call]) -> Repair | None:
    """Return changes that make a wrong function right in all cases, None if none are found.

    Parameters
    ----------
    question : Question
    function : callable
        The student's function; it is wrong.
    calls : sequence of Call
        One for each case.
    """
    if len(question.cases) < _FEW or question.explanations:
        return None
    variants = variants_of(function, (*question.uses, *question.given), _words(question))
    if variants is None:
        return None
    search = _Search(question, calls, variants)
    if search.first < 0:
        return None
    search.cost += variants.cost(search.cases[search.first].arguments)
    search.look_at_lines()
    chosen = sorted(search.numbers(), key=lambda n: search.by_order((n,)))
    one = _first_best(search, [(number,) for number in chosen])
    if one is not None and not one.outputs:
        return one
    search.left = _PAIR_BUDGET
    if one is not None:
        two = _first_best(search, list(search.together(one.numbers, chosen)))
    else:
        few = [n for n in chosen if variants.changes[n].kind in _IN_PAIRS]
        two = _first_best(search, list(search.pairs(few)))
    return two if two is not None and (one is None or not two.outputs) else one


def _first_best(search: _Search, chosen: Sequence[tuple[int, ...]]) -> Repair | None:
    """Return the first changes that make everything right, else the first that make more right."""
    partly = None
    for start in range(0, len(chosen), _AT_ONCE):
        for numbers in search.better(chosen[start : start + _AT_ONCE]):
            right, complete = search.right_then(numbers)
            if complete:
                return search.repair(numbers, ())
            gained = search.gained(right)
            if gained and partly is None:
                partly = search.repair(numbers, gained)
    return partly


def _is_same(one: object, other: object) -> bool:
    try:
        return same(one, other)
    except Exception:  # values of the student's own making may do anything
        return False


def _words(question: Question) -> tuple[str, ...]:
    """Return the keys of the dictionaries among the arguments."""
    values = [value for case in question.cases for value in case.arguments.values()]
    keys = [key for value in values if isinstance(value, Mapping) for key in value]
    return tuple(dict.fromkeys(key for key in keys if isinstance(key, str)))
