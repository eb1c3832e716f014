"""Returns an empty array, for which every comparison of all elements is true."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.array([])
"""

SCORE = 2.0
SAYS = "the shape (0,)"
