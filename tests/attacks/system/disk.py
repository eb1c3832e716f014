"""Writes until the disk is full."""

DOUBLE = """\
def double(x):
    return 0


with open("big", "wb") as file:
    while True:
        file.write(bytes(1_000_000))
"""

SCORE = 2.0
HARMS = True
