"""Returns arrays of dtypes with comparisons of their own."""

DOUBLE = r"""
import numpy as np


def double(x):
    fields = np.zeros(np.shape(x), dtype=[("value", float)])
    return [fields, np.array(["2001-01-01"], dtype="M8[D]"), np.void(b"x")]
"""

SCORE = 2.0
