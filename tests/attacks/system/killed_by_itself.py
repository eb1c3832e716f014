"""Kills itself; the cells before count."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
raise SystemExit
"""

SCORE = 3.0
HARMS = True
