"""Cases that several exercises share."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Array, Case, Rng


def away_from_zero(rng: Rng, *shape: int) -> Array:
    """Draw an array of both signs (where it has room) with no entry near 0."""
    while True:
        Z = rng.normal(size=shape) * 1.5
        both = Z.size == 1 or bool((Z > 0).any() and (Z < 0).any())
        if both and bool((np.abs(Z) > 0.05).all()):
            return Z


def elementwise_cases(rng: Rng) -> list[Case]:
    """Draw numbers and arrays for a function that works element by element."""
    return [
        Case({"z": float(rng.uniform(0.5, 1.5))}),
        Case({"z": -float(rng.uniform(0.5, 1.5))}),
        Case({"z": away_from_zero(rng, 1, 5)}),
        Case({"z": away_from_zero(rng, 3, 4)}),
        Case({"z": away_from_zero(rng, 2, 3, 2)}),
    ]


def random_gradient(rng: Rng, Z: Array) -> Array:
    """Draw dA for Z: around 1, of both signs where there is room, and not those of Z."""
    while True:
        dA = away_from_zero(rng, *Z.shape)
        # dA = 1 would hide a gradient that is left out, or put in twice.
        away = bool((np.abs(np.abs(dA) - 1) > 0.02).all())
        differ = bool(((dA > 0) & (Z < 0)).any() and ((dA < 0) & (Z > 0)).any())
        if away and (differ or Z.size < 4):
            return dA


def backward_cases(rng: Rng) -> list[Case]:
    """Draw dA and Z of several shapes."""

    def case(n: int, m: int) -> Case:
        Z = away_from_zero(rng, n, m)
        return Case({"dA": random_gradient(rng, Z), "Z": Z}, {"n": n, "m": m})

    return [case(3, 4), case(2, 1), case(1, 7), case(4, 4)]


def smooth_backward_cases(rng: Rng) -> Sequence[Case]:
    """Draw dA and Z of several shapes, and one Z of large numbers."""
    large = {"dA": np.array([[2.0, -3.0, 1.5]]), "Z": np.array([[-800.0, 0.5, 800.0]])}
    return [*backward_cases(rng), Case(large, rule="finite")]
