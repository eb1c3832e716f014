"""Replaces the function that runs the test by one that reports success: this can be forged.

More points than the maximum, or a text, cannot.
"""

STACK = r"""
import grader.engine.remote.student_server as server

server.run_own_test = lambda text, names: {
    "value": None, "of_numpy": False, "error": "", "is_students": False, "line": 0,
}


class Stack(list):
    pass
"""
TWINS = "def twins(x):\n    return None"

SCORE = 9.0
FORGED = 7.0
