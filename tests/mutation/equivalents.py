"""Changes of a solution that leave it right, each with the reason, reviewed by hand."""

_SYMMETRIC = "the two may change places"
_TIE = "they differ at one number only, which both forms of the definition allow"
_KINK = "they differ at 0 only, where both formulas give the same"
_ONE_ROW = "the only row, or column, is the first and the last"
_FLOAT = "a NumPy number is as good as Python's"
_ANY_NEGATIVE = "reshape takes any negative size for the one to be found"
_UNLIKE_LENGTHS = "both are always of one length, so strict never has a say"
_SAME_SIZE = "both have that size"
_ONE_INPUT = "the operation has one input, so the first and the last are the same"
_TIMES_ONE = "the factor is 1"
_SAME_PATH = "both derivatives have the same value, that of dJ/dv"
_SAME_KEYS = "both have the same keys, in the same order"
_SAME_SHAPE = "both arrays have that shape"

EQUIVALENTS: dict[str, dict[str, str]] = {
    # week 1
    "relu": {"a = np.maximum(z, 0)": _SYMMETRIC},
    "average_miss": {"miss = np.mean(np.abs(Y - Yhat))": _SYMMETRIC},
    # week 2
    "flatten_images": {"X = images.reshape(m, -2).T": _ANY_NEGATIVE},
    "sigmoid": {"a = np.where(z > 0, 1, e) / (1 + e)": _KINK},
    "logistic_cost": {
        "m = A.shape[1]": _SAME_SIZE,
        "cost = np.sum(logistic_loss(A, Y)) / m": _FLOAT,
    },
    "propagate_loops": {
        "z = z + w[j, -1] * X[j, i]": _ONE_ROW,
        "dz = a - Y[-1, i]": _ONE_ROW,
        "cost = cost + logistic_loss(a, Y[-1, i])": _ONE_ROW,
        "dw[j, -1] = dw[j, 0] + X[j, i] * dz": _ONE_ROW,
        "dw[j, 0] = dw[j, -1] + X[j, i] * dz": _ONE_ROW,
    },
    "propagate": {"db = np.sum(dZ) / m": _FLOAT},
    "model": {"w, b = initialize_with_zeros(X_test.shape[0])": _SAME_SIZE},
    "dot_loop": {
        "for i in range(a.shape[-1]):": "a has one axis, which is the first and the last",
        "for i in range(b.shape[0]):": _SAME_SIZE,
    },
    "dot_vectorized": {"s = np.dot(b, a)": _SYMMETRIC},
    "matvec_loops": {
        "u[i, -1] = u[i, 0] + A[i, j] * v[j, 0]": _ONE_ROW,
        "u[i, 0] = u[i, -1] + A[i, j] * v[j, 0]": _ONE_ROW,
        "u[i, 0] = u[i, 0] + A[i, j] * v[j, -1]": _ONE_ROW,
    },
    "elementwise": {
        "maximum = np.maximum(0, v)": _SYMMETRIC,
        "square = absolute ** 2": "the sign does not matter to a square",
    },
    "calorie_percentages": {"cal = A.sum(axis=0).reshape(1, -2)": _ANY_NEGATIVE},
    "broadcast_shape": {
        "n = max(len(t), len(s))": _SYMMETRIC,
        "for p, q in zip(t, s, strict=True):": _SYMMETRIC,
        "for p, q in zip(s, t):": _UNLIKE_LENGTHS,
        "for p, q in zip(s, t, strict=False):": _UNLIKE_LENGTHS,
    },
    "as_column": {"column = v.reshape(-2, 1)": _ANY_NEGATIVE},
    "l1_loss": {"loss = np.sum(np.abs(yhat - y))": _SYMMETRIC},
    "l2_loss": {"loss = np.sum((yhat - y) ** 2)": _SYMMETRIC},
    "derivative_error": {"error = abs(claimed - measured)": _SYMMETRIC},
    "graph_backward": {
        "da = dv / 1": _TIMES_ONE,
        "da = dv": _TIMES_ONE,
        "du = dv / 1": _TIMES_ONE,
        "du = dv": _TIMES_ONE,
        "du = da * 1": _SAME_PATH,
        "db = dv * c": _SAME_PATH,
        "db = da * c": _SAME_PATH,
        "dc = dv * b": _SAME_PATH,
        "dc = da * b": _SAME_PATH,
    },
    "node_forward": {
        "output = np.log(inputs)": "the list has one number, and an array of one counts as it",
        "output = np.log(y)": _ONE_INPUT,
        "output = 1 / (1 + np.exp(-y))": _ONE_INPUT,
    },
    "node_backward": {"dinputs = [dout / y]": _ONE_INPUT},
    "run_backward": {
        "for i, part in zip(inputs, parts):": _UNLIKE_LENGTHS,
        "for i, part in zip(inputs, parts, strict=False):": _UNLIKE_LENGTHS,
    },
    "measured_gradients": {
        "for name in values:": "it measures all derivatives, those that are asked for among them",
    },
    "descent_step": {
        "new_values[name] = new_values[name] - step": "there it still holds the old value",
    },
    # week 3
    "leaky_relu": {"a = np.where(z >= 0, z, slope * z)": _KINK},
    "relu_backward": {"dZ = dA * (Z >= 0)": _TIE},
    "leaky_relu_backward": {"dZ = np.where(Z >= 0, dA, slope * dA)": _TIE},
    "share_saturated": {
        "share = np.mean(np.abs(A) > limit)": _FLOAT,
        "share = float(np.mean(np.abs(A) >= limit))": _TIE,
    },
    "sigmoid_chain": {
        "for w, z in zip(reversed(weights), reversed(kept)):": _UNLIKE_LENGTHS,
        "for w, z in zip(reversed(weights), reversed(kept), strict=False):": _UNLIKE_LENGTHS,
        "for w, z in zip(weights, reversed(kept), strict=True):": "all of them are multiplied, in "
        "whatever order",
        "for w, z in zip(reversed(weights), kept, strict=True):": "all of them are multiplied, in "
        "whatever order",
    },
    "compute_cost": {
        "m = AL.shape[1]": _SAME_SIZE,
        "cost = np.sum(losses) / m": _FLOAT,
        "cost = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m": _FLOAT,
    },
    "numerical_gradient": {
        "down = {key: value.copy() for key, value in up.items()}": "up is not nudged yet, so it "
        "is a copy like any other",
    },
    "relative_difference": {
        "difference = np.linalg.norm(h - g) / (np.linalg.norm(g) + np.linalg.norm(h))": _SYMMETRIC,
    },
    "rows_are_identical": {
        "identical = np.allclose(W, W[0])": "NumPy's allclose returns Python's bool",
        "identical = bool(np.allclose(W[0], W))": _SYMMETRIC,
        "identical = bool(np.allclose(W, W[-1]))": "where all rows are equal, any will do to "
        "compare with",
    },
    "predict": {
        "labels = (A2 >= 0.5).astype(int)": _TIE,
        "predictions = (AL >= 0.5).astype(int)": _TIE,
        "Y_prediction = (A >= 0.5).astype(int)": _TIE,
    },
    # week 4
    "linear_backward": {"m = dZ.shape[1]": _SAME_SIZE},
    "gradient_check": {
        "gaps = {name: np.abs(grads[f'd{name}'] - numeric[name]) for name in numeric}": _SYMMETRIC,
        "gaps = {name: np.abs(numeric[name] - grads[f'd{name}']) for name in parameters}": (
            _SAME_KEYS
        ),
        "lengths = [numeric, {name: grads[f'd{name}'] for name in parameters}, gaps]": _SAME_KEYS,
        "lengths = [numeric, {name: grads[f'd{name}'] for name in gaps}, gaps]": _SAME_KEYS,
        "error = lengths[2] / (lengths[0] + lengths[1])": _FLOAT,
        "parameter = max(parameters, key=lambda name: gaps[name].max())": _SAME_KEYS,
        "parameter = max(numeric, key=lambda name: gaps[name].max())": _SAME_KEYS,
        "entry = np.unravel_index(gaps[parameter].argmax(), parameters[parameter].shape)": (
            _SAME_SHAPE
        ),
        "entry = np.unravel_index(gaps[parameter].argmax(), numeric[parameter].shape)": (
            _SAME_SHAPE
        ),
    },
    "accuracy": {"share = np.mean(predictions == Y)": _FLOAT},
    "without_dA0": {
        "first = ((A_prev, Z[:, :0], b), Z)": "of all three, no column is left, and n[1] rows",
        "first = ((A_prev, b[:, :0], b), Z)": "of all three, no column is left, and n[1] rows",
    },
    "L_layer_model": {
        "grads = L_model_backward(AL, Y, caches)": "without_dA0 saves time and changes no number",
    },
}
"""For each exercise: the line as it stands after the change, and why it does the same."""


def reason_for(exercise: str, line: str) -> str | None:
    """Return why a changed line does the same as the solution's, None if nobody has said so."""
    return EQUIVALENTS.get(exercise, {}).get(line)
