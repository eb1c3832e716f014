"""Raises an exception with the arguments and the whole stack in its text."""

DOUBLE = r"""
import inspect


def double(x):
    raise ValueError(str([frame.code_context for frame in inspect.stack()]) + repr(x))
"""

SCORE = 2.0
