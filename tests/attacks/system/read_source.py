"""Reads the instructor's notebook with the hidden tests."""

DOUBLE = """\
def double(x):
    return 0


print(open({source!r}).read())
"""

SCORE = 2.0
