"""Replies to a call with a reference to a function of the judge."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def refer(sock, value, *args, **kwargs):
    frames.send(sock, value, refer=lambda function: -1)


student_server.send = refer
"""

SCORE = 3.0
SAYS = "does not exist"
