"""Fills the disk in folders that their owner may not read, and nests more of them."""

DOUBLE = """\
def double(x):
    return 0


import os
import time

for mode in (0o300, 0o100, 0):
    os.mkdir(f"closed{mode}", mode)
for number in range(40):
    with open(f"closed{0o300}/file{number}", "wb") as file:
        file.write(bytes(5_000_000))
time.sleep(5)
"""

SCORE = 2.0
CONFINED_SCORE = 0.0
HARMS = True
