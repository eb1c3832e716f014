"""Returns an object that overrides NumPy's functions."""

DOUBLE = r"""
import numpy as np


class Liar:
    __array_ufunc__ = lambda self, *args, **kwargs: np.True_
    __array_function__ = lambda self, *args, **kwargs: np.True_
    __array_priority__ = 1000


def double(x):
    return Liar()
"""

SCORE = 2.0
SAYS = "Liar"
