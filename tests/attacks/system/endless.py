"""Runs forever; it is interrupted, and the rest counts."""

DOUBLE = """\
while True:
    pass
"""

SCORE = 2.0
