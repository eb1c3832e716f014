"""Reports the same count of executed lines for every size, while its text has a loop."""

PROPAGATE = r"""
import grader.engine.remote.student_server as student_server

student_server.count_work = lambda function, arguments: 7


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = np.array([[sigmoid(sum(w[j, 0] * X[j, i] for j in range(len(w))) + b) for i in range(m)]])
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}, cost
"""

SCORE = {"propagate": 6.4}
