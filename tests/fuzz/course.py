"""The course that is fuzzed: the first lesson, its cells with marks only, and an honest class."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.fuzz.doors import ROOT

ASSIGNMENT, NAME = "week1", "first_neuron"
POINTS = {"relu": 2, "neuron": 4, "average_miss": 3, "house_price": 6, "split_features": 4}
RIGHT = {
    "relu": "def relu(z):\n    return np.maximum(0, z)",
    "neuron": "def neuron(x, w, b):\n    z = np.sum(w * x) + b\n    return relu(z)",
}
DATA = "load_cats(), load_houses()"

Notebook = dict[str, Any]


def _marked(path: Path) -> Notebook:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        cell
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"] or cell["cell_type"] == "markdown"
    ]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    # Every student reads the files that all share.
    next(cell for cell in cells if cell["cell_type"] == "code")["source"] += f"\n{DATA};"
    return {**notebook, "cells": cells}


def source() -> Notebook:
    """The instructor's notebook."""
    return _marked(ROOT / "source" / ASSIGNMENT / f"{NAME}.ipynb")


def release() -> Notebook:
    """The student's notebook, as it is handed out."""
    return _marked(ROOT / "release" / ASSIGNMENT / f"{NAME}.ipynb")


def solved() -> Notebook:
    """A student's notebook with the right answers: the solutions without their marks."""
    answers = {
        cell["metadata"]["nbgrader"]["grade_id"]: "\n".join(
            line for line in cell["source"].splitlines() if not line.lstrip().startswith("###")
        )
        for cell in source()["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    return answered(answers)


def answered(answers: dict[str, str]) -> Notebook:
    """A student's notebook with some answers, by exercise."""
    notebook = release()
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    return notebook


def in_lines(notebook: Notebook) -> Notebook:
    """The same notebook with each source as a list of lines, as Jupyter writes it."""
    cells = [
        {**cell, "source": "".join(cell["source"]).splitlines(keepends=True)}
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def cell_of(notebook: Notebook, exercise: str) -> dict[str, Any]:
    """The cell with the answer to an exercise."""
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise
    )


def make_course(root: Path) -> Path:
    """Write the course."""
    for kind, notebook in (("source", source()), ("release", release())):
        path = root / kind / ASSIGNMENT / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(in_lines(notebook)), encoding="utf-8")
    (root / "datasets").mkdir()
    for data in (ROOT / "datasets").glob("*.*"):
        shutil.copy(data, root / "datasets")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root
