"""Costs for every pair (w, b), with one feature."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from grader.student.figures.drawing import sigmoid

Floats = npt.NDArray[np.float64]


def _scores(w: Any, b: Any, x: Floats) -> Floats:
    """Return w x + b for every pair (w, b), with the examples along a new last axis."""
    w, b = np.broadcast_arrays(w, b)
    return np.asarray(np.multiply.outer(w, x.ravel()) + b[..., np.newaxis])


def cross_entropy_cost(w: Any, b: Any, x: Floats, y: Floats) -> Floats:
    """Return the mean cross-entropy for every pair (w, b)."""
    z = _scores(w, b, x)
    return np.asarray(np.mean(np.logaddexp(0, z) - y.ravel() * z, axis=-1))


def squared_error_cost(w: Any, b: Any, x: Floats, y: Floats) -> Floats:
    """Return the mean of half the squared error for every pair (w, b)."""
    return np.asarray(np.mean((sigmoid(_scores(w, b, x)) - y.ravel()) ** 2 / 2, axis=-1))
