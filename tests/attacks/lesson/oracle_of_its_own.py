"""Searches for the judge's sigmoid, which other exercises may call, while sigmoid is judged."""

SIGMOID = r"""
import gc


def sigmoid(z):
    for found in gc.get_objects():
        if callable(found) and found is not sigmoid and getattr(found, "__name__", "") == "sigmoid":
            return found(z)
    return 0 * z
"""

SCORE = {"sigmoid": 0.0}
