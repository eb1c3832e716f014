"""Replies to the judge's request with a forged record of the call."""

SIGMOID = r"""
import grader.engine.remote.records as records
import grader.engine.remote.student_server as student_server


def forged(call, value):
    return {
        "value": value,
        "failure": None,
        "changed": ["z" * 10**6, 1, None],
        "rebound": {"a": 1},
        "warned": [[1, 2], None, ["x", ["f", "line", 3]]],
        "printed": 7,
    }


records.call_record = student_server.call_record = forged


def sigmoid(z):
    return 0 * z
"""

SCORE = {"sigmoid": 0.0}
