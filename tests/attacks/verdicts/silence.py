"""Receives a request and never replies."""

SHIFT = r"""
def shift(x):
    return 0 * x


import time

import grader.engine.remote.student_server as student_server

student_server.send = lambda *args, **kwargs: time.sleep(3600)
"""

SCORE = 3.0
