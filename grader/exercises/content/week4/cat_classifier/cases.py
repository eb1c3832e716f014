"""Networks and predictions that the cases of several exercises share."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.labels import random_labels
from grader.exercises.exercise import Array, Rng
from grader.student.calling import Plain


def random_parameters(rng: Rng, dims: Sequence[int]) -> dict[str, Array]:
    """Draw the parameters of a network, biases included, of a size at which no unit is dead."""
    parameters = {}
    for layer in range(1, len(dims)):
        rows, columns = dims[layer], dims[layer - 1]
        W = rng.normal(size=(rows, columns)) * 1.3 / np.sqrt(columns)
        parameters[f"W{layer}"] = W
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, size=(rows, 1))
    return parameters


def forward(X: Array, parameters: dict[str, Array]) -> tuple[Array, list[Plain]]:
    """Return the last A of a network, and a cache of each layer as the lessons make it."""
    A, caches, last = X, [], len(parameters) // 2
    for layer in range(1, last + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if layer < last else 1 / (1 + np.exp(-Z))
    return A, caches


def labels_and_predictions(rng: Rng, m: int, wrong: int) -> dict[str, Plain]:
    """Draw labels, and predictions of which `wrong` are wrong, in both directions if there are."""
    Y = random_labels(rng, m)
    flipped = [int(np.flatnonzero(Y[0] == label)[0]) for label in (0, 1)][:wrong]
    rest = rng.permutation([i for i in range(1, m) if i not in flipped])
    predictions = Y.copy()
    for i in [*flipped, *rest][:wrong]:
        predictions[0, i] = 1 - predictions[0, i]
    return {"predictions": predictions, "Y": Y}
