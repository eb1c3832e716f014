"""How the accuracy of networks of several sizes grows with the amount of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from grader.student.data import Table, load_table, shipped_file
from grader.student.experiments.island_networks import (
    BATCH_SIZE,
    STEPS,
    accuracy,
    islands,
    train,
)

CURVES_FILE = "scale_curves.csv"
#: The sizes (hidden units in each of two layers; 0 is a single neuron), amounts of data and runs of
#: the measurement whose result the course ships.
SIZES = (0, 4, 16, 64)
AMOUNTS = (30, 100, 300, 1000, 3000, 10000)
RUNS = 8
TEST_EXAMPLES = 4000


class Run(NamedTuple):
    """One network, trained once: how large it was, on how much, and how well it did."""

    hidden_units: int
    examples: int
    run: int
    parameters: int
    multiplications: float
    train_accuracy: float
    test_accuracy: float


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
                    multiplications=3.0 * weights * BATCH_SIZE * steps,
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
