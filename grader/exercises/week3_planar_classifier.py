"""The exercises of `notebooks/week3/planar_classifier.py`."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.calling.plain_data import Plain
from grader.student.calling.random_draws import Drawn
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator
Parameters = dict[str, Array]


def _labels(rng: Rng, n_y: int, m: int) -> Array:
    """Draw labels (n_y, m), of both classes in every row where m allows it."""
    if m == 1:
        return rng.integers(2, size=(n_y, 1))
    Y = np.zeros((n_y, m), dtype=np.int64)
    for row in Y:
        row[rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y


def _parameters(rng: Rng, n_x: int, n_h: int, n_y: int) -> Parameters:
    """Draw weights around 1 and biases that are not zero."""
    return {
        "W1": rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)),
        "b2": rng.uniform(0.3, 0.9, size=(n_y, 1)) * rng.choice([-1, 1], size=(n_y, 1)),
    }


def _sigmoid(Z: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * Z))


def _cache(parameters: Parameters, X: Array) -> Parameters:
    """Return the cache of a real forward pass: a right solution may use Z1 in place of A1."""
    Z1 = parameters["W1"] @ X + parameters["b1"]
    Z2 = parameters["W2"] @ np.tanh(Z1) + parameters["b2"]
    return {"Z1": Z1, "A1": np.tanh(Z1), "Z2": Z2, "A2": _sigmoid(Z2)}


def _sizes(n_x: int, n_h: int, n_y: int, m: int) -> dict[str, int]:
    return {"m": m, "n_x": n_x, "n_h": n_h, "n_y": n_y}


# ------------------------------------------------------------------------- layer_sizes


def _layer_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, m: int) -> Case:
        X, Y = rng.normal(size=(n_x, m)), _labels(rng, n_y, m)
        return Case({"X": X, "Y": Y, "n_h": n_h}, _sizes(n_x, n_h, n_y, m))

    return [case(5, 7, 2, 3), case(3, 4, 1, 6), case(2, 9, 3, 1)]


layer_sizes = Exercise(
    name="layer_sizes",
    cases=_layer_cases,
    contract=Contract(outputs=("n_x", "n_h", "n_y")),
    mistakes=(
        Mistake(
            "examples_counted",
            (Edit("X.shape[0]", "X.shape[1]"), Edit("Y.shape[0]", "Y.shape[1]")),
            says="n_x and n_y are both {m}, and m = {m}: axis 1 counts the examples. Which axis "
            "counts the features?",
        ),
        Mistake(
            "examples_for_features",
            Edit("X.shape[0]", "X.shape[1]"),
            says="n_x is {m}, and m = {m}: axis 1 counts the examples. The features are the rows "
            "of X.",
        ),
        Mistake(
            "examples_for_outputs",
            Edit("Y.shape[0]", "Y.shape[1]"),
            says="n_y is {m}, and m = {m}: axis 1 counts the examples. The outputs are the rows of "
            "Y.",
        ),
        Mistake(
            "always_four",
            "n_x = X.shape[0]\nn_h = 4\nn_y = Y.shape[0]",
            says="n_h is always 4, whatever the argument says. 4 is its default, not its value.",
        ),
        Mistake(
            "hidden_from_data",
            "n_x = X.shape[0]\nn_h = X.shape[1]\nn_y = Y.shape[0]",
            says="n_h is taken from X. No data tell it: the caller chooses it.",
        ),
        Mistake(
            "sizes_of_the_flower",
            "n_x = 2\nn_y = 1",
            says="n_x and n_y are those of the flower for any data. Take them from the shapes.",
        ),
        Mistake(
            "one_output",
            Edit("Y.shape[0]", "1"),
            says="n_y is always 1. That is so for the flower; Y knows it for any data.",
        ),
        Mistake(
            "from_wrong_arrays",
            (Edit("X.shape[0]", "Y.shape[0]"), Edit("n_y = Y.shape[0]", "n_y = X.shape[0]")),
            says="n_x and n_y have changed places: X holds the inputs, Y the outputs.",
        ),
        Mistake(
            "hidden_and_inputs_swapped",
            "n_x, n_h = n_h, X.shape[0]\nn_y = Y.shape[0]",
            says="n_x and n_h have changed places.",
        ),
        Mistake(
            "hidden_and_outputs_swapped",
            "n_x = X.shape[0]\nn_h, n_y = Y.shape[0], n_h",
            says="n_h and n_y have changed places.",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("n_x = X.shape[0]", "n_x = flower.X.shape[0]"),
            says="flower belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "flower"),
        ),
    ),
    variants=(
        Variant(
            "transposed",
            "n_x, n_y = X.T.shape[1], Y.T.shape[-1]",
        ),
        Variant(
            "rows_counted",
            "n_x = sum(1 for _ in X)\nn_y = int(np.size(Y, 0))",
        ),
        Variant("unpacked", "(n_x, _), (n_y, _) = X.shape, Y.shape"),
        Variant("counted", "n_x = len(X)\nn_y = len(Y)"),
        Variant("by_size", "n_x = X.size // X.shape[1]\nn_y = np.shape(Y)[-2]"),
    ),
)

# --------------------------------------------------------------- initialize_parameters


def _start_cases(rng: Rng) -> Sequence[Case]:
    # One case is large: with a few hundred numbers in each matrix, chance cannot hide the scale.
    # Two are the same: a function that sets a seed gives the same numbers for both.
    sizes = [(21, 17, 19), (2, 4, 1), (5, 3, 2), (5, 3, 2)]
    return [
        Case({"n_x": n_x, "n_h": n_h, "n_y": n_y}, {"n_x": n_x, "n_h": n_h, "n_y": n_y})
        for n_x, n_h, n_y in sizes
    ]


_W1 = "W1 = rng.normal(size=(n_h, n_x)) * 0.01"
_W2 = "W2 = rng.normal(size=(n_y, n_h)) * 0.01"

initialize_parameters = Exercise(
    name="initialize_parameters",
    cases=_start_cases,
    # The second spread is that of numbers drawn evenly between -0.01 and 0.01.
    contract=Contract(outputs=("parameters",), drawn={"W*": Drawn(scales=(0.01, 0.01 / 3**0.5))}),
    rules=("unchanged", "own_arguments", "fresh_draws"),
    equations={"W1": "(2.1)", "b1": "(2.1)", "W2": "(2.2)", "b2": "(2.2)"},
    mistakes=(
        Mistake(
            "generator_of_its_own",
            (Edit(_W1, f"rng = np.random.default_rng(0)\n    {_W1}"),),
            rule="fresh_draws",
        ),
        Mistake(
            "generators_of_their_own",
            (
                Edit(_W1, _W1.replace("rng", "np.random.default_rng(1)")),
                Edit(_W2, _W2.replace("rng", "np.random.default_rng(2)")),
            ),
            rule="fresh_draws",
        ),
        Mistake(
            "seed_inside",
            "np.random.seed(2)\nW1 = np.random.randn(n_h, n_x) * 0.01\nb1 = np.zeros((n_h, 1))\n"
            "W2 = np.random.randn(n_y, n_h) * 0.01\nb2 = np.zeros((n_y, 1))",
            rule="fresh_draws",
        ),
        Mistake(
            "shape_in_two_numbers",
            (
                Edit("rng.normal(size=(n_h, n_x))", "rng.normal(n_h, n_x)"),
                Edit("rng.normal(size=(n_y, n_h))", "rng.normal(n_y, n_h)"),
            ),
            says="rng.normal takes two numbers for a mean and a standard deviation, and draws one "
            "number. The shape has a name of its own there: size.",
        ),
        Mistake(
            "shape_as_mean",
            (
                Edit("rng.normal(size=(n_h, n_x))", "rng.normal((n_h, n_x))"),
                Edit("rng.normal(size=(n_y, n_h))", "rng.normal((n_y, n_h))"),
            ),
            says="The first argument of rng.normal is the mean, so it draws one number around each "
            "size. The shape has a name of its own there: size.",
        ),
        Mistake(
            "shape_in_brackets_for_randn",
            (
                Edit("rng.normal(size=(n_h, n_x))", "np.random.randn((n_h, n_x))"),
                Edit("rng.normal(size=(n_y, n_h))", "np.random.randn((n_y, n_h))"),
            ),
            says="randn takes the sizes as separate arguments, without brackets of their own; "
            "np.zeros and rng.normal take them as one.",
            raises=("TypeError", "tuple. object cannot be interpreted as an integer"),
        ),
        Mistake(
            "unscaled",
            (Edit(_W1, "W1 = rng.normal(size=(n_h, n_x))"), Edit(_W2, _W2.replace(" * 0.01", ""))),
            says="The numbers are as wide as randn makes them. The factor that makes them small is "
            "missing from both matrices.",
        ),
        Mistake(
            "divided",
            (Edit(_W1, _W1.replace("*", "/")), Edit(_W2, _W2.replace("*", "/"))),
            says="The numbers are divided by 0.01, which makes them 100 times as large. They "
            "should become small.",
        ),
        Mistake(
            "biases_of_one",
            (
                Edit("np.zeros((n_h, 1))", "np.ones((n_h, 1))"),
                Edit("np.zeros((n_y, 1))", "np.ones((n_y, 1))"),
            ),
            says="The biases begin at 1. They should begin at 0.",
        ),
        Mistake(
            "w2_unscaled",
            Edit(_W2, _W2.replace(" * 0.01", "")),
            says="The factor that makes the numbers small is missing from W2.",
        ),
        Mistake(
            "w1_unscaled",
            Edit(_W1, _W1.replace(" * 0.01", "")),
            says="The factor that makes the numbers small is missing from W1.",
        ),
        Mistake(
            "uniform",
            (
                Edit(_W1, "W1 = rng.random((n_h, n_x)) * 0.01"),
                Edit(_W2, "W2 = rng.random((n_y, n_h)) * 0.01"),
            ),
            says="rand and random draw between 0 and 1, so no weight is negative. Draw from the "
            "normal distribution, which is centred at 0.",
        ),
        Mistake(
            "zero_weights",
            (Edit(_W1, "W1 = np.zeros((n_h, n_x))"), Edit(_W2, "W2 = np.zeros((n_y, n_h))")),
            says="Both weight matrices are zero. That was right for one neuron; section 10 shows "
            "what it does to a network.",
        ),
        Mistake(
            "w2_zero",
            Edit(_W2, "W2 = np.zeros((n_y, n_h))"),
            says="W2 is zero. It has to be drawn at random, as W1 is.",
        ),
        Mistake(
            "random_biases",
            (
                Edit("np.zeros((n_h, 1))", "rng.normal(size=(n_h, 1))"),
                Edit("np.zeros((n_y, 1))", "rng.normal(size=(n_y, 1))"),
            ),
            says="The biases are random. Only the weights have to differ; biases start at 0.",
        ),
        Mistake(
            "transposed",
            (Edit("(n_h, n_x)", "(n_x, n_h)"), Edit("(n_y, n_h)", "(n_h, n_y)")),
            says="Both weight matrices are turned: a layer has a row for each of its own units "
            "and a column for each of its inputs.",
        ),
        Mistake(
            "four_hidden",
            (
                Edit("(n_h, n_x)", "(4, n_x)"),
                Edit("(n_h, 1)", "(4, 1)"),
                Edit("(n_y, n_h)", "(n_y, 4)"),
            ),
            says="There are always 4 hidden units, whatever n_h is.",
        ),
        Mistake(
            "one_output",
            (Edit("(n_y, n_h)", "(1, n_h)"), Edit("(n_y, 1)", "(1, 1)")),
            says="The output layer always has one unit; their number is the argument n_y.",
        ),
        Mistake(
            "rank_one_biases",
            (
                Edit("np.zeros((n_h, 1))", "np.zeros(n_h)"),
                Edit("np.zeros((n_y, 1))", "np.zeros(n_y)"),
            ),
            says="A bias of shape (n,) is added to the rows of W X, and not to the columns. It "
            "has to be a column.",
        ),
        Mistake(
            "one_neuron_repeated",
            Edit(_W1, "W1 = np.ones((n_h, 1)) * rng.normal(size=(1, n_x)) * 0.01"),
            says="Every hidden unit gets the same weights. They have to differ from one another.",
        ),
        Mistake(
            "shape_in_two_arguments",
            (Edit("np.zeros((n_h, 1))", "np.zeros(n_h, 1)"),),
            says="The shape is one argument of np.zeros, so it needs brackets of its own.",
            raises=("TypeError", "Cannot interpret '1' as a data type"),
        ),
    ),
    variants=(
        Variant(
            "np_random_normal",
            "W1, W2 = (np.random.normal(0.0, 0.01, size) for size in ((n_h, n_x), (n_y, "
            "n_h)))\nb1, b2 = np.full((n_h, 1), 0.0), np.full((n_y, 1), 0.0)",
        ),
        Variant(
            "legacy",
            "W1 = np.random.randn(n_h, n_x) * 0.01\nb1 = np.zeros((n_h, 1))\n"
            "W2 = np.random.randn(n_y, n_h) * 0.01\nb2 = np.zeros((n_y, 1))",
        ),
        Variant(
            "scale_as_argument",
            "W2 = rng.normal(0, 0.01, (n_y, n_h))\nW1 = rng.normal(0, 0.01, (n_h, n_x))\n"
            "b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1), dtype=int)",
        ),
        Variant(
            "standard_normal",
            "W1 = 0.01 * rng.standard_normal((n_h, n_x))\n"
            "W2 = 0.01 * rng.standard_normal((n_y, n_h))\nb1 = 0 * W1[:, :1]\nb2 = 0 * W2[:, :1]",
        ),
        Variant(
            "centred_uniform",
            (
                Edit(_W1, "W1 = rng.uniform(-0.01, 0.01, (n_h, n_x))"),
                Edit(_W2, "W2 = rng.uniform(-0.01, 0.01, (n_y, n_h))"),
            ),
        ),
    ),
)

# ----------------------------------------------------------------------------- sigmoid


def _sigmoid_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"z": rng.normal(size=(1, 5)) * 2}, {"m": 5}),
        Case({"z": rng.normal(size=(3, 2)) * 2}, {"m": 2}),
        Case({"z": rng.normal(size=(1, 1))}, {"m": 1}),
    ]


sigmoid = Exercise(
    name="sigmoid",
    cases=_sigmoid_cases,
    contract=Contract(outputs=("a",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"a": "(3.5)"},
    mistakes=(
        Mistake(
            "no_parentheses",
            "a = 1 / 1 + np.exp(-z)",
            says="This is the denominator of (3.5) alone. Python divides before it adds: a whole "
            "sum below the line needs parentheses.",
        ),
        Mistake(
            "no_one_below",
            "a = 1 / np.exp(-z)",
            says="This grows without end: the 1 is missing from the denominator.",
        ),
        Mistake(
            "minus_below",
            "a = 1 / (1 - np.exp(-z))",
            says="In the denominator the exponential is subtracted from 1; it has to be added.",
        ),
        Mistake(
            "no_exponential",
            "a = 1 / (1 - z)",
            says="The exponential function is missing: -z is its exponent.",
        ),
        Mistake(
            "sign_of_z",
            "a = 1 / (1 + np.exp(z))",
            says="This falls where it should rise: the exponent lacks its minus sign.",
        ),
        Mistake(
            "tanh",
            "a = np.tanh(z)",
            says="This is tanh, which the hidden layer uses. The output needs numbers from 0 to 1.",
        ),
        Mistake(
            "derivative",
            "a = 1 / (1 + np.exp(-z))\na = a * (1 - a)",
            says="This is the slope of the sigmoid. The exercise asks for the sigmoid itself.",
        ),
        Mistake(
            "math_exp",
            "import math\na = 1 / (1 + math.exp(-z))",
            says="math.exp takes a single number, and z is an array. np.exp takes both.",
            raises=("TypeError", "arrays can be converted to Python scalars"),
        ),
    ),
    variants=(
        Variant("power", "a = (1 + np.exp(-z)) ** -1"),
        Variant("growing_exponential", "a = 1 - 1 / (1 + np.exp(z))"),
        Variant("by_tanh", "a = (1 + np.tanh(z / 2)) / 2"),
        Variant("stable", "e = np.exp(-np.abs(z))\na = np.where(z >= 0, 1, e) / (1 + e)"),
        Variant("logaddexp", "a = np.exp(-np.logaddexp(0, -z))"),
    ),
)

# ----------------------------------------------------------------- forward_one_example


def _one_example_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int) -> Case:
        arguments: dict[str, Plain] = {"x": rng.normal(size=(n_x, 1))}
        arguments["parameters"] = _parameters(rng, n_x, n_h, n_y)
        return Case(arguments, {"n_x": n_x, "n_h": n_h, "n_y": n_y})

    return [case(3, 4, 1), case(2, 5, 2), case(4, 2, 1)]


forward_one_example = Exercise(
    name="forward_one_example",
    cases=_one_example_cases,
    contract=Contract(outputs=("a2",)),
    uses=("sigmoid",),
    equations={"a2": "(3.4)"},
    mistakes=(
        Mistake(
            "z1_passed_on",
            Edit("W2 @ a1", "W2 @ z1"),
            says="The output layer gets z1. It should get what the hidden units hand on.",
        ),
        Mistake(
            "sigmoid_hidden",
            Edit("np.tanh(z1)", "sigmoid(z1)"),
            says="The hidden units use the sigmoid. In this network they use tanh.",
        ),
        Mistake(
            "tanh_output",
            Edit("sigmoid(z2)", "np.tanh(z2)"),
            says="The output uses tanh, which may be negative. A probability comes from the "
            "sigmoid.",
        ),
        Mistake(
            "no_output_activation",
            Edit("a2 = sigmoid(z2)", "a2 = z2"),
            says="This is z2: the last of the four equations is missing.",
        ),
        Mistake(
            "relu_hidden",
            Edit("np.tanh(z1)", "np.maximum(z1, 0)"),
            says="The hidden units use ReLU. In this network they use tanh.",
        ),
        Mistake(
            "no_b1",
            Edit("W1 @ x + b1", "W1 @ x"),
            says="b1 is missing from the hidden layer.",
        ),
        Mistake(
            "no_b2",
            Edit("W2 @ a1 + b2", "W2 @ a1"),
            says="b2 is missing from the output layer.",
        ),
        Mistake(
            "no_biases",
            (Edit("W1 @ x + b1", "W1 @ x"), Edit("W2 @ a1 + b2", "W2 @ a1")),
            says="Both biases are missing: each layer adds one before its activation.",
        ),
        Mistake(
            "b1_subtracted",
            Edit("W1 @ x + b1", "W1 @ x - b1"),
            says="b1 has the wrong sign: a bias is added.",
        ),
        Mistake(
            "b2_subtracted",
            Edit("W2 @ a1 + b2", "W2 @ a1 - b2"),
            says="b2 has the wrong sign: a bias is added.",
        ),
        Mistake(
            "sigmoid_of_hidden",
            Edit("sigmoid(z2)", "sigmoid(z1)"),
            says="This is the sigmoid of z1. The weights and the bias of the output layer come "
            "first.",
        ),
        Mistake(
            "activations_swapped",
            (Edit("np.tanh(z1)", "sigmoid(z1)"), Edit("sigmoid(z2)", "np.tanh(z2)")),
            says="The two activations have changed places: tanh belongs to the hidden units, the "
            "sigmoid to the output.",
        ),
        Mistake(
            "input_to_output",
            Edit("W2 @ a1", "W2 @ x"),
            says="The output layer gets x. It sees only what the hidden layer hands on.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "hidden_layer_only",
            Edit("a2 = sigmoid(z2)", "a2 = a1"),
            says="This is a1, what the hidden layer hands on. Two equations are to follow.",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "a1 = np.tanh(np.einsum('ij,jk->ik', W1, x) + b1)\n"
            "a2 = sigmoid(np.einsum('ij,jk->ik', W2, a1) + b2)",
        ),
        Variant(
            "np_dot",
            "z1 = np.dot(W1, x) + b1\na1 = np.tanh(z1)\nz2 = np.dot(W2, a1) + b2\na2 = sigmoid(z2)",
        ),
        Variant("nested", "a2 = sigmoid(z=W2 @ np.tanh(W1 @ x + b1) + b2)"),
        Variant(
            "tanh_by_exponentials",
            Edit("np.tanh(z1)", "(np.exp(z1) - np.exp(-z1)) / (np.exp(z1) + np.exp(-z1))"),
        ),
        Variant("own_sigmoid", Edit("sigmoid(z2)", "1 / (1 + np.exp(-z2))")),
    ),
)

# ----------------------------------------------------------------- forward_propagation

_SIZES = ((3, 4, 1, 7), (2, 3, 2, 5), (3, 2, 1, 1), (2, 6, 2, 4))
"""n_x, n_h, n_y and m of the cases: unequal, and with m = 1 among them."""


def _forward_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"X": rng.normal(size=(n_x, m)), "parameters": _parameters(rng, n_x, n_h, n_y)},
            _sizes(n_x, n_h, n_y, m),
        )
        for n_x, n_h, n_y, m in _SIZES
    ]


forward_propagation = Exercise(
    name="forward_propagation",
    cases=_forward_cases,
    contract=Contract(outputs=("A2", "cache")),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("sigmoid",),
    equations={
        "A2": "(4.4)",
        "Z1": "(4.1)",
        "A1": "(4.2)",
        "Z2": "(4.3)",
        'cache["A2"]': "(4.4)",
    },
    mistakes=(
        Mistake(
            "z1_passed_on",
            Edit("W2 @ A1", "W2 @ Z1"),
            says="The output layer gets Z1. It should get what the hidden units hand on, A1.",
        ),
        Mistake(
            "sigmoid_hidden",
            Edit("np.tanh(Z1)", "sigmoid(Z1)"),
            says="The hidden units use the sigmoid. In this network they use tanh.",
        ),
        Mistake(
            "tanh_output",
            Edit("sigmoid(Z2)", "np.tanh(Z2)"),
            says="The output uses tanh, which may be negative. A probability comes from the "
            "sigmoid.",
        ),
        Mistake(
            "relu_hidden",
            Edit("np.tanh(Z1)", "np.maximum(Z1, 0)"),
            says="The hidden units use ReLU. In this network they use tanh.",
        ),
        Mistake(
            "no_hidden_activation",
            Edit("np.tanh(Z1)", "Z1"),
            says="A1 is Z1: the hidden units have no activation. Two linear layers are worth no "
            "more than one.",
        ),
        Mistake(
            "no_output_activation",
            Edit("sigmoid(Z2)", "Z2"),
            says="A2 is Z2: the sigmoid of the output unit is missing.",
        ),
        Mistake(
            "no_b1",
            Edit("W1 @ X + b1", "W1 @ X"),
            says="b1 is missing from the hidden layer.",
        ),
        Mistake(
            "no_b2",
            Edit("W2 @ A1 + b2", "W2 @ A1"),
            says="b2 is missing from the output layer.",
        ),
        Mistake(
            "no_biases",
            (Edit("W1 @ X + b1", "W1 @ X"), Edit("W2 @ A1 + b2", "W2 @ A1")),
            says="Both biases are missing: each layer adds one before its activation.",
        ),
        Mistake(
            "activations_swapped",
            (Edit("np.tanh(Z1)", "sigmoid(Z1)"), Edit("sigmoid(Z2)", "np.tanh(Z2)")),
            says="The two activations have changed places: tanh belongs to the hidden units, the "
            "sigmoid to the output.",
        ),
        Mistake(
            "b1_subtracted",
            Edit("W1 @ X + b1", "W1 @ X - b1"),
            says="b1 has the wrong sign: a bias is added.",
        ),
        Mistake(
            "b2_subtracted",
            Edit("W2 @ A1 + b2", "W2 @ A1 - b2"),
            says="b2 has the wrong sign: a bias is added.",
        ),
        Mistake(
            "sigmoid_of_hidden",
            Edit("sigmoid(Z2)", "sigmoid(Z1)"),
            says="Z2 is right. A2 is the sigmoid of Z1; it should be that of Z2.",
        ),
        Mistake(
            "z1_stored_as_a1",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    A1 = Z1"),
            says="A2 is right, but the cache holds Z1 under the name A1. The way back needs what "
            "tanh gives, not what it gets.",
        ),
        Mistake(
            "a1_stored_as_z1",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    Z1 = A1"),
            says="A2 is right, but the cache holds A1 under the name Z1: was Z1 overwritten with "
            "its own tanh?",
        ),
        Mistake(
            "a2_stored_as_z2",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    Z2 = A2"),
            says="A2 is right, but the cache holds A2 under the name Z2: was Z2 overwritten with "
            "its own sigmoid?",
        ),
        Mistake(
            "flat_bias",
            Edit("W2 @ A1 + b2", "W2 @ A1 + b2[0, 0]"),
            says="Every output unit gets the first entry of b2; each has a bias of its own.",
        ),
        Mistake(
            "mean_over_examples",
            Edit("Z1 = W1 @ X + b1", "Z1 = W1 @ X.mean(axis=1, keepdims=True) + b1"),
            says="The examples are averaged at the beginning. Each of them has a column of its "
            "own, all the way.",
        ),
        Mistake(
            "input_to_output",
            Edit("W2 @ A1", "W2 @ X"),
            says="The output layer gets X. It sees only what the hidden layer hands on.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "loop_over_examples",
            "m = X.shape[1]\n"
            "Z1 = np.hstack([W1 @ X[:, [i]] + b1 for i in range(m)])\nA1 = np.tanh(Z1)\n"
            "Z2 = np.hstack([W2 @ A1[:, [i]] + b2 for i in range(m)])\nA2 = sigmoid(Z2)",
            rule="vectorized",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("W1 @ X + b1", "W1 @ X_train + b1"),
            says="X_train belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "X_train"),
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "Z1 = np.einsum('kj,ji->ki', W1, X) + b1\nA1 = 2 * sigmoid(2 * Z1) - 1\n"
            "Z2 = np.matmul(W2, A1) + b2\nA2 = np.exp(-np.logaddexp(0, -Z2))",
        ),
        Variant(
            "np_dot",
            "Z1 = np.dot(W1, X) + b1\nA1 = np.tanh(Z1)\nZ2 = np.dot(W2, A1) + b2\nA2 = sigmoid(Z2)",
        ),
        Variant("own_sigmoid", Edit("sigmoid(Z2)", "1 / (1 + np.exp(-Z2))")),
        Variant(
            "transposes",
            (
                Edit("W1 @ X + b1", "(X.T @ W1.T + b1.T).T"),
                Edit("W2 @ A1 + b2", 'np.einsum("kj,ji->ki", W2, A1) + b2'),
            ),
        ),
        Variant("keyword", Edit("sigmoid(Z2)", "sigmoid(z=Z2)")),
    ),
)

# ------------------------------------------------------------------------ compute_cost


def _cost_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"A2": rng.uniform(0.05, 0.95, size=(1, m)), "Y": _labels(rng, 1, m)},
            {"m": m},
        )
        for m in (1, 7, 4, 10)
    ]


_COST = "cost = float(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m)"

compute_cost = Exercise(
    name="compute_cost",
    cases=_cost_cases,
    contract=Contract(outputs=("cost",), scalars=frozenset({"cost"}), tolerance={"cost": 1e-5}),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"cost": "(5.1)"},
    extra_arguments=1,
    mistakes=(
        Mistake(
            "no_mean",
            Edit(") / m)", "))"),
            says="The cost is {m} times too large, and m = {m}: the losses are added up but not "
            "averaged.",
        ),
        Mistake(
            "no_minus",
            Edit("float(-np.sum", "float(np.sum"),
            says="The cost is negative: logarithms of probabilities are. Where is the minus?",
        ),
        Mistake(
            "ones_only",
            Edit(" + (1 - Y) * np.log(1 - A2)", ""),
            says="The examples with y = 0 add nothing: the second term, with (1 - Y), is missing.",
        ),
        Mistake(
            "ones_only_no_mean",
            "cost = float(-np.sum(Y * np.log(A2)))",
            says="The examples with y = 0 add nothing, and the mean is missing. With predictions "
            "near one half the two slips nearly cancel.",
        ),
        Mistake(
            "zeros_only",
            Edit("Y * np.log(A2) + ", ""),
            says="The examples with y = 1 add nothing: the first term, with Y, is missing.",
        ),
        Mistake(
            "every_pair",
            "pairs = np.dot(Y.T, np.log(A2)) + np.dot((1 - Y).T, np.log(1 - A2))\n"
            "cost = float(-np.sum(pairs) / m)",
            says="Y.T with log(A2) makes an (m, m) table: each label meets the prediction of "
            "every example.",
        ),
        Mistake(
            "transposed_and_elementwise",
            Edit(
                "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)",
                "Y * np.log(A2).T + (1 - Y) * np.log(1 - A2)",
            ),
            says="A row times a column, entry by entry, is an (m, m) table. One transpose is too "
            "many.",
        ),
        Mistake(
            "half_squared_error",
            "cost = float(np.sum((A2 - Y) ** 2) / (2 * m))",
            says="This is half the mean of the squared errors. The exercise asks for the mean of "
            "the cross-entropy.",
        ),
        Mistake(
            "squared_error",
            "cost = float(np.mean((A2 - Y) ** 2))",
            says="This is the mean of the squared errors. The exercise asks for the mean of the "
            "cross-entropy.",
        ),
        Mistake(
            "absolute_error",
            "cost = float(np.mean(np.abs(A2 - Y)))",
            says="This is the mean of the absolute errors. The exercise asks for the mean of the "
            "cross-entropy.",
        ),
        Mistake(
            "squared_cost",
            "losses = Y * np.log(A2) + (1 - Y) * np.log(1 - A2)\n"
            "cost = float(np.sum(losses**2) / m)",
            says="The losses are squared before the mean is taken. (5.1) takes them as they are, "
            "with a minus in front.",
        ),
        Mistake(
            "log10",
            Edit(
                "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)",
                "Y * np.log10(A2) + (1 - Y) * np.log10(1 - A2)",
            ),
            says="The logarithm is the one to base 10. In (5.1) it is the natural logarithm, to "
            "base e.",
        ),
        Mistake(
            "log2",
            Edit(
                "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)",
                "Y * np.log2(A2) + (1 - Y) * np.log2(1 - A2)",
            ),
            says="The logarithm is the one to base 2. In (5.1) it is the natural logarithm, to "
            "base e.",
        ),
        Mistake(
            "swapped_arguments",
            "with np.errstate(all='ignore'):\n"
            "    cost = float(-np.sum(A2 * np.log(Y) + (1 - A2) * np.log(1 - Y)) / m)",
            says="A2 and Y have changed places: this takes the logarithm of labels, which is minus "
            "infinity for a label of 0. The predictions belong in it.",
        ),
        Mistake(
            "no_y",
            Edit("Y * np.log(A2)", "np.log(A2)"),
            says="The factor Y is missing from the first term: log(A2) should count only where y "
            "is 1.",
        ),
        Mistake(
            "no_one_minus_y",
            Edit("(1 - Y) * np.log(1 - A2)", "np.log(1 - A2)"),
            says="The factor 1 - Y is missing from the second term: log(1 - A2) should count only "
            "where y is 0.",
        ),
        Mistake(
            "no_labels",
            Edit("Y * np.log(A2) + (1 - Y) * np.log(1 - A2)", "np.log(A2) + np.log(1 - A2)"),
            says="The labels are missing: Y and 1 - Y choose which of the two logarithms counts.",
        ),
        Mistake(
            "no_logarithms",
            Edit("Y * np.log(A2) + (1 - Y) * np.log(1 - A2)", "Y * A2 + (1 - Y) * (1 - A2)"),
            says="The logarithms are missing from both terms.",
        ),
        Mistake(
            "same_logarithm_twice",
            Edit("np.log(1 - A2)", "np.log(A2)"),
            says="Both terms take the logarithm of A2. For y = 0 the probability of the right "
            "answer is 1 - A2.",
        ),
        Mistake(
            "one_minus_logarithm",
            Edit("np.log(1 - A2)", "(1 - np.log(A2))"),
            says="The 1 - stands outside the logarithm. In (5.1) it is inside, beside the "
            "prediction.",
        ),
        Mistake(
            "minus_between",
            Edit("np.log(A2) + (1 - Y)", "np.log(A2) - (1 - Y)"),
            says="The two terms are subtracted, so the examples with y = 0 lower the cost. They "
            "have to be added.",
        ),
        Mistake(
            "no_sum",
            "cost = -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m",
            says="These are the losses of the examples, each over m. The cost is one number.",
        ),
        Mistake(
            "terms_crossed",
            "cost = float(-np.sum(Y * np.log(1 - A2) + (1 - Y) * np.log(A2)) / m)",
            says="The two logarithms have changed places: a right prediction costs most.",
        ),
        Mistake(
            "sum_of_two",
            "cost = -np.sum(np.dot(Y, np.log(A2).T), np.dot(1 - Y, np.log(1 - A2).T)) / m",
            says="The second argument of np.sum is the axis. To add two things, write a + b.",
            raises=("TypeError", "only integer scalar arrays can be converted"),
        ),
        Mistake(
            "loop",
            "cost = 0.0\nfor i in range(m):\n"
            "    cost -= np.log(A2[0, i] if Y[0, i] == 1 else 1 - A2[0, i]) / m",
            rule="vectorized",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("Y * np.log(A2)", "flower.Y * np.log(A2)"),
            says="flower belongs to the notebook, and is not there for other data. Use Y.",
            raises=("NameError", "flower"),
        ),
    ),
    variants=(
        Variant("mean", "cost = -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))"),
        Variant(
            "product",
            "cost = -(Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T) / m\ncost = np.squeeze(cost)",
        ),
        Variant(
            "one_by_one", "cost = -(np.dot(Y, np.log(A2).T) + np.dot(1 - Y, np.log(1 - A2).T)) / m"
        ),
        Variant("chosen_by_label", "cost = -np.mean(np.log(np.where(Y == 1, A2, 1 - A2)))"),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(A2 + 1e-8) + (1 - Y) * np.log(1 - A2 + 1e-8))",
        ),
    ),
)

# ---------------------------------------------------------------- backward_propagation


def _backward_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, m: int) -> Case:
        parameters, X = _parameters(rng, n_x, n_h, n_y), rng.normal(size=(n_x, m))
        arguments: dict[str, Plain] = {"parameters": parameters, "cache": _cache(parameters, X)}
        arguments |= {"X": X, "Y": _labels(rng, n_y, m)}
        return Case(arguments, _sizes(n_x, n_h, n_y, m))

    return [case(*sizes) for sizes in _SIZES]


_SUM2 = "np.sum(dZ2, axis=1, keepdims=True) / m"
_SUM1 = "np.sum(dZ1, axis=1, keepdims=True) / m"
_DZ1 = "W2.T @ dZ2 * (1 - A1**2)"

backward_propagation = Exercise(
    name="backward_propagation",
    cases=_backward_cases,
    # Stored cases are rounded, after which A1 is not exactly tanh(Z1) any more.
    contract=Contract(
        outputs=("grads",), tolerance=dict.fromkeys(("dW1", "db1", "dW2", "db2"), 1e-05)
    ),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"dW2": "(7.2)", "db2": "(7.3)", "dW1": "(7.5)", "db1": "(7.6)"},
    mistakes=(
        Mistake(
            "mean_twice",
            Edit(_DZ1, _DZ1 + " / m"),
            says="dW1 and db1 are {m} times too small, and m = {m}: 1/m is in dZ1 and again in "
            "both. It belongs to the sums only.",
        ),
        Mistake(
            "mean_in_dz2",
            Edit("dZ2 = A2 - Y", "dZ2 = (A2 - Y) / m"),
            says="All four are {m} times too small, and m = {m}: 1/m is in dZ2 and again in the "
            "sums.",
        ),
        Mistake(
            "no_mean",
            (
                Edit("dZ2 @ A1.T / m", "dZ2 @ A1.T"),
                Edit(_SUM2, _SUM2[:-4]),
                Edit("dZ1 @ X.T / m", "dZ1 @ X.T"),
                Edit(_SUM1, _SUM1[:-4]),
            ),
            says="All four are {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "no_mean_in_weights",
            (Edit("dZ2 @ A1.T / m", "dZ2 @ A1.T"), Edit("dZ1 @ X.T / m", "dZ1 @ X.T")),
            says="dW1 and dW2 are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "no_mean_in_biases",
            (Edit(_SUM2, _SUM2[:-4]), Edit(_SUM1, _SUM1[:-4])),
            says="db1 and db2 are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "sign",
            Edit("dZ2 = A2 - Y", "dZ2 = Y - A2"),
            says="All four have the wrong sign: dZ2 is what the network says, minus the truth.",
        ),
        Mistake(
            "sigmoid_slope_at_the_output",
            Edit("dZ2 = A2 - Y", "dZ2 = (A2 - Y) * A2 * (1 - A2)"),
            says="dZ2 has the factor A2(1 - A2). It has gone into A2 - Y already: there it cancels "
            "against the slope of the loss.",
        ),
        Mistake(
            "no_activation_slope",
            Edit(_DZ1, "W2.T @ dZ2"),
            says="dW1 and db1 lack the slope of tanh: the way back through the hidden units leads "
            "through their activation.",
        ),
        Mistake(
            "slope_from_z1",
            (Edit("(1 - A1**2)", '(1 - cache["Z1"] ** 2)'),),
            says="The slope of tanh is taken from Z1. It is one minus the square of what tanh "
            "gives, not of what it gets.",
        ),
        Mistake(
            "sigmoid_slope_in_hidden",
            Edit("(1 - A1**2)", "A1 * (1 - A1)"),
            says="The hidden units get the slope of the sigmoid. Their activation is tanh.",
        ),
        Mistake(
            "square_missing",
            Edit("(1 - A1**2)", "(1 - A1)"),
            says="The slope of tanh lacks its square.",
        ),
        Mistake(
            "z2_for_a2",
            Edit("dZ2 = A2 - Y", 'dZ2 = cache["Z2"] - Y'),
            says="dZ2 is computed from Z2. The prediction is A2.",
        ),
        Mistake(
            "z1_in_dw2",
            Edit("dZ2 @ A1.T / m", 'dZ2 @ cache["Z1"].T / m'),
            says="dW2 uses Z1. W2 is multiplied with what the hidden units hand on.",
        ),
        Mistake(
            "biases_squeezed",
            (
                Edit(_SUM2, "np.sum(dZ2, axis=1) / m"),
                Edit(_SUM1, "np.sum(dZ1, axis=1) / m"),
            ),
            says="The numbers are right, but db1 and db2 have one axis: b1 - alpha db1 would then "
            "become a square matrix.",
        ),
        Mistake(
            "biases_summed_over_units",
            (
                Edit(_SUM2, "np.sum(dZ2, keepdims=True) / m"),
                Edit(_SUM1, "np.sum(dZ1, keepdims=True) / m"),
            ),
            says="The sum runs over the units as well. Every unit has a bias of its own: only the "
            "examples are added up.",
        ),
        Mistake(
            "biases_summed_over_units_only",
            (
                Edit(_SUM2, "np.sum(dZ2, axis=0, keepdims=True) / m"),
                Edit(_SUM1, "np.sum(dZ1, axis=0, keepdims=True) / m"),
            ),
            says="axis=0 adds up the units and keeps the examples apart. It is the other way "
            "round: which axis counts the examples?",
        ),
        Mistake(
            "biases_summed_over_units_only_flat",
            (
                Edit(_SUM2, "np.sum(dZ2, axis=0) / m"),
                Edit(_SUM1, "np.sum(dZ1, axis=0) / m"),
            ),
            says="axis=0 adds up the units and keeps the examples apart. It is the other way "
            "round: which axis counts the examples?",
        ),
        Mistake(
            "biases_one_number",
            (Edit(_SUM2, "np.sum(dZ2) / m"), Edit(_SUM1, "np.sum(dZ1) / m")),
            says="Without axis, np.sum makes one number of all units and examples. Every unit has "
            "a bias of its own: only the examples are added up.",
        ),
        Mistake(
            "no_sums",
            (Edit(_SUM2, "dZ2 / m"), Edit(_SUM1, "dZ1 / m")),
            says="The sums are missing from db1 and db2: they have a column for each example. A "
            "bias acts on all examples, so its gradient adds them up.",
        ),
        Mistake(
            "no_sums_in_weights",
            (
                Edit("dZ2 @ A1.T / m", "dZ2 * A1[: len(dZ2)] / m"),
                Edit("dZ1 @ X.T / m", "dZ1 * X[:1] / m"),
            ),
            says="dW1 and dW2 have a column for each example. A product of matrices adds up the "
            "examples; a product entry by entry does not.",
        ),
        Mistake(
            "no_transpose_in_dw2",
            Edit("dZ2 @ A1.T / m", "dZ2 @ A1 / m"),
            says="dZ2 and A1 both have a column for each example. Which of them has to be turned "
            "so that the inner sizes agree?",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "no_transpose_of_w2",
            Edit(_DZ1, "W2 @ dZ2 * (1 - A1**2)"),
            says="On the way back W2 leads from the output units to the hidden ones, so its rows "
            "and columns have to change places.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "no_transpose_in_dw1",
            Edit("dZ1 @ X.T / m", "dZ1 @ X / m"),
            says="dZ1 and X both have a column for each example. Which of them has to be turned "
            "so that the inner sizes agree?",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "doubled_for_squared",
            Edit("(1 - A1**2)", "(1 - 2 * A1)"),
            says="dZ1 has 2 times A1 in its bracket; that is not A1 squared.",
        ),
        Mistake(
            "one_plus_square",
            Edit("(1 - A1**2)", "(1 + A1**2)"),
            says="The slope of tanh is 1 MINUS the square of A1.",
        ),
        Mistake(
            "no_parentheses_in_dz1",
            Edit("W2.T @ dZ2 * (1 - A1**2)", "W2.T @ dZ2 * 1 - A1**2"),
            says="Python multiplies before it subtracts: the slope in dZ1 needs its parentheses.",
        ),
        *(
            Mistake(
                f"db{n}_summed_over_units",
                Edit(total, total.replace("axis=1", "axis=0")),
                says=f"db{n} is a row with an entry for each example: axis=0 adds up the units. "
                "Which axis counts the examples?",
            )
            for n, total in ((1, _SUM1), (2, _SUM2))
        ),
        *(
            Mistake(
                f"db{n}_squeezed",
                Edit(total, total.replace(", keepdims=True", "")),
                says=f"The numbers of db{n} are right, but it has one axis; a bias is a column.",
            )
            for n, total in ((1, _SUM1), (2, _SUM2))
        ),
        *(
            Mistake(
                f"db{n}_one_number",
                Edit(total, f"np.sum(dZ{n}) / m"),
                says=f"db{n} is one number: without axis, np.sum adds up units and examples alike.",
            )
            for n, total in ((1, _SUM1), (2, _SUM2))
        ),
        *(
            Mistake(
                f"no_sum_in_db{n}",
                Edit(total, f"dZ{n} / m"),
                says=f"db{n} has a column for each example: the sum over the examples is missing.",
            )
            for n, total in ((1, _SUM1), (2, _SUM2))
        ),
        Mistake(
            "activation_for_slope",
            Edit("(1 - A1**2)", "A1"),
            says="dZ1 has the factor A1, the activation itself. The chain rule asks for its slope.",
        ),
        Mistake(
            "no_output_weights",
            Edit(_DZ1, "np.ones_like(W2).T @ dZ2 * (1 - A1**2)"),
            says="W2 is missing from dZ1: the error of an output unit comes back through the "
            "weight with which the hidden unit went into it.",
        ),
        Mistake(
            "prediction_for_error",
            Edit("dZ2 = A2 - Y", "dZ2 = A2"),
            says="dZ2 is the prediction alone: the labels are missing, so nothing says what is "
            "right.",
        ),
        Mistake(
            "loss_slope_alone",
            Edit("dZ2 = A2 - Y", "dZ2 = -Y / A2 + (1 - Y) / (1 - A2)"),
            says="This is the slope of the loss, dA2. On the way to dZ2 it goes through the "
            "sigmoid as well.",
        ),
        Mistake(
            "transposed_gradients",
            (
                Edit("dZ2 @ A1.T / m", "A1 @ dZ2.T / m"),
                Edit("dZ1 @ X.T / m", "X @ dZ1.T / m"),
            ),
            says="dW1 and dW2 are turned: a gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "matrix_product_for_slope",
            Edit(_DZ1, "np.dot(np.dot(W2.T, dZ2), 1 - A1**2)"),
            says="The second product in dZ1 goes entry by entry: every entry has its own slope.",
            raises=("ValueError", "not aligned|matmul"),
        ),
        Mistake(
            "loop_over_examples",
            "dZ2 = A2 - Y\nW1s = [W2.T @ dZ2[:, [i]] * (1 - A1[:, [i]] ** 2) for i in range(m)]\n"
            "dZ1 = np.hstack(W1s)\ndW2 = dZ2 @ A1.T / m\n"
            "db2 = np.sum(dZ2, axis=1, keepdims=True) / m\ndW1 = dZ1 @ X.T / m\n"
            "db1 = np.sum(dZ1, axis=1, keepdims=True) / m",
            rule="vectorized",
        ),
        Mistake(
            "changes_cache",
            "A2 -= Y\ndZ2 = A2\ndW2 = dZ2 @ A1.T / m\n"
            "db2 = np.sum(dZ2, axis=1, keepdims=True) / m\ndZ1 = W2.T @ dZ2 * (1 - A1**2)\n"
            "dW1 = dZ1 @ X.T / m\ndb1 = np.sum(dZ1, axis=1, keepdims=True) / m",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant("slope_by_tanh", Edit("(1 - A1**2)", '(1 - np.tanh(cache["Z1"]) ** 2)')),
        Variant(
            "np_dot",
            "dZ2 = A2 - Y\ndW2 = 1 / m * np.dot(dZ2, A1.T)\n"
            "db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)\n"
            "dZ1 = np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))\n"
            "dW1 = 1 / m * np.dot(dZ1, X.T)\ndb1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)",
        ),
        Variant(
            "means",
            (
                Edit(_SUM2, "dZ2.mean(axis=1).reshape(-1, 1)"),
                Edit(_SUM1, "np.mean(dZ1, axis=1)[:, np.newaxis]"),
            ),
        ),
        Variant(
            "mean_once",
            (
                Edit("dZ2 = A2 - Y", "dZ2 = (A2 - Y) / m"),
                Edit("dZ2 @ A1.T / m", "dZ2 @ A1.T"),
                Edit(_SUM2, _SUM2[:-4]),
                Edit("dZ1 @ X.T / m", "dZ1 @ X.T"),
                Edit(_SUM1, _SUM1[:-4]),
            ),
        ),
        Variant(
            "biases_by_product",
            (
                Edit(_SUM2, "dZ2 @ np.ones((m, 1)) / m"),
                Edit(_SUM1, 'np.einsum("ji->j", dZ1).reshape(-1, 1) / m'),
            ),
        ),
    ),
)

# ------------------------------------------------------------------ numerical_gradient


def _nudge_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, name: str, i: int, j: int, eps: float) -> Case:
        arguments: dict[str, Plain] = {"parameters": _parameters(rng, n_x, n_h, 1)}
        arguments |= {"X": rng.normal(size=(n_x, m)), "Y": _labels(rng, 1, m)}
        arguments |= {"name": name, "i": i, "j": j, "eps": eps}
        return Case(arguments, {"m": m, "n_x": n_x, "n_h": n_h})

    # The nudges are large, so that a slope to one side differs from the slope to both.
    return [
        case(3, 4, 6, "W1", 2, 1, 0.05),
        case(2, 3, 1, "W2", 0, 2, 0.1),
        case(2, 3, 5, "b1", 1, 0, 0.02),
        case(3, 2, 4, "b2", 0, 0, 0.1),
    ]


_UP, _DOWN = "up[name][i, j] += eps", "down[name][i, j] -= eps"
_SLOPE = "(cost_at(up) - cost_at(down)) / (2 * eps)"

numerical_gradient = Exercise(
    name="numerical_gradient",
    cases=_nudge_cases,
    contract=Contract(outputs=("slope",), scalars=frozenset({"slope"}), tolerance={"slope": 1e-5}),
    uses=("forward_propagation", "compute_cost"),
    equations={"slope": "(8.1)"},
    mistakes=(
        Mistake(
            "half_the_width",
            Edit("(2 * eps)", "eps"),
            says="The slope is twice too large: from eps below to eps above, how wide is that?",
        ),
        Mistake(
            "no_parentheses",
            Edit("/ (2 * eps)", "/ 2 * eps"),
            says="Python goes from left to right: a / 2 * eps is (a / 2) * eps. The width needs "
            "parentheses.",
        ),
        Mistake(
            "one_side",
            Edit(_SLOPE, "(cost_at(up) - cost_at(parameters)) / eps"),
            says="The nudge goes to one side only. On a bent curve the slope to both sides is far "
            "more exact.",
        ),
        Mistake(
            "sign",
            Edit("cost_at(up) - cost_at(down)", "cost_at(down) - cost_at(up)"),
            says="The sign is wrong: height is the cost above minus the cost below.",
        ),
        Mistake(
            "no_width",
            Edit(" / (2 * eps)", ""),
            says="This is the height of the triangle alone. A slope is height over width.",
        ),
        Mistake(
            "whole_array",
            (Edit(_UP, "up[name] += eps"), Edit(_DOWN, "down[name] -= eps")),
            says="The whole array is nudged. The slope asked for belongs to one entry, [i, j].",
        ),
        Mistake(
            "first_value_undivided",
            Edit(
                "(cost_at(up) - cost_at(down)) / (2 * eps)",
                "cost_at(up) - cost_at(down) / (2 * eps)",
            ),
            says="Only the second cost is divided: the whole difference needs parentheses.",
        ),
        Mistake(
            "no_parentheses_at_all",
            Edit(
                "(cost_at(up) - cost_at(down)) / (2 * eps)", "cost_at(up) - cost_at(down) / 2 * eps"
            ),
            says="Python divides and multiplies before it subtracts: both the difference and the "
            "width need parentheses.",
        ),
        Mistake(
            "sum",
            Edit("cost_at(up) - cost_at(down)", "cost_at(up) + cost_at(down)"),
            says="The two costs are added; the height is their difference.",
        ),
        Mistake(
            "one_side_over_two",
            Edit(_SLOPE, "(cost_at(up) - cost_at(parameters)) / (2 * eps)"),
            says="The second cost is that of the start, and the width is 2 eps. It should be the "
            "cost at eps below.",
        ),
        Mistake(
            "other_side_over_two",
            Edit(_SLOPE, "(cost_at(parameters) - cost_at(down)) / (2 * eps)"),
            says="The first cost is that of the start, and the width is 2 eps. It should be the "
            "cost at eps above.",
        ),
        Mistake(
            "other_side",
            Edit(_SLOPE, "(cost_at(parameters) - cost_at(down)) / eps"),
            says="The nudge goes downward only. On a bent curve the slope to both sides is far "
            "more exact.",
        ),
        Mistake(
            "replaced",
            (Edit(_UP, "up[name][i, j] = eps"), Edit(_DOWN, "down[name][i, j] = -eps")),
            says="The parameter is replaced by eps and -eps: this is the slope where it is 0. "
            "Add the nudge to the value that is there.",
        ),
        Mistake(
            "divided_by_two",
            Edit("(2 * eps)", "2"),
            says="The height is divided by 2 alone; the width is 2 eps.",
        ),
        Mistake(
            "multiplied",
            Edit("/ (2 * eps)", "* (2 * eps)"),
            says="The height is multiplied with the width; a slope is height over width.",
        ),
        Mistake(
            "multiplied_nudge",
            (
                Edit(_UP, "up[name][i, j] *= 1 + eps"),
                Edit(_DOWN, "down[name][i, j] *= 1 - eps"),
            ),
            says="The parameter is multiplied with 1 + eps and 1 - eps, so the nudge depends on "
            "it. Add eps and subtract it.",
        ),
        Mistake(
            "every_parameter",
            (
                Edit(_UP, "up = {key: value + eps for key, value in up.items()}"),
                Edit(_DOWN, "down = {key: value - eps for key, value in down.items()}"),
            ),
            says="All parameters are nudged at once. The slope asked for belongs to one entry of "
            "one array.",
        ),
        Mistake(
            "not_restored",
            "parameters[name][i, j] += eps\nabove = cost_at(parameters)\n"
            "parameters[name][i, j] -= 2 * eps\n"
            "slope = (above - cost_at(parameters)) / (2 * eps)",
            rule="unchanged",
        ),
        Mistake(
            "always_w1_at_the_place",
            (Edit(_UP, 'up["W1"][i, j] += eps'), Edit(_DOWN, 'down["W1"][i, j] -= eps')),
            says="It is always W1 that is nudged. The name of the array is the argument name, "
            "without quotes.",
            raises=("IndexError", "out of bounds"),
        ),
        Mistake(
            "name_in_quotes",
            (Edit(_UP, 'up["name"][i, j] += eps'), Edit(_DOWN, 'down["name"][i, j] -= eps')),
            says='In quotes, "name" is a key that no dictionary here has. Without quotes it is the '
            "argument, which holds the key.",
            raises=("KeyError", "name"),
        ),
        Mistake(
            "always_w1",
            (Edit(_UP, 'up["W1"][0, 0] += eps'), Edit(_DOWN, 'down["W1"][0, 0] -= eps')),
            says="W1[0, 0] is nudged, whatever name, i and j say.",
        ),
        Mistake(
            "transposed_position",
            (
                Edit("up[name][i, j]", "up[name].T[i, j]"),
                Edit("down[name][i, j]", "down[name].T[i, j]"),
            ),
            says="i and j have changed places: i is the row, j the column.",
            raises=("IndexError", "out of bounds"),
        ),
        Mistake(
            "position_ignored",
            (
                Edit("up[name][i, j]", "up[name][0, 0]"),
                Edit("down[name][i, j]", "down[name][0, 0]"),
            ),
            says="The first entry is nudged, whatever i and j say.",
        ),
        *(
            Mistake(
                f"fixed_nudge_{fixed}",
                (
                    Edit("[i, j] += eps", f"[i, j] += {fixed}"),
                    Edit("[i, j] -= eps", f"[i, j] -= {fixed}"),
                ),
                says=f"The nudge is always {fixed}, while the width is 2 eps. Nudge by the "
                "argument eps.",
            )
            for fixed in ("1e-5", "1e-6", "1e-7")
        ),
        *(
            Mistake(
                f"fixed_width_{fixed}",
                Edit("(2 * eps)", f"(2 * {fixed})"),
                says=f"The width is always 2 times {fixed}, while the nudge is eps. Divide by "
                "the width of the argument eps.",
            )
            for fixed in ("1e-5", "1e-6", "1e-7")
        ),
        Mistake(
            "fixed_eps",
            (
                Edit("[i, j] += eps", "[i, j] += 1e-6"),
                Edit("[i, j] -= eps", "[i, j] -= 1e-6"),
                Edit("(2 * eps)", "2e-6"),
            ),
            says="This is the slope for a tiny nudge, whatever the argument eps says.",
        ),
        Mistake(
            "shallow_copy",
            (
                Edit(
                    "up = {key: value.copy() for key, value in parameters.items()}",
                    "up = dict(parameters)",
                ),
                Edit(
                    "down = {key: value.copy() for key, value in parameters.items()}",
                    "down = dict(parameters)",
                ),
            ),
            says="up and down share their arrays, so the nudges cancel and the slope is 0. Copying "
            "a dictionary does not copy the arrays in it.",
        ),
        Mistake(
            "same_dictionary",
            (
                Edit(
                    "up = {key: value.copy() for key, value in parameters.items()}",
                    "up = parameters",
                ),
                Edit(
                    "(cost_at(up) - cost_at(down)) / (2 * eps)",
                    "(cost_at(up) - cost_at(down)) / (2 * eps)",
                ),
            ),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "original_put_back",
            "mine = {key: np.array(value, dtype=float) for key, value in "
            "parameters.items()}\nold = mine[name][i, j]\ncosts = []\n"
            "for nudged in (old + eps, old - eps):\n    mine[name][i, j] = nudged\n"
            "    costs.append(cost_at(mine))\nslope = (costs[0] - costs[1]) / eps / 2",
        ),
        Variant(
            "one_hot",
            "E = np.zeros(parameters[name].shape)\nE[i, j] = 1\n"
            "J = lambda s: cost_at({**parameters, name: parameters[name] + s * eps * E})\n"
            "slope = np.array((J(1) - J(-1)) / (2 * eps))",
        ),
        Variant(
            "deepcopy",
            "import copy\nup, down = copy.deepcopy(parameters), copy.deepcopy(parameters)\n"
            "up[name][i, j] += eps\ndown[name][i, j] -= eps\n"
            "slope = (cost_at(up) - cost_at(down)) / 2 / eps",
        ),
        Variant(
            "nudge_array",
            "nudge = np.zeros_like(parameters[name])\nnudge[i, j] = eps\n"
            "above = cost_at(parameters | {name: parameters[name] + nudge})\n"
            "below = cost_at({**parameters, name: parameters[name] - nudge})\n"
            "slope = (above - below) / (2 * eps)",
        ),
        Variant(
            "one_copy",
            "nudged = {key: np.array(value) for key, value in parameters.items()}\n"
            "nudged[name][i, j] += eps\nabove = cost_at(nudged)\nnudged[name][i, j] -= 2 * eps\n"
            "slope = np.array((above - cost_at(nudged)) / (2 * eps))",
        ),
    ),
)

# ----------------------------------------------------------------- relative_difference


def _difference_cases(rng: Rng) -> Sequence[Case]:
    def case(rows: int, columns: int, size: float) -> Case:
        g = rng.normal(size=(rows, columns)) * size
        h = g + rng.normal(size=(rows, columns)) * 0.3 * size
        return Case({"g": g, "h": h}, {"rows": rows, "columns": columns})

    return [case(3, 4, 1.0), case(4, 1, 20.0), case(1, 1, 1.0), case(2, 3, 1e-3)]


_NORMS = "np.linalg.norm(g) + np.linalg.norm(h)"

relative_difference = Exercise(
    name="relative_difference",
    cases=_difference_cases,
    contract=Contract(outputs=("difference",), scalars=frozenset({"difference"})),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"difference": "(8.2)"},
    mistakes=(
        Mistake(
            "absolute",
            Edit(f" / ({_NORMS})", ""),
            says="This is the distance itself. Without the sizes below it, nobody can say whether "
            "it is large.",
        ),
        Mistake(
            "no_parentheses",
            Edit(f"({_NORMS})", _NORMS),
            says="Only the first norm divides: the whole denominator needs parentheses.",
        ),
        Mistake(
            "doubled",
            Edit("np.linalg.norm(g - h)", "2 * np.linalg.norm(g - h)"),
            says="This is twice as large as (8.2): opposite arrays give 2 and not 1.",
        ),
        Mistake(
            "other_norm",
            Edit(_NORMS, "np.linalg.norm(h)"),
            says="The denominator holds the norm of h alone.",
        ),
        Mistake(
            "larger_norm",
            Edit(_NORMS, "max(np.linalg.norm(g), np.linalg.norm(h))"),
            says="The denominator is the larger of the two norms. It should be their sum.",
        ),
        Mistake(
            "distance_times_sizes",
            Edit(") / (", ") * ("),
            says="The distance is multiplied with the sum of the norms; it has to be divided by "
            "it.",
        ),
        Mistake(
            "sum_above",
            Edit("g - h", "g + h"),
            says="The numerator is the norm of g + h. Equal arrays would not give 0.",
        ),
        Mistake(
            "largest_differences",
            "difference = np.abs(g - h).max() / (np.abs(g).max() + np.abs(h).max())",
            says="This compares the largest entries. A norm takes all of them: the root of the sum "
            "of their squares.",
        ),
        Mistake(
            "absolute_sums",
            "difference = np.abs(g - h).sum() / (np.abs(g).sum() + np.abs(h).sum())",
            says="This adds up absolute values. The norm in (8.2) is the root of the sum of "
            "squares.",
        ),
        Mistake(
            "product_of_norms",
            Edit(_NORMS, "np.linalg.norm(g) * np.linalg.norm(h)"),
            says="The two norms in the denominator are multiplied; they have to be added.",
        ),
        Mistake(
            "norm_of_sum",
            Edit(_NORMS, "np.linalg.norm(g + h)"),
            says="The denominator is the norm of g + h. It should be the sum of two norms: g + h "
            "may vanish.",
        ),
        Mistake(
            "one_norm",
            Edit(_NORMS, "np.linalg.norm(g)"),
            says="The denominator holds the norm of g alone.",
        ),
        Mistake(
            "difference_of_norms",
            Edit("np.linalg.norm(g - h)", "np.linalg.norm(g) - np.linalg.norm(h)"),
            says="The norms are subtracted. Two arrays may be equally long and point elsewhere: "
            "subtract first.",
        ),
        Mistake(
            "entry_by_entry",
            "difference = np.abs(g - h) / (np.abs(g) + np.abs(h))",
            says="This compares entry by entry. The exercise asks for one number for the whole "
            "arrays.",
        ),
        Mistake(
            "squared",
            "difference = np.sum((g - h) ** 2) / (np.sum(g**2) + np.sum(h**2))",
            says="A norm is the square root of the sum of squares, and here the roots are missing.",
        ),
    ),
    variants=(
        Variant(
            "helper",
            "def size(x):\n    return np.sqrt(np.vdot(x, x))\n\n"
            "difference = size(g - h) / (size(g) + size(h))",
        ),
        Variant(
            "all_sizes_at_once",
            "rows = np.stack([g.ravel(), h.ravel(), (h - g).ravel()])\n"
            "sizes = np.linalg.norm(rows, axis=1)\n"
            "difference = sizes[2] / (sizes[0] + sizes[1])",
        ),
        Variant(
            "by_sums",
            "difference = np.sqrt(np.sum((g - h) ** 2)) / (np.sqrt(np.sum(g**2))"
            " + np.sqrt(np.sum(h**2)))",
        ),
        Variant(
            "flattened",
            "norm = np.linalg.norm\n"
            "difference = np.array(norm(g.ravel() - h.ravel()) / (norm(g.ravel()) + norm(h)))",
        ),
        Variant(
            "by_products",
            "d = (g - h).ravel()\n"
            "difference = (d @ d) ** 0.5 / ((g * g).sum() ** 0.5 + (h * h).sum() ** 0.5)",
        ),
    ),
)


# -------------------------------------------------------------------------- a question


def _no_arguments(rng: Rng) -> Sequence[Case]:
    return [Case({})]


def _choice(letter: str) -> str:
    return f'choice = "{letter}"'


first_suspect = Exercise(
    name="first_suspect",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "output_error",
            _choice("a"),
            says="dW2 and db2 are computed from dZ2 as well, and they are right. So dZ2 is right.",
        ),
        Mistake(
            "output_weights",
            _choice("b"),
            says="dW2 has no difference in the table: its formula is right.",
        ),
        Mistake(
            "hidden_weights",
            _choice("d"),
            says="That would explain dW1. But db1 is wrong too, and by just as much: what do the "
            "two have in common?",
        ),
    ),
)

# ------------------------------------------------------------------- update_parameters


def _update_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, learning_rate: float) -> Case:
        parameters = _parameters(rng, n_x, n_h, n_y)
        grads = {f"d{name}": rng.normal(size=value.shape) for name, value in parameters.items()}
        arguments: dict[str, Plain] = {"parameters": parameters, "grads": grads}
        arguments["learning_rate"] = learning_rate
        return Case(arguments, {"n_x": n_x, "n_h": n_h, "n_y": n_y})

    return [case(3, 4, 1, 0.7), case(2, 3, 2, 1.2), case(2, 2, 1, 0.05)]


def _each(old: str, new: str) -> tuple[Edit, ...]:
    """Make the same edit in the line of each parameter; {} stands for its name."""
    return tuple(Edit(old.format(n), new.format(n)) for n in ("W1", "b1", "W2", "b2"))


_STEP = 'parameters["{0}"] - learning_rate * grads["d{0}"]'

update_parameters = Exercise(
    name="update_parameters",
    cases=_update_cases,
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
            says="The learning rate is always 1.2, whatever the argument says.",
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

# ----------------------------------------------------------------------- training_step


def _step_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, learning_rate: float) -> Case:
        arguments: dict[str, Plain] = {"parameters": _parameters(rng, n_x, n_h, 1)}
        arguments |= {"X": rng.normal(size=(n_x, m)), "Y": _labels(rng, 1, m)}
        arguments["learning_rate"] = learning_rate
        return Case(arguments, {"m": m, "n_x": n_x, "n_h": n_h})

    return [case(2, 4, 6, 1.2), case(3, 2, 5, 0.3), case(2, 3, 1, 0.6)]


training_step = Exercise(
    name="training_step",
    cases=_step_cases,
    contract=Contract(
        outputs=("parameters", "cost"), scalars=frozenset({"cost"}), tolerance={"cost": 1e-5}
    ),
    uses=("forward_propagation", "compute_cost", "backward_propagation", "update_parameters"),
    equations={**dict.fromkeys(("W1", "b1", "W2", "b2"), "(9.1)"), "cost": "(5.1)"},
    mistakes=(
        Mistake(
            "update_dropped",
            Edit("parameters = update_parameters", "update_parameters"),
            says="The parameters are the old ones: what the update returns is dropped, or caught "
            "under a name spelt in another way.",
        ),
        Mistake(
            "fixed_learning_rate",
            Edit("grads, learning_rate)", "grads, 1.2)"),
            says="The learning rate is always 1.2, whatever the argument says.",
        ),
        Mistake(
            "cost_afterwards",
            Edit(
                "parameters = update_parameters(parameters, grads, learning_rate)",
                "parameters = update_parameters(parameters, grads, learning_rate)\n"
                "    cost = compute_cost(forward_propagation(X, parameters)[0], Y)",
            ),
            says="The cost belongs to the new parameters. The exercise asks for the one that the "
            "step starts from, which needs no second forward pass.",
        ),
        Mistake(
            "two_steps",
            Edit(
                "parameters = update_parameters(parameters, grads, learning_rate)",
                "parameters = update_parameters(parameters, grads, learning_rate)\n"
                "    parameters = update_parameters(parameters, grads, learning_rate)",
            ),
            says="The step is made twice.",
        ),
        Mistake(
            "rate_divided_by_m",
            Edit("grads, learning_rate)", "grads, learning_rate / X.shape[1])"),
            says="The step is divided by m; the gradients are means already.",
        ),
        Mistake(
            "arguments_in_another_order",
            Edit("forward_propagation(X, parameters)", "forward_propagation(parameters, X)"),
            says="forward_propagation takes X first and the parameters second.",
            raises=("IndexError", "only integers"),
        ),
        Mistake(
            "gradients_returned",
            Edit(
                "parameters = update_parameters(parameters, grads, learning_rate)",
                "parameters = grads",
            ),
            says="These are the gradients. The update makes new parameters of them.",
        ),
        Mistake(
            "gradients_of_the_new_parameters",
            (
                Edit(
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n",
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n"
                    "    A2, cache = forward_propagation(X, parameters)\n"
                    "    grads = backward_propagation(parameters, cache, X, Y)\n"
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n",
                ),
            ),
            says="There are two steps in one: the four calls stand there twice. One step is one "
            "way forward, one way back and one update.",
        ),
    ),
    variants=(
        Variant(
            "written_out",
            "A2, cache = forward_propagation(X, parameters)\nm = Y.shape[1]\n"
            "cost = -np.sum(np.log(np.where(Y == 1, A2, 1 - A2))) / m\n"
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            'parameters = {k: v - learning_rate * grads["d" + k] for k, v in '
            "parameters.items()}",
        ),
        Variant(
            "cost_last",
            "A2, cache = forward_propagation(X, parameters)\n"
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            "new = update_parameters(grads=grads, parameters=parameters, "
            "learning_rate=learning_rate)\n"
            "parameters, cost = new, float(np.squeeze(compute_cost(A2, Y)))",
        ),
        Variant(
            "keywords",
            "A2, cache = forward_propagation(X=X, parameters=parameters)\n"
            "grads = backward_propagation(parameters=parameters, cache=cache, X=X, Y=Y)\n"
            "cost = np.array(compute_cost(A2=A2, Y=Y))\n"
            "parameters = update_parameters(parameters, grads, learning_rate=learning_rate)",
        ),
        Variant(
            "own_names",
            "prediction, memory = forward_propagation(X, parameters)\n"
            "cost = compute_cost(prediction, Y)\n"
            "parameters = update_parameters(\n"
            "    parameters, backward_propagation(parameters, memory, X, Y), learning_rate\n)",
        ),
        Variant(
            "a2_from_cache",
            "_, cache = forward_propagation(X, parameters)\n"
            'cost = compute_cost(cache["A2"], Y)\n'
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            "parameters = update_parameters(parameters, grads, learning_rate)",
        ),
    ),
)

# ------------------------------------------------------------------ two more questions

zero_start = Exercise(
    name="zero_start",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "as_usual",
            _choice("a"),
            says="So it is for one neuron. Compute A1 for W1 = 0 and b1 = 0, then (7.2), (7.4) "
            "and (7.5): which of the gradients is not zero?",
        ),
        Mistake(
            "output_learns",
            _choice("c"),
            says="W2 would learn if A1 were anything but zero, see (7.2). What is A1 for W1 = 0 "
            "and b1 = 0?",
        ),
        Mistake(
            "not_a_number",
            _choice("d"),
            says="Nothing is divided by zero: every prediction is one half, and so is every "
            "logarithm's argument.",
        ),
    ),
)

fewest_units = Exercise(
    name="fewest_units",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "one_unit",
            _choice("a"),
            says="One hidden unit makes one straight cut. It can make the passage across the cut "
            "steeper or softer, but the border stays a straight line.",
        ),
        Mistake(
            "two_units",
            _choice("b"),
            says="Two cuts make at most four areas, and the petals take turns six times around "
            "the middle.",
        ),
        Mistake(
            "twenty_units",
            _choice("d"),
            says="So many are not needed: count how often the class changes on a walk around the "
            "middle, and how many straight cuts that takes.",
        ),
    ),
)

# ------------------------------------------------------------------ rows_are_identical


def _row_cases(rng: Rng) -> Sequence[Case]:
    row = np.round(rng.normal(size=(1, 4)), 3)
    equal = np.repeat(row, 3, axis=0)
    last, middle, rounding = equal.copy(), equal.copy(), equal.copy()
    last[2, 3] += 0.1
    middle[1, 0] += 0.1
    rounding[1] += 5e-13
    columns = np.repeat(rng.normal(size=(3, 1)), 3, axis=1)
    # Rows of one sum, of which the first two share an entry.
    means = np.array([[1.0, -1.0, 2.0], [1.0, 2.0, -1.0], [2.0, 1.0, -1.0]])
    return [
        Case({"W": equal}),
        Case({"W": last}),
        Case({"W": middle}),
        Case({"W": columns}),
        # One number all over: rows that are equal in every sense.
        Case({"W": np.full((2, 3), row[0, 0])}),
        Case({"W": row}),
        Case({"W": means}),
        Case({"W": rng.normal(size=(4, 2))}),
        Case({"W": rounding}, exact=True),
    ]


rows_are_identical = Exercise(
    name="rows_are_identical",
    cases=_row_cases,
    contract=Contract(outputs=("identical",), scalars=frozenset({"identical"})),
    mistakes=(
        Mistake(
            "first_two_rows",
            "identical = len(W) == 1 or bool(np.allclose(W[0], W[1]))",
            says="Only the first two rows are compared; all have to be equal.",
        ),
        Mistake(
            "columns",
            Edit("W[0]", "W[:, :1]"),
            says="This compares the columns. A hidden unit is a row.",
        ),
        Mistake(
            "all_entries",
            Edit("W[0]", "W[0, 0]"),
            says="This asks for all entries to be the same number. Rows may be equal and their "
            "entries differ.",
        ),
        Mistake(
            "one_entry_suffices",
            "identical = bool(np.any(np.isclose(W[1:], W[0]))) or len(W) == 1",
            says="One equal entry is not enough: all entries of the rows have to agree.",
        ),
        Mistake(
            "row_sums",
            "identical = bool(np.allclose(W.sum(axis=1), W[0].sum()))",
            says="Rows with the same sum may be different rows.",
        ),
        Mistake(
            "entry_by_entry",
            "identical = np.isclose(W, W[0])",
            says="This is an answer for each entry. The exercise asks for one answer for all of "
            "them.",
        ),
        Mistake(
            "negated",
            "identical = not np.allclose(W, W[0])",
            says="It says True where the rows differ.",
        ),
        Mistake(
            "exactly_equal",
            "identical = bool((W == W[0]).all())",
            says="Only rows that agree to the last digit count as the same here. Differences by "
            "rounding, below 10 to the power -12, should not count.",
        ),
        Mistake(
            "any_close_entry",
            "identical = bool(np.isclose(W, W[0]).any())",
            says="It says True for every matrix. Is one close entry enough? Those of the first row "
            "are always close to themselves.",
        ),
        Mistake(
            "differences_wanted",
            "identical = bool(np.all(np.abs(W - W[0]) > 1e-9))",
            says="It says False for every matrix, even for one of a single row. Is the comparison "
            "the wrong way round?",
        ),
        Mistake(
            "first_and_last_row",
            "identical = bool(np.allclose(W[0], W[-1]))",
            says="Only the first and the last row are compared; those between them count too.",
        ),
    ),
    variants=(
        Variant("distances", "identical = np.max(np.abs(W - W[:1])) < 1e-9"),
        Variant("rounded", "identical = len(np.unique(np.round(W, 8), axis=0)) == 1"),
        Variant("narrow", "identical = bool((np.abs(W - W[0]) <= 1e-12).all())"),
        Variant("loop", "identical = all(np.allclose(row, W[0]) for row in W)"),
        Variant("spread", "identical = np.array(bool((np.ptp(W, axis=0) < 1e-8).all()))"),
    ),
)

# ---------------------------------------------------------------------------- nn_model


def _training_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, num_iterations: int) -> Case:
        arguments: dict[str, Plain] = {"X": rng.normal(size=(n_x, m)), "Y": _labels(rng, 1, m)}
        arguments |= {"n_h": n_h, "num_iterations": num_iterations}
        return Case(arguments, {"num_iterations": num_iterations, **_sizes(n_x, n_h, 1, m)})

    def printing(case: Case, print_cost: bool) -> Case:
        return Case({**case.arguments, "print_cost": print_cost}, case.facts, rule="prints")

    values = [case(2, 3, 8, 5), case(3, 5, 6, 20), case(2, 2, 5, 1)]
    return [*values, printing(case(2, 2, 4, 1001), True), printing(case(2, 2, 4, 1), False)]


_SIZES_LINE = "n_x, n_h, n_y = layer_sizes(X, Y, n_h)"
_STEP_LINE = "parameters, cost = training_step(parameters, X, Y, learning_rate=1.2)"
_BY_HAND = (
    "A2, cache = forward_propagation(X, parameters)\n"
    "        cost = compute_cost(A2, Y)\n"
    "        grads = backward_propagation(parameters, cache, X, Y)\n"
    "        parameters = update_parameters(parameters, grads, learning_rate=1.2)"
)

nn_model = Exercise(
    name="nn_model",
    cases=_training_cases,
    contract=Contract(outputs=("parameters",), may_bring_more=True),
    uses=(
        "layer_sizes",
        "initialize_parameters",
        "forward_propagation",
        "compute_cost",
        "backward_propagation",
        "update_parameters",
        "training_step",
    ),
    rule_says={
        "prints": "With print_cost=True, iterations 0, 1000, 2000, ... print one line each with "
        "their number and the cost; without it nothing is printed."
    },
    replaced_helpers=("initialize_parameters",),
    equations=dict.fromkeys(("W1", "b1", "W2", "b2"), "(11.1)"),
    mistakes=(
        Mistake(
            "four_hidden",
            Edit(_SIZES_LINE, "n_x, n_h, n_y = layer_sizes(X, Y)"),
            says="There are always 4 hidden units: n_h is not handed on to layer_sizes.",
        ),
        Mistake(
            "hidden_from_examples",
            Edit(_SIZES_LINE, "n_x, _, n_y = layer_sizes(X, Y)\n    n_h = X.shape[1]"),
            says="There are as many hidden units as examples. Their number is the argument n_h.",
        ),
        Mistake(
            "fixed_iterations",
            Edit("range(num_iterations)", "range(10_000)"),
            says="It always makes 10000 iterations; the number is the argument num_iterations.",
        ),
        Mistake(
            "never_trained",
            Edit(_STEP_LINE, "_, cost = training_step(parameters, X, Y, learning_rate=1.2)"),
            says="The parameters are those it began with: what a step returns is dropped, or "
            "caught under a name spelt in another way.",
        ),
        Mistake(
            "return_in_loop",
            Edit(_STEP_LINE, _STEP_LINE + "\n        break"),
            says="Only one step is left of all: is the return line inside the loop, or does "
            "every turn begin with new parameters?",
        ),
        Mistake(
            "one_iteration_more",
            Edit("range(num_iterations)", "range(num_iterations + 1)"),
            says="It makes one iteration too many.",
        ),
        Mistake(
            "one_iteration_less",
            Edit("range(num_iterations)", "range(1, num_iterations)"),
            says="It makes one iteration too few.",
        ),
        Mistake(
            "rate_of_one",
            Edit("learning_rate=1.2", "learning_rate=1.0"),
            says="These are the parameters for a learning rate of 1; the exercise asks for 1.2.",
        ),
        Mistake(
            "small_rate",
            Edit("learning_rate=1.2", "learning_rate=0.01"),
            says="These are the parameters for a learning rate of 0.01; the exercise asks for 1.2.",
        ),
        Mistake(
            "sizes_swapped",
            Edit("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters(n_h, n_x, n_y)"),
            says="n_x and n_h have changed places in the call of initialize_parameters.",
            raises=("ValueError", "matmul|not aligned|broadcast"),
        ),
        Mistake(
            "hidden_and_outputs_swapped",
            Edit("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters(n_x, n_y, n_h)"),
            says="n_h and n_y have changed places in the call of initialize_parameters.",
        ),
        Mistake(
            "inputs_for_labels",
            Edit(_SIZES_LINE, _SIZES_LINE.replace("Y", "X")),
            says="There are as many outputs as inputs: layer_sizes was given X in place of Y.",
        ),
        Mistake(
            "prints_nothing",
            Edit("if print_cost and i % 1000 == 0:", "if False:"),
            rule="prints",
        ),
        Mistake(
            "prints_every_iteration",
            Edit("if print_cost and i % 1000 == 0:", "if print_cost:"),
            rule="prints",
        ),
        Mistake(
            "prints_every_hundredth",
            Edit("i % 1000 == 0", "i % 100 == 0"),
            rule="prints",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("training_step(parameters, X, Y, ", "training_step(parameters, X_train, Y, "),
            says="X_train belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "X_train"),
        ),
    ),
    variants=(
        Variant(
            "list_of_costs_printed",
            "parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0])\n"
            "for i in range(0, num_iterations):\n"
            "    parameters, cost = training_step(\n"
            "        parameters=parameters, X=X, Y=Y, learning_rate=1.2\n    )\n"
            "    if print_cost and not i % 1000:\n"
            '        print("Cost after iteration %i: %f" % (i, cost))',
        ),
        Variant("four_functions", Edit(_STEP_LINE, _BY_HAND)),
        Variant(
            "with_costs",
            "import numpy\nnumpy.random.seed(3)\ncosts = []\n"
            "start = initialize_parameters(n_y=Y.shape[0], n_x=X.shape[0], n_h=n_h)\n"
            "parameters = start\nfor i in range(num_iterations):\n"
            "    parameters, cost = training_step(parameters, X, Y, 1.2)\n"
            "    costs.append(cost)\nparameters = (parameters, costs)[0]\n"
            "if print_cost:\n    for i in range(0, num_iterations, 1000):\n"
            "        print('Cost after iteration', i, 'is', costs[i])",
        ),
        Variant(
            "returns_costs_too",
            "parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0],"
            " np.random.default_rng(1))\ncosts = []\n"
            "for i in range(num_iterations):\n"
            "    parameters, cost = training_step(parameters, X, Y, 1.2)\n"
            "    costs.append(cost)\n"
            "    if i % 1000 == 0 and print_cost:\n"
            "        print(str(i) + ': ' + str(round(cost, 2)))\n"
            "if costs:\n    return parameters, costs",
        ),
        Variant(
            "counting_down",
            "parameters = initialize_parameters(*layer_sizes(X, Y, n_h))\n"
            "left = num_iterations\nwhile left > 0:\n"
            "    parameters, cost = training_step(parameters, X, Y, learning_rate=1.2)\n"
            "    if print_cost and (num_iterations - left) % 1000 == 0:\n"
            "        print(f'step {num_iterations - left + 1}: cost {cost:.4f}')\n    left -= 1",
        ),
    ),
)

# ----------------------------------------------------------------------------- predict


def _predict_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int) -> Case:
        # Drawn again until the usual slips show: both labels occur, some Z2 lies between 0 and
        # one half, and none lies so near to 0 that rounding decides.
        while True:
            parameters, X = _parameters(rng, n_x, n_h, 1), rng.normal(size=(n_x, m))
            Z2 = _cache(parameters, X)["Z2"]
            clear = bool((np.abs(Z2) > 0.05).all() and (np.abs(Z2 - 0.5) > 0.02).all())
            both = 0 < int((Z2 > 0).sum()) < m
            between = bool(((Z2 > 0) & (Z2 < 0.45)).any())
            if clear and (m == 1 or (both and between)):
                sizes = {"m": m, "n_x": n_x, "n_h": n_h}
                return Case({"parameters": parameters, "X": X}, sizes)

    return [case(2, 4, 9), case(3, 2, 1), case(2, 3, 12)]


_OUTPUT = "A2, cache = forward_propagation(X, parameters)\n"

predict = Exercise(
    name="predict",
    cases=_predict_cases,
    contract=Contract(outputs=("labels",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("forward_propagation",),
    equations={"labels": "(11.2)"},
    mistakes=(
        Mistake(
            "probabilities",
            _OUTPUT + "labels = A2",
            says="These are the probabilities A2. An answer is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            Edit("A2 > 0.5", "A2 < 0.5"),
            says="Every answer is the opposite of the right one.",
        ),
        Mistake(
            "threshold_on_z",
            _OUTPUT + 'labels = (cache["Z2"] > 0.5).astype(int)',
            says="Z2 is compared with one half; it is the probability A2 that one half belongs to.",
        ),
        Mistake(
            "threshold_at_zero",
            Edit("A2 > 0.5", "A2 > 0"),
            says="Every probability is above 0, so every answer is 1.",
        ),
        Mistake(
            "rank_one",
            _OUTPUT + "labels = (np.squeeze(A2, axis=0) > 0.5).astype(int)",
            says="The answers are right, but they stand in an array of one axis, and Y has the "
            "shape (1, m).",
        ),
        Mistake(
            "threshold_on_x",
            "labels = (X > 0.5).astype(int)",
            says="The inputs X are compared with one half. Compute the probabilities A2 first.",
        ),
        Mistake(
            "hidden_units",
            _OUTPUT + 'labels = (cache["A1"] > 0.5).astype(int)',
            says="The hidden units A1 are compared with one half. The answer is the output, A2.",
        ),
        Mistake(
            "both_returned_values",
            _OUTPUT.replace("A2, cache", "A2") + "labels = (A2 > 0.5).astype(int)",
            says="forward_propagation returns two things, A2 and the cache: take them apart.",
            raises=("TypeError", "not supported between"),
        ),
        Mistake(
            "loop",
            _OUTPUT + "labels = np.zeros((1, X.shape[1]))\nfor i in range(X.shape[1]):\n"
            "    labels[0, i] = 1 if A2[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "where_on_keyword",
            "A2 = forward_propagation(parameters=parameters, X=X)[0]\n"
            "labels = np.where(A2 > 1 - A2, 1, 0)",
        ),
        Variant("booleans", _OUTPUT + "labels = A2 > 0.5"),
        Variant("rounded", _OUTPUT + "labels = np.round(A2)"),
        Variant("floats", _OUTPUT + "labels = np.where(A2 >= 0.5, 1.0, 0.0)"),
        Variant("sign_of_z", 'labels = (forward_propagation(X, parameters)[1]["Z2"] > 0) * 1'),
    ),
)

EXERCISES = (
    layer_sizes,
    initialize_parameters,
    sigmoid,
    forward_one_example,
    forward_propagation,
    compute_cost,
    backward_propagation,
    numerical_gradient,
    relative_difference,
    first_suspect,
    update_parameters,
    training_step,
    zero_start,
    rows_are_identical,
    nn_model,
    predict,
    fewest_units,
)
