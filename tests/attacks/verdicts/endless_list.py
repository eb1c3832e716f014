"""Returns lists that hold themselves, and iterators without an end."""

DOUBLE = r"""
import itertools


def double(x):
    found = [itertools.count()]
    found.append(found)
    return found
"""

SCORE = 2.0
