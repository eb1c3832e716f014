"""Takes in twelve processes together what one may not."""

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
