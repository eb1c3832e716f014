"""Replies with the nonce of another request."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def other(sock, value, *args, **kwargs):
    frames.send(sock, {**value, "nonce": "0" * 32}, *args, **kwargs)


student_server.send = other
"""

SCORE = 3.0
SAYS = "does not belong to the request"
