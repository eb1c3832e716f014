"""The made-up task "islands", and the training of small networks on it or on other data.

The networks here are trained as quickly as NumPy can. How training works is what the course
teaches later, on other code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Kind = Literal["relu", "sigmoid"]

STEPS = 4000
BATCH_SIZE = 64
"""Examples in each step of a training."""

_WAVES = 12
_FREQUENCY = 6.0


class Net(NamedTuple):
    """A trained network: for each layer its weights (units, inputs) and biases (units, 1)."""

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    kind: Kind = "relu"

    def z(self, X: npt.ArrayLike) -> Floats:
        """Return what the last layer computes for the columns of X, before any function on it."""
        layer = np.asarray(X, dtype=float)
        for W, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            layer = _HIDDEN[self.kind](W @ layer + b)
        return np.asarray(self.weights[-1] @ layer + self.biases[-1])


def _relu(z: Floats) -> Floats:
    return np.asarray(z.clip(0))


def _sigmoid(z: Floats) -> Floats:
    return np.asarray((1 + np.tanh(z / 2)) / 2)


_HIDDEN: dict[Kind, Callable[[Floats], Floats]] = {"relu": _relu, "sigmoid": _sigmoid}


# --- the task -------------------------------------------------------------------------------------


def _height(X: Floats) -> Floats:
    """Return the height of a landscape of twelve waves at the points X (2, m)."""
    rng = np.random.default_rng(5)
    directions = rng.normal(scale=_FREQUENCY, size=(_WAVES, 2))
    starts = rng.uniform(0, 2 * np.pi, size=(_WAVES, 1))
    return np.asarray(np.cos(directions @ X + starts).sum(axis=0, keepdims=True))


def island(X: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Tell for each point whether it lies on land.

    Parameters
    ----------
    X : (2, m)
        Points; the map runs from -1 to 1 in both directions.

    Returns
    -------
    (1, m) int64
        1 on land, 0 in the sea.
    """
    # The height 0.215 leaves half of the map above the sea.
    return (_height(np.asarray(X, dtype=float)) > 0.215).astype(np.int64)


def islands(m: int, seed: int | Sequence[int] = 0) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Draw m points of the map at random, with the truth about each.

    Returns
    -------
    X : (2, m) float64
    Y : (1, m) int64
    """
    X = np.random.default_rng(seed).uniform(-1, 1, size=(2, m))
    return X, island(X)


# --- training -------------------------------------------------------------------------------------


def train(
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    hidden: Sequence[int],
    seed: int = 0,
    steps: int = STEPS,
    rate: float = 0.01,
    kind: Kind = "relu",
    target: Literal["label", "number"] = "label",
    plain: bool = False,
    watch: Callable[[int, Net], None] | None = None,
) -> Net:
    """Train a network; the same arguments give the same network.

    Parameters
    ----------
    X : (n_x, m)
        Examples, one in each column.
    Y : (1, m)
        Labels 0 or 1, or numbers.
    hidden : sequence of int
        Units in each hidden layer; none for a single neuron.
    seed : int
        Decides where the weights start and which examples each step looks at.
    steps : int
        How often the parameters are changed, after a look at 64 examples each time.
    rate : float
        Learning rate; it shrinks to zero in the second half, unless `plain`.
    kind : "relu" or "sigmoid"
        What the hidden units are.
    target : "label" or "number"
        Whether the outcome is one of two labels (sigmoid, cross-entropy) or a number (squared
        error).
    plain : bool
        Plain gradient descent, instead of steps that adapt to each parameter.
    watch : function, optional
        Called with the number of the step and the network before every 50th step.

    Returns
    -------
    Net
    """
    inputs, targets = np.asarray(X, dtype=float).T, np.asarray(Y, dtype=float).T
    rng = np.random.default_rng(seed)
    layers = _initial_layers((inputs.shape[1], *hidden, 1), kind, rng)
    update = _GradientDescent(rate) if plain else _Adam(layers, rate, steps)
    for step in range(steps):
        if watch is not None and step % 50 == 0:
            watch(step, _as_net(layers, kind))
        batch = rng.integers(0, len(inputs), BATCH_SIZE)
        update(step, layers, gradients(layers, inputs[batch], targets[batch], kind, target))
    return _as_net(layers, kind)


def _initial_layers(sizes: Sequence[int], kind: Kind, rng: np.random.Generator) -> list[Floats]:
    """Return one matrix for each layer, (inputs + 1, units): the biases are its last row."""
    layers: list[Floats] = []
    for units, inputs in zip(sizes[1:], sizes[:-1], strict=True):
        spread = np.sqrt((2 if kind == "relu" else 1) / inputs)
        weights = rng.normal(scale=spread, size=(inputs, units))
        edge = 0.0 if len(layers) == len(sizes) - 2 else 0.5
        layers.append(np.vstack([weights, rng.uniform(-edge, edge, size=(1, units))]))
    return layers


class _GradientDescent:
    """Plain gradient descent."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def __call__(self, step: int, layers: list[Floats], slopes: list[Floats]) -> None:
        """Change the layers in place."""
        for layer, slope in zip(layers, slopes, strict=True):
            layer -= self.rate * slope


class _Adam:
    """Adam, with a learning rate that falls to zero in the second half of the steps."""

    def __init__(self, layers: list[Floats], rate: float, steps: int) -> None:
        self.rate, self.steps = rate, steps
        self.means = [np.zeros_like(layer) for layer in layers]
        self.squares = [np.zeros_like(layer) for layer in layers]

    def __call__(self, step: int, layers: list[Floats], slopes: list[Floats]) -> None:
        """Change the layers in place."""
        rate = self.rate * min(1.0, 2 * (1 - step / self.steps))
        for layer, slope, m, v in zip(layers, slopes, self.means, self.squares, strict=True):
            m += 0.1 * (slope - m)
            v += 0.001 * (slope * slope - v)
            corrected = np.sqrt(v / (1 - 0.999 ** (step + 1))) + 1e-8
            layer -= rate * m / (1 - 0.9 ** (step + 1)) / corrected


def _as_net(layers: Sequence[Floats], kind: Kind) -> Net:
    """Return the parameters in the form of the course: a row for each unit."""
    return Net(
        tuple(layer[:-1].T.copy() for layer in layers),
        tuple(layer[-1:].T.copy() for layer in layers),
        kind,
    )


def gradients(
    layers: Sequence[Floats], inputs: Floats, targets: Floats, kind: Kind, target: str
) -> list[Floats]:
    """Return the gradients of the mean loss with respect to the layers.

    Parameters
    ----------
    layers : sequence of (inputs + 1, units)
        The biases of a layer are its last row.
    inputs : (m, n_x)
        Examples, one in each row.
    targets : (m, 1)
    kind : "relu" or "sigmoid"
    target : "label" or "number"
        As in `train`.

    Returns
    -------
    list of ndarray
        One for each layer, of its shape.
    """
    layer_inputs = []
    activation = inputs
    for number, layer in enumerate(layers):
        layer_inputs.append(np.hstack([activation, np.ones((len(activation), 1))]))
        activation = layer_inputs[-1] @ layer
        if number < len(layers) - 1:
            activation = _HIDDEN[kind](activation)
    output = _sigmoid(activation) if target == "label" else activation
    delta = (output - targets) / len(targets)
    found = [layer_inputs[-1].T @ delta]
    for layer, below, above in zip(
        layers[:0:-1], layer_inputs[-2::-1], layer_inputs[:0:-1], strict=True
    ):
        activation = above[:, :-1]
        derivative = activation > 0 if kind == "relu" else activation * (1 - activation)
        delta = (delta @ layer[:-1].T) * derivative
        found.append(below.T @ delta)
    return found[::-1]


def cost(net: Net, X: npt.ArrayLike, Y: npt.ArrayLike) -> float:
    """Return the mean cross-entropy of a network on labeled examples."""
    Z = net.z(X)
    return float(np.mean(np.logaddexp(0, Z) - np.asarray(Y) * Z))


def accuracy(net: Net, X: npt.ArrayLike, Y: npt.ArrayLike) -> float:
    """Return the share of labeled examples that a network predicts correctly."""
    return float(np.mean((net.z(X) > 0) == np.asarray(Y)))


# --- experiments to look at -----------------------------------------------------------------------

LearnedMap = tuple[str, Callable[[Floats], npt.NDArray[np.int64]], Floats]
"""A title, the predictions of a network for points (2, m), and the points that it learned from."""


def learned_maps(
    sizes: Iterable[int], amounts: Sequence[int], steps: int = 2000
) -> list[list[LearnedMap]]:
    """Train networks on the islands and return the maps that they draw: a row for each size."""
    rows = []
    for size in sizes:
        row: list[LearnedMap] = []
        for m in amounts:
            X, Y = islands(m, [0, m])
            net = train(X, Y, (size, size), seed=0, steps=steps)
            row.append((f"2 x {size} units, {m} points", _predictor(net), X))
        rows.append(row)
    return rows


def _predictor(net: Net) -> Callable[[Floats], npt.NDArray[np.int64]]:
    def predict(X: Floats) -> npt.NDArray[np.int64]:
        return (net.z(X) > 0).astype(np.int64)

    return predict


def relu_against_sigmoid(
    rates: Sequence[float] = (0.1, 0.3, 1.0, 3.0), runs: int = 3, steps: int = 2000
) -> dict[str, Floats]:
    """Train one network with ReLUs and with sigmoids, by plain gradient descent on the islands.

    The network has three hidden layers of 16 units. Each kind gets the learning rate with which
    its cost is lowest at the end.

    Returns
    -------
    dict of str to (runs, k)
        For each kind, named with its rate, the cost after 0, 50, 100, ... steps of each run.
    """
    X, Y = islands(1000, 7)
    best: dict[str, Floats] = {}
    kinds: tuple[Kind, ...] = ("relu", "sigmoid")
    for kind in kinds:
        tried = {
            f"{kind}, rate {rate:g}": np.array(
                [_history(X, Y, seed, rate, kind, steps) for seed in range(runs)]
            )
            for rate in rates
        }
        name = min(tried, key=lambda name: tried[name][:, -5:].mean())
        best[name] = tried[name]
    return best


def _history(
    X: Floats, Y: npt.ArrayLike, seed: int, rate: float, kind: Kind, steps: int
) -> list[float]:
    """Return the costs during one training."""
    costs: list[float] = []

    def watch(step: int, net: Net) -> None:
        costs.append(cost(net, X, Y))

    train(X, Y, (16, 16, 16), seed, steps + 1, rate, kind, plain=True, watch=watch)
    return costs
