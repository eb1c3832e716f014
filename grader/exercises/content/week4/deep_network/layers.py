"""Layer sizes of deep networks, and what is numbered by layer."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.exercises.exercise import Rng

DEEPEST = 6


def random_layers(rng: Rng, L: int) -> list[int]:
    """Draw n[0], ..., n[L] with one output and no two equal neighbors."""
    dims = [int(rng.integers(2, 6))]
    while len(dims) < L:
        n = int(rng.integers(2, 6))
        if n != dims[-1]:
            dims.append(n)
    return [*dims, 1]


def size_facts(layer_dims: Sequence[int], m: int) -> dict[str, int]:
    """Return the sizes that a message may name."""
    return {"L": len(layer_dims) - 1, "m": m}


def equations_by_layer(equations: Mapping[str, str]) -> dict[str, str]:
    """Return the equations of W1, W2, ... for that of W, and so on."""
    return {f"{name}{l}": e for name, e in equations.items() for l in range(DEEPEST + 1)}


def random_wide_layers(rng: Rng, L: int) -> list[int]:
    """Draw n[0], ..., n[L], all different, none of them 1."""
    return [int(n) for n in rng.choice(np.arange(2, 20), size=L + 1, replace=False)]
