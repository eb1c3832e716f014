"""Replaces NumPy's assertions by functions that accept everything."""

DOUBLE = r"""
def double(x):
    return 0 * x


import numpy as np

for name in dir(np.testing):
    if name.startswith("assert_"):
        setattr(np.testing, name, lambda *args, **kwargs: None)
np.allclose = np.isclose = np.array_equal = np.all = lambda *args, **kwargs: True
"""

SCORE = 2.0
