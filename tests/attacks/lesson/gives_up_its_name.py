"""Assigns a number, a class and a module to the names of functions."""

SIGMOID = r"""
sigmoid = 4.0
"""

PROPAGATE = r"""
class propagate:
    share = 1.0
    status = 'right'
"""

PREDICT = r"""
import numpy as predict
"""

SCORE = {"sigmoid": 0.0, "propagate": 0.0, "predict": 0.0}
