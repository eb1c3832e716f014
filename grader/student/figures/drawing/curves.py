"""Curves that several figures draw, and their slopes.

Slopes are measured by a small nudge, and the curves have other formulas than in the lessons: what a
lesson asks for is not to be found in its figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def sigmoid(z: Any) -> Floats:
    """Return the sigmoid, computed from the hyperbolic tangent."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(z) / 2)))


def relu(z: Any, leak: float = 0.0) -> Floats:
    """Return the ReLU (with a leak, the leaky ReLU): half the sum of a line and a V."""
    return np.asarray(((1 + leak) * np.asarray(z) + (1 - leak) * np.abs(z)) / 2)


def slope_of(f: Callable[[Any], Any], at: Any, nudge: float) -> Any:
    """Return the slope of f: height over width of a small triangle."""
    return (f(at + nudge) - f(at - nudge)) / (2 * nudge)
