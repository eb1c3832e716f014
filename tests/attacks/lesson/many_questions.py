"""Floods the judge with calls of a helper."""

PROPAGATE = r"""
def propagate(w, b, X, Y):
    while True:
        sigmoid(0.0)
"""

SCORE = {"propagate": 0.0}
