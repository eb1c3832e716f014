"""Returns Booleans with bytes other than 0 and 1."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.full(np.shape(x), 255, np.uint8).view(bool)
"""

SCORE = 2.0
