"""The exercises of `notebooks/week4/cat_classifier.py`."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.calling.plain_data import Plain
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator

BUILT_ON = ("week4/deep_network",)
"""The students bring their own functions from there."""


def _labels(rng: Rng, m: int) -> Array:
    """Draw labels (1, m) of both classes, where m allows it."""
    Y = np.zeros((1, m), dtype=np.int64)
    Y[0, rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y if m > 1 else np.array([[int(rng.integers(2))]])


def _net(rng: Rng, dims: Sequence[int]) -> dict[str, Array]:
    """Draw the parameters of a net, biases included, of a size at which no unit is dead."""
    parameters = {}
    for layer in range(1, len(dims)):
        rows, columns = dims[layer], dims[layer - 1]
        W = rng.normal(size=(rows, columns)) * 1.3 / np.sqrt(columns)
        parameters[f"W{layer}"] = W
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, size=(rows, 1))
    return parameters


def _forward(X: Array, parameters: dict[str, Array]) -> tuple[Array, list[Plain]]:
    """Go through a net; return the last A, and a cache of each layer as the lessons make it."""
    A, caches, last = X, [], len(parameters) // 2
    for layer in range(1, last + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if layer < last else 1 / (1 + np.exp(-Z))
    return A, caches


def _training_case(
    rng: Rng, dims: list[int], m: int, iterations: int, rate: float, with_start: bool
) -> Case:
    """Draw a small training: with first parameters of its own, or so that they must be drawn."""
    arguments: dict[str, Plain] = {
        "X": rng.normal(size=(dims[0], m)),
        "Y": _labels(rng, m),
        "layers_dims": dims,
        "learning_rate": rate,
        "num_iterations": iterations,
        "print_cost": False,
        "parameters": _net(rng, dims) if with_start else None,
    }
    return Case(arguments, {"num_iterations": iterations, "L": len(dims) - 1, "m": m})


_TRAINED = Contract(
    outputs=("parameters", "costs"),
    tolerance={"costs": 1e-5, **{f"{p}{n}": 1e-5 for p in "Wb" for n in range(1, 6)}},
    first_alone=True,
)
_START = ("initialize_parameters_deep",)

# ---------------------------------------------------------------------- two_layer_model


def _two_layer_cases(rng: Rng) -> Sequence[Case]:
    return [
        _training_case(rng, [4, 3, 1], 6, 12, 0.3, with_start=True),
        _training_case(rng, [3, 5, 1], 7, 101, 0.08, with_start=True),
        _training_case(rng, [5, 2, 1], 1, 4, 0.2, with_start=True),
        _training_case(rng, [3, 4, 1], 8, 9, 0.15, with_start=False),
    ]


_UPDATE = "parameters = update_parameters(parameters, grads, learning_rate)"
_HIDDEN_FORWARD = 'linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")'

_GRADS = '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}'

two_layer_model = Exercise(
    name="two_layer_model",
    cases=_two_layer_cases,
    contract=_TRAINED,
    replaced_helpers=_START,
    equations={"W1": "(2.4)", "b1": "(2.4)", "W2": "(2.4)", "b2": "(2.4)"},
    mistakes=(
        Mistake(
            "update_dropped",
            Edit(_UPDATE, _UPDATE.removeprefix("parameters = ")),
            says="The parameters never change: update_parameters returns new ones, and they have "
            "to get the name parameters again.",
        ),
        Mistake(
            "fixed_learning_rate",
            Edit("grads, learning_rate)", "grads, 0.0075)"),
            says="The steps have the size of a learning rate of 0.0075, whatever the argument "
            "learning_rate says.",
        ),
        Mistake(
            "uphill",
            Edit("dA2 = -(Y / A2", "dA2 = (Y / A2"),
            says="The cost goes up: dA2 lacks the minus in front of the bracket.",
        ),
        Mistake(
            "minus_on_first_term",
            Edit("dA2 = -(Y / A2 - (1 - Y) / (1 - A2))", "dA2 = -(Y / A2) - (1 - Y) / (1 - A2)"),
            says="Both fractions of dA2 count with a minus, so examples with y = 0 pull the wrong "
            "way. (2.2) has one minus in front of the bracket and one within it.",
        ),
        Mistake(
            "cost_for_derivative",
            Edit(
                "dA2 = -(Y / A2 - (1 - Y) / (1 - A2))",
                "dA2 = A2 - Y",
            ),
            says="A2 - Y is dZ2, and the backward function makes that itself, out of dA2. Hand it "
            "dA2.",
        ),
        Mistake(
            "hidden_layer_fed_with_dA2",
            Edit(
                'linear_activation_backward(dA1, cache1, "relu")',
                'linear_activation_backward(dA2, cache1, "relu")',
            ),
            says="The hidden layer gets dA2, the derivative at the output. It needs the one that "
            "has gone back through layer 2.",
        ),
        Mistake(
            "sigmoid_hidden_layer",
            (
                Edit(_HIDDEN_FORWARD, _HIDDEN_FORWARD.replace('"relu"', '"sigmoid"')),
                Edit('(dA1, cache1, "relu")', '(dA1, cache1, "sigmoid")'),
            ),
            says="The hidden layer has the sigmoid; this net has ReLU there and the sigmoid in "
            "layer 2 alone.",
        ),
        Mistake(
            "relu_forward_sigmoid_backward",
            Edit('(dA1, cache1, "relu")', '(dA1, cache1, "sigmoid")'),
            says="Layer 1 goes forward through ReLU and back through the slope of the sigmoid. "
            "Both ways need the same name.",
        ),
        Mistake(
            "hidden_layer_skipped",
            Edit(
                "linear_activation_forward(A1, parameters",
                "linear_activation_forward(cache1[1], parameters",
            ),
            says="Layer 2 gets Z1, the numbers before ReLU. It needs what the hidden layer hands "
            "on, A1.",
        ),
        Mistake(
            "gradients_swapped",
            Edit('{"dW1": dW1, "db1": db1, "dW2"', '{"dW1": 0 * dW1, "db1": 0 * db1, "dW2"'),
            says="W1 and b1 stay as they were: the hidden layer never learns.",
        ),
        Mistake(
            "mean_twice",
            Edit("/ (1 - A2))\n", "/ (1 - A2)) / Y.shape[1]\n"),
            says="The steps are m times too short: the mean, 1/m, is taken by linear_backward, so "
            "dA2 must not have it as well.",
        ),
        Mistake(
            "keys_of_the_parameters",
            Edit(
                '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}',
                '{"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}',
            ),
            says='The derivatives need names of their own in grads: "dW1", "db1", "dW2", "db2".',
            raises=("KeyError", "dW"),
        ),
        Mistake(
            "cache_not_unpacked",
            (Edit("A1, cache1 = ", "A1 = "), Edit("(dA1, cache1,", "(dA1, A1[1],")),
            says="linear_activation_forward returns two things, A and the cache: give each a name.",
            raises=("ValueError", "inhomogeneous|setting an array element"),
        ),
        Mistake(
            "two_of_three",
            Edit("dA0, dW1, db1 = ", "dW1, db1 = "),
            says="linear_activation_backward returns three things; the first, dA0, needs a name "
            "too, though nobody reads it.",
            raises=("ValueError", "too many values to unpack"),
        ),
        Mistake(
            "reads_the_notebook",
            Edit("linear_activation_forward(X, ", "linear_activation_forward(TRAIN_X, "),
            says="TRAIN_X belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "TRAIN_X"),
        ),
        Mistake(
            "return_in_loop",
            Edit(
                'print(f"cost after iteration {i}: {costs[-1]:.6f}")\n',
                'print(f"cost after iteration {i}: {costs[-1]:.6f}")\n        break\n',
            ),
            says="Only the first iteration is done: is the return line inside the loop?",
        ),
        Mistake(
            "changes_the_start",
            Edit(
                _UPDATE,
                "for name in parameters:\n"
                '            parameters[name] -= learning_rate * grads["d" + name]',
            ),
            rule="unchanged",
        ),
        Mistake(
            "caches_swapped",
            (
                Edit('(dA2, cache2, "sigmoid")', '(dA2, cache1, "sigmoid")'),
                Edit('(dA1, cache1, "relu")', '(dA1, cache2, "relu")'),
            ),
            says="The caches have changed places: each layer goes back with the cache that it has "
            "made itself.",
            raises=("ValueError", "matmul|broadcast|not aligned"),
        ),
        Mistake(
            "first_cache_twice",
            Edit('(dA2, cache2, "sigmoid")', '(dA2, cache1, "sigmoid")'),
            says="Layer 2 goes back with the cache of layer 1. Each layer needs its own.",
            raises=("ValueError", "matmul|broadcast|not aligned"),
        ),
        Mistake(
            "second_cache_twice",
            Edit('(dA1, cache1, "relu")', '(dA1, cache2, "relu")'),
            says="Layer 1 goes back with the cache of layer 2. Each layer needs its own.",
            raises=("ValueError", "matmul|broadcast|not aligned"),
        ),
        Mistake(
            "layers_of_grads_swapped",
            Edit(_GRADS, '{"dW1": dW2, "db1": db2, "dW2": dW1, "db2": db1}'),
            says="In grads the derivatives of the two layers have each other's names.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "biases_missing_in_grads",
            Edit(_GRADS, '{"dW1": dW1, "dW2": dW2}'),
            says="grads lacks db1 and db2: update_parameters moves the biases too.",
            raises=("KeyError", "'db1'"),
        ),
        Mistake(
            "biases_stay",
            Edit(_GRADS, '{"dW1": dW1, "db1": 0 * db1, "dW2": dW2, "db2": 0 * db2}'),
            says="The biases stay where they were; they make a step in each iteration, as the "
            "weights do.",
        ),
        Mistake(
            "input_into_both_layers",
            Edit(
                "linear_activation_forward(A1, parameters",
                "linear_activation_forward(X, parameters",
            ),
            says="Layer 2 gets X. Its input is what layer 1 has put out.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "results_in_other_order",
            Edit("dA1, dW2, db2 = ", "dW2, db2, dA1 = "),
            says="linear_activation_backward returns dA of the layer before first; its three "
            "results have each other's names here.",
            raises=("ValueError", "matmul|broadcast|not aligned"),
        ),
        Mistake(
            "relu_at_the_end",
            (
                Edit('parameters["b2"], "sigmoid")', 'parameters["b2"], "relu")'),
                Edit('(dA2, cache2, "sigmoid")', '(dA2, cache2, "relu")'),
            ),
            says="Layer 2 has ReLU on both ways. Its result is to be a probability: (2.1) has the "
            "sigmoid there.",
        ),
        Mistake(
            "sigmoid_forward_relu_backward",
            Edit('(dA2, cache2, "sigmoid")', '(dA2, cache2, "relu")'),
            says="Layer 2 goes forward through the sigmoid and back through the slope of ReLU. "
            "Both ways need the same name.",
        ),
        Mistake(
            "divisor_without_parentheses",
            Edit("(1 - Y) / (1 - A2))", "(1 - Y) / 1 - A2)"),
            says="The second divisor in dA2 lacks its parentheses: Python divides by 1, and then "
            "subtracts A2.",
        ),
        Mistake(
            "updated_twice",
            Edit(_UPDATE, _UPDATE + "\n        " + _UPDATE),
            says="Each iteration makes the step twice. One update moves both layers.",
        ),
        Mistake(
            "drawn_in_every_iteration",
            Edit(
                "        A1, cache1 =",
                "        parameters = initialize_parameters_deep(layers_dims)\n        A1, cache1 "
                "=",
            ),
            says="Every iteration draws new parameters, so what was learned is lost. The start "
            "lies before the loop.",
        ),
        Mistake(
            "start_ignored",
            Edit(
                "    costs = []\n",
                "    costs = []\n    parameters = initialize_parameters_deep(layers_dims)\n",
            ),
            says="It draws its own first parameters although it was given some. Draw only where "
            "the argument parameters is None.",
        ),
        Mistake(
            "arguments_of_update_swapped",
            Edit("parameters, grads, learning_rate)", "grads, parameters, learning_rate)"),
            says="The arguments of update_parameters have changed places: the parameters come "
            "first, then grads.",
            raises=("KeyError", "'W1'"),
        ),
        Mistake(
            "learning_rate_second",
            Edit("parameters, grads, learning_rate)", "parameters, learning_rate, grads)"),
            says="The arguments of update_parameters have changed places: grads come before the "
            "learning rate.",
            raises=("TypeError", "'float' object is not subscriptable"),
        ),
    ),
    variants=(
        Variant(
            "by_name",
            (
                Edit(_HIDDEN_FORWARD, 'linear_activation_forward(X, *weights[0], "relu")'),
                Edit(
                    'linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")',
                    "linear_activation_forward(A_prev=A1, W=weights[1][0], b=weights[1][1],\n"
                    '            activation="sigmoid")',
                ),
                Edit(
                    "A1, cache1 =",
                    'weights = [(parameters["W" + n], parameters["b" + n]) for n in "12"]\n'
                    "        A1, cache1 =",
                ),
            ),
        ),
        Variant(
            "deep_functions",
            (
                Edit(
                    "        A1, cache1 = " + _HIDDEN_FORWARD + "\n",
                    "        A2, caches = L_model_forward(X, parameters)\n",
                ),
                Edit(
                    "        A2, cache2 = linear_activation_forward("
                    'A1, parameters["W2"], parameters["b2"], "sigmoid")\n',
                    "",
                ),
                Edit("        dA2 = -(Y / A2 - (1 - Y) / (1 - A2))\n", ""),
                Edit(
                    '        dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "sigmoid")\n',
                    "",
                ),
                Edit(
                    '        dA0, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")\n', ""
                ),
                Edit(
                    'grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}',
                    "grads = L_model_backward(A2, Y, caches)",
                ),
            ),
        ),
        Variant(
            "divide",
            Edit(
                "-(Y / A2 - (1 - Y) / (1 - A2))",
                "-(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))",
            ),
        ),
        Variant("parameters_alone", Edit("return parameters, costs", "return parameters")),
        Variant("a_seed_inside", Edit("costs = []\n", "np.random.seed(1)\n    costs = []\n")),
    ),
)

# ------------------------------------------------------------------------------- predict


def _predict_cases(rng: Rng) -> Sequence[Case]:
    def case(dims: list[int], m: int) -> Case:
        # Drawn again until the usual slips show, and no A lies so near 0.5 that rounding decides.
        while True:
            parameters, X = _net(rng, dims), rng.normal(size=(dims[0], m))
            parameters[f"b{len(dims) - 1}"] -= rng.uniform(0.2, 0.6)
            AL, caches = _forward(X, parameters)
            Z = caches[-1][1]
            clear = bool((np.abs(Z) > 0.03).all() and (np.abs(Z - 0.5) > 0.02).all())
            both = 0 < int((Z > 0).sum()) < m and bool(((Z > 0) & (Z < 0.5)).any())
            # One threshold is told from another.
            both = both and bool(((Z > 0.52) & (Z < 0.85)).any())
            both = both and bool(((Z > 0) != (AL.mean() < AL)).any())
            if clear and (m == 1 or both) and (X[0] > 0.5).tolist() != (Z[0] > 0).tolist():
                return Case({"parameters": parameters, "X": X}, {"m": m, "L": len(dims) - 1})

    return [case([3, 4, 1], 9), case([2, 1], 1), case([4, 5, 3, 2, 1], 12), case([3, 2, 3, 1], 7)]


_PROBABILITIES = "AL, caches = L_model_forward(X, parameters)\n"

predict = Exercise(
    name="predict",
    cases=_predict_cases,
    contract=Contract(outputs=("predictions",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"predictions": "(3.1)"},
    mistakes=(
        Mistake(
            "probabilities",
            _PROBABILITIES + "predictions = AL",
            says="These are the probabilities AL. A prediction is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            _PROBABILITIES + "predictions = (AL < 0.5).astype(int)",
            says="Every label is the opposite of the right one: a probability above 0.5 means 1.",
        ),
        Mistake(
            "threshold_on_z",
            _PROBABILITIES + "predictions = (caches[-1][1] > 0.5).astype(int)",
            says="The Z of the last layer is compared with 0.5; it is the probability AL that 0.5 "
            "belongs to.",
        ),
        Mistake(
            "threshold_on_x",
            "predictions = (X[:1] > 0.5).astype(int)",
            says="The features X are compared with 0.5. Go through the net first.",
        ),
        Mistake(
            "rank_one",
            _PROBABILITIES + "predictions = (AL[0] > 0.5).astype(int)",
            says="The labels are right, but they stand in an array of one axis, (m,), and Y has "
            "the shape (1, m).",
        ),
        Mistake(
            "column",
            _PROBABILITIES + "predictions = (AL > 0.5).astype(int).T",
            says="The labels are right, but they stand in a column; Y is a row.",
        ),
        Mistake(
            "first_example_only",
            _PROBABILITIES + "predictions = int(AL[0, 0] > 0.5)",
            says="Only the first example is judged; every column of X needs a label.",
        ),
        Mistake(
            "cast_without_threshold",
            _PROBABILITIES + "predictions = AL.astype(int)",
            says="Every label is 0. No probability reaches 1, so to cut off the digits after the "
            "point, as astype(int) does, or to compare with 1, gives 0 for all.",
        ),
        Mistake(
            "tuple_not_unpacked",
            "predictions = (L_model_forward(X, parameters) > 0.5).astype(int)",
            says="L_model_forward returns two things, AL and the caches. Unpack them, and compare "
            "AL alone.",
            raises=("TypeError", "'>' not supported between instances of 'tuple'"),
        ),
        Mistake(
            "arguments_swapped",
            "AL, caches = L_model_forward(parameters, X)\npredictions = (AL > 0.5).astype(int)",
            says="The arguments of L_model_forward have changed places: the examples come first.",
            raises=("IndexError", "only integers, slices"),
        ),
        Mistake(
            "loop",
            _PROBABILITIES + "predictions = np.zeros((1, X.shape[1]))\n"
            "for i in range(X.shape[1]):\n    predictions[0, i] = 1 if AL[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
        Mistake(
            "threshold_zero",
            _PROBABILITIES + "predictions = (AL > 0).astype(int)",
            says="Every label is 1. AL holds probabilities, and all of them are above 0: they are "
            "compared with one half.",
        ),
        Mistake(
            "minus_one_for_no",
            _PROBABILITIES + "predictions = np.where(AL > 0.5, 1, -1)",
            says="What is no cat gets -1; the labels of this course are 0 and 1.",
        ),
        Mistake(
            "threshold_at_the_mean",
            _PROBABILITIES + "predictions = (AL > AL.mean()).astype(int)",
            says="Each probability is compared with the mean of all. Then the other examples "
            "decide; (3.1) compares with one half.",
        ),
        Mistake(
            "number_of_cats",
            _PROBABILITIES + "predictions = np.sum(AL > 0.5)",
            says="This is how many examples are called cats. The exercise asks for a label for "
            "each.",
        ),
        Mistake(
            "argmax_of_columns",
            _PROBABILITIES + "predictions = np.argmax(AL, axis=0)",
            says="argmax tells in which row the largest entry stands, and there is one row only. "
            "A single probability is compared with one half.",
        ),
        Mistake(
            "one_question",
            _PROBABILITIES + "predictions = 1 if AL > 0.5 else 0",
            says="if asks one question, and AL has an answer for each example. A comparison of the "
            "whole array answers all of them.",
            raises=("ValueError", "truth value of an array"),
        ),
        Mistake(
            "caches_for_probabilities",
            "caches, AL = L_model_forward(X, parameters)\npredictions = (AL > 0.5).astype(int)",
            says="AL and caches have each other's names: L_model_forward returns AL first.",
            raises=("TypeError", "'>' not supported between instances of 'list'"),
        ),
    ),
    variants=(
        Variant(
            "compared_with_its_opposite",
            "AL = L_model_forward(X=X, parameters=parameters)[0]\n"
            "predictions = np.greater(AL, 1 - AL).astype(float)",
        ),
        Variant("booleans", _PROBABILITIES + "predictions = AL > 0.5"),
        Variant("floats", _PROBABILITIES + "predictions = np.where(AL >= 0.5, 1.0, 0.0)"),
        Variant("rounded", "predictions = np.round(L_model_forward(X, parameters)[0])"),
        Variant("sign_of_z", "predictions = (L_model_forward(X, parameters)[1][-1][1] > 0) * 1"),
    ),
)

# ------------------------------------------------------------------------------ accuracy


def _answers(rng: Rng, m: int, wrong: int) -> dict[str, Plain]:
    """Draw labels, and predictions of which `wrong` are wrong, in both directions if there are."""
    Y = _labels(rng, m)
    flipped = [int(np.flatnonzero(Y[0] == label)[0]) for label in (0, 1)][:wrong]
    rest = rng.permutation([i for i in range(1, m) if i not in flipped])
    predictions = Y.copy()
    for i in [*flipped, *rest][:wrong]:
        predictions[0, i] = 1 - predictions[0, i]
    return {"predictions": predictions, "Y": Y}


def _accuracy_cases(rng: Rng) -> Sequence[Case]:
    sizes = ((8, 2), (11, 3), (5, 4), (16, 5))
    return [Case(_answers(rng, m, wrong), {"m": m, "wrong": wrong}) for m, wrong in sizes]


accuracy = Exercise(
    name="accuracy",
    cases=_accuracy_cases,
    contract=Contract(outputs=("share",), scalars=frozenset({"share"})),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"share": "(3.2)"},
    mistakes=(
        Mistake(
            "percent",
            "share = 100 * np.mean(predictions == Y)",
            says="These are percent. The accuracy is a share, between 0 and 1.",
        ),
        Mistake(
            "share_of_wrong_ones",
            "share = np.mean(predictions != Y)",
            says="This is the share of wrong answers, 1 minus the accuracy.",
        ),
        Mistake(
            "count",
            "share = np.sum(predictions == Y)",
            says="This is how many are right. The accuracy is that number, divided by m = {m}. "
            "(len(Y) is 1, the number of its rows.)",
        ),
        Mistake(
            "only_the_cats",
            "share = np.sum(predictions * Y) / Y.shape[1]",
            says="Only the cats that were found count. An answer 0 where y is 0 is right as well.",
        ),
        Mistake(
            "all_or_nothing",
            "share = float(np.array_equal(predictions, Y))",
            says="This is 0 unless all answers are right: either one question is asked of the "
            "whole arrays, or the digits after the point are cut off.",
        ),
        Mistake(
            "entry_by_entry_result",
            "share = predictions == Y",
            says="This says of each example whether it is right. The accuracy is one number.",
        ),
        Mistake(
            "loop",
            "share = sum(int(predictions[0, i] == Y[0, i]) for i in range(Y.shape[1]))\n"
            "share = share / Y.shape[1]",
            rule="vectorized",
        ),
        Mistake(
            "how_many_wrong",
            "share = np.sum(np.abs(predictions - Y))",
            says="This is how many answers are wrong. The accuracy is the share of right ones.",
        ),
        Mistake(
            "percent_and_share_mixed",
            "share = 1 - 100 * np.mean(np.abs(predictions - Y))",
            says="Percent of wrong answers are subtracted from 1, the share of all. Take shares "
            "for both.",
        ),
        Mistake(
            "hundred_minus_share",
            "share = 100 - np.mean(np.abs(predictions - Y))",
            says="The share of wrong answers is subtracted from 100; shares go from 0 to 1.",
        ),
        Mistake(
            "difference_without_sign_removed",
            "share = 1 - np.mean(predictions - Y)",
            says="In the mean of the differences a missed cat and a false alarm cancel. Both are "
            "wrong answers.",
        ),
        Mistake(
            "mean_difference",
            "share = np.mean(predictions - Y)",
            says="This is the mean difference, in which a missed cat and a false alarm cancel. How "
            "many answers are right?",
        ),
        Mistake(
            "share_of_predicted_cats",
            "share = np.mean(predictions)",
            says="This is the share of examples that are called cats, right or not. Y says which "
            "are right.",
        ),
        Mistake(
            "share_of_cats",
            "share = np.mean(Y)",
            says="This is the share of cats in the set. The predictions say which answers are "
            "right.",
        ),
        Mistake(
            "found_cats_of_all_cats",
            "share = np.sum(predictions * Y) / np.sum(Y)",
            says="This is the share of the cats that were found. The accuracy counts all examples, "
            "and an answer 0 where y is 0 is right as well.",
        ),
        Mistake(
            "right_alarms_of_all_alarms",
            "share = np.sum(predictions * Y) / np.sum(predictions)",
            says="This is the share of right ones among the answers 1. The accuracy counts all "
            "examples.",
        ),
        Mistake(
            "wrong_axis",
            "share = np.mean(predictions == Y, axis=0)",
            says="The mean runs down each column, and a column has one entry, so nothing is "
            "averaged. The examples lie side by side.",
        ),
        Mistake(
            "percent_as_text",
            'share = f"{100 * np.mean(predictions == Y)} %"',
            says="This is a text, to be printed. The function returns a number, between 0 and 1.",
        ),
    ),
    variants=(
        Variant("counted", "share = np.count_nonzero(predictions == Y) / Y.size"),
        Variant("no_difference", "share = np.mean(np.equal(predictions, Y).astype(int))"),
        Variant("sum_over_m", "share = np.sum(predictions == Y) / Y.shape[1]"),
        Variant("one_minus_error", "share = 1 - np.mean(np.abs(predictions - Y))"),
        Variant(
            "products",
            "share = (predictions @ Y.T + (1 - predictions) @ (1 - Y).T) / Y.size",
        ),
    ),
)

# --------------------------------------------------------------------------- mislabelled


def _mislabelled_cases(rng: Rng) -> Sequence[Case]:
    sizes = ((9, 3), (12, 4), (6, 2), (14, 5))
    return [Case(_answers(rng, m, wrong), {"m": m, "wrong": wrong}) for m, wrong in sizes]


mislabelled = Exercise(
    name="mislabelled",
    cases=_mislabelled_cases,
    contract=Contract(outputs=("positions",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    mistakes=(
        Mistake(
            "the_right_ones",
            "positions = np.flatnonzero(predictions == Y)",
            says="These are the positions of the right answers.",
        ),
        Mistake(
            "mask",
            "positions = predictions[0] != Y[0]",
            says="This says of each of the {m} examples whether it is wrong. The exercise asks for "
            "the positions of the {wrong} that are.",
        ),
        Mistake(
            "rows",
            "positions = np.nonzero(predictions != Y)[0]",
            says="These are row numbers, and Y has only row 0. The number of an example is the "
            "number of its column.",
        ),
        Mistake(
            "both_axes",
            "positions = np.argwhere(predictions != Y)",
            says="Each position has a row and a column here; the row is always 0. The exercise "
            "asks for the columns alone.",
        ),
        Mistake(
            "tuple",
            "positions = np.nonzero(predictions != Y)",
            says="np.nonzero and np.where return one array for each axis, in a tuple. Take the one "
            "with the columns.",
        ),
        Mistake(
            "false_alarms_only",
            "positions = np.flatnonzero(predictions > Y)",
            says="These are only the pictures wrongly taken for cats. A cat that was missed is "
            "wrong too.",
        ),
        Mistake(
            "missed_cats_only",
            "positions = np.flatnonzero(predictions < Y)",
            says="These are only the cats that were missed. A picture wrongly taken for a cat is "
            "wrong too.",
        ),
        Mistake(
            "how_many",
            "positions = np.sum(predictions != Y)",
            says="This is how many are wrong. The exercise asks which ones.",
        ),
        Mistake(
            "counted_from_one",
            "positions = np.flatnonzero(predictions != Y) + 1",
            says="Every position is one too large: Python counts columns from 0.",
        ),
        Mistake(
            "loop",
            "positions = np.array([i for i in range(Y.shape[1]) if predictions[0, i] != Y[0, i]])",
            rule="vectorized",
        ),
        Mistake(
            "mask_of_two_axes",
            "positions = predictions != Y",
            says="This says of each of the {m} examples whether it is wrong. The exercise asks for "
            "the positions of the {wrong} that are.",
        ),
        Mistake(
            "labels_of_the_wrong_ones",
            "positions = Y[predictions != Y]",
            says="These are the labels of the examples that are answered wrongly. The exercise "
            "asks where they stand.",
        ),
        Mistake(
            "answers_of_the_wrong_ones",
            "positions = predictions[predictions != Y]",
            says="These are the wrong answers themselves. The exercise asks where they stand.",
        ),
        Mistake(
            "first_one_only",
            "positions = np.argmax(predictions != Y)",
            says="This is the position of the first wrong answer. The exercise asks for all "
            "{wrong}.",
        ),
        Mistake(
            "differences",
            "positions = predictions - Y",
            says="These are the differences, one for each example. The exercise asks where they "
            "are not 0.",
        ),
        Mistake(
            "called_cats",
            "positions = np.flatnonzero(predictions)",
            says="These are the examples that are called cats, rightly or not. The label says "
            "which answers are wrong.",
        ),
        Mistake(
            "both_axes_in_rows",
            "positions = np.array(np.nonzero(predictions != Y))",
            says="The first row holds row numbers, which are all 0, the second the columns. The "
            "exercise asks for the columns alone.",
        ),
        Mistake(
            "as_a_column",
            "positions = np.flatnonzero(predictions != Y).reshape(-1, 1)",
            says="The positions are right, but they stand in a column; the exercise asks for an "
            "array of one axis.",
        ),
    ),
    variants=(
        Variant("xor", "positions = np.nonzero(np.logical_xor(predictions, Y).ravel())[0]"),
        Variant("nonzero", "positions = np.nonzero(predictions != Y)[1]"),
        Variant("where", "positions = np.where(np.squeeze(predictions + Y, axis=0) == 1)[0]"),
        Variant("mask_of_numbers", "positions = np.arange(Y.shape[1])[predictions[0] != Y[0]]"),
        Variant("argwhere", "positions = np.argwhere(predictions != Y)[:, 1]"),
    ),
)

# --------------------------------------------------------------------------- without_dA0


def _cache_cases(rng: Rng) -> Sequence[Case]:
    def case(dims: list[int], m: int) -> Case:
        _, caches = _forward(rng.normal(size=(dims[0], m)), _net(rng, dims))
        return Case({"caches": caches}, {"L": len(dims) - 1, "m": m, "n_x": dims[0]})

    return [case([5, 3, 1], 4), case([4, 1], 3), case([6, 4, 3, 2, 1], 5), case([3, 3, 2, 1], 1)]


_EMPTY = "W[:, :0]"

without_dA0 = Exercise(
    name="without_dA0",
    cases=_cache_cases,
    contract=Contract(outputs=("lean",)),
    rules=("unchanged", "own_arguments"),
    mistakes=(
        Mistake(
            "rows_instead_of_columns",
            Edit(_EMPTY, "W[:0]"),
            says="The rows of W1 are gone, and with them the units of layer 1. dA0 has a row for "
            "each column of W1.",
        ),
        Mistake(
            "nothing_changed",
            Edit(_EMPTY, "W"),
            says="Every cache is as it was, so dA0 is computed as before.",
        ),
        Mistake(
            "one_column_left",
            Edit(_EMPTY, "W[:, :1]"),
            says="One column of W1 is left, so dA0 has one row. It should have none.",
        ),
        Mistake(
            "zeros",
            Edit(_EMPTY, "0 * W"),
            says="W1 has become zeros. A product with zeros costs as much as any other; take the "
            "columns away.",
        ),
        Mistake(
            "last_layer",
            (
                Edit("caches[0]", "caches[-1]"),
                Edit("[first, *caches[1:]]", "[*caches[:-1], first]"),
            ),
            says="The last layer has lost its W, and with it dA of the layer below, which is "
            "needed. It is the first layer whose dA nobody reads.",
        ),
        Mistake(
            "first_cache_gone",
            Edit("[first, *caches[1:]]", "caches[1:]"),
            says="The first cache is missing, so W1 and b1 would get no derivatives. Only its W is "
            "not needed.",
        ),
        Mistake(
            "first_cache_only",
            Edit("[first, *caches[1:]]", "[first]"),
            says="Only the first cache is there; the other layers keep theirs.",
        ),
        Mistake(
            "x_emptied",
            Edit("((A_prev, W[:, :0], b), Z)", "((A_prev[:0], W, b), Z)"),
            says="It is A0 that is empty now, and dW1 needs it. Take the columns of W1 away.",
        ),
        Mistake(
            "z_lost",
            Edit("((A_prev, W[:, :0], b), Z)", "(A_prev, W[:, :0], b)"),
            says="The first cache has lost its Z, and ReLU needs that on the way back. A cache is "
            "((A_prev, W, b), Z).",
        ),
        Mistake(
            "changes_the_caches",
            Edit("lean = [first, *caches[1:]]", "caches[0] = first\n    lean = caches"),
            rule="unchanged",
        ),
        Mistake(
            "all_layers",
            "lean = [((A_prev, W[:, :0], b), Z) for (A_prev, W, b), Z in caches]",
            says="Every layer has lost the columns of its W. The layers above need dA of their "
            "input; only that of the first is read by nobody.",
        ),
        Mistake(
            "flat_first_cache",
            Edit("((A_prev, W[:, :0], b), Z)", "(A_prev, W[:, :0], b, Z)"),
            says="The first cache has four entries. It is a pair like all caches: a tuple of "
            "three, and Z.",
        ),
        Mistake(
            "column_picked",
            Edit(_EMPTY, "W[:, 0]"),
            says="This picks the first column of W1, and the axis of the columns is gone. It "
            "should have that axis, with no columns.",
        ),
        Mistake(
            "one_column_taken_away",
            Edit(_EMPTY, "W[:, 1:]"),
            says="Only the first column of W1 is gone. None should be left.",
        ),
        Mistake(
            "none_for_w",
            Edit(_EMPTY, "None"),
            says="None stands in place of W1, and a product needs an array. Take an array with no "
            "columns.",
        ),
        Mistake(
            "nothing_at_all",
            Edit(_EMPTY, "np.zeros((0, 0))"),
            says="The new W1 has no rows either. It keeps a row for each unit of layer 1.",
        ),
        Mistake(
            "empty_list",
            Edit(_EMPTY, "np.array([])"),
            says="The new W1 has one axis. It needs two: a row for each unit of layer 1, and no "
            "columns.",
        ),
        Mistake(
            "appended_at_the_end",
            Edit("[first, *caches[1:]]", "[*caches, first]"),
            says="The lean cache is appended to all the old ones. It takes the place of the first.",
        ),
        Mistake(
            "old_first_cache_kept",
            Edit("[first, *caches[1:]]", "[first, *caches]"),
            says="The old first cache is still there, after the lean one, which should replace it.",
        ),
        Mistake(
            "rest_as_one_entry",
            Edit("[first, *caches[1:]]", "[first, caches[1:]]"),
            says="The other caches stand in a list of their own within the list. Put the two lists "
            "together.",
        ),
        Mistake(
            "first_cache_alone",
            Edit("[first, *caches[1:]]", "first"),
            says="Only the first cache is returned, without a list around it; the other layers "
            "keep theirs.",
        ),
        Mistake(
            "biases_emptied_too",
            Edit("((A_prev, W[:, :0], b), Z)", "((A_prev, W[:, :0], b[:, :0]), Z)"),
            says="The column of b is gone as well. Only the columns of W1 belong to dA0.",
        ),
        Mistake(
            "z_in_front",
            Edit("((A_prev, W[:, :0], b), Z)", "(Z, (A_prev, W[:, :0], b))"),
            says="The two halves of the first cache have changed places: Z comes second.",
        ),
        Mistake(
            "written_into_the_tuple",
            "lean = list(caches)\nlean[0][0][1] = lean[0][0][1][:, :0]",
            says="A tuple cannot be changed, only made anew, with the same A, b and Z.",
            raises=("TypeError", "'tuple' object does not support item assignment"),
        ),
    ),
    variants=(
        Variant(
            "delete_all_columns",
            "(A_prev, W, b), Z = caches[0]\nempty = np.delete(W, np.s_[:], axis=1)\n"
            "lean = [((A_prev, empty, b), Z)] + list(caches)[1:]",
        ),
        Variant(
            "loop",
            "lean = []\nfor l, (linear, Z) in enumerate(caches):\n"
            "    A_prev, W, b = linear\n    if l == 0:\n"
            "        W = np.zeros((W.shape[0], 0))\n"
            "    lean.append(((A_prev, W, b), Z))",
        ),
        Variant(
            "copy_and_replace",
            "lean = list(caches)\nlinear, Z = lean[0]\nA_prev, W, b = linear\n"
            "lean[0] = ((A_prev, np.empty((W.shape[0], 0)), b), Z)",
        ),
        Variant(
            "by_index",
            "c = caches[0]\nlean = [((c[0][0], c[0][1][:, 0:0], c[0][2]), c[1])] + caches[1:]",
        ),
        Variant(
            "comprehension",
            "lean = [((A, W[:, :0] if l == 0 else W, b), Z)\n"
            "        for l, ((A, W, b), Z) in enumerate(caches)]",
        ),
    ),
)

# ------------------------------------------------------------------------- L_layer_model


def _deep_cases(rng: Rng) -> Sequence[Case]:
    return [
        _training_case(rng, [4, 5, 3, 2, 1], 7, 8, 0.2, with_start=True),
        _training_case(rng, [3, 4, 2, 1], 6, 101, 0.05, with_start=True),
        _training_case(rng, [3, 4, 1], 1, 3, 0.3, with_start=True),
        _training_case(rng, [4, 3, 3, 1], 8, 6, 0.15, with_start=False),
        _printing(_training_case(rng, [2, 3, 1], 5, 102, 0.05, with_start=True), True),
        _printing(_training_case(rng, [2, 3, 1], 4, 1, 0.05, with_start=True), False),
    ]


def _printing(case: Case, print_cost: bool) -> Case:
    return replace(case, arguments={**case.arguments, "print_cost": print_cost}, rule="prints")


_LOOP = "for i in range(num_iterations):"

L_layer_model = Exercise(
    name="L_layer_model",
    cases=_deep_cases,
    contract=_TRAINED,
    rule_says={
        "prints": "With print_cost=True, iterations 0, 100, 200, ... print one line each with "
        "their number and the cost; without it nothing is printed."
    },
    replaced_helpers=_START,
    uses=("without_dA0",),
    equations={f"{p}{n}": "(2.4)" for p in "Wb" for n in range(1, 6)},
    mistakes=(
        Mistake(
            "update_dropped",
            Edit(_UPDATE, _UPDATE.removeprefix("parameters = ")),
            says="The parameters never change: update_parameters returns new ones, and they have "
            "to get the name parameters again.",
        ),
        Mistake(
            "fixed_learning_rate",
            Edit("grads, learning_rate)", "grads, 0.0075)"),
            says="The steps have the size of a learning rate of 0.0075, whatever the argument "
            "learning_rate says.",
        ),
        Mistake(
            "fixed_iterations",
            Edit(_LOOP, "for i in range(3000):"),
            says="It always makes 3000 iterations; the number is the argument num_iterations.",
        ),
        Mistake(
            "one_iteration_less",
            Edit(_LOOP, "for i in range(1, num_iterations):"),
            says="There is one iteration too few, and the cost of iteration 0 is missing: range "
            "starts at 0 by itself.",
        ),
        Mistake(
            "uphill",
            Edit("grads, learning_rate)", "grads, -learning_rate)"),
            says="The cost goes up: update_parameters subtracts already, so the learning rate "
            "stays positive.",
        ),
        Mistake(
            "updated_twice",
            Edit(_UPDATE, _UPDATE + "\n        " + _UPDATE),
            says="Each iteration makes the step twice. One update moves all layers.",
        ),
        Mistake(
            "update_in_a_loop_over_layers",
            Edit(
                _UPDATE,
                "for l in range(1, len(layers_dims)):\n            " + _UPDATE,
            ),
            says="Each iteration makes the step once for each layer. One call of "
            "update_parameters moves all layers.",
        ),
        Mistake(
            "always_from_the_start",
            (
                Edit("costs = []\n", "costs = []\n    start = parameters\n"),
                Edit("L_model_forward(X, parameters)", "L_model_forward(X, start)"),
                Edit(_UPDATE, _UPDATE.replace("(parameters,", "(start,")),
            ),
            says="Every iteration starts again from the first parameters. The step of one "
            "iteration is where the next one begins.",
        ),
        Mistake(
            "cost_at_every_iteration",
            (Edit("if i % 100 == 0:\n            costs", "if True:\n            costs"),),
            says="costs has an entry for every iteration; it should hold those of iterations 0, "
            "100, 200 and so on.",
        ),
        Mistake(
            "cost_swapped",
            Edit("compute_cost(AL, Y)", "compute_cost(Y, AL)"),
            says="AL and Y have changed places in compute_cost, which takes the logarithm of its "
            "first argument; labels of 0 have none.",
        ),
        Mistake(
            "way_back_swapped",
            Edit("(AL, Y, without_dA0(caches))", "(Y, AL, without_dA0(caches))"),
            says="AL and Y have changed places in L_model_backward, which divides by its first "
            "argument. AL comes first.",
        ),
        Mistake(
            "sizes_of_the_notebook",
            Edit(
                "initialize_parameters_deep(layers_dims)",
                "initialize_parameters_deep([12288, 20, 7, 5, 1])",
            ),
            says="The sizes are written as numbers, so it works for 64 by 64 pictures alone. They "
            "are the argument layers_dims.",
            raises=("ValueError", "mismatch|not aligned|size 12288|12288"),
        ),
        Mistake(
            "reads_the_notebook",
            Edit("L_model_forward(X, parameters)", "L_model_forward(TRAIN_X, parameters)"),
            says="TRAIN_X belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "TRAIN_X"),
        ),
        Mistake(
            "return_in_loop",
            Edit(
                'print(f"cost after iteration {i}: {costs[-1]:.6f}")\n',
                'print(f"cost after iteration {i}: {costs[-1]:.6f}")\n        break\n',
            ),
            says="Only the first iteration is done: is the return line inside the loop?",
        ),
        Mistake(
            "start_ignored",
            Edit("if parameters is None:", "if True:"),
            says="It draws its own first parameters although it was given some. Draw only where "
            "the argument parameters is None.",
        ),
        Mistake(
            "prints_nothing",
            Edit(
                '            if print_cost:\n                print(f"cost after iteration {i}: '
                '{costs[-1]:.6f}")\n',
                "",
            ),
            rule="prints",
        ),
        Mistake(
            "prints_every_iteration",
            Edit(
                "            if print_cost:\n                print",
                "        if print_cost:\n            print",
            ),
            rule="prints",
        ),
        Mistake(
            "one_iteration_more",
            Edit(_LOOP, "for i in range(num_iterations + 1):"),
            says="There is one iteration too many: range ends before its number, and so runs "
            "exactly as often as the number says.",
        ),
        Mistake(
            "costs_never_kept",
            Edit("costs.append(compute_cost(AL, Y))", "costs = costs + []"),
            says="The parameters are right. costs is empty: no cost is appended to it, or only "
            "where it is printed.",
        ),
        Mistake(
            "last_cost_only",
            Edit("costs.append(compute_cost(AL, Y))", "costs = [compute_cost(AL, Y)]"),
            says="The parameters are right. costs holds the last cost alone; append each to the "
            "ones before it.",
        ),
        Mistake(
            "cost_after_the_step",
            Edit(
                "costs.append(compute_cost(AL, Y))",
                "costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))",
            ),
            says="The parameters are right. The costs are those after the step of the iteration; "
            "they should be those of AL, before it.",
        ),
        Mistake(
            "counted_from_one",
            (
                Edit(
                    "if i % 100 == 0:",
                    "if (i + 1) % 100 == 0:",
                ),
            ),
            says="The parameters are right. costs holds those of iterations 99, 199, ...; "
            "iteration 0 is the first that counts.",
        ),
        Mistake(
            "all_but_every_hundredth",
            Edit("if i % 100 == 0:", "if i % 100:"),
            says="The parameters are right. costs holds exactly those that should be left out: the "
            "remainder i % 100 is 0 in iterations 0, 100, ...",
        ),
        Mistake(
            "every_tenth",
            Edit("if i % 100 == 0:", "if i % 10 == 0:"),
            says="The parameters are right. costs holds those of every tenth iteration; the "
            "exercise asks for those of 0, 100, 200 and so on.",
        ),
        Mistake(
            "drawn_in_every_iteration",
            Edit(
                "        AL, caches =",
                "        parameters = initialize_parameters_deep(layers_dims)\n        AL, caches "
                "=",
            ),
            says="Every iteration draws new parameters, so what was learned is lost. Draw them "
            "before the loop.",
        ),
        Mistake(
            "learning_rate_shrinks",
            Edit("grads, learning_rate)", "grads, learning_rate / (i + 1))"),
            says="The steps become shorter from iteration to iteration; (2.4) has the same "
            "learning rate in all of them.",
        ),
        Mistake(
            "first_cache_dropped",
            Edit("without_dA0(caches)", "without_dA0(caches)[1:]"),
            says="The first cache is dropped, and so the way back takes layer 2 for layer 1. Hand "
            "over all caches.",
            raises=("ValueError|KeyError|IndexError", "."),
        ),
        Mistake(
            "arguments_of_forward_swapped",
            Edit("L_model_forward(X, parameters)", "L_model_forward(parameters, X)"),
            says="The arguments of L_model_forward have changed places: the examples come first.",
            raises=("IndexError", "only integers, slices"),
        ),
        Mistake(
            "arguments_of_backward_swapped",
            Edit("(AL, Y, without_dA0(caches))", "(AL, without_dA0(caches), Y)"),
            says="The arguments of L_model_backward have changed places: AL, Y, then the caches.",
            raises=("TypeError", "bad operand type for unary -"),
        ),
        Mistake(
            "arguments_of_update_swapped",
            Edit("update_parameters(parameters, grads", "update_parameters(grads, parameters"),
            says="The arguments of update_parameters have changed places: the parameters come "
            "first, then grads.",
            raises=("KeyError", "'W1'"),
        ),
        Mistake(
            "results_swapped",
            Edit("return parameters, costs", "return costs, parameters"),
            says="The two results have changed places: first the parameters, then the costs.",
        ),
        Mistake(
            "gradients_returned",
            Edit("return parameters, costs", "return grads, costs"),
            says="The costs are right. The first result is grads, the derivatives; it should be "
            "the parameters after the last step.",
        ),
    ),
    variants=(
        Variant("with_dA0", Edit("without_dA0(caches)", "caches")),
        Variant("parameters_alone", Edit("return parameters, costs", "return parameters")),
        Variant(
            "own_copy",
            (
                Edit("costs = []\n", "costs = []\n    parameters = dict(parameters)\n"),
                Edit(
                    _UPDATE,
                    "for name in parameters:\n"
                    '            step = learning_rate * grads["d" + name]\n'
                    "            parameters[name] = parameters[name] - step",
                ),
            ),
        ),
        Variant(
            "keywords",
            Edit(
                "update_parameters(parameters, grads, learning_rate)",
                "update_parameters(\n            learning_rate=learning_rate, grads=grads, "
                "parameters=parameters\n        )",
            ),
        ),
        Variant("a_seed_inside", Edit("costs = []\n", "np.random.seed(3)\n    costs = []\n")),
        Variant(
            "numpy_cost",
            Edit(
                "costs.append(compute_cost(AL, Y))", "costs.append(np.float64(compute_cost(AL, Y)))"
            ),
        ),
    ),
)

# ------------------------------------------------------------------------ back_to_pixels


def _axes_cases(rng: Rng) -> Sequence[Case]:
    def case(n_h: int, n_x: int, m: int) -> Case:
        Q, _ = np.linalg.qr(rng.normal(size=(n_x, m)))
        arguments: dict[str, Plain] = {"W1": rng.normal(size=(n_h, n_x))}
        arguments |= {"V1": rng.normal(size=(n_h, m)), "Q": np.ascontiguousarray(Q)}
        return Case(arguments, {"n_h": n_h, "n_x": n_x, "m": m})

    return [case(3, 7, 4), case(2, 9, 5), case(1, 6, 2), case(4, 8, 6)]


back_to_pixels = Exercise(
    name="back_to_pixels",
    cases=_axes_cases,
    contract=Contract(outputs=("W1_trained",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"W1_trained": "(6.4)"},
    mistakes=(
        Mistake(
            "outside_forgotten",
            "W1_trained = V1 @ Q.T",
            says="This is V1 turned back alone. The part of W1 that no training picture can see is "
            "lost; it stays as it was.",
        ),
        Mistake(
            "start_counted_twice",
            "W1_trained = W1 + V1 @ Q.T",
            says="V1 holds the start as well, seen in the new axes, so the start is added twice. "
            "Turn back only what V1 has learned.",
        ),
        Mistake(
            "untrained",
            "W1_trained = W1 + 0",
            says="This is the W1 from before the training.",
        ),
        Mistake(
            "wrong_sign",
            "W1_trained = W1 + (W1 @ Q - V1) @ Q.T",
            says="The change has the wrong sign: it is V1 now, minus V1 at the start.",
        ),
        Mistake(
            "change_alone",
            "W1_trained = (V1 - W1 @ Q) @ Q.T",
            says="This is what was learned, without the start that it is added to.",
        ),
        Mistake(
            "not_turned_back",
            "W1_trained = W1 + (V1 - W1 @ Q) @ Q",
            says="What is multiplied by Q has m columns, and Q has n_x rows. Which of Q and its "
            "transpose turns m numbers into n_x?",
            raises=("ValueError", "matmul"),
        ),
        Mistake(
            "projected_only",
            "W1_trained = W1 @ Q @ Q.T",
            says="This is the start, as far as the training pictures see it. What V1 has learned "
            "is missing.",
        ),
        Mistake(
            "start_subtracted",
            "W1_trained = (V1 - W1 @ Q) @ Q.T - W1",
            says="What was learned is right. The start is subtracted from it; (6.4) adds it.",
        ),
        Mistake(
            "start_inside_twice",
            "W1_trained = W1 + W1 @ Q @ Q.T + V1 @ Q.T",
            says="The start along the axes is added; (6.4) subtracts it from V1, since V1 holds it "
            "already.",
        ),
        Mistake(
            "first_columns_for_the_start",
            "W1_trained = W1 + (V1 - W1[:, : V1.shape[1]]) @ Q.T",
            says="The first columns of W1 are taken for the start along the axes. That is W1, "
            "measured along the axes by a product with Q.",
        ),
        Mistake(
            "along_the_axes",
            "W1_trained = W1 @ Q + (V1 - W1 @ Q)",
            says="The result is along the axes, with m columns: it is V1 again. It has to be "
            "turned back to n_x columns.",
        ),
        Mistake(
            "entry_by_entry",
            "W1_trained = W1 + (V1 - W1 @ Q) * Q.T",
            says="* multiplies entry by entry. To turn back is a matrix product.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "no_parentheses",
            "W1_trained = W1 + V1 - W1 @ Q @ Q.T",
            says="Only the second term of the difference is turned back: the parentheses of (6.4) "
            "are missing.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "axes_turned_the_wrong_way",
            "W1_trained = W1 + (V1 - W1 @ Q.T) @ Q",
            says="Q and its transpose have changed places: Q leads from the pixels to the axes, "
            "its transpose back.",
            raises=("ValueError", "matmul"),
        ),
    ),
    variants=(
        Variant(
            "np_matmul", "W1_trained = W1 + np.matmul(V1, Q.T) - np.matmul(np.matmul(W1, Q), Q.T)"
        ),
        Variant("transposed", "W1_trained = (W1.T + Q @ (V1.T - Q.T @ W1.T)).T"),
        Variant("outside_plus_inside", "W1_trained = (W1 - W1 @ Q @ Q.T) + V1 @ Q.T"),
        Variant("np_dot", "W1_trained = W1 + np.dot(V1 - np.dot(W1, Q), Q.T)"),
        Variant(
            "einsum",
            'W1_trained = W1 + np.einsum("hm,xm->hx", V1 - np.einsum("hx,xm->hm", W1, Q), Q)',
        ),
    ),
)

# --------------------------------------------------------------------- what_the_table_says


def _one_case(rng: Rng) -> Sequence[Case]:
    return [Case({})]


def _choice(letter: str) -> str:
    return f'choice = "{letter}"'


what_the_table_says = Exercise(
    name="what_the_table_says",
    cases=_one_case,
    contract=Contract(outputs=("choice",)),
    rules=(),
    sealed=True,
    mistakes=(
        Mistake(
            "best_run",
            _choice("a"),
            says="The best run is the luckiest one. Another eight seeds have another best run; "
            "compare means, and how far the runs scatter.",
        ),
        Mistake(
            "nothing_learned",
            _choice("b"),
            says="All three are far above the 60 % of a blind answer, on drawings they have never "
            "seen. The gap to logistic regression is wider than the scatter.",
        ),
        Mistake(
            "depth_always_wins",
            _choice("d"),
            says="On the photographs the two means are the same, and at 64 by 64 some runs with "
            "two layers beat some with four. The table does not say always.",
        ),
    ),
)

# ---------------------------------------------------------------------- count_parameters


def _dims_cases(rng: Rng) -> Sequence[Case]:
    every = [[5, 3, 1], [7, 1], [12, 6, 5, 2, 1], [4, 4, 3]]
    return [
        Case({"layers_dims": [n + int(rng.integers(0, 3)) for n in dims[:-1]] + dims[-1:]})
        for dims in every
    ]


count_parameters = Exercise(
    name="count_parameters",
    cases=_dims_cases,
    contract=Contract(outputs=("count",), scalars=frozenset({"count"})),
    equations={"count": "(9.1)"},
    mistakes=(
        Mistake(
            "no_biases",
            Edit("* (layers_dims[l - 1] + 1)", "* layers_dims[l - 1]"),
            says="These are the weights alone. Each unit has a bias too.",
        ),
        Mistake(
            "units",
            Edit("layers_dims[l] * (layers_dims[l - 1] + 1)", "layers_dims[l]"),
            says="These are the units, which is as many as there are biases. Each unit has a "
            "weight for every number that comes in, too.",
        ),
        Mistake(
            "units_and_inputs",
            Edit(
                "layers_dims[l] * (layers_dims[l - 1] + 1)", "layers_dims[l] + layers_dims[l - 1]"
            ),
            says="Sizes of neighbouring layers are added; a matrix of so many rows and columns has "
            "their product.",
        ),
        Mistake(
            "bias_per_input",
            Edit(
                "layers_dims[l] * (layers_dims[l - 1] + 1)",
                "(layers_dims[l] + 1) * layers_dims[l - 1]",
            ),
            says="A bias is counted for each input of a layer. b[l] has an entry for each unit: "
            "the rows of W[l].",
        ),
        Mistake(
            "last_layer_missing",
            Edit("range(1, len(layers_dims))", "range(1, len(layers_dims) - 1)"),
            says="The last layer is missing: its W and b are parameters like all others.",
        ),
        Mistake(
            "first_layer_missing",
            Edit("range(1, len(layers_dims))", "range(2, len(layers_dims))"),
            says="The first layer is missing, and it has more weights than all others together.",
        ),
        Mistake(
            "all_units",
            "count = sum(layers_dims)",
            says="These are the numbers of the list added up. A layer has a weight for each pair "
            "of an input and a unit, and a bias for each unit.",
        ),
        Mistake(
            "one_bias_for_each_layer",
            Edit("* (layers_dims[l - 1] + 1)", "* layers_dims[l - 1] + 1"),
            says="Each layer gets one bias here. Each of its units has one.",
        ),
        Mistake(
            "one_bias_in_all",
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, len(layers_dims))) "
            "+ 1",
            says="One bias is counted for the whole network. Each unit has one.",
        ),
        Mistake(
            "biases_of_the_input",
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, len(layers_dims)))\n"
            "count += sum(layers_dims)",
            says="A bias is counted for each input, too. The inputs are not computed, so they have "
            "none.",
        ),
        Mistake(
            "one_more_on_both_sides",
            Edit("layers_dims[l] * (", "(layers_dims[l] + 1) * ("),
            says="1 is added to both sizes. A bias belongs to each unit, so only the inputs get "
            "one more, as if one of them were always 1.",
        ),
        Mistake(
            "two_biases",
            Edit("(layers_dims[l - 1] + 1)", "(layers_dims[l - 1] + 2)"),
            says="Two biases are counted for each unit; it has one.",
        ),
        Mistake(
            "last_layer_only",
            "for l in range(1, len(layers_dims)):\n"
            "    count = layers_dims[l] * (layers_dims[l - 1] + 1)",
            says="These are the parameters of the last layer alone: each turn of the loop "
            "overwrites the count of the one before.",
        ),
        Mistake(
            "inputs_into_every_layer",
            Edit("layers_dims[l - 1] + 1", "layers_dims[0] + 1"),
            says="Every unit is counted with n[0] weights. Only the first layer sees the inputs.",
        ),
        Mistake(
            "all_multiplied",
            "count = int(np.prod(layers_dims))",
            says="All sizes are multiplied by one another. Weights lead from one layer to the "
            "next, so only neighbours are multiplied, and added up.",
        ),
        Mistake(
            "arrays_counted",
            "count = 2 * (len(layers_dims) - 1)",
            says="This is how many arrays there are. Each entry of W and b is a parameter.",
        ),
        Mistake(
            "one_number_for_each_layer",
            "count = [layers_dims[l] * (layers_dims[l - 1] + 1) for l in range(1, "
            "len(layers_dims))]",
            says="This is a list with the number of each layer. The exercise asks for the number "
            "of all.",
        ),
        Mistake(
            "layer_zero_too",
            Edit("range(1, len(layers_dims))", "range(len(layers_dims))"),
            says="The loop begins at layer 0, and there l - 1 is -1, the last entry of the list. "
            "The first layer with parameters is layer 1.",
        ),
        Mistake(
            "beyond_the_last_layer",
            Edit("range(1, len(layers_dims))", "range(1, len(layers_dims) + 1)"),
            says="The loop goes beyond layer L: the list ends at n[L], and its positions begin at "
            "0.",
            raises=("IndexError", "list index out of range"),
        ),
    ),
    variants=(
        Variant(
            "products",
            "weights = [a * b for a, b in zip(layers_dims, layers_dims[1:])]\n"
            "count = sum(weights) + sum(layers_dims) - layers_dims[0]",
        ),
        Variant(
            "dot", "count = int(np.dot(layers_dims[:-1], layers_dims[1:])) + sum(layers_dims[1:])"
        ),
        Variant(
            "two_sums",
            "L = len(layers_dims) - 1\n"
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, L + 1))\n"
            "count += sum(layers_dims[1:])",
        ),
        Variant("vectors", "n = np.array(layers_dims)\ncount = np.sum(n[1:] * (n[:-1] + 1))"),
        Variant(
            "pairs",
            "count = 0\nfor n_prev, n in zip(layers_dims[:-1], layers_dims[1:], strict=True):\n"
            "    count += n * n_prev + n",
        ),
    ),
)

# ------------------------------------------------------------------------- where_to_choose

where_to_choose = Exercise(
    name="where_to_choose",
    cases=_one_case,
    contract=Contract(outputs=("choice",)),
    rules=(),
    sealed=True,
    mistakes=(
        Mistake(
            "training_pictures",
            _choice("a"),
            says="There the largest net with the most iterations always looks best: it can learn "
            "600 pictures by heart.",
        ),
        Mistake(
            "test_pictures",
            _choice("c"),
            says="Then the test set has taken part in the choice: of many settings you keep the "
            "one that happens to suit it, and its accuracy is no longer fair.",
        ),
        Mistake(
            "any_pictures",
            _choice("d"),
            says="Then a picture of the same drawing has been learned, in other colours. Whole "
            "drawings have to be held out.",
        ),
    ),
)

EXERCISES = (
    two_layer_model,
    predict,
    accuracy,
    mislabelled,
    without_dA0,
    L_layer_model,
    back_to_pixels,
    what_the_table_says,
    count_parameters,
    where_to_choose,
)
