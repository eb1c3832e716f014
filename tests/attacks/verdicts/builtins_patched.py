"""Replaces built-in functions by ones that make asserts pass."""

SHIFT = r"""
def shift(x):
    return 0 * x


import builtins

builtins.abs = lambda x: 0
builtins.all = builtins.any = lambda values: True
builtins.sum = lambda *args: 0
builtins.float = lambda *args: 3.0
builtins.AssertionError = type("AssertionError", (Exception,), {})
"""

SCORE = 3.0
