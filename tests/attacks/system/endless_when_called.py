"""Runs forever when it is judged."""

DOUBLE = """\
def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""

SCORE = 2.0
HARMS = True
