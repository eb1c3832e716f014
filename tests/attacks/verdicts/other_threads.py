"""Returns its value from a thread that continues after the call."""

DOUBLE = r"""
import threading
import time


def double(x):
    def late():
        time.sleep(0.05)
        x[...] = 2 * x

    threading.Thread(target=late).start()
    return 0 * x
"""

SCORE = 2.0
