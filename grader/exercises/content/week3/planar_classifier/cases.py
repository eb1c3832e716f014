"""Data, parameters and sizes that the cases of several exercises share."""

import numpy as np

from grader.exercises.exercise import Array, Rng

Parameters = dict[str, Array]


def random_label_rows(rng: Rng, n_y: int, m: int) -> Array:
    """Draw labels (n_y, m), of both classes in every row where m allows it."""
    if m == 1:
        return rng.integers(2, size=(n_y, 1))
    Y = np.zeros((n_y, m), dtype=np.int64)
    for row in Y:
        row[rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y


def random_parameters(rng: Rng, n_x: int, n_h: int, n_y: int) -> Parameters:
    """Draw weights around 1 and biases that are not zero."""
    return {
        "W1": rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)),
        "b2": rng.uniform(0.3, 0.9, size=(n_y, 1)) * rng.choice([-1, 1], size=(n_y, 1)),
    }


def sigmoid(Z: Array) -> Array:
    """Return the sigmoid of Z."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * Z))


def forward_cache(parameters: Parameters, X: Array) -> Parameters:
    """Return the cache of a real forward pass: a right solution may use Z1 in place of A1."""
    Z1 = parameters["W1"] @ X + parameters["b1"]
    Z2 = parameters["W2"] @ np.tanh(Z1) + parameters["b2"]
    return {"Z1": Z1, "A1": np.tanh(Z1), "Z2": Z2, "A2": sigmoid(Z2)}


def size_facts(n_x: int, n_h: int, n_y: int, m: int) -> dict[str, int]:
    """Return the sizes that a message may name."""
    return {"m": m, "n_x": n_x, "n_h": n_h, "n_y": n_y}


SIZES = ((3, 4, 1, 7), (2, 3, 2, 5), (3, 2, 1, 1), (2, 6, 2, 4))
"""n_x, n_h, n_y and m of the cases: unequal, and with m = 1 among them."""
