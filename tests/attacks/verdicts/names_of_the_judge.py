"""Answers a call with a reference to a function of the judge."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def refer(sock, value, *args, **kwargs):
    wire.send(sock, value, refer=lambda function: -1)


serve.send = refer
"""

SCORE = 3.0
SAYS = "does not exist"
