"""Train a tiny network with any activation function, for the figures of lessons.

No formula for a slope is used: each parameter is nudged to both sides, all nudges in one array
operation. That is slow for large networks and right for every activation function, also for one
that a student has just written; and it gives away nothing of what the lessons ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["SmallNet", "train_small_net"]

Floats = npt.NDArray[np.float64]
Activation = Callable[[Any], Any]

NUDGE = 1e-5


@dataclass(frozen=True)
class SmallNet:
    """A network with one hidden layer and one output.

    Attributes
    ----------
    W1 : ndarray (n_h, n_x)
    b1 : ndarray (n_h, 1)
    W2 : ndarray (1, n_h)
    b2 : ndarray (1, 1)
    hidden, output : callable
        Activation functions of the hidden layer and of the output.
    costs : tuple of float
        The cost before each step of the training.
    """

    W1: Floats
    b1: Floats
    W2: Floats
    b2: Floats
    hidden: Activation
    output: Activation
    costs: tuple[float, ...] = ()

    def score(self, X: npt.ArrayLike) -> Floats:
        """Return what the output unit computes before its activation, (1, m)."""
        return _output_scores(
            self.W1, self.b1, self.W2, self.b2, self.hidden, np.asarray(X, dtype=float)
        )

    def __call__(self, X: npt.ArrayLike) -> Floats:
        """Return the output for each column of X, (1, m)."""
        return np.asarray(self.output(self.score(X)))


def train_small_net(
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    n_h: int,
    hidden: Activation,
    output: str = "sigmoid",
    iterations: int = 500,
    learning_rate: float = 1.0,
    seed: int = 0,
    scale: float = 1.0,
) -> SmallNet:
    """Train a network with one hidden layer by gradient descent, its slopes measured by nudges.

    Parameters
    ----------
    X : array (n_x, m)
        One example per column.
    Y : array (1, m)
        Labels 0 or 1; for a linear output any numbers.
    n_h : int
        Number of hidden units.
    hidden : callable
        Activation of the hidden layer, for arrays of any shape.
    output : str
        "sigmoid", trained with the cross-entropy; "linear", trained with half the mean squared
        error; or "squashed": a sigmoid trained with half the mean squared error.
    iterations, learning_rate : int, float
        Steps of gradient descent, and their size.
    seed, scale : int, float
        For the first weights, which are normal with this spread; biases start at 0.

    Returns
    -------
    SmallNet
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    n_x = X.shape[0]
    rng = np.random.default_rng(seed)
    net = SmallNet(
        scale * rng.normal(size=(n_h, n_x)),
        np.zeros((n_h, 1)),
        scale * rng.normal(size=(1, n_h)),
        np.zeros((1, 1)),
        hidden,
        _identity if output == "linear" else _sigmoid,
    )
    cost_of = {"sigmoid": _cross_entropy, "linear": _squared, "squashed": _squared_after_sigmoid}[
        output
    ]
    theta = np.concatenate([p.ravel() for p in (net.W1, net.b1, net.W2, net.b2)])
    steps = NUDGE * np.eye(len(theta))
    nudges = np.concatenate([steps, -steps, np.zeros((1, len(theta)))])
    costs = []
    for _ in range(iterations):
        cost = cost_of(_output_scores(*_split_parameters(theta + nudges, n_x, n_h), hidden, X), Y)
        up, down = cost[: len(theta)], cost[len(theta) : -1]
        costs.append(float(cost[-1]))
        theta = theta - learning_rate * (up - down) / (2 * NUDGE)
    W1, b1, W2, b2 = (p[0] for p in _split_parameters(theta[np.newaxis], n_x, n_h))
    return replace(net, W1=W1, b1=b1, W2=W2, b2=b2, costs=tuple(costs))


def _split_parameters(theta: Floats, n_x: int, n_h: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Cut rows of all parameters, (k, n), into k of each of the four arrays."""
    k = len(theta)
    W1, b1, W2, b2 = np.split(theta, np.cumsum([n_h * n_x, n_h, n_h]), axis=1)
    return (
        W1.reshape(k, n_h, n_x),
        b1.reshape(k, n_h, 1),
        W2.reshape(k, 1, n_h),
        b2.reshape(k, 1, 1),
    )


def _output_scores(
    W1: Floats, b1: Floats, W2: Floats, b2: Floats, hidden: Activation, X: Floats
) -> Floats:
    return np.asarray(W2 @ np.asarray(hidden(W1 @ X + b1)) + b2)


def _identity(Z: Floats) -> Floats:
    return Z


def _sigmoid(Z: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(Z / 2)))


def _cross_entropy(Z: Floats, Y: Floats) -> Floats:
    return np.asarray(np.mean(np.logaddexp(0, Z) - Y * Z, axis=(-2, -1)))


def _squared(Z: Floats, Y: Floats) -> Floats:
    return np.asarray(np.mean((Z - Y) ** 2, axis=(-2, -1)) / 2)


def _squared_after_sigmoid(Z: Floats, Y: Floats) -> Floats:
    return _squared(_sigmoid(Z), Y)
