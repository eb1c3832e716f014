"""Curves that several figures draw, and their slopes.

Slopes are measured by a small nudge, and the curves are written in other words than the lessons
have for them: what a lesson asks for is not to be found in its figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def sigmoid(z: Any) -> Floats:
    """Return the sigmoid, as the hyperbolic tangent that it is after moving and stretching."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(z) / 2)))


def bent(z: Any, leak: float = 0.0) -> Floats:
    """Return the function that bends at 0: half the sum of a line and a V."""
    return np.asarray(((1 + leak) * np.asarray(z) + (1 - leak) * np.abs(z)) / 2)


def slope_of(f: Callable[[Any], Any], at: Any, nudge: float) -> Any:
    """Return the slope of f: height over width of a small triangle."""
    return (f(at + nudge) - f(at - nudge)) / (2 * nudge)
