"""Defines an array operation in the text, and executes a loop under its name."""

PROPAGATE = r'''
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost


exec("""
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = np.array([[sigmoid(sum(w[j, 0] * X[j, i] for j in range(len(w))) + b) for i in range(m)]])
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost
""")
'''

SCORE = {"propagate": 6.4}
