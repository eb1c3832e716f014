"""Leaves a daemon when it is judged."""

DOUBLE = """\
import os
import time


def double(x):
    if not os.fork():
        while True:
            time.sleep(0.01)
    return 0
"""

SCORE = 2.0
HARMS = True
