"""Reads another student's notebook."""

DOUBLE = """\
def double(x):
    return 0


print(open({other!r}).read())
"""

SCORE = 2.0
