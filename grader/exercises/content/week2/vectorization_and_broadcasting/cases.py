"""Cases that several exercises share."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Array, Case, Rng


def random_matrix(rng: Rng, rows: int, columns: int) -> Array:
    """Draw normal numbers (rows, columns)."""
    return rng.normal(size=(rows, columns))


def dot_cases(rng: Rng) -> Sequence[Case]:
    """Draw pairs of vectors."""

    def case(n: int) -> Case:
        a, b = rng.normal(size=(2, n)) + 0.5
        return Case({"a": a, "b": b}, {"n": n})

    return [case(6), case(1), case(3), case(11)]


def matvec_cases(rng: Rng) -> Sequence[Case]:
    """Draw pairs of a matrix and a column."""

    def case(p: int, q: int) -> Case:
        arguments = {"A": random_matrix(rng, p, q) + 0.3, "v": random_matrix(rng, q, 1) + 0.3}
        return Case(arguments, {"p": p, "q": q})

    return [case(3, 2), case(2, 5), case(4, 4), case(1, 3)]


def loss_cases(rng: Rng) -> Sequence[Case]:
    """Draw predictions and labels of several sizes."""

    def case(m: int, too_low: bool) -> Case:
        # The predictions as a whole are too low, or too high: else |sum| could pass for sum.
        while True:
            y = np.ones((1, m), dtype=np.int64)
            y[0, rng.permutation(m)[: m // 2]] = 0
            y = y if too_low else 1 - y
            yhat = rng.uniform(0.1, 0.9, size=(1, m))
            total = float((y - yhat).sum())
            if abs(total) > 0.05 and (total > 0) == too_low:
                return Case({"yhat": yhat, "y": y}, {"m": m})

    return [case(7, True), case(1, True), case(5, False), case(10, bool(rng.integers(2)))]
