"""Returns an array larger than the limit of a frame."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.zeros(40_000_000)
"""

SCORE = 2.0
