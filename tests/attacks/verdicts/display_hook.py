"""Displays another number in place of each result."""

DOUBLE = r"""
def double(x):
    return 0 * x


import sys

sys.displayhook = lambda value: print("3.0")
get_ipython().display_trap.hook = lambda value: print("3.0")
"""

SCORE = 2.0
