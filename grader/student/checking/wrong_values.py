"""Describe how wrong values differ from the expected ones, by facts that are true in every case."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from grader.student.calling import Plain, same
from grader.student.checking.comparison import TOLERANCE, Comparison, as_numbers
from grader.student.checking.question import Fact, size_of
from grader.student.messages import wrong_values as says
from grader.student.text import format_number

Comparisons = Sequence[tuple[Mapping[str, Fact], Comparison]]
"""One output over all cases: the facts of each case (such as m = 7) and what was compared."""

_ENOUGH = 3


def _ratio(expected: np.ndarray, got: np.ndarray) -> float | None:
    """Return the r for which got = r * expected in every entry, None if there is none."""
    if expected.shape != got.shape or not np.isfinite(got).all() or not expected.any():
        return None
    want, have = expected.astype(np.float64).ravel(), got.astype(np.float64).ravel()
    r = float(have @ want / (want @ want))
    return r if same(have, r * want, TOLERANCE) and r != 0 else None


def _shared_facts(seen: Comparisons) -> list[str]:
    return [name for name in seen[0][0] if all(name in facts for facts, _ in seen)]


def _is_evidence(seen: Comparisons) -> bool:
    """Return whether there are so many numbers that a constant among them is no accident."""
    return sum(np.size(output.expected) for _, output in seen) >= _ENOUGH


def _constant_factor(
    name: str, seen: Comparisons, arguments: Sequence[Mapping[str, Plain]]
) -> str | None:
    ratios: list[float] = []
    for _, output in seen:
        got = as_numbers(output.got)
        expected = as_numbers(output.expected)
        if got is None or expected is None:
            return None
        if not expected.any() and not got.any():
            ratios.append(1.0)
            continue
        r = _ratio(expected, got)
        if r is None:
            return None
        ratios.append(r)
    if np.allclose(ratios, 1.0):
        return None
    many = any(np.size(output.expected) > 1 for _, output in seen)
    if np.allclose(ratios, -1.0):
        return says.wrong_sign(name, many)
    for fact in _shared_facts(seen):
        if not all(isinstance(facts[fact], int) for facts, _ in seen):
            continue  # a setting, not a size
        values = np.array([facts[fact] for facts, _ in seen], dtype=np.float64)
        if (values <= 0).any():
            continue  # a label, not a size
        # The message shows the largest of the wrong cases, so the factor is that of this case.
        wrong = [i for i in range(len(seen)) if seen[i][1].difference is not None]
        worst = max(wrong, key=lambda i: size_of(seen[i][0]))
        count = format_number(values[worst])
        for power in (1, -1):
            if np.allclose(ratios, values**power):
                return says.times_a_size(name, many, fact, count, too_large=power > 0)
    if np.allclose(ratios, ratios[0]) and _is_evidence(seen):
        return says.times_a_constant(name, many, format_number(ratios[0]))
    factor = _times_an_argument(ratios, arguments)
    return says.times_an_argument(name, many, factor) if factor else None


def _times_an_argument(
    ratios: Sequence[float], arguments: Sequence[Mapping[str, Plain]]
) -> str | None:
    """Return the factor if it is a number among the arguments, such as the learning rate."""
    for name, value in arguments[0].items() if arguments else ():
        values = [given.get(name) for given in arguments]
        if not isinstance(value, float) or not all(isinstance(v, float) and v for v in values):
            continue
        numbers = np.array(values, dtype=np.float64)
        # One that is the same in all cases may be so by chance.
        if np.allclose(numbers, numbers[0]):
            continue
        for factor, made in (
            (name, numbers),
            (f"2 {name}", 2 * numbers),
            (f"1 / {name}", 1 / numbers),
            (f"1 / (2 {name})", 1 / (2 * numbers)),
        ):
            if np.allclose(ratios, made, atol=0.0):
                return factor
    return None


def _transposed(seen: Comparisons) -> str | None:
    wrong = [output for _, output in seen if output.difference is not None]
    for output in wrong:
        got, expected = as_numbers(output.got), as_numbers(output.expected)
        if got is None or expected is None or expected.ndim != 2:
            return None
        if not same(got, expected.T, TOLERANCE):
            return None
    return says.transposed()


def _always_the_same(seen: Comparisons) -> str | None:
    first = seen[0][1]
    if first.got is None or all(same(first.expected, o.expected) for _, o in seen):
        return None
    got = [as_numbers(output.got) for _, output in seen]
    if any(g is None for g in got) or not all(same(g, got[0]) for g in got):
        return None
    return says.always_the_same(len(seen))


def _is_special(values: Sequence[Fact], value: Fact) -> bool:
    """Return whether a value may well be why: the smallest of sizes, or a setting of several cases.

    A value that differs in every case only identifies the case.
    """
    if len(set(values)) < len(values) and not isinstance(value, float):
        return True
    return all(isinstance(v, int) for v in values) and value == min(values, key=float)


def _where_right(seen: Comparisons) -> str | None:
    """Say in how many cases it is right, and in which: a fact about these cases, and no more."""
    right = [facts for facts, output in seen if output.difference is None]
    wrong = [facts for facts, output in seen if output.difference is not None]
    if not right:
        return None
    # Each of these, or none, may be the reason.
    shared = []
    for fact in _shared_facts(seen):
        values = {facts[fact] for facts in right}
        everywhere = [facts[fact] for facts, _ in seen]
        if len(values) == 1 and not values & {facts[fact] for facts in wrong}:
            (value,) = values
            if _is_special(everywhere, value):
                shared.append(f"{fact} = {value}")
    return says.right_in(len(right), len(seen), shared)


Pairs = list[tuple[np.ndarray, np.ndarray]]
"""For every case the expected array and the returned one, of the same shape."""


def _pairs(seen: Comparisons) -> Pairs | None:
    pairs = []
    for _, output in seen:
        expected, got = as_numbers(output.expected), as_numbers(output.got)
        if expected is None or got is None or not expected.size or expected.shape != got.shape:
            return None
        if not (np.isfinite(expected).all() and np.isfinite(got).all()):
            return None
        pairs.append((expected.astype(np.float64), got.astype(np.float64)))
    return pairs


def _same_as_an_argument(seen: Comparisons, arguments: Sequence[Mapping[str, Plain]]) -> str | None:
    for name in arguments[0] if arguments else ():
        values = [given.get(name) for given in arguments]
        numbers = [as_numbers(value) for value in values]
        if any(n is None for n in numbers):
            continue
        if all(
            output.got is not None and same(output.got, value)
            for (_, output), value in zip(seen, values, strict=True)
        ):
            return says.same_as_an_argument(name)
    return None


def _same_as_another(seen: Comparisons, others: Mapping[str, Comparisons]) -> str | None:
    for name, other in others.items():
        if len(other) != len(seen):
            continue
        pairs = [
            (o.got, another.expected) for (_, o), (_, another) in zip(seen, other, strict=True)
        ]
        if any(as_numbers(expected) is None for _, expected in pairs):
            continue
        if all(got is not None and same(got, expected) for got, expected in pairs):
            return says.same_as_another(name)
    return None


def _related(name: str, pairs: Pairs, all_wrong: bool) -> str | None:
    """Name a relation that holds for each element between the result and what was expected."""
    many = any(expected.size > 1 for expected, _ in pairs)

    def all_are(made: Callable[[np.ndarray], np.ndarray]) -> bool:
        with np.errstate(all="ignore"):
            return all(same(got, made(expected), TOLERANCE) for expected, got in pairs)

    if all_are(np.zeros_like):
        return says.all_zero(name, many)
    offset = float((pairs[0][1] - pairs[0][0]).flat[0])
    if offset and all_wrong and all_are(lambda expected: expected + offset):
        return says.off_by(name, many, format_number(abs(offset)), too_large=offset > 0)
    if all_are(lambda expected: 1 - expected):
        return says.one_minus(name, many)
    if all(expected.all() for expected, _ in pairs) and all_are(lambda expected: 1 / expected):
        return says.one_over(name, many)
    if all_are(np.square):
        return says.squared(name, many)
    if all(same(np.abs(got), np.abs(expected), TOLERANCE) for expected, got in pairs):
        return says.some_wrong_signs() if many else None
    return None


def _reordered(pairs: Pairs) -> str | None:
    if all(same(np.sort(got, axis=None), np.sort(e, axis=None), TOLERANCE) for e, got in pairs):
        return says.reordered()
    return None


def _one_line(pairs: Pairs) -> str | None:
    """Return whether one row or column, the first or the last, is all that is right, or wrong."""
    if any(expected.ndim != 2 for expected, _ in pairs):
        return None
    for axis, line in ((0, "row"), (1, "column")):
        right = []
        for expected, got in pairs:
            if expected.shape[axis] == 1:
                continue
            scale = TOLERANCE * float(np.abs(expected).max()) + 1e-12
            right.append((np.abs(got - expected) <= scale).all(axis=1 - axis))
        if not right:
            continue
        for place, index in (("first", 0), ("last", -1)):
            if all(r[index] and r.sum() == 1 for r in right):
                return says.only_one_line(place, line, is_right=True)
            if all(not r[index] and r.sum() == len(r) - 1 > 0 for r in right):
                return says.only_one_line(place, line, is_right=False)
    return None


def describe(
    name: str,
    seen: Comparisons,
    arguments: Sequence[Mapping[str, Plain]] = (),
    others: Mapping[str, Comparisons] = MappingProxyType({}),
) -> str | None:
    """Return one sentence that is true of this wrong output in every case, None if none is known.

    Parameters
    ----------
    name : str
        The output's name.
    seen : sequence of (facts, Compared)
        The output in every case of the exercise; at least one of them is wrong.
    arguments : sequence of mappings
        The arguments in each of these cases.
    others : mapping of str to sequence of (facts, Compared)
        The other outputs, for what is right in the wrong place.
    """
    pairs = _pairs(seen) or []
    all_wrong = all(output.difference is not None for _, output in seen)
    said = (
        _transposed(seen)
        or _constant_factor(name, seen, arguments)
        or _always_the_same(seen)
        or _same_as_an_argument(seen, arguments)
        or _same_as_another(seen, others)
        or (pairs and _is_evidence(seen) and _related(name, pairs, all_wrong))
        or (pairs and (_reordered(pairs) or _one_line(pairs)))
        or _where_right(seen)
    )
    return said or None
