"""Replaces its function in a later line of its cell, through the shell."""

PROPAGATE = r'''
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost


text = """
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = np.array([[sigmoid(sum(w[j, 0] * X[j, i] for j in range(len(w))) + b) for i in range(m)]])
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost
"""
get_ipython().run_cell(text)
'''

SCORE = {"propagate": 6.4}
