"""Runs for ever; it is interrupted, and the rest counts."""

DOUBLE = """\
while True:
    pass
"""

SCORE = 2.0
