"""Waits at an abstract socket for the next submission, which file permissions do not cover."""

DOUBLE = r"""
def double(x):
    return 0


import socket

try:
    door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    door.bind("\0answers")
    print("allowed")
except OSError:
    print("refused")
"""

SCORE = 2.0
SHOWS = "refused\n"
HARMS = True
