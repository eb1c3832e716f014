"""Locks files that all submissions read."""

DOUBLE = """\
def double(x):
    return 0


import fcntl
import os
import struct

kept = open(os.__file__, "rb")
whole = struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)
for lock in (
    lambda: fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB),
    lambda: fcntl.fcntl(kept, fcntl.F_SETLEASE, fcntl.F_RDLCK),
):
    try:
        lock()
        print("allowed")
    except OSError:
        print("refused")
"""

SCORE = 2.0
SHOWS = "refused\nrefused\n"
HARMS = True
