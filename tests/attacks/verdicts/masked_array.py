"""Returns an array with every element masked, so that comparing it has no result."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.ma.masked_all(np.shape(x))
"""

SCORE = 2.0
