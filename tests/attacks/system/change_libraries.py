"""Writes to NumPy and to the package that checks, for later submissions."""

DOUBLE = """\
def double(x):
    return 0


import grader.student
import numpy

for module in (numpy, grader.student):
    for mode in ("a", "w", "r+"):
        try:
            open(module.__file__, mode).close()
            print("allowed")
        except OSError:
            pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
