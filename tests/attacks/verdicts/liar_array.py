"""Returns an array of a subclass that equals everything."""

DOUBLE = r"""
import numpy as np


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(self.shape)


def double(x):
    return np.zeros(np.shape(x)).view(Liar)
"""

SCORE = 2.0
