"""Accesses an invalid address; the cells before count."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import ctypes

ctypes.string_at(0)
"""

SCORE = 3.0
SAYS = "died"
