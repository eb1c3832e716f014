"""Raises an exception whose `str` and `repr` exit the process."""

DOUBLE = r"""
import sys


class Hostile(Exception):
    def __repr__(self):
        sys.exit(0)

    __str__ = __repr__
    __name__ = property(__repr__)


def double(x):
    raise Hostile
"""

SCORE = 2.0
