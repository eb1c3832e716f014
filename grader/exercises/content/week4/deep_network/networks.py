"""Random deep networks, with their forward and backward passes."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.exercises.content.gradients import Cache, gradient
from grader.exercises.exercise import Array, Rng


def random_array(rng: Rng, *shape: int) -> Array:
    """Draw numbers of two decimals: what is computed from them once is exact when stored."""
    return np.round(rng.normal(size=shape), 2)


def random_layer(rng: Rng, n_prev: int, n: int, m: int) -> tuple[Array, Array, Array]:
    """Draw the input (n_prev, m), W (n, n_prev) and b (n, 1) of a layer."""
    return random_array(rng, n_prev, m), random_array(rng, n, n_prev), random_array(rng, n, 1)


def forward(X: Array, parameters: Mapping[str, Array]) -> tuple[Array, list[Cache]]:
    """Return the output of a network, and the cache of each layer."""
    caches: list[Cache] = []
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = 1 / (1 + np.exp(-Z)) if l == L else Z * (Z > 0)
    return A, caches


def shows_mistakes(AL: Array, caches: Sequence[Cache]) -> bool:
    """Return whether a network shows mistakes: no dead layer, no saturated output, no tie.

    Where all of the output is on the side on which ReLU is the identity, a wrong slope is right.
    """
    if not ((AL > 0.05) & (AL < 0.95)).all() or not (AL < 0.45).any():
        return False
    m = AL.shape[1]
    for _, Z in caches[:-1]:
        on = Z > 0
        if (np.abs(Z) < 0.01).any() or not on.any():
            return False
        if m > 1 and not 0.2 < on.mean() < 0.9:
            return False
    grads = gradient(AL, np.zeros_like(AL), caches)
    return all(np.abs(g).max() > 1e-3 for name, g in grads.items() if name != "dA0")


def random_network(rng: Rng, layer_dims: Sequence[int], m: int) -> tuple[Array, dict[str, Array]]:
    """Draw inputs and parameters with weights around 1, again until the network shows mistakes."""
    while True:
        X = random_array(rng, layer_dims[0], m)
        parameters = {}
        for l in range(1, len(layer_dims)):
            parameters[f"W{l}"] = random_array(rng, layer_dims[l], layer_dims[l - 1])
            parameters[f"b{l}"] = random_array(rng, layer_dims[l], 1)
        if shows_mistakes(*forward(X, parameters)):
            return X, parameters
