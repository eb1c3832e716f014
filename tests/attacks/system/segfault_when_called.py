"""Accesses an invalid address when it is judged."""

DOUBLE = """\
import ctypes


def double(x):
    ctypes.string_at(0)
"""

SCORE = 2.0
