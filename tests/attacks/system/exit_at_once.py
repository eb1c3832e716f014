"""Exits with success; the cells before count."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import os

os._exit(0)
"""

SCORE = 3.0
SAYS = "died"
