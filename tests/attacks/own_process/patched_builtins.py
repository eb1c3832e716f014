"""Replaces what asserts and comparisons of a test use; all of it is put back before the test."""

STACK = r"""
import builtins

builtins.AssertionError = type("AssertionError", (Exception,), {})
builtins.abs = lambda x: 0


class Stack(list):
    def put(self, x):
        return self
"""
TWINS = r"""
def twins(x):
    yield 0
    yield 0
"""

SCORE = 2.0
