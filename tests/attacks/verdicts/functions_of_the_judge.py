"""Calls functions of the judge that it was never given."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def asking(sock, value, *args, **kwargs):
    ask = {"nonce": value["nonce"], "ask": 7, "args": (), "kwargs": {}}
    wire.send(sock, ask)


serve.send = asking
"""

SCORE = 3.0
SAYS = "no answer of a function"
