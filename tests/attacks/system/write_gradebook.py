"""Writes to the gradebook."""

DOUBLE = """\
def double(x):
    return 0


open({gradebook!r}, "wb").write(b"full marks")
"""

SCORE = 2.0
