"""Returns an array of objects that equal everything."""

DOUBLE = r"""
import numpy as np


class Liar:
    __eq__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: 0.0


def double(x):
    found = np.empty(np.shape(x), dtype=object)
    found[...] = Liar()
    return found
"""

SCORE = 2.0
