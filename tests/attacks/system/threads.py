"""Leaves a thread that replaces the function later."""

DOUBLE = """\
def double(x):
    return 0


import threading
import time


def later():
    global double
    while True:
        time.sleep(0.001)
        if "shift" in globals():
            double = lambda x: 2 * x


threading.Thread(target=later, daemon=True).start()
"""

SCORE = 2.0
HARMS = True
