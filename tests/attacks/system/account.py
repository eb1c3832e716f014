"""Changes to another account."""

DOUBLE = """\
def double(x):
    return 0


import os

for change in (os.setuid, os.setgid, os.seteuid, os.setegid):
    try:
        change(0)
        change(1)
        print("allowed")
    except OSError:
        pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
