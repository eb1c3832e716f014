"""Find the change of a wrong function that makes it right: what it changes is the cause.

No solution is needed for that. Changed copies of the student's own function are called on the
cases until one returns what is expected in all of them. A message says what is to be changed and
in which line, and not into what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.student.calling import Call, Function
from grader.student.checking.explanations.search import Gain, Search
from grader.student.checking.explanations.variants import (
    Change,
    Kind,
    described,
    variants_of,
)
from grader.student.checking.question import Question
from grader.student.messages import wrong_values
from grader.student.text import MAX_LINES, wrap_lines

_FEW = 2

_IN_PAIRS: frozenset[Kind] = frozenset(
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


@dataclass(frozen=True)
class Repair:
    """Changes that make a wrong function right.

    Attributes
    ----------
    numbers : tuple of int
        The numbers of the changes.
    changes : tuple of Change
        One or two.
    gain : Gain or None
        What is right then, and is not now; None if everything is.
    cases : int
        In how many cases.
    listed : (tuple of str, tuple of str)
        The functions and words of which the changes are made.
    """

    numbers: tuple[int, ...]
    changes: tuple[Change, ...]
    gain: Gain | None
    cases: int
    listed: tuple[tuple[str, ...], tuple[str, ...]]


def explain_repair(question: Question, function: Function, calls: Sequence[Call]) -> str | None:
    """Say which changes make a wrong function right, None if none are found."""
    repair = repair_of(question, function, calls)
    if repair is None:
        return None
    by_line = sorted(repair.changes, key=lambda change: change.line)
    changes = [(change.line, *described(change)) for change in by_line]
    if repair.gain is None:
        return wrong_values.right_with_changes(changes, repair.cases)
    if repair.gain.outputs:
        return wrong_values.outputs_right_with_changes(changes, repair.gain.outputs, repair.cases)
    return wrong_values.more_right_with_changes(changes, repair.gain.cases, repair.cases)


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
    search = Search(question, calls, variants)
    one = search.one_change()
    if one is None:
        found = search.two_changes(_IN_PAIRS)
    else:
        found = one if one.gain is None else search.one_more(one) or one
    if found is None:
        return None
    changes = tuple(variants.changes[number] for number in found.numbers)
    return Repair(found.numbers, changes, found.gain, len(search.of.cases), variants.listed)


def _words(question: Question) -> tuple[str, ...]:
    """Return the keys of the dictionaries among the arguments."""
    values = [value for case in question.cases for value in case.arguments.values()]
    keys = [key for value in values if isinstance(value, Mapping) for key in value]
    return tuple(dict.fromkeys(key for key in keys if isinstance(key, str)))
