"""Forks, so that two processes run the rest of the notebook and send outputs."""

DOUBLE = """\
def double(x):
    return 0


import os

os.fork()
"""

SCORE = 2.0
HARMS = True
