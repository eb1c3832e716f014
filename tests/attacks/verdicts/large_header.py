"""Promises a frame of many gigabytes."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def large(sock, value, *args, **kwargs):
    sock.sendall(wire._PREFIX.pack(wire.MAGIC, 2**32 - 1, 2**62))


serve.send = large
"""

SCORE = 3.0
SAYS = "too large"
