"""Replaces what is called when an exception is not caught, and traces."""

STACK = r"""
import sys
import traceback

sys.excepthook = lambda *args: None
traceback.walk_tb = lambda tb: iter(())
sys.settrace(lambda *args: None)


class Stack(list):
    def put(self, x):
        return self
"""

SCORE = 6.0
