"""Has the kernel send signals for it."""

DOUBLE = """\
def double(x):
    return 0


import fcntl
import os

ends = os.pipe()
for command in (8, 10, 15):
    for target in (1, os.getppid(), 9):
        try:
            fcntl.fcntl(ends[0], command, target)
            print("allowed")
        except OSError:
            pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
