"""Calls the judge's helper with a training that takes as long as allowed."""

MODEL = r"""
def model(X_train, Y_train, X_test, Y_test, *rest):
    w, b = np.zeros((200, 1)), 0.0
    X, Y = np.ones((200, 2000)), np.ones((1, 2000))
    while True:
        optimize(w, b, X, Y, 100_000, 0.1)
"""

SCORE = {"model": 0.0}
