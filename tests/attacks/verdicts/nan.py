"""Returns nan, for which every comparison is false."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.nan * np.ones(np.shape(x))
"""

SCORE = 2.0
