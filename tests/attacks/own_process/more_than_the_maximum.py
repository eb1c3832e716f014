"""Reports more points than there are."""

STACK = r"""
import grader.engine.remote.student_server as server

server.run_own_test = lambda text, names: {
    "value": 1e9, "of_numpy": False, "error": "", "is_students": False, "line": 0,
}


class Stack(list):
    pass
"""
TWINS = "def twins(x):\n    return None"

SCORE = 2.0
