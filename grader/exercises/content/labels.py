"""Labels of two classes, for the cases of several notebooks."""

import numpy as np

from grader.exercises.exercise import Array, Rng


def random_labels(rng: Rng, m: int) -> Array:
    """Draw labels (1, m) of both classes, where m allows it."""
    Y = np.zeros((1, m), dtype=np.int64)
    Y[0, rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y if m > 1 else np.array([[int(rng.integers(2))]])
