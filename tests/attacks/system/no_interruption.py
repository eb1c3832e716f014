"""Ignores every signal and every exception, and runs forever; the cell before counts."""

DOUBLE = """\
def double(x):
    return 2 * x
"""

SHIFT = """\
import signal

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""

SCORE = 3.0
SAYS = "seconds"
HARMS = True
