"""Returns an array in which every entry is masked: comparing it gives nothing."""

DOUBLE = r"""
import numpy as np


def double(x):
    return np.ma.masked_all(np.shape(x))
"""

SCORE = 2.0
