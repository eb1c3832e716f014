"""Changes its argument, from which the test computes the expected value."""

DOUBLE = r"""
def double(x):
    x *= 0
    return x
"""

SCORE = 2.0
