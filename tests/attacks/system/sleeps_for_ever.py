"""Stops the timer that would interrupt it, and sleeps."""

DOUBLE = """\
import signal
import time

signal.setitimer(signal.ITIMER_REAL, 0)
time.sleep(10**6)
"""

SCORE = 0.0
SAYS = "seconds"
HARMS = True
