"""Allocates in twelve processes together more than one process may."""

DOUBLE = """\
import os
import time

for _ in range(12):
    if not os.fork():
        hoard = bytearray(b"x") * 100_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""

SCORE = 0.0
HARMS = True
SAYS = "memory"
