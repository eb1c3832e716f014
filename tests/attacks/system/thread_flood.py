"""Starts threads without limit."""

DOUBLE = """\
def double(x):
    return 0


import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""

SCORE = 2.0
HARMS = True
