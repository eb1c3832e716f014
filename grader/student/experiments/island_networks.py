"""Experiments with small networks that the lessons show before their readers can train any.

A made-up task, "islands", of which there are as many examples as one likes; networks of any size
trained on it or on other data; and the accuracy of several sizes on growing amounts of data.

The networks here are trained as quickly as NumPy can. How training works is what the course
teaches later, on other code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.student.data import Table, load_table, shipped_file

Floats = npt.NDArray[np.float64]
Kind = Literal["relu", "sigmoid"]

CURVES_FILE = "scale_curves.csv"
#: The sizes (hidden units in each of two layers; 0 is a single neuron), amounts of data, runs and
#: steps of the measurement whose result the course ships.
SIZES = (0, 4, 16, 64)
AMOUNTS = (30, 100, 300, 1000, 3000, 10000)
RUNS = 8
STEPS = 4000
TEST_EXAMPLES = 4000

_WAVES = 12
_FREQUENCY = 6.0
_SAMPLE = 64


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


class Run(NamedTuple):
    """One network, trained once: how large it was, on how much, and how well it did."""

    hidden_units: int
    examples: int
    run: int
    parameters: int
    multiplications: float
    train_accuracy: float
    test_accuracy: float


def _bent(z: Floats) -> Floats:
    return np.asarray(z.clip(0))


def _squashed(z: Floats) -> Floats:
    return np.asarray((1 + np.tanh(z / 2)) / 2)


_HIDDEN: dict[Kind, Callable[[Floats], Floats]] = {"relu": _bent, "sigmoid": _squashed}


# --- the made-up task -----------------------------------------------------------------------------


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
    inputs, truth = np.asarray(X, dtype=float).T, np.asarray(Y, dtype=float).T
    rng = np.random.default_rng(seed)
    sizes = (inputs.shape[1], *hidden, 1)
    # One matrix for each layer, (inputs + 1, units): the biases are its last row.
    layers: list[Floats] = []
    for above, below in zip(sizes[1:], sizes[:-1], strict=True):
        spread = np.sqrt((2 if kind == "relu" else 1) / below)
        weights = rng.normal(scale=spread, size=(below, above))
        edge = 0.0 if len(layers) == len(hidden) else 0.5
        layers.append(np.vstack([weights, rng.uniform(-edge, edge, size=(1, above))]))
    mean = [np.zeros_like(layer) for layer in layers]
    power = [np.zeros_like(layer) for layer in layers]
    for step in range(steps):
        if watch is not None and step % 50 == 0:
            watch(step, _net(layers, kind))
        some = rng.integers(0, len(inputs), _SAMPLE)
        slopes = _slopes(layers, inputs[some], truth[some], kind, target)
        if plain:
            for layer, slope in zip(layers, slopes, strict=True):
                layer -= rate * slope
            continue
        # Adam, with a rate that falls to zero in the second half.
        now = rate * min(1.0, 2 * (1 - step / steps))
        for layer, slope, m, v in zip(layers, slopes, mean, power, strict=True):
            m += 0.1 * (slope - m)
            v += 0.001 * (slope * slope - v)
            corrected = np.sqrt(v / (1 - 0.999 ** (step + 1))) + 1e-8
            layer -= now * m / (1 - 0.9 ** (step + 1)) / corrected
    return _net(layers, kind)


def _net(layers: Sequence[Floats], kind: Kind) -> Net:
    """Return the parameters in the form of the course: a row for each unit."""
    return Net(
        tuple(layer[:-1].T.copy() for layer in layers),
        tuple(layer[-1:].T.copy() for layer in layers),
        kind,
    )


def _slopes(
    layers: Sequence[Floats], inputs: Floats, truth: Floats, kind: Kind, target: str
) -> list[Floats]:
    """Return how steeply the mean loss changes with every parameter; examples lie in rows here."""
    seen = []
    signal = inputs
    for number, layer in enumerate(layers):
        seen.append(np.hstack([signal, np.ones((len(signal), 1))]))
        signal = seen[-1] @ layer
        if number < len(layers) - 1:
            signal = _HIDDEN[kind](signal)
    outcome = _squashed(signal) if target == "label" else signal
    blame = (outcome - truth) / len(truth)
    slopes = [seen[-1].T @ blame]
    for layer, below, above in zip(layers[:0:-1], seen[-2::-1], seen[:0:-1], strict=True):
        signal = above[:, :-1]
        steep = signal > 0 if kind == "relu" else signal * (1 - signal)
        blame = (blame @ layer[:-1].T) * steep
        slopes.append(below.T @ blame)
    return slopes[::-1]


def cost(net: Net, X: npt.ArrayLike, Y: npt.ArrayLike) -> float:
    """Return the mean cross-entropy of a network on labelled examples."""
    Z = net.z(X)
    return float(np.mean(np.logaddexp(0, Z) - np.asarray(Y) * Z))


def accuracy(net: Net, X: npt.ArrayLike, Y: npt.ArrayLike) -> float:
    """Return the share of labelled examples for which a network's answer is right."""
    return float(np.mean((net.z(X) > 0) == np.asarray(Y)))


# --- the measurement ------------------------------------------------------------------------------


def measure(
    sizes: Iterable[int] = SIZES,
    amounts: Sequence[int] = AMOUNTS,
    runs: int = RUNS,
    steps: int = STEPS,
) -> Iterator[Run]:
    """Train networks of several sizes on growing amounts of data, and test each on fresh data.

    Parameters
    ----------
    sizes : iterable of int
        Hidden units in each of two hidden layers; 0 is a single neuron.
    amounts : sequence of int
        Numbers of examples.
    runs : int
        How often each combination is trained, with other examples and other first weights.
    steps : int
        Steps of each training.

    Yields
    ------
    Run
        One for each training, as soon as it is done.
    """
    fresh = islands(TEST_EXAMPLES, [99])
    for size in sizes:
        for m in amounts:
            for run in range(runs):
                # The same examples for every size: the sizes are compared on equal terms.
                X, Y = islands(m, [run, m])
                net = train(X, Y, (size, size) if size else (), seed=run, steps=steps)
                weights = sum(W.size for W in net.weights)
                yield Run(
                    hidden_units=size,
                    examples=m,
                    run=run,
                    parameters=weights + sum(b.size for b in net.biases),
                    # Forward once, backward about twice that, for each example of each step.
                    multiplications=3.0 * weights * _SAMPLE * steps,
                    train_accuracy=accuracy(net, X, Y),
                    test_accuracy=accuracy(net, *fresh),
                )


def as_table(runs: Iterable[Run]) -> Table:
    """Return runs as a table, a row for each."""
    return Table(Run._fields, np.array([list(run) for run in runs], dtype=float))


def net_name(hidden_units: float) -> str:
    """Return what a network of the measurement is called."""
    units = int(hidden_units)
    return f"2 layers of {units} units" if units else "a single neuron"


def summary(runs: Table, spread: bool = False) -> str:
    """Return the mean accuracy on fresh data as lines of text: a line for each size of network.

    Parameters
    ----------
    runs : Table
        As `as_table` or `load_scale_curves` returns it.
    spread : bool
        Whether to give the worst and the best run in place of the mean.
    """
    sizes, amounts = runs.column("hidden_units"), runs.column("examples")
    reached = 100 * runs.column("test_accuracy")
    width = 14 if spread else 8
    lines = [f"{'examples':22}" + "".join(f"{m:{width}.0f}" for m in np.unique(amounts))]
    for size in np.unique(sizes):
        cells = []
        for m in np.unique(amounts):
            found = reached[(sizes == size) & (amounts == m)]
            text = (
                f"{found.min():.0f} to {found.max():.0f} %" if spread else f"{found.mean():.1f} %"
            )
            cells.append(f"{text if len(found) else '-':>{width}}")
        lines.append(f"{net_name(size):22}" + "".join(cells))
    return "\n".join(lines)


# --- experiments to look at -----------------------------------------------------------------------

#: What a network answers for points (2, m), as a title, a function and the points it learned from.
LearnedMap = tuple[str, Callable[[Floats], npt.NDArray[np.int64]], Floats]


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
            row.append((f"2 x {size} units, {m} points", _answers_of(net), X))
        rows.append(row)
    return rows


def _answers_of(net: Net) -> Callable[[Floats], npt.NDArray[np.int64]]:
    def answers(X: Floats) -> npt.NDArray[np.int64]:
        return (net.z(X) > 0).astype(np.int64)

    return answers


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


def load_scale_curves() -> Table:
    """Load the measurement that comes with the course: `measure` with its default arguments.

    Returns
    -------
    Table
        The columns are the fields of `Run`.

    Raises
    ------
    DataError
        If the file is in none of its places.
    """
    return load_table(shipped_file(CURVES_FILE))
