"""Calls a function of the judge that it did not get."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def asking(sock, value, *args, **kwargs):
    request = {"nonce": value["nonce"], "call_helper": 7, "args": (), "kwargs": {}}
    frames.send(sock, request)


student_server.send = asking
"""

SCORE = 3.0
SAYS = "a helper is called in an unknown way"
