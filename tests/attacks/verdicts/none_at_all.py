"""Returns an array without elements in a shape that broadcasts."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.zeros((0, *np.shape(x)))
"""

SCORE = 2.0
SAYS = "shape"
