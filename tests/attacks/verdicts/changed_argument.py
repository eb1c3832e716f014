"""Changes its argument, from which the test computes what it wants."""

DOUBLE = r"""
def double(x):
    x *= 0
    return x
"""

SCORE = 2.0
