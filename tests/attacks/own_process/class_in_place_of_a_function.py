"""Gives a class the name of a function that is called by remote calls."""

DOUBLE = r"""
class double:
    def __init__(self, x):
        pass

    __eq__ = lambda self, other: True
"""

SCORE = 7.0
