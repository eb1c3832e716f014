"""Writes to every open descriptor, forever."""

DOUBLE = """\
import os

while True:
    for number in range(3, 64):
        try:
            os.set_blocking(number, False)
            os.write(number, b"x" * 65536)
        except OSError:
            pass
"""

SCORE = 0.0
HARMS = True
