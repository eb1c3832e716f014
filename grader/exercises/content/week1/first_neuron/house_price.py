"""Exercise `house_price`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week1.first_neuron.cases import away_from_zero
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, above: bool) -> Case:
        # Drawn again until each ReLU has something to do and each bias matters.
        while True:
            x = away_from_zero(rng, (n_x, 1))
            W1, b1 = away_from_zero(rng, (n_h, n_x)), away_from_zero(rng, (n_h, 1))
            W2, b2 = away_from_zero(rng, (1, n_h)), away_from_zero(rng, (1, 1))
            z1 = W1 @ x + b1
            z2 = float((W2 @ np.where(z1 > 0, z1, 0) + b2).item())
            # Two units at least reach the output, where there are more than two.
            two = n_h <= 2 or float(np.sort(z1, axis=None)[-2]) > 0.3
            unlike = n_h == 1 or (two and z1.max() > 0.3 and z1.min() < -0.3)
            if (
                unlike
                and z1.max() > 0.3
                and np.abs(z1).min() > 0.1
                and (z2 > 0.5 if above else z2 < -0.2)
            ):
                arguments = {"x": x, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
                return Case(arguments, {"n_x": n_x, "n_h": n_h})

    return [case(4, 3, True), case(3, 2, True), case(2, 5, True), case(4, 3, False)]


_STEP_1, _STEP_2 = "a1 = relu(W1 @ x + b1)", "yhat = relu(W2 @ a1 + b2).item()"

EXERCISE = Exercise(
    name="house_price",
    cases=_cases,
    contract=Contract(outputs=("yhat",), scalars=frozenset({"yhat"})),
    uses=("relu",),
    equations={"yhat": "(3.2)"},
    mistakes=(
        Mistake(
            "no_hidden_relu",
            Edit(_STEP_1, "a1 = W1 @ x + b1"),
            says="the hidden units lack their ReLU: they hand on negative numbers.",
        ),
        Mistake(
            "no_output_relu",
            Edit(_STEP_2, "yhat = W2 @ a1 + b2"),
            says="the output unit lacks its ReLU, so the price can be negative.",
        ),
        Mistake(
            "no_relu",
            (Edit(_STEP_1, "a1 = W1 @ x + b1"), Edit(_STEP_2, "yhat = W2 @ a1 + b2")),
            says="there is no ReLU in it, so the whole network is one straight line. Each of the "
            "units is a neuron and ends with a ReLU.",
        ),
        Mistake(
            "no_hidden_bias",
            Edit("W1 @ x + b1", "W1 @ x"),
            says="the biases b1 of the hidden units are missing.",
        ),
        Mistake(
            "no_output_bias",
            Edit("W2 @ a1 + b2", "W2 @ a1"),
            says="the bias b2 of the output unit is missing.",
        ),
        Mistake(
            "hidden_bias_after_relu",
            Edit(_STEP_1, "a1 = relu(W1 @ x) + b1"),
            says="b1 is added after the ReLU of the hidden units. It is a part of z, inside.",
        ),
        Mistake(
            "output_bias_after_relu",
            Edit(_STEP_2, "yhat = relu(W2 @ a1) + b2"),
            says="b2 is added after the ReLU of the output unit. It is a part of z, inside.",
        ),
        Mistake(
            "no_output_weights",
            Edit(_STEP_2, "yhat = relu(np.sum(a1, keepdims=True) + b2)"),
            says="the hidden units are simply added up; the output unit weighs each of them by an "
            "entry of W2.",
        ),
        Mistake(
            "first_hidden_unit_only",
            Edit(_STEP_2, "yhat = relu(W2[:, :1] @ a1[:1] + b2)"),
            says="only the first hidden unit reaches the output.",
        ),
        Mistake(
            "sigmoid_hidden",
            Edit(_STEP_1, "a1 = 1 / (1 + np.exp(-(W1 @ x + b1)))"),
            says="the hidden units use the sigmoid; here every unit is a ReLU.",
        ),
        Mistake(
            "hidden_layer_returned",
            Edit(_STEP_2, "yhat = a1"),
            says="these are the outputs of the hidden units. The second layer still has to make "
            "one price of them.",
        ),
        Mistake(
            "output_entry_by_entry",
            Edit(_STEP_2, "yhat = relu(W2 * a1.T + b2)"),
            says="* multiplies entry by entry, so the products are not added up. The product of "
            "matrices, @, does both.",
        ),
        Mistake(
            "hidden_sums_without_a_column",
            (
                Edit("W1 @ x", "np.sum(W1 * x.T, axis=1)"),
                Edit(_STEP_2, "yhat = relu(W2 @ a1 + b2)"),
            ),
            says="the sums of the hidden units have one axis only, (n_h,). Added to the column b1 "
            "they become a table of every sum with every bias. Keep them a column.",
        ),
        Mistake(
            "factors_in_the_other_order",
            Edit(_STEP_2, "yhat = relu(a1 @ W2 + b2)"),
            says="a1 @ W2 is a column times a row: a table of all products. In the other order it "
            "is a row times a column: one number.",
        ),
        Mistake(
            "biases_swapped",
            (Edit("W1 @ x + b1", "W1 @ x + b2"), Edit(_STEP_2, "yhat = relu(W2 @ a1 + b1)")),
            says="b1 and b2 have changed places: b1 has one entry for each hidden unit.",
        ),
        Mistake(
            "input_weights_entry_by_entry",
            Edit("W1 @ x", "W1 * x"),
            says="W1 * x multiplies entry by entry, and the shapes do not fit. A row of W1 times "
            "the column x, for every row, is a product of matrices: @.",
            raises=("ValueError", "could not be broadcast"),
        ),
        Mistake(
            "wrong_partner",
            Edit("W2 @ a1", "W2 @ x"),
            says="a product @ meets two sizes that differ. Write the shape of each factor above "
            "it: W1 belongs to x and W2 to a1, both as they are, without a transpose.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
    ),
    variants=(
        Variant("one_by_one", Edit(_STEP_2, "yhat = relu(W2 @ a1 + b2)")),
        Variant("np_dot", "yhat = np.maximum(0, W2.dot(np.maximum(0, W1.dot(x) + b1)) + b2)"),
        Variant(
            "neuron_by_neuron",
            "n_h = W1.shape[0]\na1 = np.zeros((n_h, 1))\nfor k in range(n_h):\n"
            "    a1[k, 0] = neuron(W1[k : k + 1].T, x, b1[k, 0])\n"
            "yhat = neuron(a1, W2.T, b2[0, 0])",
        ),
        Variant(
            "sums",
            "a1 = [relu(np.sum(W1[k] * x[:, 0]) + b1[k, 0]) for k in range(len(W1))]\n"
            "yhat = relu(np.sum(W2[0] * np.array(a1)) + b2[0, 0])",
        ),
        Variant("flat", "yhat = relu(W2 @ relu(W1 @ x + b1) + b2)[0]"),
    ),
)
