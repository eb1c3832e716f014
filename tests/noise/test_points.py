"""The same code earns the same points with every seed: a few exercises; `make noise` tries all."""

import pytest

from grader.exercises import exercises_of, load_reference
from grader.exercises.reference import define
from tests.noise.points import drawn_mutants, mistakes, mutated, points

DRAWN = (
    ("week2/derivatives_and_graphs", "run_backward"),
    ("week2/derivatives_and_graphs", "measured_gradients"),
    ("week2/logistic_regression", "model"),
    ("week4/deep_network", "initialize_parameters_deep"),
)
"""Exercises whose outputs, or whose chances of a lucky value, depend most on what is drawn."""


@pytest.mark.parametrize(("notebook", "name"), DRAWN)
def test_a_mistake_earns_the_same_points_with_every_seed(notebook, name):
    exercise, reference = exercises_of(notebook)[name], load_reference(notebook)
    found = points(notebook, exercise, reference, mistakes(exercise, reference), "ab")
    assert found.varying == {}
    assert len(found.parts) == 1
    assert len(found.shares) == len(exercise.mistakes)


def test_points_that_depend_on_the_seed_are_found_and_endless_functions_left_out(monkeypatch):
    monkeypatch.setattr("tests.noise.points.SECONDS", 0.2)
    notebook, name = "week2/logistic_regression", "sigmoid"
    exercise, reference = exercises_of(notebook)[name], load_reference(notebook)
    lucky = (
        "def sigmoid(z):\n    calls.append(1)\n    return 1 / (1 + np.exp(-z)) * (len(calls) < 9)"
    )
    space = {"np": __import__("numpy"), "calls": []}
    functions = {
        "lucky": define(lucky, "sigmoid", space),
        "endless": define("def sigmoid(z):\n    while True: pass", "sigmoid", {}),
    }
    found = points(notebook, exercise, reference, functions, "abc")
    assert list(found.varying) == ["lucky"]
    assert list(found.shares) == ["lucky"]


def test_mutants_are_the_same_in_every_run_and_programs():
    notebook = "week1/first_neuron"
    drawn = drawn_mutants(30, [notebook])
    assert drawn == drawn_mutants(30, [notebook])
    assert sum(map(len, drawn.values())) == 30
    (_, name), numbers = next(iter(drawn.items()))
    made = mutated(exercises_of(notebook)[name], load_reference(notebook), numbers)
    assert made
    assert all(map(callable, made.values()))
