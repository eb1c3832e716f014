"""What needs no knowledge earns next to nothing: one notebook in CI; `make noise` measures all."""

import numpy as np
import pytest

from grader.exercises import exercises_of, load_reference, notebooks
from tests.noise.knowledge import (
    MOST,
    Best,
    best_without_knowledge,
    knowledge_free_functions,
    share_of_notebook,
)

QUICK = ("week1/first_neuron",)


def best_of(notebook, seeds):
    reference = load_reference(notebook)
    return [
        best_without_knowledge(notebook, exercise, reference, seeds)
        for exercise in exercises_of(notebook).values()
        if not exercise.options
    ]


@pytest.mark.parametrize(
    "notebook",
    [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in notebooks()],
)
def test_functions_without_knowledge_earn_at_most_two_percent_of_a_notebook(notebook):
    best = best_of(notebook, ("one",))
    assert share_of_notebook(notebook, best) <= MOST, [each for each in best if each.share]


def test_the_functions_return_what_anybody_tries_first():
    notebook = "week2/logistic_regression"
    exercise, reference = exercises_of(notebook)["propagate"], load_reference(notebook)
    functions = knowledge_free_functions(exercise, reference)
    X = np.ones((3, 4))
    arguments = (np.zeros((3, 1)), 0.5, X, np.ones((1, 4)))
    assert functions["argument X"](*arguments) is X
    assert functions["0"](*arguments) == 0
    grads, cost = functions["ones as expected"](*arguments)
    assert (grads["dw"].shape, grads["db"], cost) == ((3, 1), 1.0, 1.0)


def test_a_notebook_that_pays_for_form_is_found():
    worth = share_of_notebook("week1/first_neuron", [Best("house_price", "0", 0.2)])
    assert worth == pytest.approx(0.2 * 6 / 19)
    assert worth > MOST
