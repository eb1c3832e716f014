"""Registers functions for the end of the process, and for forks."""

DOUBLE = """\
def double(x):
    return 0


import atexit
import os


def right():
    global double
    print("at the end")
    double = lambda x: 2 * x


atexit.register(right)
"""

SCORE = 2.0
HARMS = True
