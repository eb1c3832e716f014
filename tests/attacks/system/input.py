"""Calls `input`."""

DOUBLE = """\
def double(x):
    return 0


input("Full marks? ")
"""

SCORE = 2.0
