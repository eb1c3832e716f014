"""Exercise `update_parameters`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.planar_classifier import sentences
from grader.exercises.content.week3.planar_classifier.cases import random_parameters
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, learning_rate: float) -> Case:
        parameters = random_parameters(rng, n_x, n_h, n_y)
        grads = {f"d{name}": rng.normal(size=value.shape) for name, value in parameters.items()}
        arguments: dict[str, Plain] = {"parameters": parameters, "grads": grads}
        arguments["learning_rate"] = learning_rate
        return Case(arguments, {"n_x": n_x, "n_h": n_h, "n_y": n_y})

    return [case(3, 4, 1, 0.7), case(2, 3, 2, 1.2), case(2, 2, 1, 0.05)]


def _each(old: str, new: str) -> tuple[Edit, ...]:
    """Make the same edit in the line of each parameter; {} stands for its name."""
    return tuple(Edit(old.format(n), new.format(n)) for n in ("W1", "b1", "W2", "b2"))


_STEP = 'parameters["{0}"] - learning_rate * grads["d{0}"]'

EXERCISE = Exercise(
    name="update_parameters",
    cases=_cases,
    contract=Contract(outputs=("parameters",)),
    equations=dict.fromkeys(("W1", "b1", "W2", "b2"), "(9.1)"),
    mistakes=(
        Mistake(
            "uphill",
            _each(_STEP, 'parameters["{0}"] + learning_rate * grads["d{0}"]'),
            says="The step goes up the hill: the gradient points to where the cost grows.",
        ),
        Mistake(
            "no_learning_rate",
            _each(_STEP, 'parameters["{0}"] - grads["d{0}"]'),
            says="The learning rate is missing, so it is right only for a rate of 1.",
        ),
        Mistake(
            "fixed_learning_rate",
            _each('- learning_rate * grads["d{0}"]', '- 1.2 * grads["d{0}"]'),
            says=sentences.FIXED_LEARNING_RATE,
        ),
        Mistake(
            "gradient_assigned",
            _each(_STEP, 'learning_rate * grads["d{0}"]'),
            says="Each parameter becomes the step itself; the step has to be subtracted from it.",
        ),
        Mistake(
            "parameters_shrink",
            _each(_STEP, 'parameters["{0}"] - learning_rate * parameters["{0}"]'),
            says="Each parameter is subtracted from itself; it should lose a part of its gradient.",
        ),
        Mistake(
            "biases_not_moved",
            tuple(Edit(_STEP.format(n), f'parameters["{n}"]') for n in ("b1", "b2")),
            says="The biases do not move: they have gradients as the weights have.",
        ),
        Mistake(
            "weights_not_moved",
            tuple(Edit(_STEP.format(n), f'parameters["{n}"]') for n in ("W1", "W2")),
            says="The weights do not move.",
        ),
        Mistake(
            "first_layer_only",
            tuple(Edit(_STEP.format(n), f'parameters["{n}"]') for n in ("W2", "b2")),
            says="The parameters of the second layer do not move.",
        ),
        Mistake(
            "second_layer_only",
            tuple(Edit(_STEP.format(n), f'parameters["{n}"]') for n in ("W1", "b1")),
            says="The parameters of the first layer do not move.",
        ),
        *(
            Mistake(
                f"{name}_not_moved",
                Edit(_STEP.format(name), f'parameters["{name}"]'),
                says=f"{name} does not move: it has a gradient as the other three have.",
            )
            for name in ("W1", "b1", "W2", "b2")
        ),
        *(
            Mistake(
                f"{name}_uphill",
                Edit(_STEP.format(name), _STEP.format(name).replace(" - ", " + ")),
                says=f"{name} goes up the hill: its gradient is added and not subtracted.",
            )
            for name in ("W1", "b1", "W2", "b2")
        ),
        *(
            Mistake(
                f"{name}_without_learning_rate",
                Edit(f'- learning_rate * grads["d{name}"]', f'- grads["d{name}"]'),
                says=f"The learning rate is missing from the step of {name}.",
            )
            for name in ("W1", "b1", "W2", "b2")
        ),
        *(
            Mistake(
                f"{name}_from_{other}",
                Edit(f'= parameters["{name}"]', f'= parameters["{other}"]'),
                says=f"The new {name} begins with the old {other} in place of the old {name}.",
            )
            for name, other in (("W1", "b1"), ("b1", "W1"), ("W2", "b2"), ("b2", "W2"))
        ),
        *(
            Mistake(
                f"{name}_with_gradient_of_{other}",
                Edit(f'grads["d{name}"]', f'grads["d{other}"]'),
                says=f"{name} gets the gradient of {other}, d{other}.",
            )
            for name, other in (("W1", "b1"), ("b1", "W1"), ("W2", "b2"), ("b2", "W2"))
        ),
        Mistake(
            "divided_by_learning_rate",
            _each(_STEP, 'parameters["{0}"] - grads["d{0}"] / learning_rate'),
            says="The gradient is divided by the learning rate; it has to be multiplied with it.",
        ),
        Mistake(
            "turned_difference",
            _each(_STEP, 'learning_rate * grads["d{0}"] - parameters["{0}"]'),
            says="The sign is wrong: this is the step minus the parameter.",
        ),
        Mistake(
            "gradients_crossed",
            (
                Edit('learning_rate * grads["db1"]', 'learning_rate * grads["dW1"]'),
                Edit('learning_rate * grads["db2"]', 'learning_rate * grads["dW2"]'),
            ),
            says="The biases get the gradients of the weights, and broadcasting makes matrices of "
            "them.",
        ),
        Mistake(
            "in_place",
            'for name in ("W1", "b1", "W2", "b2"):\n'
            '    parameters[name] -= learning_rate * grads["d" + name]\n'
            'W1, b1 = parameters["W1"], parameters["b1"]\n'
            'W2, b2 = parameters["W2"], parameters["b2"]',
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "one_by_one_with_np_subtract",
            'new = {k: np.subtract(v, learning_rate * grads["d" + k]) for k, v in '
            "parameters.items()}\n"
            'W1, b1, W2, b2 = new["W1"], new["b1"], new["W2"], new["b2"]',
        ),
        Variant(
            "names_taken_apart",
            'W1, b1, W2, b2 = (parameters[k].copy() for k in ("W1", "b1", "W2", "b2"))\n'
            'W1 -= learning_rate * grads["dW1"]\nb1 -= learning_rate * grads["db1"]\n'
            'W2 -= learning_rate * grads["dW2"]\nb2 -= learning_rate * grads["db2"]',
        ),
        Variant(
            "loop_over_names",
            "new = {}\nfor name in parameters:\n"
            '    new[name] = parameters[name] - learning_rate * grads[f"d{name}"]\n'
            'W1, b1, W2, b2 = (new[name] for name in ("W1", "b1", "W2", "b2"))',
        ),
        Variant(
            "deepcopy_then_in_place",
            "import copy\nnew = copy.deepcopy(parameters)\nfor name in new:\n"
            '    new[name] -= learning_rate * grads["d" + name]\n'
            'W1, b1, W2, b2 = new["W1"], new["b1"], new["W2"], new["b2"]',
        ),
        Variant(
            "dictionary_rebound",
            'for name in ("W1", "b1", "W2", "b2"):\n'
            '    parameters[name] = parameters[name] - learning_rate * grads["d" + name]\n'
            'W1, b1 = parameters["W1"], parameters["b1"]\n'
            'W2, b2 = parameters["W2"], parameters["b2"]',
        ),
    ),
)
