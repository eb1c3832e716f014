"""Exercise `two_layer_model`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import CANNOT_BROADCAST, SHAPES_DO_NOT_MATCH
from grader.exercises.content.week4.cat_classifier import sentences, training
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        training.case(rng, [4, 3, 1], 6, 12, 0.3, with_start=True),
        training.case(rng, [3, 5, 1], 7, 101, 0.08, with_start=True),
        training.case(rng, [5, 2, 1], 1, 4, 0.2, with_start=True),
        training.case(rng, [3, 4, 1], 8, 9, 0.15, with_start=False),
    ]


_HIDDEN_FORWARD = 'linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")'
_GRADS = '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}'
_SHAPES_DO_NOT_MATCH = ("ValueError", "matmul|broadcast|not aligned")

EXERCISE = Exercise(
    name="two_layer_model",
    cases=_cases,
    contract=training.CONTRACT,
    replaced_helpers=training.REPLACED_HELPERS,
    equations={"W1": "(2.4)", "b1": "(2.4)", "W2": "(2.4)", "b2": "(2.4)"},
    mistakes=(
        training.UPDATE_DROPPED,
        training.FIXED_LEARNING_RATE,
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
                Edit.within(_HIDDEN_FORWARD, '"relu"', '"sigmoid"'),
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
                _GRADS,
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
            says=sentences.TRAIN_X_IS_NOT_X,
            raises=("NameError", "TRAIN_X"),
        ),
        training.RETURN_IN_LOOP,
        Mistake(
            "changes_the_start",
            Edit(
                training.UPDATE,
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
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "first_cache_twice",
            Edit('(dA2, cache2, "sigmoid")', '(dA2, cache1, "sigmoid")'),
            says="Layer 2 goes back with the cache of layer 1. Each layer needs its own.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "second_cache_twice",
            Edit('(dA1, cache1, "relu")', '(dA1, cache2, "relu")'),
            says="Layer 1 goes back with the cache of layer 2. Each layer needs its own.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "layers_of_grads_swapped",
            Edit(_GRADS, '{"dW1": dW2, "db1": db2, "dW2": dW1, "db2": db1}'),
            says="In grads the derivatives of the two layers have each other's names.",
            raises=CANNOT_BROADCAST,
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
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "results_in_other_order",
            Edit("dA1, dW2, db2 = ", "dW2, db2, dA1 = "),
            says="linear_activation_backward returns dA of the layer before first; its three "
            "results have each other's names here.",
            raises=_SHAPES_DO_NOT_MATCH,
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
            training.UPDATED_TWICE,
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
            says=sentences.START_IGNORED,
        ),
        Mistake(
            "arguments_of_update_swapped",
            Edit("parameters, grads, learning_rate)", "grads, parameters, learning_rate)"),
            says=sentences.UPDATE_ARGUMENTS_SWAPPED,
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
        training.PARAMETERS_ALONE,
        Variant("a_seed_inside", Edit("costs = []\n", "np.random.seed(1)\n    costs = []\n")),
    ),
)
