"""Makes devices, pipes and sockets as files."""

DOUBLE = """\
def double(x):
    return 0


import os
import stat

for kind in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
    try:
        os.mknod("device", kind | 0o666, os.makedev(1, 1))
        print("allowed")
    except OSError:
        pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
