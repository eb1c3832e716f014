"""Gives two answers to each question, so that the second is there before the next."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def twice(sock, value, *args, **kwargs):
    wire.send(sock, value, *args, **kwargs)
    wire.send(sock, value, *args, **kwargs)


serve.send = twice
"""

SCORE = 3.0
SAYS = "What the process answered"
