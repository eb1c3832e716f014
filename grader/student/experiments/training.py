"""Long trainings in a notebook: with a progress bar while they run, and a table of results.

The student's own model trains the network. It is called for a part of the iterations at a time, and
each part starts where the last one ended.
"""

import csv
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from IPython.display import DisplayHandle, display

from grader.student.data import shipped_file

__all__ = ["Trials", "load_results", "train_with_bar"]

Array = npt.NDArray[Any]
Parameters = dict[str, Array]
Model = Callable[..., Any]

_WIDTH = 24
"""Characters of the bar."""


class _Bar:
    """A progress bar: one line of output that is rewritten during the training."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.began = time.perf_counter()
        self.handle: DisplayHandle | None = None

    def show(self, done: int, cost: float | None) -> None:
        """Draw the bar with the cost and the time that is left, or the time it took."""
        spent = time.perf_counter() - self.began
        filled = round(_WIDTH * done / self.total) if self.total else _WIDTH
        line = f"{'█' * filled}{'·' * (_WIDTH - filled)} {done} of {self.total} iterations"
        if cost is not None:
            line += f"   cost {cost:.4f}"
        if done >= self.total:
            line += f"   {spent:.1f} s"
        elif done:
            line += f"   {spent * (self.total - done) / done:.0f} s left"
        self.write(line)

    def write(self, line: str) -> None:
        """Put one line in the place of the last one."""
        bundle = {"text/plain": line}
        if self.handle is None:
            self.handle = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self.handle.update(bundle, raw=True)  # type: ignore[no-untyped-call]


def train_with_bar(
    model: Model,
    X: Array,
    Y: Array,
    layers_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 2500,
    parameters: Parameters | None = None,
    part: int = 100,
) -> tuple[Parameters, list[float]]:
    """Train with a student's model, and show how far it is, the cost, and the time left.

    Interrupting the kernel (the square button) ends the training early; what has been learned so
    far is returned.

    Parameters
    ----------
    model : function
        ``model(X, Y, layers_dims, learning_rate, num_iterations, print_cost, parameters)``, which
        returns parameters and costs, or the parameters alone.
    X : (n_x, m)
    Y : (1, m)
    layers_dims : sequence of int
    learning_rate : float
    num_iterations : int
        In all.
    parameters : dict, optional
        Where to start; by default the model draws its own start.
    part : int
        Iterations between two changes of the bar.

    Returns
    -------
    parameters : dict
    costs : list of float
        The cost at the beginning of each part.
    """
    bar, costs, done = _Bar(num_iterations), [], 0
    bar.show(0, None)
    try:
        while done < num_iterations:
            steps = min(part, num_iterations - done)
            dims = list(layers_dims)
            found = model(X, Y, dims, learning_rate, steps, False, parameters)
            parameters, new = found if isinstance(found, tuple) else (found, [])
            costs += [float(c) for c in new]
            done += steps
            bar.show(done, costs[-1] if costs else None)
    except KeyboardInterrupt:
        bar.write(f"stopped after {done} of {num_iterations} iterations")
    return parameters or {}, costs


def load_results(name: str) -> list[dict[str, str]]:
    """Load a table of measured results that is part of the course.

    Parameters
    ----------
    name : str
        Such as "depth" for ``datasets/depth.csv``.

    Returns
    -------
    list of dict
        A row each, all values as text.
    """
    with shipped_file(f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Trials:
    """Nets trained with different settings, each judged by the same pictures, in one table.

    Parameters
    ----------
    model, predict, initialize : functions
        The student's `L_layer_model`, `predict` and `initialize_parameters_deep`.
    X, X_judge : (n_x, m) and (n_x, m_judge)
        Pictures to learn from, and pictures to judge by.
    Y, Y_judge : (1, m) and (1, m_judge)
    """

    def __init__(
        self,
        model: Model,
        predict: Model,
        initialize: Model,
        X: Array,
        Y: Array,
        X_judge: Array,
        Y_judge: Array,
    ) -> None:
        self.model, self.predict, self.initialize = model, predict, initialize
        self.X, self.Y, self.X_judge, self.Y_judge = X, Y, X_judge, Y_judge
        # In the pictures' own axes the same steps cost less: section 6 of the lesson.
        self.Q, self.R = np.linalg.qr(X)
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        hidden: Sequence[int] = (20, 7, 5),
        learning_rate: float = 0.0075,
        num_iterations: int = 1000,
        seed: int = 1,
    ) -> None:
        """Train one net with these settings and add a row to the table."""
        dims = [len(self.X), *hidden, 1]
        start = self.initialize(dims, np.random.default_rng(seed))
        turned = {**start, "W1": start["W1"] @ self.Q}
        began = time.perf_counter()
        dims[0] = len(self.R)
        with np.errstate(all="ignore"):  # too large a learning rate may overflow: a result too
            trained, _ = train_with_bar(
                self.model, self.R, self.Y, dims, learning_rate, num_iterations, turned
            )
            spent = time.perf_counter() - began
            W1 = start["W1"] + (trained["W1"] - turned["W1"]) @ self.Q.T
            found = {
                name: float(np.mean(self.predict({**trained, "W1": W1}, X) == Y))
                for name, X, Y in (
                    ("training", self.X, self.Y),
                    ("held out", self.X_judge, self.Y_judge),
                )
            }
        self.rows.append(
            {
                "hidden units": " ".join(map(str, hidden)) or "none",
                "learning rate": f"{learning_rate:g}",
                "iterations": str(num_iterations),
                "seed": str(seed),
                "seconds": f"{spent:.1f}",
            }
            | {name: f"{share:.1%}" for name, share in found.items()}
        )

    def __str__(self) -> str:
        """Return the table as text, a line for each trial, in the order in which they were made."""
        if not self.rows:
            return "no trials yet"
        columns = {name: [name, *(row[name] for row in self.rows)] for name in self.rows[0]}
        widths = {name: max(map(len, column)) for name, column in columns.items()}
        lines = zip(
            *([v.rjust(widths[name]) for v in column] for name, column in columns.items()),
            strict=True,
        )
        return "\n".join("   ".join(line) for line in lines)
