"""Recurses until the stack overflows; the cells before count."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import sys

sys.setrecursionlimit(10**9)


def shift(x):
    return shift(x + 1)


import re

re.compile("(" * 10**6)
repr(eval("[" * 50))
shift(0)
"""

SCORE = 3.0
