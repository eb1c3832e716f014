"""Prints without end."""

DOUBLE = """\
def double(x):
    return 0


while True:
    print("x" * 10_000)
"""

SCORE = 2.0
HARMS = True
