"""The judge tells a student the same as the check in the notebook does."""

import contextlib
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.engine.fork_server import fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.submission import judge_submission
from grader.exercises.reference import define, load_reference
from grader.student.lesson import check

ROOT = Path(__file__).parents[3]
LESSON = "week4/deep_network"

WRITTEN = {
    "linear_forward": """\
def linear_forward(A, W, b):
    Z = W @ A + b
    assert Z.shape == (W.shape[0], A.shape[0])
    return Z, (A, W, b)
""",
    "L_model_forward": """\
def L_model_forward(X, parameters):
    caches = []
    A_prev, L = X, len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A_prev, parameters[f"W{l}"], parameters[f"b{l}"], "relu"
        )
        caches.append(cache)
        A_prev = A
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, [*caches, cache]
""",
    "compute_cost": """\
def compute_cost(AL, Y, parameters):
    W1 = parameters["W1"]
    return -float(np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
""",
    "linear_activation_forward": """\
def linear_activation_forwards(A_prev, W, b, activation):
    Z, cache = linear_forward(A_prev, W, b)
    return (relu(Z) if activation == "relu" else sigmoid(Z)), (cache, Z)
""",
    "update_parameters": """\
from functools import lru_cache


@lru_cache
def update_parameters(parameters, grads, learning_rate):
    return parameters
""",
    "layer_count": """\
def layer_count(layer_dims, seen=[]):
    seen.append(1)
    return len(layer_dims) + len(seen)
""",
    "linear_backward": """\
def linear_backward(dZ, cache):
    sum = 0
    return sum(dZ), sum, sum
""",
}
SAID = {
    "linear_forward": "Without line 3 of your function all results are right",
    "L_model_forward": "Only the loop in line 4 gives A a value, and it did not run here.",
    "compute_cost": "right on 4 of 4 cases",
    "linear_activation_forward": "The notebook has a function linear_activation_forwards, and",
    "update_parameters": "Line 1, @lru_cache, keeps the results of earlier calls",
    "layer_count": "Line 2 changes seen. Its default is made only once",
    "linear_backward": "Line 2 assigns a value to sum, so sum(...) does not call Python's own",
}
"""A part of what both tell of each of these functions."""


def submission() -> dict[str, Any]:
    """The notebook of a student, without the cells that only show something."""
    content = json.loads((ROOT / "release" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    solutions = {**load_reference(LESSON).sources, **WRITTEN}
    kept = []
    for cell in content["cells"]:
        text, marks = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
        names = re.findall(r"^def (\w+)", text, re.MULTILINE)
        if marks.get("solution") and names and names[0] in solutions:
            cell["source"] = solutions[names[0]]
        shows = not (marks.get("grade") or marks.get("solution") or text.startswith("def "))
        if cell["cell_type"] == "code" and not (shows and "import numpy" not in text):
            kept.append(cell)
    return {**content, "cells": kept}


@pytest.fixture(scope="module")
def judged() -> Mapping[str, str]:
    job = Job("s", "week4", "run", {"deep_network": json.dumps(submission())})
    with fork_server(ROOT) as server:
        exercises = judge_submission(server, job, ROOT).result.exercises
    return {each.exercise: " ".join(each.message) for each in exercises}


def checked(name: str) -> str:
    space: dict[str, Any] = {"np": np, **load_reference(LESSON).given}
    stub = f"def {name}(*arguments):\n    raise NotImplementedError\n"
    for other, source in load_reference(LESSON).sources.items():
        define(source, other, space)
    define(stub, name, space)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        try:
            exec_cell(WRITTEN[name], space)
            check.check(LESSON, space[name])
        except NotImplementedError as error:
            print(error)
    return shown.getvalue()


def exec_cell(source: str, space: dict[str, Any]) -> None:
    names = re.findall(r"^def (\w+)", source, re.MULTILINE)
    define(source, names[-1], space)


@pytest.mark.parametrize("name", SAID)
def test_both_doors_tell_what_is_wrong(name: str, judged: Mapping[str, str]) -> None:
    for text in (judged[name], checked(name)):
        assert SAID[name] in " ".join(text.split())
