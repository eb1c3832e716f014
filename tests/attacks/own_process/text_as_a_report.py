"""Reports the text of the test in each place where a text may be."""

STACK = r"""
import grader.engine.remote.student_server as server

server.run_own_test = lambda text, names: {
    "value": None, "of_numpy": False, "error": text, "is_students": True, "line": 1,
}


class Stack(list):
    pass
"""
TWINS = r"""
def twins(x):
    import sys

    raise ValueError(sys._getframe(1).f_locals)
"""

SCORE = 2.0
