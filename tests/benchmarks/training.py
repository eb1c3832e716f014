"""How fast the course's deep network trains, beside the same steps in PyTorch. Run by `make bench`.

    python -m tests.benchmarks.training [--torch PYTHON] [--whole]

One core, all in one run: pieces of each training are timed in turn, many times, so that whatever
else the machine does falls on all of them alike. The pieces of one row go on from each other, as
in one training. `--whole` times 2500 iterations of each instead of some hundred.

The rows
--------
- PyTorch: the same full-batch steps by automatic differentiation (`torch_steps.py`).
- reference: `L_layer_model` of the lesson, which leaves out dA0.
- with dA0: the same without that.
- two products: `W1 @ X` and `dZ1 @ X.T` alone, in this NumPy. No step on X can do without them.
- reading X twice: the time to add up all of X, twice. No product can do without reading it.
- own axes: the reference on R of X = Q R, which makes the same steps (section 6 of the lesson).
"""

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from grader.exercises import load_reference
from grader.student import load_cats

ROOT = Path(__file__).resolve().parents[2]
RATE, ITERATIONS, PICTURES = 0.0075, 2500, 600
HIDDEN = [20, 7, 5, 1]
VERSION = "torch==2.13.0"
HOW = f"""PyTorch: not measured, it is not installed. It stays out of the course's environment.
To have this row, make an environment of its own and name its interpreter:
    python3 -m venv ~/torch && ~/torch/bin/pip install {VERSION} numpy
    make bench TORCH=~/torch/bin/python"""

Array = np.ndarray


def hardware() -> str:
    """Name the processor, the system and NumPy's library for products."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        name = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), name)
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]  # type: ignore[index]
    return (
        f"{name}, {os.cpu_count()} cores (1 used), {platform.system()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__} with "
        f"{blas['name']} {blas['version']}"
    )


class Torch:
    """PyTorch in another process, asked for some steps at a time."""

    def __init__(self, python: str, file: Path) -> None:
        script = Path(__file__).with_name("torch_steps.py")
        self.process = subprocess.Popen(
            [python, str(script), str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version = self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit("The PyTorch process ended early; its message stands above.")
        return line

    def steps(self, count: int) -> tuple[float, float]:
        """Make steps; return the seconds and the cost at the first of them."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        seconds, cost = self._line().split()
        return float(seconds), float(cost)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def training(
    model: Callable[..., tuple[dict[str, Array], list[float]]],
    X: Array,
    Y: Array,
    dims: list[int],
    start: dict[str, Array],
) -> Callable[[int], tuple[float, float]]:
    """Return a function that makes some more steps and returns the seconds and the cost."""
    state = {"parameters": start}

    def steps(count: int) -> tuple[float, float]:
        began = time.perf_counter()
        found, costs = model(X, Y, dims, RATE, count, False, state["parameters"])
        seconds = time.perf_counter() - began
        state["parameters"] = found
        return seconds, costs[-1]

    return steps


def repeated(work: Callable[[], object]) -> Callable[[int], tuple[float, float]]:
    """Return a function that does some work as often as it is told."""

    def times(count: int) -> tuple[float, float]:
        began = time.perf_counter()
        for _ in range(count):
            work()
        return time.perf_counter() - began, float("nan")

    return times


def pictures(n_x: int) -> tuple[Array, Array]:
    """Return the lesson's pictures with so many numbers each, or made-up ones, and labels.

    As in the lesson each picture is stored in one piece, and X is the transpose of that.
    """
    size = round((n_x / 3) ** 0.5)
    if size in (32, 64):
        cats = load_cats(size=size)
        return cats.train_set_x.reshape(PICTURES, n_x).T / 255, cats.train_set_y
    rng = np.random.default_rng(0)
    return rng.normal(size=(PICTURES, n_x)).T, rng.integers(0, 2, size=(1, PICTURES))


def measured(
    n_x: int, kind: type, python: str | None, rounds: int, steps: int
) -> Iterator[tuple[str, float, float]]:
    """Time every row for one size and one kind of number; yield name, seconds a step, cost."""
    lesson = load_reference("week4/cat_classifier", ROOT)
    F, given = lesson.functions, lesson.given
    X, Y = (array.astype(kind) for array in pictures(n_x))
    dims = [n_x, *HIDDEN]
    start = given["initialize_parameters_deep"](dims, np.random.default_rng(1))
    start = {name: value.astype(kind) for name, value in start.items()}
    Q, R = np.linalg.qr(X)
    along = {**start, "W1": start["W1"] @ Q}
    W1, dZ1 = start["W1"], np.random.default_rng(2).random((HIDDEN[0], PICTURES)).astype(kind)

    def plain_model(X, Y, dims, rate, count, show, parameters):  # type: ignore[no-untyped-def]
        costs = []
        for _ in range(count):
            AL, caches = given["L_model_forward"](X, parameters)
            if not costs:
                costs.append(given["compute_cost"](AL, Y))
            grads = given["L_model_backward"](AL, Y, caches)
            parameters = given["update_parameters"](parameters, grads, rate)
        return parameters, costs

    rows = {
        "reference": training(F["L_layer_model"], X, Y, dims, start),
        "with dA0": training(plain_model, X, Y, dims, start),
        "two products": repeated(lambda: (W1 @ X, dZ1 @ X.T)),
        "reading X twice": repeated(lambda: (X.sum(), X.sum())),
        "own axes": training(F["L_layer_model"], R, Y, [PICTURES, *HIDDEN], along),
    }
    with tempfile.TemporaryDirectory() as folder:
        torch = None
        if python:
            file = Path(folder) / "start.npz"
            np.savez(file, X=X, Y=Y, **start)
            torch = Torch(python, file)
            rows = {torch.version: torch.steps, **rows}
        taken: dict[str, list[float]] = {name: [] for name in rows}
        costs = {}
        for work in rows.values():
            work(2)
        for _ in range(rounds):
            for name, work in rows.items():
                seconds, costs[name] = work(steps)
                taken[name].append(seconds / steps)
        if torch is not None:
            torch.close()
    for name, seconds in taken.items():
        yield name, float(np.median(seconds)), costs[name]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--torch", metavar="PYTHON", help="an interpreter that has PyTorch")
    parser.add_argument("--whole", action="store_true", help=f"time all {ITERATIONS} iterations")
    chosen = parser.parse_args()
    python = chosen.torch or (sys.executable if importlib.util.find_spec("torch") else None)
    rounds, steps = (100, ITERATIONS // 100) if chosen.whole else (24, 5)
    print(hardware())
    print(f"{rounds} rounds of {steps} full-batch steps on {PICTURES} pictures; medians\n")
    print("| layers | numbers | what | ms a step | 2500 steps | of PyTorch | of the two products |")
    print("|---|---|---|---|---|---|---|")
    for n_x in (3072, 12288):
        for kind in (np.float64, np.float32):
            found = list(measured(n_x, kind, python, rounds, steps))
            base = {name.split()[0]: s for name, s, _ in found}
            products = next(s for name, s, _ in found if name == "two products")
            for name, seconds, _ in found:
                ratio = f"{seconds / base['PyTorch']:.2f}" if "PyTorch" in base else "-"
                print(
                    f"| {n_x}, 20, 7, 5, 1 | {kind.__name__} | {name} | {1000 * seconds:.2f} | "
                    f"{ITERATIONS * seconds:.1f} s | {ratio} | {seconds / products:.2f} |",
                    flush=True,
                )
            costs = [cost for _, _, cost in found if cost == cost]
            print(
                f"| | | *largest difference of the costs after {rounds * steps} steps* | "
                f"{max(costs) - min(costs):.0e} | | | |",
                flush=True,
            )
    if python is None:
        print(f"\n{HOW}")


if __name__ == "__main__":
    main()
