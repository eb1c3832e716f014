"""Raises with the arguments and the whole stack in the text."""

DOUBLE = r"""
import inspect


def double(x):
    raise ValueError(str([frame.code_context for frame in inspect.stack()]) + repr(x))
"""

SCORE = 2.0
