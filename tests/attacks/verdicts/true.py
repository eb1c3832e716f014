"""Returns True, which counts as 1 in some places."""

DOUBLE = r"""
def double(x):
    return True
"""

SCORE = 2.0
