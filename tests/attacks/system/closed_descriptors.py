"""Closes every descriptor, the judge's connections among them."""

DOUBLE = """\
def double(x):
    return 0


import os

os.closerange(0, 4096)
"""

SCORE = 0.0
HARMS = True
