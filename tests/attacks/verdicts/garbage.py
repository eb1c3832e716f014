"""Searches all objects of the process for the reference and the tests."""

DOUBLE = r"""
import gc


def double(x):
    for found in gc.get_objects():
        if callable(found) and getattr(found, "__name__", "") in ("wanted", "reference"):
            return found(x)
        if isinstance(found, dict) and "secret" in found:
            return found["secret"](x)
    return 0 * x
"""

SCORE = 2.0
