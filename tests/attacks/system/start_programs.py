"""Starts other programs."""

DOUBLE = """\
def double(x):
    return 0


import os
import subprocess
import sys

for program in (["/bin/sh"], [sys.executable, "-c", "print(1)"], ["/usr/bin/sudo", "id"]):
    try:
        print(subprocess.run(program, capture_output=True).stdout)
    except OSError:
        print("refused")
try:
    os.execv("/bin/sh", ["sh"])
except OSError:
    print("refused")
"""

SCORE = 2.0
SHOWS = "refused\nrefused\nrefused\nrefused\n"
HARMS = True
