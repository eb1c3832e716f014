"""Reads the messages of the judge to others: tasks, requests to other snapshots."""

DOUBLE = """\
def double(x):
    return 0


import os

read = []
for number in range(3, 64):
    try:
        os.set_blocking(number, False)
        read.append(os.read(number, 100))
    except OSError:
        pass
print(read)
"""

SCORE = 2.0
SHOWS = "[]\n"
HARMS = True
