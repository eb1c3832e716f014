"""Every claim of a message is a predicate of the calls that the message is about."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.student.calling import Call, Function, call, with_replaced_helpers
from grader.student.checking.comparison import as_numbers, compare
from grader.student.checking.explanations.repairs import Repair
from grader.student.checking.explanations.variants import Change, listed_changes
from grader.student.checking.question import Question, SolvedCase
from grader.student.checking.verdict import Verdict
from tests.diagnosis.made_mistakes import MadeMistake

CLOSE = 1e-5


@dataclass(frozen=True)
class Seen:
    """One output in one case: what was expected and what was returned."""

    case: SolvedCase
    expected: np.ndarray
    got: np.ndarray


def calls_of(question: Question, function: Function) -> list[tuple[SolvedCase, Call]]:
    """Call a function on the cases that test values."""
    called, _ = with_replaced_helpers(function, question.replaced_helpers)
    return [(case, call(called, case.arguments)) for case in question.cases if case.rule is None]


def _compared(question: Question, function: Function) -> list[tuple[SolvedCase, Mapping]]:
    contract = question.contract
    return [
        (
            case,
            compare(
                case.expected,
                contract.judged_part(made.value),
                replace(contract, tolerance={**contract.tolerance, **case.tolerance}),
            ),
        )
        for case, made in calls_of(question, function)
    ]


def _seen(question: Question, function: Function, output: str) -> list[Seen]:
    found = []
    for case, outputs in _compared(question, function):
        if output in outputs:
            pair = (outputs[output].expected, outputs[output].got)
            expected, got = (as_numbers(value) for value in pair)
            if got is None:
                return []
            # What is expected may be None, which no number is equal to.
            expected = np.array(np.nan) if expected is None else expected
            found.append(Seen(case, np.asarray(expected, float), np.asarray(got, float)))
    return found


def _close(one: np.ndarray, other: np.ndarray) -> bool:
    if one.shape != other.shape:
        return False
    scale = float(np.abs(other[np.isfinite(other)]).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=0.0, atol=CLOSE * scale + 1e-9, equal_nan=True))


def _all_are(make: Callable[[np.ndarray], np.ndarray]) -> Callable[..., bool]:
    def predicate(seen: Sequence[Seen], *_: object) -> bool:
        with np.errstate(all="ignore"):
            return all(_close(s.got.ravel(), make(s.expected).ravel()) for s in seen)

    return predicate


def _times_size(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    power = 1 if found[2] == "large" else -1
    return all(_close(s.got, s.expected * float(s.case.facts[found[3]]) ** power) for s in seen)


def _times(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    return all(np.allclose(s.got, s.expected * float(found[1]), rtol=1e-3, atol=1e-9) for s in seen)


def _times_argument(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    """Evaluate the factor, such as "1 / (2 eps)", with the arguments of each case."""
    text = re.sub(r"(\d) (\w)", r"\1 * \2", found[1])
    return all(
        np.allclose(s.got, s.expected * eval(text, {}, dict(s.case.arguments)), rtol=1e-3)
        for s in seen
    )


def _off_by(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    offset = float(found[1]) * (1 if found[2] == "large" else -1)
    return all(np.allclose(s.got - s.expected, offset, rtol=1e-3) for s in seen)


def _right_in(seen: Sequence[Seen], found: re.Match[str], right: Sequence[bool]) -> bool:
    return (sum(right), len(right)) == (int(found[1]), int(found[2]))


def _one_line(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    axis, at = (0 if found[2] == "row" else 1), (0 if found[1] == "first" else -1)
    for s in seen:
        if s.expected.shape[axis] == 1:
            continue
        lines = [
            _close(np.take(s.got, i, axis), np.take(s.expected, i, axis))
            for i in range(s.expected.shape[axis])
        ]
        chosen = lines.pop(at)
        if chosen is not (found[3] == "right") or any(line is chosen for line in lines):
            return False
    return True


def _is_argument(seen: Sequence[Seen], found: re.Match[str], *_: object) -> bool:
    return all(_close(s.got, np.asarray(s.case.arguments[found[1]], float)) for s in seen)


FACTS: Mapping[str, Callable[..., bool]] = {
    r"exactly ([\d.e+-]+) times too (large|small), and (\w+) = ": _times_size,
    r"exactly ([\d.e+-]+) times the expected one": _times,
    r"is the expected one times (.+)\.": _times_argument,
    r"has the right size and the wrong sign": _all_are(lambda e: -e),
    r"is exactly ([\d.e+-]+) too (large|small)\.": _off_by,
    r"^(?:Every entry|The value of \w+) is 0\.": _all_are(np.zeros_like),
    r"is 1 minus the expected one": _all_are(lambda e: 1 - e),
    r"is 1 divided by the expected one": _all_are(lambda e: 1 / e),
    r"is the square of the expected one": _all_are(np.square),
    r"All entries have the right size, and some": lambda seen, *_: all(
        _close(np.abs(s.got), np.abs(s.expected)) for s in seen
    ),
    r"they stand in the wrong places": lambda seen, *_: all(
        _close(np.sort(s.got, axis=None), np.sort(s.expected, axis=None)) for s in seen
    ),
    r"It is the transpose of": lambda seen, _, right: all(
        ok or _close(s.got, s.expected.T) for s, ok in zip(seen, right, strict=True)
    ),
    r"It is the same in all": lambda seen, *_: all(_close(s.got, seen[0].got) for s in seen),
    r"It is the argument (\w+), as": _is_argument,
    r"It is right in (\d+) of (\d+) cases": _right_in,
    r"Only its (first|last) (row|column) is (right|wrong)": _one_line,
}
"""A sentence on an output, and when it is so: the output in all cases, the sentence, and whether
it is right in each."""


def untrue_facts(verdict: Verdict, question: Question, function: Function) -> list[str]:
    """Return the sentences on values in a message that are not so."""
    named = re.search(r"  (?:\d+ of \d+ outputs are wrong, )?([\w\[\]\"]+)", verdict.lines[0])
    if verdict.status != "wrong" or named is None:
        return []
    output = named[1]
    seen = _seen(question, function, output)
    right = [
        outputs[output].difference is None
        for _, outputs in _compared(question, function)
        if output in outputs
    ]
    return [
        line
        for line in verdict.lines[2:]
        for pattern, holds in FACTS.items()
        if (found := re.search(pattern, line.strip()))
        and not ((seen or holds is _right_in) and holds(seen, found, right))
    ]


# ------------------------------------------------------------------------------------ changes


def _text(node: object) -> str:
    return "\n".join(map(ast.unparse, node if isinstance(node, list) else [node]))  # type: ignore[list-item]


def _words(node: object) -> list[str]:
    return sorted(re.findall(r"\w+", _text(node)))


def _without(pattern: str) -> Callable[[Change], bool]:
    return lambda c: re.sub(pattern, "", _text(c.old)) == re.sub(pattern, "", _text(c.new))


def _more(change: Change) -> bool:
    return len(_words(change.new)) > len(_words(change.old))


def _fewer(change: Change) -> bool:
    return len(_text(change.new)) < len(_text(change.old))


def _same_words(change: Change) -> bool:
    return [w for w in _words(change.old) if w != "T"] == [
        w for w in _words(change.new) if w != "T"
    ]


def _one_name(change: Change) -> bool:
    return all(isinstance(node, ast.Name) for node in (change.old, change.new))


CHANGES: Mapping[str, Callable[[Change], bool]] = {
    "axis": _without(r",? ?(?:axis|keepdims)=\w+"),
    "size": _without(r"\[[01]\]"),
    "transpose": _without(r"\.T|[()]"),
    "order": _same_words,
    "lines": lambda c: sorted(map(ast.unparse, c.old)) == sorted(map(ast.unparse, c.new)),
    "variable": _one_name,
    "sign": lambda c: _text(c.old).replace("-", "") == _text(c.new).replace("-", ""),
    "superfluous": _fewer,
    "line": _fewer,
    "factor": _more,
    "term": _more,
    "applied": _more,
    "operator": lambda c: _words(c.old) == _words(c.new) or isinstance(c.old, list),
}
"""When a change is of the kind that a message says it is; the others are what they replace."""


def repaired_text(made: MadeMistake, repair: Repair) -> str:
    """Return the text of a made mistake with the changes that a message speaks of."""
    tree, changes = listed_changes(made.source, *repair.listed)
    chosen = [changes[number] for number in repair.numbers]
    for change in chosen:
        change.slot.put(change.new)
    return ast.unparse(tree) + "\n"


def _whole(question: Question, function: Function) -> int:
    """Return in how many cases all is right; an error is not, though None may be expected."""
    is_rule = "unchanged" in question.rules
    failed = [
        made.failure is not None or (is_rule and bool(made.changed_values))
        for _, made in calls_of(question, function)
    ]
    found = [compared.values() for _, compared in _compared(question, function)]
    return sum(
        not stopped and all(compared.difference is None for compared in outputs)
        for stopped, outputs in zip(failed, found, strict=True)
    )


def untrue_repair(
    verdict: Verdict, question: Question, function: Function, repair: Repair, repaired: Function
) -> list[str]:
    """Return what a message says of changes, if it is not so.

    Parameters
    ----------
    verdict : Verdict
        With the message.
    question : Question
    function : callable
    repair : Repair
        What the message speaks of.
    repaired : callable
        The function with these changes.
    """
    told = " ".join(line.strip() for line in verdict.lines[2:])
    untrue = [
        f"line {change.line}: {change.kind}"
        for change in repair.changes
        if f"Line {change.line}: " not in told
        or not CHANGES.get(change.kind, lambda _: True)(change)
    ]
    cases = [
        {name for name, compared in found.items() if compared.difference is not None}
        for _, found in _compared(question, repaired)
    ]
    wrong = set().union(*cases)
    gain = repair.gain
    if gain is None:
        is_so = not wrong
    elif gain.outputs:
        is_so = not wrong & set(gain.outputs)
    else:
        is_so = _whole(question, repaired) - _whole(question, function) == gain.cases
    return untrue if is_so else [*untrue, f"right with changes: {sorted(wrong)}"]
