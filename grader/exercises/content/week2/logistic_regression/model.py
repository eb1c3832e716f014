"""Exercise `model`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Array, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract

_WRONG_SETTINGS = ((2000, None), (None, 0.5), (100, 0.009))
"""Of a training: iterations and learning rates that are not the arguments, but the defaults."""


def _trained(X: Array, Y: Array, num_iterations: int, learning_rate: float) -> tuple[Array, float]:
    w, b = np.zeros((len(X), 1)), 0.0
    for _ in range(num_iterations):
        dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
        w, b = w - learning_rate * X @ dZ.T / Y.size, b - learning_rate * float(dZ.mean())
    return w, b


def _predictions_show_settings(case: Case) -> bool:
    """Return whether each wrong setting changes a prediction on the training and the test set."""

    def predictions(num_iterations: int | None, learning_rate: float | None) -> list[Array]:
        w, b = _trained(
            case.arguments["X_train"],
            case.arguments["Y_train"],
            num_iterations or case.arguments["num_iterations"],
            learning_rate or case.arguments["learning_rate"],
        )
        return [w.T @ case.arguments[name] + b > 0 for name in ("X_train", "X_test")]

    right = predictions(None, None)
    return not any(
        np.array_equal(one, other)
        for setting in _WRONG_SETTINGS
        for one, other in zip(right, predictions(*setting), strict=True)
    )


def _case(
    rng: Rng,
    m: tuple[int, int],
    num_iterations: int,
    learning_rate: float,
    side: float,
    scales: Sequence[float],
) -> Case:
    """Draw a training and a test set of m examples with features of these scales."""
    n_x, (m_train, m_test) = len(scales), m
    # A border far from the origin and many test examples: predictions without b show. Where
    # most labels are 1, predictions of untrained parameters, which are all 0, show too.
    w, X_train = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, m_train))
    b = float(side * np.linalg.norm(w))
    X_test = rng.normal(size=(n_x, m_test))
    Y_train = (w.T @ X_train + b > 0).astype(np.int64)
    Y_test = (w.T @ X_test + b > 0).astype(np.int64)
    scale = np.array(scales)[:, None]
    arguments: dict[str, Plain] = {"X_train": scale * X_train, "Y_train": Y_train}
    arguments |= {"X_test": scale * X_test, "Y_test": Y_test}
    arguments |= {"num_iterations": num_iterations, "learning_rate": learning_rate}
    return Case(arguments, {"num_iterations": num_iterations, "n_x": n_x, "m_train": m_train})


def _stopped_early(rng: Rng) -> Case:
    """Draw data on which predictions change all through a training: features of unlike scales."""
    while True:
        case = _case(rng, (40, 44), 30, 0.1, 0.5, (2.5, 0.8, 0.25))
        if _predictions_show_settings(case):
            return case


def _cases(rng: Rng) -> Sequence[Case]:
    def printing(case: Case, print_cost: bool) -> Case:
        return Case({**case.arguments, "print_cost": print_cost}, case.facts, rule="prints")

    return [
        _stopped_early(rng),
        _case(rng, (16, 29), 120, 0.1, -1, 4 * [1.0]),
        _case(rng, (20, 20), 60, 1.0, +1, 2 * [1.0]),
        printing(_case(rng, (6, 3), 101, 0.1, -1, 2 * [1.0]), True),
        printing(_case(rng, (6, 3), 1, 0.1, -1, 2 * [1.0]), False),
    ]


EXERCISE = Exercise(
    name="model",
    cases=_cases,
    contract=Contract(outputs=("model",), scalars=frozenset({"b"}), tolerance={"costs": 1e-5}),
    uses=("initialize_with_zeros", "optimize", "predict"),
    rule_says={
        "prints": "optimize prints the costs if it is told to: hand print_cost on to it, as it is."
    },
    mistakes=(
        Mistake(
            "fixed_iterations",
            Edit(
                "Y_train, num_iterations, learning_rate, print",
                "Y_train, 2000, learning_rate, print",
            ),
            says="It always makes 2000 iterations; the number is the argument num_iterations.",
        ),
        Mistake(
            "fixed_learning_rate",
            Edit(
                "num_iterations, learning_rate, print_cost\n", "num_iterations, 0.5, print_cost\n"
            ),
            says="The learning rate is always 0.5, whatever the argument says.",
        ),
        Mistake(
            "defaults_of_optimize",
            Edit(
                "w, b, X_train, Y_train, num_iterations, learning_rate, print_cost",
                "w, b, X_train, Y_train",
            ),
            says="optimize is called without num_iterations and learning_rate, so it uses its own "
            "defaults.",
        ),
        Mistake(
            "fitted_on_test_set",
            Edit("w, b, X_train, Y_train, num", "w, b, X_test, Y_test, num"),
            says="The model is fitted on the test set. It may only see the training set; else the "
            "test proves nothing.",
        ),
        Mistake(
            "test_labels_swapped",
            (
                Edit(
                    "Y_prediction_train = predict(w, b, X_train)",
                    "Y_prediction_train = predict(w, b, X_test)",
                ),
                Edit(
                    "Y_prediction_test = predict(w, b, X_test)",
                    "Y_prediction_test = predict(w, b, X_train)",
                ),
            ),
            says="The two predictions have changed places.",
        ),
        Mistake(
            "train_predicted_twice",
            Edit(
                "Y_prediction_test = predict(w, b, X_test)",
                "Y_prediction_test = predict(w, b, X_train)",
            ),
            says="Y_prediction_test is predicted from the training set.",
        ),
        Mistake(
            "untrained_predictions",
            (
                Edit('    w, b = params["w"], params["b"]\n', ""),
                Edit('"w": w,', '"w": params["w"],'),
                Edit('"b": b,', '"b": params["b"],'),
            ),
            says="The predictions are made with the w and b from before the training.",
        ),
        Mistake(
            "untrained_parameters",
            Edit('    w, b = params["w"], params["b"]\n', ""),
            says="w and b are still those from before the training: take the trained ones out of "
            "what optimize returns.",
        ),
        Mistake(
            "dim_from_examples",
            Edit(
                "initialize_with_zeros(X_train.shape[0])", "initialize_with_zeros(X_train.shape[1])"
            ),
            says="w has {m_train} entries, one for each training example, and {n_x} belong there: "
            "one for each feature. Which axis of X_train counts the features?",
            raises=(
                "ValueError",
                r"\(size {n_x} is different from {m_train}\)"
                r"|\(1, ?{m_train}\) and \({n_x}, ?{m_train}\) not aligned",
            ),
        ),
        Mistake(
            "iterations_and_rate_swapped",
            Edit(
                "num_iterations, learning_rate, print_cost\n",
                "learning_rate, num_iterations, print_cost\n",
            ),
            says="num_iterations and learning_rate have changed places in the call of optimize.",
            raises=("TypeError", "'float' object cannot be interpreted as an integer"),
        ),
        Mistake(
            "prints_nothing",
            Edit("num_iterations, learning_rate, print_cost\n", "num_iterations, learning_rate\n"),
            rule="prints",
        ),
        Mistake(
            "prints_always",
            Edit("learning_rate, print_cost\n", "learning_rate, True\n"),
            rule="prints",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("predict(w, b, X_test)", "predict(w, b, test_set_x)"),
            says="test_set_x belongs to the notebook, and is not there for other data. Use X_test.",
            raises=("NameError", "test_set_x"),
        ),
        Mistake(
            "sizes_of_the_notebook",
            Edit("initialize_with_zeros(X_train.shape[0])", "initialize_with_zeros(64 * 64 * 3)"),
            says="The number of features is written as a number, so it works for 64 by 64 pictures "
            "alone. Which axis of X_train counts the features?",
            raises=("ValueError", "12288"),
        ),
    ),
    variants=(
        Variant(
            "zeros_written_out",
            "w, b = np.zeros((X_train.shape[0], 1)), 0.0\n"
            "params, grads, costs = optimize(\n"
            "    w, b, X_train, Y_train, num_iterations, learning_rate, "
            "print_cost=print_cost\n)\n"
            'w, b = params["w"], params["b"]\n'
            "Y_prediction_test, Y_prediction_train = (predict(w, b, X) for X in (X_test, "
            "X_train))",
        ),
        Variant(
            "accuracies_printed",
            "w, b = initialize_with_zeros(dim=len(X_train))\n"
            "params, grads, costs = optimize(\n"
            "    w, b, X_train, Y_train, num_iterations, learning_rate, print_cost\n"
            ")\n"
            'w, b = params["w"], params["b"]\n'
            "Y_prediction_train = predict(w=w, b=b, X=X_train)\n"
            "Y_prediction_test = predict(w=w, b=b, X=X_test)\nif print_cost:\n"
            '    print(f"train accuracy: {100 - np.mean(np.abs(Y_prediction_train - '
            'Y_train)) * 100} %")\n'
            '    print(f"test accuracy: {100 - np.mean(np.abs(Y_prediction_test - '
            'Y_test)) * 100} %")',
        ),
        Variant(
            "seed_set_inside",
            "np.random.seed(1)\nstart = initialize_with_zeros(X_train.shape[0])\n"
            "params, grads, costs = optimize(\n"
            "    *start, X_train, Y_train, num_iterations, learning_rate, print_cost\n"
            ")\n"
            'w = params["w"]\nb = np.squeeze(params["b"])\n'
            "Y_prediction_train = predict(w, b, X_train) == 1\n"
            "Y_prediction_test = predict(w, b, X_test) * 1.0",
        ),
        Variant(
            "keywords",
            Edit(
                "w, b, X_train, Y_train, num_iterations, learning_rate, print_cost",
                "w, b, X_train, Y_train, print_cost=print_cost, learning_rate=learning_rate, "
                "num_iterations=num_iterations",
            ),
        ),
        Variant("extra_keys", Edit('"w": w,', '"w": w, "grads": grads,')),
    ),
)
