"""Nests three thousand folders, deeper than a path is long."""

DOUBLE = """\
def double(x):
    return 0


import os
import time

for _ in range(3000):
    os.mkdir("inner")
    os.chdir("inner")
time.sleep(1)
"""

SCORE = 2.0
CONFINED_SCORE = 0.0
HARMS = True
