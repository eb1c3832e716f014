"""Returns other types in place of every part of the result."""

PROPAGATE = r"""
def propagate(w, b, X, Y):
    return {True: 1, ("dw",): 2, None: 3, "dw": {"dw": None}, "db": [[], ()]}, "cost"
"""

PREDICT = r"""
def predict(w, b, X):
    return np.array([["yes"]])
"""

SCORE = {"propagate": 0.0, "predict": 0.0}
