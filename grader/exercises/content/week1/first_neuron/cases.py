"""Numbers that several exercises' cases are made of."""

import numpy as np

from grader.exercises.exercise import Array, Rng


def away_from_zero(rng: Rng, shape: tuple[int, ...]) -> Array:
    """Draw numbers of both signs, none of them close to zero."""
    return np.asarray(rng.uniform(0.3, 1.7, size=shape) * rng.choice([-1, 1], size=shape))
