"""Allocates memory without limit."""

DOUBLE = """\
def double(x):
    return 0


hoard = []
while True:
    hoard.append(bytearray(50_000_000))
"""

SCORE = 2.0
HARMS = True
