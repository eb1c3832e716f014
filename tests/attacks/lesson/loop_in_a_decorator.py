"""Decorates its function with one that computes the result in a loop."""

PROPAGATE = r"""
def looped(function):
    def inner(w, b, X, Y):
        m = X.shape[1]
        Z = [sum(w[j, 0] * X[j, i] for j in range(len(w))) + b for i in range(m)]
        A = np.array([[sigmoid(z) for z in Z]])
        cost = logistic_cost(A, Y)
        dZ = A - Y
        return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost

    return inner


@looped
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost
"""

SCORE = {"propagate": 6.4}
