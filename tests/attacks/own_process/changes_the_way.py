"""Returns an object where the reference returns a number, to be judged in its own process."""

DOUBLE = r"""
class Odd:
    __eq__ = lambda self, other: True


def double(x):
    return Odd()
"""

SCORE = 7.0
