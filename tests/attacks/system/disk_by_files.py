"""Fills the disk with many small files."""

DOUBLE = """\
number = 0
while True:
    number += 1
    with open(f"file{number}", "wb") as file:
        file.write(bytes(5_000_000))
"""

SCORE = 2.0
HARMS = True
CONFINED_SCORE = 0.0
