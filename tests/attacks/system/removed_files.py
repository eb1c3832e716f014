"""Fills the disk with files that it removes at once, but keeps open or mapped into memory."""

DOUBLE = """\
def double(x):
    return 0


import ctypes
import os
import time

libc = ctypes.CDLL(None)
for number in range(40):
    with open("file", "w+b") as file:
        file.write(bytes(5_000_000))
        file.flush()
        os.unlink("file")
        if number % 2:
            kept = os.dup(file.fileno())
        else:
            libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
time.sleep(5)
"""

SCORE = 2.0
CONFINED_SCORE = 0.0
HARMS = True
