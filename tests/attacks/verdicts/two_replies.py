"""Sends two replies to each request, so that the second is there before the next request."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def twice(sock, value, *args, **kwargs):
    frames.send(sock, value, *args, **kwargs)
    frames.send(sock, value, *args, **kwargs)


student_server.send = twice
"""

SCORE = 3.0
SAYS = "What the process answered"
