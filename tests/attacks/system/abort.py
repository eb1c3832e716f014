"""Aborts; the cells before count."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import os

os.abort()
"""

SCORE = 3.0
SAYS = "died"
