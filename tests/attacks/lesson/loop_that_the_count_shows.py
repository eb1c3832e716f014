"""Replaces a function of NumPy in a way that its text does not show; the count of lines does."""

PROPAGATE = r"""
def slow(w, X):
    z = [sum(w[j, 0] * X[j, i] for j in range(len(w))) for i in range(X.shape[1])]
    return np.array([z])


def hide():
    exec("np.kron" + " = slow", {"np": np, "slow": slow})


hide()


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.kron(w, X) + b)
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost
"""

SCORE = {"propagate": 6.4}
