"""What the two training exercises share."""

from collections.abc import Mapping

import numpy as np

from grader.exercises.content.gradients import gradient
from grader.exercises.content.labels import random_labels
from grader.exercises.content.sentences import FIRST_ITERATION_ONLY
from grader.exercises.content.week4.cat_classifier.cases import forward, random_parameters
from grader.exercises.exercise import Array, Case, Edit, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract

SMALLEST_STEP = 1e-4
"""Of the largest element of a parameter: ten times what counts as equal."""


def moves_to_the_end(
    X: Array, Y: Array, parameters: Mapping[str, Array], iterations: int, rate: float
) -> bool:
    """Return whether each parameter moves in the last iteration and would in one more.

    A bias can stand still where the mean of A - Y goes through 0; then a training with one
    iteration more or less ends at the same bias.
    """
    smallest = 1.0
    for i in range(iterations + 1):
        AL, caches = forward(X, dict(parameters))
        steps = {name[1:]: rate * grad for name, grad in gradient(AL, Y, caches).items()}
        moved = {name: value - steps[name] for name, value in parameters.items()}
        if i >= iterations - 1:
            sizes = [np.abs(steps[name]).max() / np.abs(moved[name]).max() for name in moved]
            smallest = min(smallest, *sizes)
        parameters = moved
    return smallest > SMALLEST_STEP


def case(rng: Rng, dims: list[int], m: int, iterations: int, rate: float, with_start: bool) -> Case:
    """Draw a small training: with first parameters of its own, or so that they must be drawn."""
    while True:
        X, parameters = rng.normal(size=(dims[0], m)), random_parameters(rng, dims)
        _, caches = forward(X, parameters)
        # A layer without output would keep its parameters, whatever a training does.
        if not all((Z > 0.1).any(axis=1).sum() >= min(2, len(Z)) for _, Z in caches[:-1]):
            continue
        Y = random_labels(rng, m)
        if moves_to_the_end(X, Y, parameters, iterations, rate):
            break
    arguments: dict[str, Plain] = {
        "X": X,
        "Y": Y,
        "layers_dims": dims,
        "learning_rate": rate,
        "num_iterations": iterations,
        "print_cost": False,
        "parameters": parameters if with_start else None,
    }
    return Case(arguments, {"num_iterations": iterations, "L": len(dims) - 1, "m": m})


CONTRACT = Contract(
    outputs=("parameters", "costs"),
    tolerance={"costs": 1e-5, **{f"{p}{n}": 1e-5 for p in "Wb" for n in range(1, 6)}},
    first_alone=True,
)
REPLACED_HELPERS = ("initialize_parameters_deep",)
UPDATE = "parameters = update_parameters(parameters, grads, learning_rate)"
UPDATED_TWICE = Edit(UPDATE, UPDATE + "\n        " + UPDATE)
_PRINT = 'print(f"cost after iteration {i}: {costs[-1]:.6f}")\n'

UPDATE_DROPPED = Mistake(
    "update_dropped",
    Edit(UPDATE, UPDATE.removeprefix("parameters = ")),
    says="The parameters never change: update_parameters returns new ones, and they have to get "
    "the name parameters again.",
)
FIXED_LEARNING_RATE = Mistake(
    "fixed_learning_rate",
    Edit("grads, learning_rate)", "grads, 0.0075)"),
    says="The steps have the size of a learning rate of 0.0075, whatever the argument "
    "learning_rate says.",
)
RETURN_IN_LOOP = Mistake(
    "return_in_loop",
    Edit(_PRINT, _PRINT + "        break\n"),
    says=FIRST_ITERATION_ONLY,
)
PARAMETERS_ALONE = Variant(
    "parameters_alone", Edit("return parameters, costs", "return parameters")
)
