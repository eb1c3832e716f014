"""Searches the stack frames of its caller for the expected value."""

DOUBLE = r"""
import sys


def double(x):
    frame = sys._getframe()
    while frame is not None:
        for name in ("want", "wanted", "expected", "right", "reference"):
            for names in (frame.f_locals, frame.f_globals):
                if name in names:
                    found = names[name]
                    return found(x) if callable(found) else found
        frame = frame.f_back
    return 0 * x
"""

SCORE = 2.0
