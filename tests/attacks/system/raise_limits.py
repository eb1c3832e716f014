"""Raises its own limits, and those of its parent."""

DOUBLE = """\
def double(x):
    return 0


import os
import resource

for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
    most = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (most + 1, most + 1))
        print("allowed")
    except (OSError, ValueError):
        pass
try:
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (0, 0))
    print("allowed")
except OSError:
    pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
