"""Allocates memory without limit when it is judged."""

DOUBLE = """\
def double(x):
    return [bytearray(10_000_000) for _ in range(10_000)]
"""

SCORE = 2.0
HARMS = True
