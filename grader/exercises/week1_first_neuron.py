"""The exercises of `notebooks/week1/first_neuron.py`."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator


def _away_from_zero(rng: Rng, shape: tuple[int, ...]) -> Array:
    """Draw numbers of both signs, none of them close to zero."""
    return np.asarray(rng.uniform(0.3, 1.7, size=shape) * rng.choice([-1, 1], size=shape))


# --------------------------------------------------------------------------------- relu


def _relu_cases(rng: Rng) -> Sequence[Case]:
    def mixed(shape: tuple[int, ...]) -> Array:
        z = 3 * _away_from_zero(rng, shape)
        # One number of each kind at least, and the kink itself.
        z.flat[:3] = (2.5, -1.5, 0.0)
        return rng.permuted(z)

    return [
        Case({"z": float(rng.uniform(1.5, 4.0))}),
        Case({"z": -float(rng.uniform(1.5, 4.0))}),
        Case({"z": mixed((1, 5))}),
        Case({"z": mixed((3, 2))}),
    ]


relu = Exercise(
    name="relu",
    cases=_relu_cases,
    contract=Contract(outputs=("a",)),
    equations={"a": "(1.2)"},
    mistakes=(
        Mistake(
            "identity",
            "a = z",
            says="negative numbers come out as they are. ReLU turns each of them into 0.",
        ),
        Mistake(
            "absolute",
            "a = np.abs(z)",
            says="negative numbers have lost their sign, so -3 became 3. ReLU makes it 0.",
        ),
        Mistake(
            "smaller_of_the_two",
            Edit("maximum", "minimum"),
            says="of 0 and z this keeps the smaller. Which of the two should be left for z = 3?",
        ),
        Mistake(
            "mirrored",
            "a = np.maximum(0, -z)",
            says="positive and negative numbers have changed places: z = 3 gives 0, and z = -3 "
            "gives 3.",
        ),
        Mistake(
            "yes_or_no",
            "a = np.where(np.asarray(z) > 0, 1.0, 0.0)",
            says="this tells whether z is above 0, as 1 or 0. Where it is, the answer is z itself.",
        ),
        Mistake(
            "at_least_one",
            Edit("np.maximum(0, z)", "np.maximum(1, z)"),
            says="nothing comes out below 1. The floor is 0.",
        ),
        Mistake(
            "largest_entry",
            "a = np.max(z) if np.max(z) > 0 else 0.0",
            says="an array goes in and one number comes out: the largest entry. ReLU works entry "
            "by entry, so the result has the shape of z.",
        ),
        Mistake(
            "leaky",
            "a = np.maximum(0.01 * np.asarray(z), z)",
            says="negative numbers come out a hundred times smaller, not as 0. That is another "
            "function, the leaky ReLU of week 3.",
        ),
        Mistake(
            "sigmoid",
            "a = 1 / (1 + np.exp(-np.asarray(z)))",
            says="this is the sigmoid, which lies between 0 and 1. ReLU lets positive numbers pass "
            "as they are.",
        ),
        Mistake(
            "one_number_only",
            "a = z if z > 0 else 0.0",
            says="this asks one yes-or-no question about z, and an array has many answers. Which "
            "function of NumPy compares entry by entry?",
            raises=("ValueError", "truth value of an array"),
        ),
        Mistake(
            "maximum_of_one_array",
            "a = np.max(0, z)",
            says="np.max looks for the largest entry of one array, and takes what stands after it "
            "for an axis. Which function compares two things, entry by entry?",
            raises=("TypeError", "cannot be interpreted as an integer|integer scalar arrays"),
        ),
        Mistake(
            "maximum_of_a_pair",
            "a = np.max((0, z))",
            says="np.max wants one array, and 0 beside a whole array is none. Which function "
            "compares two things, entry by entry?",
            raises=("ValueError", "inhomogeneous shape"),
        ),
        Mistake(
            "entries_of_a_number",
            "a = z\na[a < 0] = 0",
            says="z may be a plain number, which has no entries to set; and if it is an array, it "
            "belongs to the caller. Make a new value in place of changing the old one.",
            raises=("TypeError", "does not support item assignment"),
        ),
        Mistake(
            "in_place",
            "a = np.asarray(z)\na[a < 0] = 0",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant("where", "a = np.where(np.asarray(z) > 0, z, 0)"),
        Variant("times_truth", "a = z * (np.asarray(z) > 0)"),
        Variant("half_of_the_sum", "a = (z + np.abs(z)) / 2"),
        Variant("clip", "a = np.clip(z, 0, None)"),
        Variant("copy_and_mask", "a = np.array(z)\na[a < 0] = 0"),
    ),
)

# ------------------------------------------------------------------------------- neuron


def _neuron_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, fires: bool) -> Case:
        # Drawn again until the usual slips give other results: no part of the sum is small, the
        # bias changes the result, and where n_x allows it the products have both signs.
        while True:
            x, w = _away_from_zero(rng, (n_x, 1)), _away_from_zero(rng, (n_x, 1))
            b = float(_away_from_zero(rng, ()))
            parts = w * x
            total = float(parts.sum())
            z = total + b
            both = n_x == 1 or (parts.max() > 0.2 and parts.min() < -0.2)
            if both and abs(total) > 0.2 and abs(z) > 0.2 and (z > 0) == fires:
                return Case({"x": x, "w": w, "b": b}, {"n_x": n_x})

    return [case(3, True), case(2, False), case(1, True), case(5, True), case(3, True)]


neuron = Exercise(
    name="neuron",
    cases=_neuron_cases,
    contract=Contract(outputs=("a",), scalars=frozenset({"a"})),
    uses=("relu",),
    equations={"a": "(2.2)"},
    mistakes=(
        Mistake(
            "no_relu",
            Edit("a = relu(z)", "a = z"),
            says="this is z, and z can be negative. The second step of the neuron, ReLU, is "
            "missing.",
        ),
        Mistake(
            "no_bias",
            Edit("np.sum(w * x) + b", "np.sum(w * x)"),
            says="the bias is missing: z is the weighted sum plus b.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("np.sum(w * x) + b", "np.sum(w * x) - b"),
            says="the bias is subtracted. In z it is added, whatever its sign.",
        ),
        Mistake(
            "bias_after_relu",
            (Edit("np.sum(w * x) + b", "np.sum(w * x)"), Edit("relu(z)", "relu(z) + b")),
            says="the bias is added after ReLU. It belongs to z, and ReLU comes last.",
        ),
        Mistake(
            "bias_for_each_feature",
            Edit("np.sum(w * x) + b", "np.sum(w * x + b)"),
            says="the bias is added once for each of the features. There is one bias for the whole "
            "sum: look where the bracket closes.",
        ),
        Mistake(
            "relu_of_each_product",
            (Edit("np.sum(w * x) + b", "np.sum(relu(w * x)) + b"),),
            says="ReLU is applied to each product before the sum. A neuron adds everything up "
            "first and bends the total once.",
        ),
        Mistake(
            "a_neuron_for_each_feature",
            (Edit("np.sum(w * x) + b", "w * x + b"), Edit("relu(z)", "np.sum(relu(z))")),
            says="each feature gets a bias and a ReLU of its own before the sum. A neuron adds up "
            "first, then adds b once, then bends once.",
        ),
        Mistake(
            "no_sum_bias_after_relu",
            (Edit("np.sum(w * x) + b", "w * x"), Edit("relu(z)", "relu(z) + b")),
            says="the products are not added up, and the bias comes after ReLU. First the whole "
            "sum with b, one number, then ReLU.",
        ),
        Mistake(
            "no_sum",
            Edit("np.sum(w * x) + b", "w * x + b"),
            says="the products are not added up, so there is still a number for each feature. A "
            "neuron gives one number.",
        ),
        Mistake(
            "first_feature_only",
            Edit("np.sum(w * x)", "(w[0, 0] * x[0, 0])"),
            says="only the first feature counts; each of the features has a weight.",
        ),
        Mistake(
            "mean",
            Edit("np.sum", "np.mean"),
            says="this is the mean of the products; a neuron takes their sum.",
        ),
        Mistake(
            "sum_of_sums",
            Edit("np.sum(w * x)", "np.sum(w) * np.sum(x)"),
            says="the weights are added up and the features are added up, and then the two sums "
            "are multiplied. Each weight belongs to one feature: multiply first.",
        ),
        Mistake(
            "weights_added",
            Edit("w * x", "w + x"),
            says="weights and features are added. A weight is what its feature is multiplied by.",
        ),
        Mistake(
            "every_pair",
            Edit("np.sum(w * x)", "(w @ x.T)"),
            says="w @ x.T is a table of every weight times every feature. Turn the other factor: "
            "a row times a column is one number.",
        ),
        Mistake(
            "column_times_column",
            Edit("np.sum(w * x)", "(w @ x)"),
            says="w and x are both columns, and @ needs a row on its left. Turn one of them, or "
            "multiply entry by entry and add up.",
            raises=("ValueError", "matmul|not aligned"),
        ),
    ),
    variants=(
        Variant("row_times_column", Edit("np.sum(w * x) + b", "w.T @ x + b")),
        Variant("number", Edit("np.sum(w * x) + b", "float((w.T @ x).item()) + b")),
        Variant("np_dot", "a = np.maximum(0, np.dot(w.T, x) + b)"),
        Variant(
            "loop",
            "z = b\nfor j in range(len(x)):\n    z = z + w[j, 0] * x[j, 0]\na = z if z > 0 else 0",
        ),
        Variant("keywords", Edit("relu(z)", "relu(z=z)")),
    ),
)

# ------------------------------------------------------------------------- average_miss


def _miss_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int) -> Case:
        # Too high and too low in turn, and uneven, so that mean, median and largest all differ.
        Y = rng.uniform(20, 30, size=(1, m))
        off = rng.uniform(0.4, 0.9, size=(1, m)) * 1.6 ** np.arange(m)
        off[0, ::2] *= -1
        return Case({"Yhat": Y + rng.permuted(off), "Y": Y}, {"m": m})

    return [case(5), case(1), case(4), case(7)]


average_miss = Exercise(
    name="average_miss",
    cases=_miss_cases,
    contract=Contract(outputs=("miss",), scalars=frozenset({"miss"})),
    equations={"miss": "(2.3)"},
    mistakes=(
        Mistake(
            "no_absolute",
            Edit("np.abs(Yhat - Y)", "(Yhat - Y)"),
            says="misses in opposite directions cancel: one house too dear and one too cheap count "
            "as no miss at all. How far off is a number without a sign.",
        ),
        Mistake(
            "no_absolute_mirrored",
            Edit("np.abs(Yhat - Y)", "(Y - Yhat)"),
            says="misses in opposite directions cancel: one house too dear and one too cheap count "
            "as no miss at all. How far off is a number without a sign.",
        ),
        Mistake(
            "divided_and_not_added_up",
            Edit("np.mean(np.abs(Yhat - Y))", "np.abs(Yhat - Y) / Y.shape[1]"),
            says="each miss is divided by m, but they are not added up to one number.",
        ),
        Mistake(
            "absolute_of_the_mean",
            "miss = abs(np.mean(Yhat - Y))",
            says="the sign is dropped at the end, when misses in opposite directions have "
            "cancelled already. Drop it for each house.",
        ),
        Mistake(
            "sum",
            Edit("np.mean", "np.sum"),
            says="this is the sum of all misses, {m} times too large for m = {m} houses. The "
            "exercise asks for their average.",
        ),
        Mistake(
            "squared",
            Edit("np.abs(Yhat - Y)", "(Yhat - Y) ** 2"),
            says="the misses are squared, so one large miss counts for many small ones. Here they "
            "count as they are.",
        ),
        Mistake(
            "root_of_squares",
            "miss = np.sqrt(np.mean((Yhat - Y) ** 2))",
            says="this is the root of the mean square, which weighs large misses more. The "
            "exercise asks for the plain average of the distances.",
        ),
        Mistake(
            "median",
            Edit("np.mean", "np.median"),
            says="this is the miss in the middle, the median. The exercise asks for the average.",
        ),
        Mistake(
            "largest",
            Edit("np.mean", "np.max"),
            says="this is the largest miss. The exercise asks for the average over all houses.",
        ),
        Mistake(
            "too_high_only",
            Edit("np.abs(Yhat - Y)", "np.maximum(0, Yhat - Y)"),
            says="houses whose price came out too low count as no miss.",
        ),
        Mistake(
            "relative",
            Edit("np.abs(Yhat - Y)", "np.abs(Yhat - Y) / Y"),
            says="each miss is divided by the price. That is a fair measure too, but the "
            "exercise asks for the miss in dollars.",
        ),
        Mistake(
            "one_for_each_house",
            Edit("np.mean(np.abs(Yhat - Y))", "np.abs(Yhat - Y)"),
            says="these are the misses of the single houses; the exercise asks for one number, "
            "their average.",
        ),
        Mistake(
            "mean_of_the_predictions",
            Edit("np.mean(np.abs(Yhat - Y))", "np.mean(Yhat)"),
            says="this is the average of the predictions; the true prices do not enter.",
        ),
    ),
    variants=(
        Variant(
            "dot_with_ones",
            "misses = np.abs(Y - Yhat)\n"
            "miss = (misses @ np.ones(misses.shape[1])).item() / misses.size",
        ),
        Variant("sum_over_m", "miss = np.sum(np.abs(Y - Yhat)) / Y.shape[1]"),
        Variant("method", "miss = abs(Yhat - Y).mean()"),
        Variant(
            "loop",
            "total = 0\nfor i in range(Y.shape[1]):\n    total += abs(Yhat[0, i] - Y[0, i])\n"
            "miss = total / Y.shape[1]",
        ),
        Variant("one_entry", "miss = np.mean(np.abs(Yhat - Y), axis=1, keepdims=True)"),
    ),
)

# -------------------------------------------------------------------------- house_price


def _network_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, above: bool) -> Case:
        # Drawn again until each ReLU has something to do and each bias matters.
        while True:
            x = _away_from_zero(rng, (n_x, 1))
            W1, b1 = _away_from_zero(rng, (n_h, n_x)), _away_from_zero(rng, (n_h, 1))
            W2, b2 = _away_from_zero(rng, (1, n_h)), _away_from_zero(rng, (1, 1))
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

house_price = Exercise(
    name="house_price",
    cases=_network_cases,
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
            raises=("ValueError", "matmul|not aligned"),
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

# ----------------------------------------------------------------------- split_features


def _table_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n_x: int) -> Case:
        table = np.round(rng.uniform(1, 9, size=(m, n_x + 1)), 1)
        return Case({"table": table}, {"m": m, "n_x": n_x, "columns": n_x + 1})

    return [case(5, 3), case(1, 2), case(4, 1), case(3, 5)]


_X, _Y = "X = table[:, :-1].T", "Y = table[:, -1:].T"

split_features = Exercise(
    name="split_features",
    cases=_table_cases,
    contract=Contract(outputs=("X", "Y")),
    equations={"X": "(5.1)", "Y": "(5.2)"},
    mistakes=(
        Mistake(
            "nothing_turned",
            (Edit(_X, "X = table[:, :-1]"), Edit(_Y, "Y = table[:, -1:]")),
            says="the right columns are taken, but each example still lies in a row. In X and Y "
            "every example is a column.",
        ),
        Mistake(
            "x_not_turned",
            Edit(_X, "X = table[:, :-1]"),
            says="X still has an example in each row. Turn it, as you have turned Y.",
        ),
        Mistake(
            "y_not_turned",
            Edit(_Y, "Y = table[:, -1:]"),
            says="Y stands upright as in the table, (m, 1). It is a row, (1, m).",
        ),
        Mistake(
            "y_rank_one",
            Edit(_Y, "Y = table[:, -1]"),
            says="Y has the right numbers, but one axis only, (m,). Taking a single column drops "
            "the second axis; a slice of one column, or a reshape, keeps it.",
        ),
        Mistake(
            "y_among_the_features",
            Edit(_X, "X = table.T"),
            says="the answer itself, the last column, is among the features. A model could then "
            "read the price instead of learning it.",
        ),
        Mistake(
            "first_column_as_y",
            (Edit(_X, "X = table[:, 1:].T"), Edit(_Y, "Y = table[:, :1].T")),
            says="the first column is taken for y. It is the last one.",
        ),
        Mistake(
            "one_feature_lost",
            Edit(_X, "X = table[:, :-2].T"),
            says="the feature beside y is lost: a slice ends before its second number.",
        ),
        Mistake(
            "first_feature_lost",
            Edit(_X, "X = table[:, 1:-1].T"),
            says="the first feature is lost: Python counts columns from 0.",
        ),
        Mistake(
            "reshaped",
            Edit(_X, "X = table[:, :-1].reshape(-1, table.shape[0])"),
            says="the shape of X is right, but reshape has filled it row by row, so every column "
            "mixes several examples. Turning a table over is another operation.",
        ),
        Mistake(
            "rows_and_columns_swapped",
            (Edit(_X, "X = table[:-1].T"), Edit(_Y, "Y = table[-1:]")),
            says="the last row is split off, which is one example. y is the last column: it stands "
            "after the comma in table[rows, columns].",
        ),
        Mistake(
            "rows_in_place_of_columns",
            (Edit(_X, "X = table[:-1]"), Edit(_Y, "Y = table[-1]")),
            says="the last row is split off, which is one example. y is the last column: it stands "
            "after the comma in table[rows, columns].",
        ),
        Mistake(
            "always_three_features",
            (Edit(_X, "X = table[:, :3].T"), Edit(_Y, "Y = table[:, 3:].T")),
            says="the first three columns are always taken for features, however many there are. "
            "Negative numbers count columns from the end.",
        ),
        Mistake(
            "next_to_last_as_y",
            Edit(_Y, "Y = table[:, -2:-1].T"),
            says="Y is the column before the last one. The last one is y.",
        ),
        Mistake(
            "both_swapped",
            (Edit(_X, "X = table[:, -1:].T"), Edit(_Y, "Y = table[:, :-1].T")),
            says="X and Y have changed places.",
        ),
    ),
    variants=(
        Variant(
            "np_split",
            "first, last = np.split(table, [table.shape[1] - 1], axis=1)\nX, Y = first.T, last.T",
        ),
        Variant(
            "deleted_column",
            "X = np.delete(table, -1, axis=1).T\nY = np.take(table, [-1], axis=1).T",
        ),
        Variant("reshaped_row", Edit(_Y, "Y = table[:, -1].reshape(1, -1)")),
        Variant("turned_first", "T = table.T\nX, Y = T[:-1], T[-1:]"),
        Variant(
            "counted",
            "m, columns = table.shape\nX = np.transpose(table[:, 0 : columns - 1])\n"
            "Y = table[:, columns - 1][np.newaxis, :]",
        ),
        Variant(
            "row_by_row",
            "X = np.array([row[:-1] for row in table]).T\n"
            "Y = np.array([[row[-1] for row in table]])",
        ),
    ),
)

EXERCISES = (relu, neuron, average_miss, house_price, split_features)
