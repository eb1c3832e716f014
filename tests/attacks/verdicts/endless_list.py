"""Returns lists that contain themselves, and infinite iterators."""

DOUBLE = r"""
import itertools


def double(x):
    found = [itertools.count()]
    found.append(found)
    return found
"""

SCORE = 2.0
