"""Exercise `backward_propagation`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week3.planar_classifier.cases import (
    SIZES,
    forward_cache,
    random_label_rows,
    random_parameters,
    size_facts,
)
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, m: int) -> Case:
        parameters, X = random_parameters(rng, n_x, n_h, n_y), rng.normal(size=(n_x, m))
        arguments: dict[str, Plain] = {
            "parameters": parameters,
            "cache": forward_cache(parameters, X),
        }
        arguments |= {"X": X, "Y": random_label_rows(rng, n_y, m)}
        return Case(arguments, size_facts(n_x, n_h, n_y, m))

    return [case(*sizes) for sizes in SIZES]


_SUM2 = "np.sum(dZ2, axis=1, keepdims=True) / m"
_SUM1 = "np.sum(dZ1, axis=1, keepdims=True) / m"
_DZ1 = "W2.T @ dZ2 * (1 - A1**2)"
_UNITS_SUMMED = (
    "axis=0 adds up the units and keeps the examples apart. It is the other way round: which "
    "axis counts the examples?"
)
_NO_MEANS = (
    Edit("dZ2 @ A1.T / m", "dZ2 @ A1.T"),
    Edit(_SUM2, _SUM2[:-4]),
    Edit("dZ1 @ X.T / m", "dZ1 @ X.T"),
    Edit(_SUM1, _SUM1[:-4]),
)

EXERCISE = Exercise(
    name="backward_propagation",
    cases=_cases,
    # Stored cases are rounded, after which A1 is not exactly tanh(Z1) any more.
    contract=Contract(
        outputs=("grads",), tolerance=dict.fromkeys(("dW1", "db1", "dW2", "db2"), 1e-05)
    ),
    rules=VECTORIZED,
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
            _NO_MEANS,
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
            says=_UNITS_SUMMED,
        ),
        Mistake(
            "biases_summed_over_units_only_flat",
            (
                Edit(_SUM2, "np.sum(dZ2, axis=0) / m"),
                Edit(_SUM1, "np.sum(dZ1, axis=0) / m"),
            ),
            says=_UNITS_SUMMED,
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
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "no_transpose_of_w2",
            Edit(_DZ1, "W2 @ dZ2 * (1 - A1**2)"),
            says="On the way back W2 leads from the output units to the hidden ones, so its rows "
            "and columns have to change places.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "no_transpose_in_dw1",
            Edit("dZ1 @ X.T / m", "dZ1 @ X / m"),
            says="dZ1 and X both have a column for each example. Which of them has to be turned "
            "so that the inner sizes agree?",
            raises=SHAPES_DO_NOT_MATCH,
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
            Edit(_DZ1, "W2.T @ dZ2 * 1 - A1**2"),
            says="Python multiplies before it subtracts: the slope in dZ1 needs its parentheses.",
        ),
        *(
            Mistake(
                f"db{n}_summed_over_units",
                Edit.within(total, "axis=1", "axis=0"),
                says=f"db{n} is a row with an entry for each example: axis=0 adds up the units. "
                "Which axis counts the examples?",
            )
            for n, total in ((1, _SUM1), (2, _SUM2))
        ),
        *(
            Mistake(
                f"db{n}_squeezed",
                Edit.within(total, ", keepdims=True", ""),
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
                *_NO_MEANS,
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
