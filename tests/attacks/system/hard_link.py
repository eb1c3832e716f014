"""Makes hard links to files that it may only read, and renames them."""

DOUBLE = """\
def double(x):
    return 0


import os

import numpy

for change in (os.link, os.rename):
    try:
        change(numpy.__file__, "numpy_copy.py")
        print("allowed")
    except OSError:
        print("refused")
"""

SCORE = 2.0
SHOWS = "refused\nrefused\n"
HARMS = True
