"""Right answers stay right: in single precision, and for every exercise in several styles."""

from dataclasses import replace

import numpy as np
import pytest

from grader.exercises import exercises_of, load_reference, notebooks
from grader.exercises.exercise import BEGIN, END
from grader.exercises.hidden_test import generator
from grader.exercises.solving import solve
from grader.student.checking.judging import judge
from tests.notebook_order import exercises_in_order

EXERCISES = [(n, e) for n in notebooks() for e in exercises_in_order(n) if not e.options]
#: A nudge of 0.00001 is lost in single precision.
DOUBLE = {"numerical_gradient", "gradient_check"}


def single(value):
    """Return plain data with its arrays in single precision."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(np.float32)
    if isinstance(value, dict):
        return {key: single(v) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(single(v) for v in value)
    return value


def lines_of(source):
    body = source.split(BEGIN)[1].split(END)[0]
    return [line for line in body.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("notebook", "exercise"),
    [(n, e) for n, e in EXERCISES if e.name not in DOUBLE],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_single_precision_costs_no_point(notebook, exercise):
    reference = load_reference(notebook)
    for seed in ("a", "b"):
        rng = generator(seed, notebook, exercise.name)
        question = solve(exercise, reference, rng, with_mistakes=False)
        cases = tuple(replace(c, arguments=single(dict(c.arguments))) for c in question.cases)
        verdict = judge(reference.functions[exercise.name], replace(question, cases=cases))
        assert verdict.share == 1.0, verdict.lines


@pytest.mark.parametrize("notebook", notebooks())
def test_exercises_have_many_right_answers_and_many_wrong_ones(notebook):
    reference = load_reference(notebook)
    for name, exercise in exercises_of(notebook).items():
        lines = len(lines_of(reference.sources[name]))
        # A question of choice has one right answer.
        if not exercise.options:
            assert len(exercise.variants) >= 5, name
        if lines > 3:
            assert len(exercise.mistakes) >= 8, name
