"""A course of one notebook, and a class of any size that hands it in: for tests and `make bench`.

The course is a foreign one, with plain asserts in its hidden tests, so that stock nbgrader and this
package's engine judge the very same notebooks. Six exercises, a training and three figures.
"""

import io
import itertools
import json
import random
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.notebooks import cell, notebook_of

ASSIGNMENT, NOTEBOOK = "bench", "regression"
ROOT = Path(__file__).resolve().parents[2]

SETUP = """\
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(1)
X = rng.normal(size=(8, 400))
Y = (X.sum(axis=0, keepdims=True) > 0).astype(float)"""

SOLUTIONS = {
    "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))",
    "forward": "def forward(w, b, X):\n    return sigmoid(w.T @ X + b)",
    "cost": (
        "def cost(A, Y):\n    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))"
    ),
    "gradients": (
        "def gradients(A, X, Y):\n    return X @ (A - Y).T / X.shape[1], float(np.mean(A - Y))"
    ),
    "step": "def step(w, b, dw, db, rate):\n    return w - rate * dw, b - rate * db",
    "predict": "def predict(A):\n    return (A > 0.5).astype(float)",
}
MISTAKES = {
    "sigmoid": "def sigmoid(z):\n    return 1 / 1 + np.exp(-z)",
    "cost": "def cost(A, Y):\n    return float(-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)))",
    "gradients": "def gradients(A, X, Y):\n    return X @ (A - Y).T, float(np.sum(A - Y))",
    "step": "def step(w, b, dw, db, rate):\n    return w + rate * dw, b + rate * db",
    "predict": "def predict(A):\n    return A > 0.9",
}
STUB = "# write your code here\nraise NotImplementedError"

_DRAW = """\
import numpy as np
draw = np.random.default_rng({seed})
w, b = draw.normal(size=(5, 1)), 0.3
X = draw.normal(size=(5, 9))
Y = (draw.random((1, 9)) > 0.5) * 1.0
A = 1 / (1 + np.exp(-(w.T @ X + b)))
"""
TESTS = {
    "sigmoid": "np.testing.assert_allclose(sigmoid(X), 1 / (1 + np.exp(-X)))",
    "forward": "np.testing.assert_allclose(forward(w, b, X), A)",
    "cost": "assert abs(cost(A, Y) + np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))) < 1e-9",
    "gradients": (
        "dw, db = gradients(A, X, Y)\n"
        "np.testing.assert_allclose(dw, X @ (A - Y).T / 9)\n"
        "assert abs(db - np.mean(A - Y)) < 1e-9"
    ),
    "step": "np.testing.assert_allclose(step(w, b, w, 1.0, 0.1)[0], 0.9 * w)",
    "predict": "np.testing.assert_array_equal(predict(A), A > 0.5)",
}
WORK = """\
try:
    weights, bias, costs = np.zeros((8, 1)), 0.0, []
    for i in range({steps}):
        A = forward(weights, bias, X)
        costs.append(cost(A, Y))
        weights, bias = step(weights, bias, *gradients(A, X, Y), 0.01)
except (NotImplementedError, FloatingPointError):
    costs = [1.0]"""
FIGURES = (
    "figure, axes = plt.subplots()\naxes.plot(costs)\naxes.set_xlabel('step')\nplt.show()",
    "figure, axes = plt.subplots()\naxes.scatter(X[0], X[1], c=Y[0])\nplt.show()",
    "figure, axes = plt.subplots()\naxes.hist(X[0], bins=30)\naxes.set_title('x')\nplt.show()",
)


@dataclass(frozen=True)
class Work:
    """What a submission does by itself: steps of a training, and figures."""

    steps: int
    figures: int


HALF_A_SECOND, A_TENTH, HARDLY_ANY = Work(7000, 3), Work(1000, 1), Work(20, 1)
"""In CPU time where this was written."""

Notebook = dict[str, Any]


def notebook(bodies: Mapping[str, str], work: Work, hidden: bool = False) -> Notebook:
    """The notebook with some exercises written: a student's, or with the tests the instructor's."""
    cells = [cell(SETUP, grade_id="setup", locked=True)]
    for number, (name, solution) in enumerate(SOLUTIONS.items()):
        head = solution.partition("\n")[0]
        stub = "\n".join([head, *(f"    {line}" for line in STUB.splitlines())])
        marked = "\n".join(
            [head, "    ### BEGIN SOLUTION", *solution.splitlines()[1:], "    ### END SOLUTION"]
        )
        test = (
            f"assert callable({name})\n### BEGIN HIDDEN TESTS\n{_DRAW.format(seed=number)}"
            f"{TESTS[name]}\n### END HIDDEN TESTS"
        )
        visible = test.partition("\n")[0]
        body = marked if hidden else bodies.get(name, stub)
        cells += [
            cell(body, grade_id=name, solution=True),
            cell(
                test if hidden else visible,
                grade_id=f"check-{name}",
                grade=True,
                locked=True,
                points=2,
            ),
        ]
    cells += [cell(source) for source in _work(work)]
    for number, made in enumerate(cells):
        made["id"] = made["metadata"].get("nbgrader", {}).get("grade_id", f"plain-{number}")
    return notebook_of(cells)


def _work(work: Work) -> list[str]:
    return [WORK.format(steps=work.steps), *FIGURES[: work.figures]]


def make_course(root: Path, work: Work = HALF_A_SECOND) -> Path:
    """Write the course, with this project's own settings of nbgrader."""
    for place, made in (
        ("source", notebook({}, work, hidden=True)),
        ("release", notebook({}, work)),
    ):
        _write(root / place / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_bytes(made))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


def as_bytes(content: Notebook) -> bytes:
    """The file of a notebook."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def make_class(
    folder: Path, count: int, work: Work = HALF_A_SECOND, seed: int = 0, spoilt: bool = False
) -> dict[str, float | None]:
    """Write the submissions of a class.

    Parameters
    ----------
    folder : Path
        Gets ``<student>/bench/regression.ipynb``.
    count : int
    work : Work
        What each does by itself.
    seed : int
        The same seed makes the same class.
    spoilt : bool
        Every tenth submission is damaged or hostile, each kind in turn.

    Returns
    -------
    dict
        By student, the points that the work deserves; None where that may be nothing as well.
    """
    draw = random.Random(seed)
    kinds = itertools.cycle(SPOILT.items())
    deserved: dict[str, float | None] = {}
    for number in range(count):
        wrong = draw.sample(sorted(MISTAKES), draw.choice((0, 0, 0, 1, 1, 2)))
        bodies = SOLUTIONS | {name: MISTAKES[name] for name in wrong}
        if spoilt and number % 10 == 9:
            kind, spoil = next(kinds)
            student = f"student {number:05} {kind}"
            files, points = spoil(notebook(SOLUTIONS, work))
        else:
            student, points = f"student {number:05}", deserved_by(wrong)
            files = {f"{NOTEBOOK}.ipynb": as_bytes(notebook(bodies, work))}
        deserved[student] = points
        (folder / student / ASSIGNMENT).mkdir(parents=True)
        for name, data in files.items():
            _write(folder / student / ASSIGNMENT / name, data)
    return deserved


def deserved_by(wrong: list[str]) -> float:
    """Points of a submission with these mistakes: forward is right only with a right sigmoid."""
    lost = {*wrong, *(("forward",) if "sigmoid" in wrong else ())}
    return 2.0 * (len(SOLUTIONS) - len(lost))


Files = Mapping[str, bytes]
FULL = 2.0 * len(SOLUTIONS)


def _file(content: Notebook) -> Files:
    return {f"{NOTEBOOK}.ipynb": as_bytes(content)}


def _with_cells(change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[Notebook], Any]:
    def spoil(made: Notebook) -> tuple[Files, float | None]:
        changed = change(made["cells"])
        made["cells"] = made["cells"] if changed is None else changed
        return _file(made), FULL

    return spoil


def _with_bytes(change: Callable[[bytes], bytes], points: float | None) -> Callable[..., Any]:
    return lambda made: ({f"{NOTEBOOK}.ipynb": change(as_bytes(made))}, points)


def _hostile(line: str, points: float | None = None) -> Callable[[Notebook], Any]:
    """Put a cell of the student's own before the first exercise."""

    def spoil(made: Notebook) -> tuple[Files, float | None]:
        made["cells"].insert(1, {**cell(line), "id": "hostile"})
        return _file(made), points

    return spoil


def _zipped(made: Notebook) -> tuple[Files, float | None]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"work/{NOTEBOOK}.ipynb", as_bytes(made))
    return {"work.zip": file.getvalue()}, FULL


def _script(made: Notebook) -> tuple[Files, float | None]:
    text = "\n\n".join([SETUP, *SOLUTIONS.values()])
    return {f"{NOTEBOOK}.py": text.encode()}, FULL


def _stripped(cells: list[dict[str, Any]]) -> None:
    for number, each in enumerate(cells):
        each.update(metadata={}, id=f"x{number}")


def _points_changed(cells: list[dict[str, Any]]) -> None:
    for each in cells:
        if "nbgrader" in each["metadata"]:
            each["metadata"]["nbgrader"]["points"] = 99


SPOILT: Mapping[str, Callable[[Notebook], tuple[Files, float | None]]] = {
    "truncated": _with_bytes(lambda data: data[: len(data) // 2], None),
    "empty file": _with_bytes(lambda data: b"", 0.0),
    "no notebook": lambda made: ({}, 0.0),
    "NUL bytes": _with_bytes(lambda data: b"\0" + data, FULL),
    "binary": _with_bytes(lambda data: bytes(range(256)) * 50, 0.0),
    "zip": _zipped,
    "script": _script,
    "duplicated": _with_cells(lambda cells: [*cells, *cells[1:4]]),
    "check deleted": _with_cells(lambda cells: cells[:2] + cells[3:]),
    "backwards": _with_cells(lambda cells: cells[::-1]),
    "stripped": _with_cells(_stripped),
    "points changed": _with_cells(_points_changed),
    "Ünïcödé 李": _with_cells(lambda cells: None),
    "wrong notebook": lambda made: (
        {f"{NOTEBOOK}.ipynb": as_bytes({**made, "cells": [cell("print('other')")]})},
        0.0,
    ),
    "exits": _hostile("import os\nos._exit(0)"),
    "kills itself": _hostile("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
    "leaves": _hostile("import sys\nsys.exit(1)"),
    "floods": _hostile("for i in range(200_000):\n    print('x' * 100)"),
    "deep": _hostile("def f(n):\n    return f(n + 1)\n\n\nf(0)", FULL),
    "patches": _hostile("np.testing.assert_allclose = lambda *a, **k: None"),
    "overwrites": _hostile("import builtins\nbuiltins.abs = lambda x: 0"),
    "daemon": _hostile("import subprocess\nsubprocess.Popen(['sleep', '300'])"),
    "memory": _hostile("hoard = [bytearray(10**8) for i in range(1000)]"),
}
"""How a right submission is spoilt, and what it deserves then."""


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
