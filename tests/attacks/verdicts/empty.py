"""Returns an empty array: all its entries are right."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.array([])
"""

SCORE = 2.0
SAYS = "the shape (0,)"
