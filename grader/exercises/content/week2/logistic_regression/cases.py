"""Data and cases that several exercises share."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.labels import random_labels
from grader.exercises.exercise import Array, Case, Rng


def random_probabilities(rng: Rng, m: int) -> Array:
    """Draw probabilities (1, m)."""
    return rng.uniform(0.05, 0.95, size=(1, m))


def random_data(rng: Rng, n_x: int, m: int) -> tuple[Array, float, Array, Array]:
    """Draw w (n_x, 1), b, X (n_x, m) and Y (1, m), with weights around 1."""
    w = rng.normal(size=(n_x, 1))
    b = float(rng.uniform(0.3, 1.2) * rng.choice([-1, 1]))
    return w, b, rng.normal(size=(n_x, m)), random_labels(rng, m)


def propagate_cases(rng: Rng) -> Sequence[Case]:
    """Draw cases of w, b, X and Y on which the cost is finite."""

    def case(n_x: int, m: int) -> Case:
        while True:
            w, b, X, Y = random_data(rng, n_x, m)
            # Further out, the 1e-8 that people add inside of log would show in the cost.
            if np.abs(w.T @ X + b).max() < 6:
                return Case({"w": w, "b": b, "X": X, "Y": Y}, {"m": m, "n_x": n_x})

    return [case(3, 7), case(2, 1), case(1, 4), case(4, 4)]
