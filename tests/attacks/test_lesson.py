"""Attacks on the rules, the helpers and the messages of a lesson of this course."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import CallLimits
from tests.attacks.test_verdicts import load
from tests.sandboxed import PATIENT

ROOT = Path(__file__).parents[2]
ASSIGNMENT, NOTEBOOK = "week2", "logistic_regression"
ATTACKS = sorted(Path(__file__).with_name("lesson").glob("*.py"))
SOLVED = {"sigmoid": 4.0, "logistic_loss": 3.0, "propagate": 8.0, "predict": 4.0, "model": 6.0}


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    with fork_server(ROOT, PATIENT) as server:
        yield server


def notebook(answers: dict[str, str]) -> str:
    """The solutions, some of them replaced, and the checks of the replaced ones."""
    source = ROOT / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    content = json.loads(source.read_text(encoding="utf-8"))
    cells = []
    for cell in content["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        name = marks.get("grade_id", "")
        checked = name.removeprefix("check-") if marks.get("grade") else None
        if marks and (checked is None or checked in answers):
            cells.append({**cell, "source": answers.get(name, cell["source"])})
    return json.dumps({**content, "cells": cells})


def points(
    server: ForkServer, answers: dict[str, str], limits: CallLimits
) -> dict[str, float | None]:
    job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: notebook(answers)})
    judged = judge_submission(server, job, ROOT, limits)
    return {e.exercise: e.points for e in judged.result.exercises if e.exercise in answers}


def test_the_solutions_earn_all_points(server: ForkServer) -> None:
    source = ROOT / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    texts = {c["metadata"].get("nbgrader", {}).get("grade_id"): "".join(c["source"]) for c in cells}
    assert points(server, {n: texts[n] for n in SOLVED}, CallLimits()) == SOLVED


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_the_honest_score_and_no_more(path: Path, server: ForkServer) -> None:
    attack = load(path)
    answers = {name: getattr(attack, name.upper()) for name in attack.SCORE}
    earned = points(server, answers, CallLimits(call=4.0, total=8.0))
    # What is not judged has earned nothing.
    assert {name: each or 0.0 for name, each in earned.items()} == attack.SCORE
