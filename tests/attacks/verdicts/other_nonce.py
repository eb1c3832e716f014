"""Answers as if to another question."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def other(sock, value, *args, **kwargs):
    wire.send(sock, {**value, "nonce": "0" * 32}, *args, **kwargs)


serve.send = other
"""

SCORE = 3.0
SAYS = "does not belong to the request"
