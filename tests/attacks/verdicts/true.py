"""Returns True, which equals 1."""

DOUBLE = r"""
def double(x):
    return True
"""

SCORE = 2.0
