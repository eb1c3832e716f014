"""Measure what depth and the other hyperparameters do on pictures of cats, over eight seeds.

    python datasets/measure_depth.py                        # writes depth.csv, hyperparameters.csv
    python datasets/measure_depth.py --photographs DIR      # a pair of your own: prints its table

Run it from anywhere, with this checkout's package installed; NumPy on one core needs about a
quarter of an hour for both tables. The training is full-batch gradient descent as in the notebook
`week4/cat_classifier`, and a test compares it with the solutions there.

It is quick because of a change of axes. 600 pictures are 600 points, and they lie in a space of at
most 600 directions, however many pixels they have. With X = Q R (Q has orthonormal columns),
gradient descent on R, from the start W1 Q, makes exactly the steps of gradient descent on X: the
part of W1 outside these directions never moves. So the 12288 rows of X shrink to 600.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from grader.student.data import Cats, held_out_drawings, load_cats
from grader.student.text import CourseError

Array = np.ndarray
Parameters = dict[str, Array]

HERE = Path(__file__).resolve().parent
SEEDS = range(1, 9)
ITERATIONS, RATE = 2500, 0.0075
HIDDEN = (20, 7, 5)
MODELS = {"logistic regression": (), "two layers": (7,), "four layers": HIDDEN}
LOGISTIC_ITERATIONS, LOGISTIC_RATE = 2000, 0.005

RATES = (0.0005, 0.0025, 0.0075, 0.02, 0.06, 0.2)
STOPS = (100, 250, 500, 1000, 2500, 5000)
DEPTHS = ((), (7,), (20, 7), HIDDEN, (20, 20, 7, 5), (20, 20, 20, 7, 5))
WIDTHS = (1, 2, 4, 7, 20, 60)
ACTIVATIONS = ("relu", "leaky relu", "tanh", "sigmoid")


def sigmoid(Z: Array) -> Array:
    """Return 1 / (1 + exp(-Z)), without overflow."""
    e = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1.0, e) / (1.0 + e)


def activate(Z: Array, activation: str) -> tuple[Array, Array]:
    """Return g(Z) and the slope g'(Z)."""
    if activation == "relu":
        return np.maximum(Z, 0.0), (Z > 0) * 1.0
    if activation == "leaky relu":
        slope = np.where(Z > 0, 1.0, 0.01)
        return Z * slope, slope
    A = np.tanh(Z) if activation == "tanh" else sigmoid(Z)
    return A, 1.0 - A * A if activation == "tanh" else A * (1.0 - A)


def start(dims: Sequence[int], seed: int) -> Parameters:
    """Draw weights of scale 1/sqrt(n[l-1]), biases zero; without hidden layers all is zero."""
    rng = np.random.default_rng(seed)
    parameters: Parameters = {}
    for layer in range(1, len(dims)):
        rows, columns = dims[layer], dims[layer - 1]
        W = rng.standard_normal((rows, columns)) / np.sqrt(columns)
        parameters[f"W{layer}"] = W if len(dims) > 2 else np.zeros((rows, columns))
        parameters[f"b{layer}"] = np.zeros((rows, 1))
    return parameters


def probabilities(parameters: Parameters, X: Array, activation: str = "relu") -> Array:
    """Return the last layer's A, (1, m)."""
    A, last = X, len(parameters) // 2
    for layer in range(1, last + 1):
        Z = parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]
        A = sigmoid(Z) if layer == last else activate(Z, activation)[0]
    return A


def descend(
    X: Array,
    Y: Array,
    parameters: Parameters,
    rate: float,
    iterations: int,
    activation: str = "relu",
) -> Parameters:
    """Make steps of gradient descent on all examples."""
    parameters = dict(parameters)
    last, m = len(parameters) // 2, X.shape[1]
    for _ in range(iterations):
        inputs, slopes, A = [], [], X
        for layer in range(1, last + 1):
            inputs.append(A)
            Z = parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]
            A, slope = (sigmoid(Z), Z) if layer == last else activate(Z, activation)
            slopes.append(slope)
        dZ = (A - Y) / m
        for layer in range(last, 0, -1):
            W = parameters[f"W{layer}"]
            parameters[f"W{layer}"] = W - rate * (dZ @ inputs[layer - 1].T)
            parameters[f"b{layer}"] = parameters[f"b{layer}"] - rate * dZ.sum(axis=1, keepdims=True)
            if layer > 1:
                dZ = (W.T @ dZ) * slopes[layer - 2]
    return parameters


class Task(NamedTuple):
    """Pictures to learn from and to judge by, as columns, and the first ones' own axes."""

    X: Array
    Y: Array
    X_judge: Array
    Y_judge: Array
    Q: Array
    R: Array


def task(cats: Cats, learn: Array | None = None) -> Task:
    """Make columns of pictures.

    Parameters
    ----------
    learn : (m_train,) bool, optional
        Learn from these training pictures and judge by the other training pictures; by default
        learn from all of them and judge by the test set.
    """

    def columns(images: Array) -> Array:
        return images.reshape(len(images), -1).T / 255

    X, Y = columns(cats.train_set_x), cats.train_set_y
    X_judge, Y_judge = columns(cats.test_set_x), cats.test_set_y
    if learn is not None:
        X, Y, X_judge, Y_judge = X[:, learn], Y[:, learn], X[:, ~learn], Y[:, ~learn]
    Q, R = np.linalg.qr(X)
    return Task(X, Y, X_judge, Y_judge, Q, R)


def trained(
    data: Task,
    hidden: Sequence[int],
    seed: int,
    rate: float = RATE,
    iterations: Sequence[int] = (ITERATIONS,),
    activation: str = "relu",
) -> Iterator[tuple[float, float]]:
    """Train one net; yield its two accuracies after each of several numbers of iterations."""
    first = start([len(data.X), *hidden, 1], seed)
    W1, V1 = first["W1"], first["W1"] @ data.Q
    parameters, done = {**first, "W1": V1}, 0
    for stop in iterations:
        with np.errstate(all="ignore"):  # a rate that is too large overflows, and that is a result
            parameters = descend(data.R, data.Y, parameters, rate, stop - done, activation)
        done = stop
        W1_now = W1 + (parameters["W1"] - V1) @ data.Q.T
        with np.errstate(all="ignore"):
            yield tuple(  # type: ignore[misc]
                float(
                    np.mean((probabilities({**parameters, "W1": W1_now}, X, activation) > 0.5) == Y)
                )
                for X, Y in ((data.X, data.Y), (data.X_judge, data.Y_judge))
            )


def depth_rows(cats: Cats, pictures: str) -> Iterator[dict[str, Any]]:
    """Measure the three models of the lesson; a row for each seed."""
    data = task(cats)
    for model, hidden in MODELS.items():
        logistic = not hidden
        rate, stop = (LOGISTIC_RATE, LOGISTIC_ITERATIONS) if logistic else (RATE, ITERATIONS)
        for seed in SEEDS:
            # Logistic regression starts at zero, so no seed plays a part and one run is all.
            if not logistic or seed == SEEDS[0]:
                ((train, test),) = trained(data, hidden, seed, rate, (stop,))
            yield {
                "pictures": pictures,
                "size": cats.train_set_x.shape[1],
                "model": model,
                "hidden": " ".join(map(str, hidden)),
                "seed": seed,
                "train": f"{train:.4f}",
                "test": f"{test:.4f}",
            }


def hyperparameter_rows(cats: Cats) -> Iterator[dict[str, Any]]:
    """Change one hyperparameter at a time; judge by training drawings that are held out."""
    data = task(cats, ~held_out_drawings())

    def rows(changed: str, value: object, **settings: Any) -> Iterator[dict[str, Any]]:
        values = value if isinstance(value, tuple) else (value,)
        for seed in SEEDS:
            found = trained(data, seed=seed, **({"hidden": HIDDEN} | settings))
            for one, (train, held) in zip(values, found, strict=True):
                yield {
                    "changed": changed,
                    "value": one,
                    "seed": seed,
                    "train": f"{train:.4f}",
                    "held_out": f"{held:.4f}",
                }

    for rate in RATES:
        yield from rows("learning rate", rate, rate=rate)
    yield from rows("iterations", STOPS, iterations=STOPS)
    for hidden in DEPTHS:
        yield from rows("layers", len(hidden) + 1, hidden=hidden)
    for width in WIDTHS:
        yield from rows("hidden units, two layers", width, hidden=(width,))
    for activation in ACTIVATIONS:
        yield from rows("activation", activation, activation=activation)


def shown(rows: Iterator[dict[str, Any]], keys: Sequence[str], result: str) -> list[dict[str, Any]]:
    """Print mean and spread over the seeds as they come, and return all rows."""
    kept: list[dict[str, Any]] = []
    began = time.perf_counter()
    for row in rows:
        kept.append(row)
        same = [r for r in kept if all(r[k] == row[k] for k in keys)]
        if len(same) == len(SEEDS):
            scores = 100 * np.array([float(r[result]) for r in same])
            name = ", ".join(str(row[k]) for k in keys)
            minutes = (time.perf_counter() - began) / 60
            print(
                f"{name:45}  {scores.mean():5.1f} +- {scores.std():4.1f}   ({minutes:.1f} min)",
                flush=True,
            )
    return kept


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a table as CSV."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"wrote {path}")


def main(arguments: Sequence[str]) -> int:
    """Measure and write, or measure somebody's own photographs and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--photographs", metavar="DIR", help="a folder that load_cats opens")
    parser.add_argument("--size", type=int, default=64, help="height and width of photographs")
    parser.add_argument("--only", choices=("depth", "hyperparameters"), help="one table of the two")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.photographs:
            cats = load_cats(chosen.photographs, chosen.size)
            print(
                f"{chosen.photographs}: test accuracy in %, mean and spread over {len(SEEDS)} seeds"
            )
            share = float(cats.test_set_y.mean())
            print(f"always the commoner answer: {100 * max(share, 1 - share):.1f}")
            shown(depth_rows(cats, "photographs"), ("size", "model"), "test")
            return 0
        if chosen.only != "hyperparameters":
            both = (
                row for size in (64, 32) for row in depth_rows(load_cats(size=size), "drawings")
            )
            write(HERE / "depth.csv", shown(both, ("size", "model"), "test"))
        if chosen.only != "depth":
            rows = hyperparameter_rows(load_cats(size=32))
            write(HERE / "hyperparameters.csv", shown(rows, ("changed", "value"), "held_out"))
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
