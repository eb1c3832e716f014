"""Make ``datasets/planar.h5``: five sets of points in the plane, each of two classes.

A flower, whose petals take turns in their class, and four sets of scikit-learn's: noisy circles,
moons, blobs and Gaussian quantiles. Of each there are 400 points to learn from and 400 more of the
same kind that are held out.

Run it from the root of the repository::

    python datasets/make_planar.py [--out FILE]

It needs, beyond the project's own requirements (NumPy, h5py), the PyPI package ``scikit-learn``
(1.9.1). The seed is fixed: a second run with the same versions of the libraries writes the same
bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import h5py
import numpy as np
import numpy.typing as npt
from sklearn import datasets

from maker import parser_of, report

Points = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
#: m points (m, 2) and their labels (m,), as scikit-learn orders them.
Drawn = tuple[Points, Labels]

SEED = 2026
M = 400
#: Coordinates are stored with so many decimals: enough for any use, and the same on any machine.
DECIMALS = 4
#: Classes of the flower's eight petals, in the order of the angle.
PETALS = (0, 1, 0, 1, 1, 0, 1, 0)


def flower(m: int, rng: np.random.Generator) -> Drawn:
    """Draw a rose r = 2 |sin 4 t| with eight petals, both angle and radius a little off."""
    petal = np.arange(m) % len(PETALS)
    angle = (petal + rng.uniform(size=m)) * 2 * np.pi / len(PETALS)
    radius = 2 * np.abs(np.sin(len(PETALS) / 2 * angle)) + rng.normal(0, 0.2, m)
    angle = angle + rng.normal(0, 0.05, m)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points, np.array(PETALS)[petal]


def circles(m: int, rng: np.random.Generator) -> Drawn:
    """Draw one noisy circle inside another one."""
    points, labels = datasets.make_circles(m, factor=0.5, noise=0.2, random_state=_seed(rng))
    return points, labels


def moons(m: int, rng: np.random.Generator) -> Drawn:
    """Draw two half moons that reach into each other."""
    points, labels = datasets.make_moons(m, noise=0.2, random_state=_seed(rng))
    return points, labels


def blobs(m: int, rng: np.random.Generator) -> Drawn:
    """Draw six round clouds, three for each class, always about the same centres."""
    # In the order of the angle, so that the classes take turns.
    turns = np.arange(6) * np.pi / 3
    centres = np.stack([6 * np.cos(turns), 6 * np.sin(turns)], axis=1)
    points, cloud = datasets.make_blobs(m, centers=centres, random_state=_seed(rng))
    return points, cloud % 2


def quantiles(m: int, rng: np.random.Generator) -> Drawn:
    """Draw one round cloud: its inner half is one class, its outer half the other."""
    points, labels = datasets.make_gaussian_quantiles(
        n_samples=m, n_features=2, n_classes=2, random_state=_seed(rng)
    )
    return points, labels


def _seed(rng: np.random.Generator) -> int:
    """Return a seed for scikit-learn, which takes no generator."""
    return int(rng.integers(2**31))


SETS: dict[str, Callable[[int, np.random.Generator], Drawn]] = {
    "flower": flower,
    "circles": circles,
    "moons": moons,
    "blobs": blobs,
    "quantiles": quantiles,
}


def draw(name: str, seed: int = SEED) -> dict[str, npt.NDArray[np.float64 | np.int64]]:
    """Draw a set: X (2, M), Y (1, M) to learn from, X_test and Y_test held out."""
    found: dict[str, npt.NDArray[np.float64 | np.int64]] = {}
    for number, part in enumerate(("", "_test")):
        rng = np.random.default_rng([seed, list(SETS).index(name), number])
        points, labels = SETS[name](M, rng)
        order = rng.permutation(M)
        # + 0.0 turns -0.0 into 0.0
        found[f"X{part}"] = np.ascontiguousarray(np.round(points[order], DECIMALS).T) + 0.0
        found[f"Y{part}"] = labels[order].reshape(1, M).astype(np.int64)
    return found


def make(out: Path) -> None:
    """Write all sets, each as a group of its own; no time stamps."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(out, "w", track_order=False) as file:
        for name in SETS:
            group = file.create_group(name)
            for key, values in draw(name).items():
                group.create_dataset(key, data=values, track_times=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the maker from the command line; return the exit status."""
    options = parser_of("planar.h5", "Make datasets/planar.h5.").parse_args(arguments)
    make(options.out)
    report(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
