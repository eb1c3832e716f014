"""Appends to the configuration, which the next grading executes."""

DOUBLE = """\
def double(x):
    return 0


open({config!r}, "a").write("import os")
"""

SCORE = 2.0
