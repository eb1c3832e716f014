"""Say what is the matter with wrong numbers: facts that hold on every case, never guesses."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.student.compare import TOLERANCE, Compared, number, numbers_of
from grader.student.plain import same
from grader.student.question import Fact, size_of

Seen = Sequence[tuple[Mapping[str, Fact], Compared]]
"""One output over all cases: the facts of each case (such as m = 7) and what was compared."""


def _ratio(expected: np.ndarray, got: np.ndarray) -> float | None:
    """Return the r for which got = r * expected in every entry, None if there is none."""
    if expected.shape != got.shape or not np.isfinite(got).all() or not expected.any():
        return None
    want, have = expected.astype(np.float64).ravel(), got.astype(np.float64).ravel()
    r = float(have @ want / (want @ want))
    return r if same(have, r * want, TOLERANCE) and r != 0 else None


def _shared_facts(seen: Seen) -> list[str]:
    return [name for name in seen[0][0] if all(name in facts for facts, _ in seen)]


def _constant_factor(name: str, seen: Seen) -> str | None:
    ratios: list[float] = []
    for _, output in seen:
        got = numbers_of(output.got)
        expected = numbers_of(output.expected)
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
    what = "Every entry" if many else f"The value of {name}"
    if np.allclose(ratios, -1.0):
        return f"{what} has the right size and the wrong sign."
    for fact in _shared_facts(seen):
        if not all(isinstance(facts[fact], int) for facts, _ in seen):
            continue  # a setting, not a size
        values = np.array([facts[fact] for facts, _ in seen], dtype=np.float64)
        if (values <= 0).any():
            continue  # a label, not a size
        # The message shows the largest of the wrong cases, so the factor is that of this case.
        wrong = [i for i in range(len(seen)) if seen[i][1].difference is not None]
        worst = max(wrong, key=lambda i: size_of(seen[i][0]))
        count = number(values[worst])
        for power, words in ((1, "too large"), (-1, "too small")):
            if np.allclose(ratios, values**power):
                return f"{what} is exactly {count} times {words}, and {fact} = {count}."
    if np.allclose(ratios, ratios[0]):
        return f"{what} is exactly {number(ratios[0])} times the expected one."
    return None


def _transposed(seen: Seen) -> str | None:
    wrong = [output for _, output in seen if output.difference is not None]
    for output in wrong:
        got, expected = numbers_of(output.got), numbers_of(output.expected)
        if got is None or expected is None or expected.ndim != 2:
            return None
        if not same(got, expected.T, TOLERANCE):
            return None
    return "It is the transpose of the expected array: rows and columns changed places."


def _always_the_same(seen: Seen) -> str | None:
    first = seen[0][1]
    if first.got is None or all(same(first.expected, o.expected) for _, o in seen):
        return None
    got = [numbers_of(output.got) for _, output in seen]
    if any(g is None for g in got) or not all(same(g, got[0]) for g in got):
        return None
    return "It is the same in every case, whatever the arguments are."


def _right_only_where(seen: Seen) -> str | None:
    right = [facts for facts, output in seen if output.difference is None]
    wrong = [facts for facts, output in seen if output.difference is not None]
    if not right:
        return None
    shared = []
    for fact in _shared_facts(seen):
        values = {facts[fact] for facts in right}
        if len(values) == 1 and not values & {facts[fact] for facts in wrong}:
            shared.append(f"{fact} = {values.pop()}")
    if shared:
        # Each of them, or none, may be the reason.
        together = " and ".join(", ".join(shared).rsplit(", ", 1))
        return f"It is right only where {together}."
    return f"It is right in {len(right)} of {len(seen)} cases."


def describe(name: str, seen: Seen) -> str | None:
    """Return one sentence that is true of this wrong output in every case, None if none is known.

    Parameters
    ----------
    name : str
        The output's name.
    seen : sequence of (facts, Compared)
        The output in every case of the exercise; at least one of them is wrong.
    """
    return (
        _transposed(seen)
        or _constant_factor(name, seen)
        or _always_the_same(seen)
        or _right_only_where(seen)
    )
