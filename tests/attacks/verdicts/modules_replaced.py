"""Replaces modules in `sys.modules`, those of the grader included."""

DOUBLE = r"""
def double(x):
    return 0 * x


import sys
import types

liar = types.ModuleType("numpy")
liar.__getattr__ = lambda name: lambda *args, **kwargs: True
fake = types.ModuleType("grader.exercises")
fake.score = lambda *args, **kwargs: 3.0
sys.modules["grader.exercises"] = fake
sys.modules["numpy.testing"] = sys.modules["numpy"] = liar
"""

SCORE = 2.0
