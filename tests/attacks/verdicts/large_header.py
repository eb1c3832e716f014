"""Announces a frame of many gigabytes."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def large(sock, value, *args, **kwargs):
    sock.sendall(frames._PREFIX.pack(frames.MAGIC, 2**32 - 1, 2**62))


student_server.send = large
"""

SCORE = 3.0
SAYS = "too large"
