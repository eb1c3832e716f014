"""Ends the process with success before the test has failed."""

STACK = r"""
import os


class Stack(list):
    def put(self, x):
        os._exit(0)
"""
TWINS = r"""
def twins(x):
    raise SystemExit(0)
"""

SCORE = 2.0
