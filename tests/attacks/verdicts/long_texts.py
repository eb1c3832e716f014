"""Raises an exception with a text of 100 MB of characters that cannot be encoded."""

DOUBLE = r"""
def double(x):
    raise ValueError("\ud800\x00\x1b[2J" * 20_000_000)
"""

SCORE = 2.0
