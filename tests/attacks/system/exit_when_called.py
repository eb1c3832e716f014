"""Ends the process when it is judged."""

DOUBLE = """\
import os


def double(x):
    os._exit(0)
"""

SCORE = 2.0
