"""Writes to the input of the instructor's terminal."""

DOUBLE = """\
def double(x):
    return 0


import fcntl
import os

for path in ("/dev/tty", "/dev/pts/0", "/dev/console"):
    try:
        fcntl.ioctl(os.open(path, os.O_RDWR), 0x5412, b"x")
        print("allowed")
    except OSError:
        pass
for number in range(3):
    try:
        fcntl.ioctl(number, 0x5412, b"x")
        print("allowed")
    except OSError:
        pass
"""

SCORE = 2.0
SHOWS = ""
HARMS = True
