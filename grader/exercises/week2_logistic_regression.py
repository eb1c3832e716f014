"""The exercises of `notebooks/week2/logistic_regression.py`."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.calling.plain_data import Plain
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator


def _labels(rng: Rng, m: int) -> Array:
    """Draw labels (1, m) of both classes, where m allows it."""
    Y = np.zeros((1, m), dtype=np.int64)
    Y[0, rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y if m > 1 else np.array([[int(rng.integers(2))]])


def _probabilities(rng: Rng, m: int) -> Array:
    return rng.uniform(0.05, 0.95, size=(1, m))


def _data(rng: Rng, n_x: int, m: int) -> tuple[Array, float, Array, Array]:
    """Draw w (n_x, 1), b, X (n_x, m) and Y (1, m), with weights around 1."""
    w = rng.normal(size=(n_x, 1))
    b = float(rng.uniform(0.3, 1.2) * rng.choice([-1, 1]))
    return w, b, rng.normal(size=(n_x, m)), _labels(rng, m)


# ----------------------------------------------------------------------- flatten_images


def _image_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, height: int, width: int, channels: int) -> Case:
        images = rng.integers(0, 256, size=(m, height, width, channels)).astype(np.uint8)
        return Case({"images": images}, {"m": m, "height": height, "width": width})

    return [case(5, 2, 3, 3), case(1, 3, 2, 3), case(3, 4, 2, 1), case(4, 2, 2, 3)]


flatten_images = Exercise(
    name="flatten_images",
    cases=_image_cases,
    contract=Contract(outputs=("X",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"X": "(1.2)"},
    mistakes=(
        Mistake(
            "one_example_per_row",
            Edit(".reshape(m, -1).T", ".reshape(m, -1)"),
            says="Each picture lies in a row; in X every example is a column. What turns rows into "
            "columns?",
        ),
        Mistake(
            "images_mixed",
            Edit(".reshape(m, -1).T", ".reshape(-1, m)"),
            says="The shape is right, but each column holds pixels of several pictures: reshape "
            "fills row after row. Give each picture a row first.",
        ),
        Mistake(
            "sizes_of_the_notebook",
            Edit("reshape(m, -1)", "reshape(m, 64 * 64 * 3)"),
            says="The sizes are written as numbers, so it works for 64 by 64 pictures alone. Take "
            "them from images.shape, or let reshape find them with -1.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*12288"),
        ),
        Mistake(
            "sizes_of_the_small_pictures",
            Edit("reshape(m, -1)", "reshape(m, 32 * 32 * 3)"),
            says="The sizes are written as numbers, so it works for 32 by 32 pictures alone. Take "
            "them from images.shape, or let reshape find them with -1.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*3072"),
        ),
        Mistake(
            "all_in_one_column",
            Edit(".reshape(m, -1).T", ".reshape(-1, 1)"),
            says="All pictures stand in one column, one below the other; each of them needs a "
            "column of its own.",
        ),
        Mistake(
            "flat",
            Edit(".reshape(m, -1).T", ".flatten()"),
            says="All pictures are in one row of numbers; the number of examples has to stay a "
            "size of its own.",
        ),
        Mistake(
            "first_image_only",
            Edit("images.reshape(m, -1).T", "images[0].reshape(-1, 1)"),
            says="Only the first picture is there; X needs a column for each of the pictures.",
        ),
        Mistake(
            "planes_one_after_another",
            Edit("images.reshape", "images.transpose(0, 3, 1, 2).reshape"),
            says="All red numbers come first, then green, then blue. That would do as well if "
            "everyone did it, but the order here is the one of reshape: pixel after pixel.",
        ),
        Mistake(
            "columns_first",
            Edit("reshape(m, -1)", 'reshape(m, -1, order="F")'),
            says="Each column holds one picture, but not in the order in which NumPy stores it: "
            'a .T before the reshape does that, and so does order="F". Give each picture a row '
            "first.",
        ),
        Mistake(
            "scaled_as_well",
            Edit("reshape(m, -1).T", "reshape(m, -1).T / 255"),
            says="The numbers are divided by 255 already. That is the next step of the lesson; "
            "here only the shape changes.",
        ),
        Mistake(
            "loop_over_images",
            "m = images.shape[0]\nX = np.stack([images[i].reshape(-1) for i in range(m)], axis=1)",
            rule="vectorized",
        ),
        Mistake(
            "first_two_axes_joined",
            Edit(".reshape(m, -1).T", ".reshape(m * images.shape[1], -1)"),
            says="The first two axes are joined, and they are the pictures and their rows. The "
            "pictures stay an axis of their own; join all the others.",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "X = np.einsum('ij->ji', images.reshape(len(images), -1))",
        ),
        Variant(
            "transposed_first",
            "X = images.T.swapaxes(0, 2).reshape(-1, images.shape[0])",
        ),
        Variant(
            "contiguous",
            "X = np.ascontiguousarray(images.reshape(images.shape[0], -1).transpose())",
        ),
        Variant("product_of_sizes", Edit("(m, -1).T", "(m, int(np.prod(images.shape[1:]))).T")),
        Variant("moved_axis", "X = np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])"),
    ),
)

# ------------------------------------------------------------------------------ sigmoid


def _sigmoid_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"z": float(rng.uniform(0.5, 2.0))}),
        Case({"z": -float(rng.uniform(0.5, 2.0))}),
        Case({"z": rng.normal(size=(1, 5)) * 2}, {"m": 5}),
        Case({"z": rng.normal(size=(3, 4)) * 2}),
        Case({"z": np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])}, rule="finite"),
    ]


_EXP_ALONE = "a = 1 / (1 + np.exp(-z))"

sigmoid = Exercise(
    name="sigmoid",
    cases=_sigmoid_cases,
    contract=Contract(outputs=("a",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    rule_says={"finite": "That was z = -1000, -40, 0, 40 and 1000: large numbers break a formula."},
    equations={"a": "(2.2)"},
    mistakes=(
        Mistake(
            "no_parentheses",
            "a = 1 / 1 + np.exp(-z)",
            says="Python divides before it adds, so 1 / 1 + exp(-z) is 1 + exp(-z). The whole "
            "denominator needs parentheses.",
        ),
        Mistake(
            "sign_of_z",
            "a = 1 / (1 + np.exp(z))",
            says="This is sigma(-z): the exponent lacks its minus sign, and large z give 0 "
            "instead of 1.",
        ),
        Mistake(
            "minus_in_denominator",
            "with np.errstate(all='ignore'):\n    a = 1 / (1 - np.exp(-z))",
            says="The denominator is 1 + exp(-z); with a minus it is 0 at z = 0.",
        ),
        Mistake(
            "tanh",
            "a = np.tanh(z)",
            says="This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
        ),
        Mistake(
            "derivative",
            _EXP_ALONE + "\na = a * (1 - a)",
            says="This is a(1 - a), the slope of the sigmoid. The exercise asks for the "
            "sigmoid itself.",
        ),
        Mistake(
            "exponential_alone",
            "a = np.exp(-z)",
            says="This is exp(-z) alone; the sigmoid is one over one plus that.",
        ),
        Mistake(
            "rounded",
            _EXP_ALONE + "\na = np.round(a)",
            says="The values are rounded to 0 and 1. A probability lies between; the decision "
            "comes later, in predict.",
        ),
        Mistake(
            "math_exp",
            "import math\na = 1 / (1 + math.exp(-z))",
            says="math.exp takes a single number, and z may be an array of any shape: np.exp takes "
            "both.",
            raises=("TypeError", "arrays can be converted to Python scalars"),
        ),
        Mistake(
            "overflow",
            "a = np.exp(z) / (1 + np.exp(z))",
            says="For z = 1000 this divides inf by inf, which is nan. Which form has an exponent "
            "that cannot become large?",
            rule="finite",
        ),
        Mistake(
            "one_number_at_a_time",
            "a = np.array([1 / (1 + np.exp(-v)) for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "reciprocal",
            "a = np.reciprocal(1.0 + np.exp(-np.asarray(z, dtype=float)))",
        ),
        Variant(
            "stable_halves",
            "p = np.exp(np.minimum(z, 0))\na = p / (p + np.exp(-np.maximum(z, 0)))",
        ),
        Variant("formula_as_written", _EXP_ALONE),
        Variant("logaddexp", "a = np.exp(-np.logaddexp(0, -z))"),
        Variant("by_tanh", "a = (1 + np.tanh(z / 2)) / 2"),
    ),
)

# ------------------------------------------------------------------ initialize_with_zeros


def _dim_cases(rng: Rng) -> Sequence[Case]:
    dims = [1, 2, int(rng.integers(3, 9)), int(rng.integers(10, 40))]
    return [Case({"dim": dim}, {"dim": dim}) for dim in dims]


initialize_with_zeros = Exercise(
    name="initialize_with_zeros",
    cases=_dim_cases,
    contract=Contract(outputs=("w", "b"), scalars=frozenset({"b"})),
    equations={"w": "(2.1)", "b": "(2.1)"},
    mistakes=(
        Mistake(
            "rank_one",
            Edit("np.zeros((dim, 1))", "np.zeros(dim)"),
            says="w has one axis only. An array of shape (n,) is neither a row nor a column, and "
            "its transpose is itself; ask for both sizes.",
        ),
        Mistake(
            "row",
            Edit("np.zeros((dim, 1))", "np.zeros((1, dim))"),
            says="w is a row. One weight per feature, one below the other: a column.",
        ),
        Mistake(
            "square",
            Edit("np.zeros((dim, 1))", "np.zeros((dim, dim))"),
            says="w has {dim} times {dim} entries; there is one weight for each feature.",
        ),
        Mistake(
            "ones",
            Edit("np.zeros", "np.ones"),
            says="The weights are 1; they start at 0.",
        ),
        Mistake(
            "two_features",
            Edit("(dim, 1)", "(2, 1)"),
            says="w always has two entries; their number is the argument dim.",
        ),
        Mistake(
            "b_as_column",
            Edit("b = 0.0", "b = np.zeros((dim, 1))"),
            says="b has as many entries as w. The bias is one single number.",
        ),
        Mistake(
            "shape_without_brackets",
            Edit("np.zeros((dim, 1))", "np.zeros(dim, 1)"),
            says="The shape is one argument, so it needs brackets of its own around both sizes.",
            raises=("TypeError", "Cannot interpret '1' as a data type"),
        ),
    ),
    variants=(
        Variant(
            "multiplied_by_zero",
            "w, b = np.ones((dim, 1)) * 0, np.float64(0)",
        ),
        Variant(
            "full",
            "w = np.full(shape=(dim, 1), fill_value=0.0)\nb = int(0)",
        ),
        Variant("b_as_integer", Edit("b = 0.0", "b = 0")),
        Variant("b_as_array", Edit("b = 0.0", "b = np.zeros((1, 1))")),
        Variant("integer_weights", Edit("(dim, 1)", "(dim, 1), dtype=int")),
    ),
)

# ------------------------------------------------------------------------- logistic_loss


def _loss_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"yhat": float(rng.uniform(0.1, 0.9)), "y": 1}, {"y": 1}),
        Case({"yhat": float(rng.uniform(0.1, 0.9)), "y": 0}, {"y": 0}),
        Case({"yhat": _probabilities(rng, 6), "y": _labels(rng, 6)}),
    ]


_ONLY_ONES = "The examples with y = 0 add nothing: the second term, with (1 - y), is missing."
_ONLY_ZEROS = "The examples with y = 1 add nothing: the first term, with y, is missing."

logistic_loss = Exercise(
    name="logistic_loss",
    cases=_loss_cases,
    contract=Contract(outputs=("loss",), tolerance={"loss": 1e-5}),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"loss": "(3.2)"},
    mistakes=(
        Mistake(
            "no_minus",
            Edit("loss = -(", "loss = ("),
            says="The sign is wrong. The logarithm of a probability is negative, a loss is not: "
            "where is the minus in front?",
        ),
        Mistake(
            "minus_on_first_term",
            Edit("-(y * np.log(yhat) + (1 - y)", "(-y * np.log(yhat) + (1 - y)"),
            says="The minus belongs to both terms, and here it stands before the first alone.",
        ),
        Mistake("ones_only", "loss = -y * np.log(yhat)", says=_ONLY_ONES),
        Mistake("zeros_only", "loss = -(1 - y) * np.log(1 - yhat)", says=_ONLY_ZEROS),
        Mistake(
            "squared_error",
            "loss = (yhat - y) ** 2 / 2",
            says="This is half the squared error, which makes the cost of this model bumpy. "
            "The exercise asks for the cross-entropy, (3.2).",
        ),
        Mistake(
            "absolute_error",
            "loss = np.abs(yhat - y)",
            says="This is the distance between yhat and y. The exercise asks for "
            "the cross-entropy, (3.2).",
        ),
        Mistake(
            "swapped",
            "with np.errstate(all='ignore'):\n"
            "    loss = -(yhat * np.log(y) + (1 - yhat) * np.log(1 - y))",
            says="yhat and y have changed places: the logarithm is taken of the label, and log(0) "
            "is minus infinity.",
        ),
        Mistake(
            "terms_crossed",
            Edit(
                "y * np.log(yhat) + (1 - y) * np.log(1 - yhat)",
                "y * np.log(1 - yhat) + (1 - y) * np.log(yhat)",
            ),
            says="The two logarithms have changed places: a prediction that is right costs most.",
        ),
        Mistake(
            "base_ten",
            "loss = -(y * np.log10(yhat) + (1 - y) * np.log10(1 - yhat))",
            says="This is the logarithm to base 10; np.log is the natural one.",
        ),
        Mistake(
            "averaged",
            "loss = np.mean(-(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)))",
            says="The mean over the examples is taken already. The loss belongs to one example; "
            "for an array it has the array's shape.",
        ),
    ),
    variants=(
        Variant("log1p", "loss = -(y * np.log(yhat) + (1 - y) * np.log1p(-yhat))"),
        Variant(
            "one_log", "right = yhat * y + (1 - yhat) * (1 - y)\nloss = np.negative(np.log(right))"
        ),
        Variant("two_minuses", "loss = -y * np.log(yhat) - (1 - y) * np.log(1 - yhat)"),
        Variant("chosen_by_label", "loss = -np.log(np.where(y == 1, yhat, 1 - yhat))"),
        Variant(
            "small_number_in_log",
            "loss = -(y * np.log(yhat + 1e-8) + (1 - y) * np.log(1 - yhat + 1e-8))",
        ),
    ),
)

# ------------------------------------------------------------------------- logistic_cost


def _cost_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"A": _probabilities(rng, m), "Y": _labels(rng, m)}, {"m": m}) for m in (1, 7, 4, 10)
    ]


_SUM_NOT_MEAN = (
    "The cost is {m} times too large, and m = {m}: the losses are added up but not divided by m. "
    "Which axis of Y counts the examples?"
)

logistic_cost = Exercise(
    name="logistic_cost",
    cases=_cost_cases,
    contract=Contract(outputs=("cost",), tolerance={"cost": 1e-5}),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("logistic_loss",),
    equations={"cost": "(3.3)"},
    mistakes=(
        Mistake("no_mean", "cost = np.sum(logistic_loss(A, Y))", says=_SUM_NOT_MEAN),
        Mistake(
            "mean_twice",
            "cost = np.mean(logistic_loss(A, Y)) / Y.shape[1]",
            says="The cost is {m} times too small, and m = {m}: it is divided by m twice (np.mean "
            "divides already).",
        ),
        Mistake(
            "no_sum",
            "cost = logistic_loss(A, Y) / Y.shape[1]",
            says="These are the losses of the examples, each divided by m. The cost is one number: "
            "their sum.",
        ),
        Mistake("ones_only", "cost = -np.sum(Y * np.log(A)) / Y.shape[1]", says=_ONLY_ONES),
        Mistake(
            "zeros_only", "cost = -np.sum((1 - Y) * np.log(1 - A)) / Y.shape[1]", says=_ONLY_ZEROS
        ),
        Mistake(
            "sign",
            "cost = np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]",
            says="The cost is negative: the minus in front of the sum is missing.",
        ),
        Mistake(
            "every_pair",
            "pairs = np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))\n"
            "cost = -np.sum(pairs) / Y.shape[1]",
            says="Y.T @ log(A) has shape (m, m): it pairs each label with the prediction of every "
            "example. Each label belongs to its own prediction.",
        ),
        Mistake(
            "squared_error",
            "cost = np.sum((A - Y) ** 2) / (2 * Y.shape[1])",
            says="This is the squared error. The exercise asks for the mean of the cross-entropy.",
        ),
        Mistake(
            "arguments_swapped",
            "with np.errstate(all='ignore'):\n    cost = np.sum(logistic_loss(Y, A)) / Y.shape[1]",
            says="logistic_loss takes the prediction first and the label second; here they are the "
            "other way round.",
        ),
        Mistake(
            "sum_of_two",
            "cost = -np.sum(np.dot(Y, np.log(A).T), np.dot(1 - Y, np.log(1 - A).T)) / Y.shape[1]",
            says="The second argument of np.sum is the axis. To add two things, write a + b.",
            raises=("TypeError", "only integer scalar arrays can be converted"),
        ),
        Mistake(
            "one_by_one",
            "cost = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1]",
            says="The cost is a matrix of one row and one column. Take the number out of it: "
            ".item() does.",
        ),
        Mistake(
            "loop",
            "cost = sum(float(logistic_loss(A[0, i], Y[0, i])) for i in range(Y.shape[1])) "
            "/ Y.shape[1]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("mean", "cost = np.mean(logistic_loss(A, Y))"),
        Variant("zero_d_array", "cost = np.array(np.mean(logistic_loss(A, Y)))"),
        Variant(
            "written_out", "cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.shape[1]"
        ),
        Variant(
            "product", "cost = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T).item() / Y.shape[1]"
        ),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))",
        ),
    ),
)

# -------------------------------------------------------------- single_example_gradients


def _example_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, y: int) -> Case:
        w, b, x, _ = _data(rng, n_x, 1)
        return Case({"w": w, "b": b, "x": x, "y": y}, {"n_x": n_x, "y": y})

    return [case(1, 1), case(3, 0), case(2, 1), case(4, 0)]


single_example_gradients = Exercise(
    name="single_example_gradients",
    cases=_example_cases,
    contract=Contract(outputs=("gradients",), scalars=frozenset({"dz", "db"})),
    uses=("sigmoid",),
    equations={"dz": "(5.5)", "dw": "(5.6)", "db": "(5.7)"},
    mistakes=(
        Mistake(
            "slope_of_sigmoid",
            Edit("dz = a - y", "dz = a * (1 - a)"),
            says="dz is a(1 - a), the slope of the sigmoid alone. The chain rule multiplies it by "
            "da, and then almost everything cancels.",
        ),
        Mistake(
            "sign",
            Edit("dz = a - y", "dz = y - a"),
            says="dz has the wrong sign: where the prediction is too high, a larger z makes the "
            "loss larger.",
        ),
        Mistake(
            "no_sigmoid",
            Edit("a = sigmoid(z)", "a = z"),
            says="z is used in place of a: the sigmoid is missing between them.",
        ),
        Mistake(
            "no_bias",
            Edit("(w.T @ x).item() + b", "(w.T @ x).item()"),
            says="z is computed without b.",
        ),
        Mistake(
            "weights_for_inputs",
            Edit("dw = x * dz", "dw = w * dz"),
            says="dw is w times dz. How much z changes with w depends on what w is multiplied "
            "with.",
        ),
        Mistake(
            "row",
            Edit("dw = x * dz", "dw = x.T * dz"),
            says="dw is a row; a gradient has the shape of what it belongs to, and w is a column.",
        ),
        Mistake(
            "no_inputs",
            Edit("dw = x * dz", "dw = np.ones_like(w) * dz"),
            says="Every entry of dw is dz. Each weight meets an input of its own.",
        ),
        Mistake(
            "db_with_bias",
            Edit("db = dz", "db = b * dz"),
            says="db is b times dz. In z, the bias is added, with the factor 1.",
        ),
        Mistake(
            "squared_error",
            Edit("dz = a - y", "dz = (a - y) * a * (1 - a)"),
            says="dz has the factor a(1 - a), which belongs to the squared error. In the "
            "cross-entropy it cancels.",
        ),
    ),
    variants=(
        Variant(
            "np_dot",
            "a = sigmoid(np.dot(w.T, x) + b)\ndz = np.squeeze(a) - y\n"
            "dw = np.multiply(x, dz)\ndb = dz",
        ),
        Variant(
            "loops",
            "z = b\nfor j in range(w.shape[0]):\n    z = z + w[j, 0] * x[j, 0]\n"
            "dz = sigmoid(z) - y\ndw = np.zeros(w.shape)\n"
            "for j in range(w.shape[0]):\n    dw[j, 0] = x[j, 0] * dz\ndb = dz",
        ),
        Variant(
            "einsum",
            "z = np.einsum('ji,ji->', w, x) + b\na = 1 / (1 + np.exp(-z))\n"
            "dz = np.array([[a - y]])\ndw = x @ dz\ndb = np.sum(dz)",
        ),
        Variant(
            "one_by_one",
            "z = w.T @ x + b\na = sigmoid(z)\ndz = a - y\ndw = x * dz\ndb = dz",
        ),
        Variant(
            "by_chain_rule",
            "z = float(np.sum(w * x)) + b\na = sigmoid(z)\nda = -y / a + (1 - y) / (1 - a)\n"
            "dz = da * a * (1 - a)\ndw = dz * x\ndb = dz",
        ),
    ),
)

# ----------------------------------------------------------------------- propagate_loops


def _set_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, m: int) -> Case:
        while True:
            w, b, X, Y = _data(rng, n_x, m)
            # Further out, the 1e-8 that people add inside of log would show in the cost.
            if np.abs(w.T @ X + b).max() < 6:
                return Case({"w": w, "b": b, "X": X, "Y": Y}, {"m": m, "n_x": n_x})

    return [case(3, 7), case(2, 1), case(1, 4), case(4, 4)]


propagate_loops = Exercise(
    name="propagate_loops",
    cases=_set_cases,
    contract=Contract(
        outputs=("grads", "cost"), scalars=frozenset({"db"}), tolerance={"cost": 1e-5}
    ),
    uses=("sigmoid", "logistic_loss"),
    equations={"dw": "(6.1)", "db": "(6.2)", "cost": "(6.3)"},
    mistakes=(
        Mistake(
            "slope_of_sigmoid",
            Edit("dz = a - Y[0, i]", "dz = a * (1 - a)"),
            says="dz is a(1 - a) in your loop; of one example it is a - y.",
        ),
        Mistake(
            "sign",
            Edit("dz = a - Y[0, i]", "dz = Y[0, i] - a"),
            says="dz has the wrong sign: if the prediction is above the label, is it positive?",
        ),
        Mistake(
            "no_bias",
            Edit("z = b", "z = 0"),
            says="z starts at 0, so the bias is missing from it.",
        ),
        Mistake(
            "last_example_cost",
            Edit("cost = cost + logistic_loss", "cost = logistic_loss"),
            says="The cost holds the loss of the last example alone: each turn of the loop has to "
            "add to it.",
        ),
        Mistake(
            "last_example_dw",
            Edit("dw[j, 0] = dw[j, 0] + X", "dw[j, 0] = X"),
            says="dw holds the last example alone: each turn of the loop has to add to it.",
        ),
        Mistake(
            "last_example_db",
            Edit("db = db + dz", "db = dz"),
            says="db holds the last example alone: each turn of the loop has to add to it.",
        ),
        Mistake(
            "mean_inside_and_outside",
            Edit("dz = a - Y[0, i]", "dz = (a - Y[0, i]) / m"),
            says="dw and db are {m} times too small, and m = {m}: the return line divides by m "
            "already.",
        ),
        Mistake(
            "first_input_only",
            Edit("X[j, i] * dz", "X[0, i] * dz"),
            says="Every entry of dw uses the first feature; entry j belongs to feature j.",
        ),
        Mistake(
            "z_keeps_growing",
            (Edit("z = b\n", "z = b if i == 0 else z\n"),),
            says="z is not set back to b for each example, so it carries the sum of the examples "
            "before.",
        ),
        Mistake(
            "cost_of_ones",
            Edit("logistic_loss(a, Y[0, i])", "-Y[0, i] * np.log(a)"),
            says="The examples with y = 0 add nothing to your cost.",
        ),
    ),
    variants=(
        Variant(
            "vectors_inside",
            "z = np.sum(w[:, 0] * X[:, i]) + b\na = sigmoid(z)\n"
            "cost += float(logistic_loss(a, Y[0, i]))\ndz = a - Y[0, i]\n"
            "for j in range(n_x):\n    dw[j, 0] += dz * X[j, i]\ndb += dz",
        ),
        Variant(
            "by_keyword",
            "z = b\nfor j in range(n_x):\n    z += X[j][i] * w[j][0]\n"
            "a = sigmoid(z=z)\ncost = logistic_loss(yhat=a, y=Y[0][i]) + cost\n"
            "db = (a - Y[0][i]) + db\nfor j in range(n_x):\n"
            "    dw[j][0] = X[j][i] * (a - Y[0][i]) + dw[j][0]",
        ),
        Variant(
            "columns",
            "x, y = X[:, i : i + 1], Y[0, i]\na = sigmoid(np.dot(w.T, x).item() + b)\n"
            "cost = cost + logistic_loss(a, y)\ndw = dw + x * (a - y)\n"
            "db = db + (a - y)",
        ),
        Variant(
            "one_product_inside",
            "z = (w.T @ X[:, [i]]).item() + b\na = sigmoid(z)\n"
            "cost += logistic_loss(a, Y[0, i])\ndz = a - Y[0, i]\ndw += X[:, [i]] * dz\ndb += dz",
        ),
        Variant(
            "written_out_loss",
            "z = b + sum(w[j, 0] * X[j, i] for j in range(n_x))\na = 1 / (1 + np.exp(-z))\n"
            "y = Y[0, i]\ncost += -(y * np.log(a) + (1 - y) * np.log(1 - a))\n"
            "for j in range(n_x):\n    dw[j] += X[j, i] * (a - y)\ndb += a - y",
        ),
    ),
)

# ----------------------------------------------------------------------------- propagate

propagate = Exercise(
    name="propagate",
    cases=_set_cases,
    contract=Contract(
        outputs=("grads", "cost"), scalars=frozenset({"db"}), tolerance={"cost": 1e-5}
    ),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("sigmoid", "logistic_cost"),
    equations={"dw": "(7.3)", "db": "(7.4)", "cost": "(7.2)"},
    mistakes=(
        Mistake(
            "dw_no_mean",
            Edit("dw = X @ dZ.T / m", "dw = X @ dZ.T"),
            says="Every entry of dw is {m} times too large, and m = {m}: the mean is missing. The "
            "formula starts with 1/m.",
        ),
        Mistake(
            "db_no_mean",
            Edit("np.sum(dZ) / m", "np.sum(dZ)"),
            says="db is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "no_mean",
            (Edit("dw = X @ dZ.T / m", "dw = X @ dZ.T"), Edit("np.sum(dZ) / m", "np.sum(dZ)")),
            says="dw and db are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "cost_no_mean",
            Edit("cost = logistic_cost(A, Y)", "cost = logistic_cost(A, Y) * m"),
            says="The cost is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "mean_twice",
            Edit("dZ = A - Y", "dZ = (A - Y) / m"),
            says="dw and db are {m} times too small, and m = {m}: 1/m is in dZ and again in both.",
        ),
        Mistake(
            "sign",
            Edit("dZ = A - Y", "dZ = Y - A"),
            says="dZ has the wrong sign. If the model says too much, A above Y, a larger Z makes "
            "the cost larger: which sign has dZ then?",
        ),
        Mistake(
            "slope_of_sigmoid",
            Edit("dZ = A - Y", "dZ = A * (1 - A)"),
            says="dZ is A(1 - A), the slope of the sigmoid alone; the labels do not enter.",
        ),
        Mistake(
            "squared_error",
            Edit("dZ = A - Y", "dZ = (A - Y) * A * (1 - A)"),
            says="dZ has the factor A(1 - A), which belongs to the squared error.",
        ),
        Mistake(
            "no_bias",
            Edit("w.T @ X + b", "w.T @ X"),
            says="Z is computed without b.",
        ),
        Mistake(
            "no_sigmoid",
            (
                Edit("A = sigmoid(w.T @ X + b)", "A = w.T @ X + b"),
                Edit("cost = logistic_cost(A, Y)", "cost = logistic_cost(sigmoid(A), Y)"),
            ),
            says="dZ is computed from Z instead of A.",
        ),
        Mistake(
            "tanh",
            Edit("A = sigmoid(w.T @ X + b)", "A = (np.tanh(w.T @ X + b) + 1) / 2"),
            says="A comes from tanh; the model's output is the sigmoid.",
        ),
        Mistake(
            "entry_by_entry",
            Edit("X @ dZ.T / m", "X * dZ / m"),
            says="* multiplies entry by entry, so dw still has a column for each example. The "
            "matrix product adds them up.",
        ),
        Mistake(
            "row",
            Edit("X @ dZ.T / m", "dZ @ X.T / m"),
            says="dw is a row: the factors stand in the other order. A gradient has the shape of "
            "what it belongs to, and w is a column.",
        ),
        Mistake(
            "cost_of_ones",
            Edit("logistic_cost(A, Y)", "-np.sum(Y * np.log(A)) / m"),
            says="The examples with y = 0 add nothing to your cost.",
        ),
        Mistake(
            "cost_of_pairs",
            Edit(
                "logistic_cost(A, Y)",
                "-np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) / m",
            ),
            says="There is a transpose that turns the product into an (m, m) table: each label "
            "meets the prediction of every example.",
        ),
        Mistake(
            "cost_sign",
            Edit("logistic_cost(A, Y)", "np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"),
            says="The cost is negative: the minus in front of the sum is missing.",
        ),
        Mistake(
            "loop_over_examples",
            "A = sigmoid(w.T @ X + b)\ncost = logistic_cost(A, Y)\ndw, db = np.zeros_like(w), 0.0\n"
            "for i in range(m):\n    dw += X[:, [i]] * (A[0, i] - Y[0, i]) / m\n"
            "    db += float(A[0, i] - Y[0, i]) / m",
            rule="vectorized",
        ),
        Mistake(
            "changes_labels",
            "A = sigmoid(w.T @ X + b)\ncost = logistic_cost(A, Y)\ndw = X @ (A - Y).T / m\n"
            "db = float(np.sum(A - Y) / m)\nY *= 0",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant("db_one_entry", Edit("float(np.sum(dZ) / m)", "np.sum(dZ, axis=1) / m")),
        Variant(
            "db_one_by_one", Edit("float(np.sum(dZ) / m)", "np.sum(dZ, axis=1, keepdims=True) / m")
        ),
        Variant(
            "means",
            (
                Edit("float(np.sum(dZ) / m)", "np.mean(dZ)"),
                Edit("X @ dZ.T / m", "np.mean(X * dZ, axis=1, keepdims=True)"),
            ),
        ),
        Variant("einsum", Edit("X @ dZ.T / m", 'np.einsum("ji,ki->jk", X, dZ) / m')),
        Variant(
            "np_dot",
            (
                Edit("w.T @ X + b", "np.dot(w.T, X) + b"),
                Edit("X @ dZ.T / m", "1 / m * np.dot(X, (A - Y).T)"),
            ),
        ),
        Variant("own_sigmoid", Edit("sigmoid(w.T @ X + b)", "1 / (1 + np.exp(-(w.T @ X + b)))")),
        Variant(
            "small_number_in_log",
            Edit(
                "logistic_cost(A, Y)",
                "-np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))",
            ),
        ),
    ),
)

# ------------------------------------------------------------------------------ optimize


def _optimize_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, m: int, num_iterations: int, learning_rate: float) -> Case:
        w, b, X, Y = _data(rng, n_x, m)
        arguments: dict[str, Plain] = {"w": w, "b": b, "X": X, "Y": Y}
        arguments |= {"num_iterations": num_iterations, "learning_rate": learning_rate}
        return Case(arguments, {"num_iterations": num_iterations, "m": m, "n_x": n_x})

    return [case(2, 5, 1, 1.0), case(3, 4, 7, 0.3), case(2, 6, 101, 0.05), case(1, 1, 3, 0.5)]


_UPDATE_W = 'w = w - learning_rate * grads["dw"]'
_UPDATE_B = 'b = b - learning_rate * grads["db"]'

optimize = Exercise(
    name="optimize",
    cases=_optimize_cases,
    contract=Contract(
        outputs=("params", "grads", "costs"),
        scalars=frozenset({"b", "db"}),
        tolerance={"costs": 1e-5},
    ),
    uses=("propagate",),
    equations={"w": "(8.1)", "b": "(8.1)"},
    mistakes=(
        Mistake(
            "uphill",
            (Edit("w - learning", "w + learning"), Edit("b - learning", "b + learning")),
            says="The step goes up the hill: the gradient points to where the cost grows, so it is "
            "subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            (
                Edit('learning_rate * grads["dw"]', 'grads["dw"]'),
                Edit('learning_rate * grads["db"]', 'grads["db"]'),
            ),
            says="The learning rate is missing from the step, so it is right only for a rate of 1.",
        ),
        Mistake(
            "fixed_learning_rate",
            (Edit("w - learning_rate", "w - 0.009"), Edit("b - learning_rate", "b - 0.009")),
            says="The learning rate is always 0.009, whatever the argument says.",
        ),
        Mistake(
            "b_not_moved",
            Edit(_UPDATE_B, ""),
            says="b never moves: it needs a step of its own, along db.",
        ),
        Mistake(
            "w_not_moved",
            Edit(_UPDATE_W, ""),
            says="w never moves: it needs a step of its own, along dw.",
        ),
        Mistake(
            "b_shrinks",
            Edit('b - learning_rate * grads["db"]', "b - learning_rate * b"),
            says="The step of b subtracts b itself; it should subtract its derivative.",
        ),
        Mistake(
            "w_shrinks",
            Edit('w - learning_rate * grads["dw"]', "w - learning_rate * w"),
            says="The step of w subtracts w itself; it should subtract its derivative.",
        ),
        Mistake(
            "gradient_assigned",
            (
                Edit('w - learning_rate * grads["dw"]', 'learning_rate * grads["dw"]'),
                Edit('b - learning_rate * grads["db"]', 'learning_rate * grads["db"]'),
            ),
            says="w and b become the step itself; the step has to be subtracted from them.",
        ),
        Mistake(
            "nothing_moves",
            (Edit(_UPDATE_W, ""), Edit(_UPDATE_B, "")),
            says="w and b are what they were: the gradient is computed and no step is made.",
        ),
        Mistake(
            "divided_again",
            (
                Edit(_UPDATE_W, 'w = w - learning_rate * grads["dw"] / X.shape[1]'),
                Edit(_UPDATE_B, 'b = b - learning_rate * grads["db"] / X.shape[1]'),
            ),
            says="The step is divided by m; propagate has taken the mean already.",
        ),
        Mistake(
            "in_place",
            (Edit(_UPDATE_W, 'w -= learning_rate * grads["dw"]'),),
            rule="unchanged",
        ),
        Mistake(
            "return_in_loop",
            (
                Edit(
                    'print(f"cost after iteration {i}: {cost:.6f}")\n',
                    'print(f"cost after iteration {i}: {cost:.6f}")\n        break\n',
                ),
            ),
            says="Only the first iteration is done: is the return line inside the loop?",
        ),
    ),
    variants=(
        Variant(
            "in_place_on_own_copies",
            "if i == 0:\n    w, b = np.array(w, dtype=float), float(b)\n"
            "grads, cost = propagate(w, b, X, Y)\nw -= learning_rate * grads['dw']\n"
            "b -= learning_rate * float(np.squeeze(grads['db']))",
        ),
        Variant(
            "np_subtract",
            "grads, cost = propagate(w, b, X, Y)\n"
            "w, b = (np.subtract(v, np.multiply(learning_rate, grads[k])) for v, k in "
            "((w, 'dw'), (b, 'db')))",
        ),
        Variant(
            "renamed_dictionary",
            "result = propagate(w, b, X, Y)\n"
            "grads = {'dw': result[0]['dw'], 'db': result[0]['db']}\n"
            "cost = result[1]\n"
            "w, b = w + -learning_rate * grads['dw'], b + -learning_rate * grads['db']",
        ),
        Variant(
            "own_names",
            "gradients, cost = propagate(w, b, X, Y)\ngrads = gradients\n"
            'dw, db = grads["dw"], grads["db"]\nw = w - learning_rate * dw\n'
            "b = b - learning_rate * db",
        ),
        Variant("keywords", Edit("propagate(w, b, X, Y)", "propagate(w=w, b=b, X=X, Y=Y)")),
    ),
)

# ------------------------------------------------------------------------------- predict


def _predict_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, m: int) -> Case:
        # Drawn again until the usual slips show: both labels occur, the bias turns a label, some Z
        # lies between 0 and 0.5, and none lies so near to 0 that rounding decides.
        while True:
            w, b, X, _ = _data(rng, n_x, m)
            Z = w.T @ X + b
            clear = bool((np.abs(Z) > 0.05).all() and (np.abs(Z - 0.5) > 0.02).all())
            both = 0 < int((Z > 0).sum()) < m
            turned = bool(((Z - b > 0) != (Z > 0)).any())
            between = bool(((Z > 0) & (Z < 0.45)).any())
            if clear and (m == 1 or (both and turned and between)):
                return Case({"w": w, "b": b, "X": X}, {"m": m, "n_x": n_x})

    return [case(3, 9), case(2, 1), case(1, 8), case(4, 12)]


_PROBABILITIES = "A = sigmoid(w.T @ X + b)\n"

predict = Exercise(
    name="predict",
    cases=_predict_cases,
    contract=Contract(outputs=("Y_prediction",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("sigmoid",),
    equations={"Y_prediction": "(9.1)"},
    mistakes=(
        Mistake(
            "no_bias",
            Edit("w.T @ X + b", "w.T @ X"),
            says="These are the labels that come out without b: Z is w.T X plus the bias.",
        ),
        Mistake(
            "threshold_on_z",
            "Y_prediction = (w.T @ X + b > 0.5).astype(int)",
            says="Z is compared with 0.5; it is the probability A = sigma(Z) that 0.5 belongs to.",
        ),
        Mistake(
            "probabilities",
            "Y_prediction = sigmoid(w.T @ X + b)",
            says="These are the probabilities A. A prediction is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            Edit("A > 0.5", "A < 0.5"),
            says="Every label is the opposite of the right one: a probability above 0.5 means 1.",
        ),
        Mistake(
            "rank_one",
            _PROBABILITIES + "Y_prediction = (np.squeeze(A, axis=0) > 0.5).astype(int)",
            says="The labels are right, but they stand in an array of one axis, (m,), and Y has "
            "the shape (1, m).",
        ),
        Mistake(
            "column",
            _PROBABILITIES + "Y_prediction = (A > 0.5).astype(int).T",
            says="The labels are right, but they stand in a column; Y is a row.",
        ),
        Mistake(
            "threshold_on_x",
            "Y_prediction = (X > 0.5).astype(int)",
            says="The features X are compared with 0.5. Compute the probabilities A first.",
        ),
        Mistake(
            "first_example_only",
            _PROBABILITIES + "Y_prediction = int(A[0, 0] > 0.5)",
            says="Only the first example is judged; every column of X needs a label.",
        ),
        Mistake(
            "always_one",
            "Y_prediction = np.ones((1, X.shape[1]), dtype=int)",
            says="Every label is 1, whatever the pictures are.",
        ),
        Mistake(
            "always_zero",
            "Y_prediction = np.zeros((1, X.shape[1]), dtype=int)",
            says="Every label is 0: was the array filled after it was made?",
        ),
        Mistake(
            "loop",
            _PROBABILITIES + "Y_prediction = np.zeros((1, X.shape[1]))\n"
            "for i in range(A.shape[1]):\n    Y_prediction[0, i] = 1 if A[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "loop_free_comparison_of_odds",
            "Z = np.einsum('ji,jk->ik', w, X) + b\nY_prediction = np.heaviside(Z, 1)",
        ),
        Variant("booleans", _PROBABILITIES + "Y_prediction = A > 0.5"),
        Variant("floats", _PROBABILITIES + "Y_prediction = np.where(A >= 0.5, 1.0, 0.0)"),
        Variant("rounded", _PROBABILITIES + "Y_prediction = np.round(A)"),
        Variant("sign_of_z", "Y_prediction = (np.dot(w.T, X) + b > 0) * 1"),
    ),
)

# --------------------------------------------------------------------------------- model


def _model_cases(rng: Rng) -> Sequence[Case]:
    def case(
        n_x: int, m_train: int, m_test: int, num_iterations: int, learning_rate: float, side: int
    ) -> Case:
        # A border far from the origin and many test examples: predictions without b show. Where
        # most labels are 1, predictions of untrained parameters, which are all 0, show too.
        w, X_train = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, m_train))
        b = float(side * np.linalg.norm(w))
        X_test = rng.normal(size=(n_x, m_test))
        Y_train = (w.T @ X_train + b > 0).astype(np.int64)
        Y_test = (w.T @ X_test + b > 0).astype(np.int64)
        arguments: dict[str, Plain] = {"X_train": X_train, "Y_train": Y_train}
        arguments |= {"X_test": X_test, "Y_test": Y_test}
        arguments |= {"num_iterations": num_iterations, "learning_rate": learning_rate}
        return Case(arguments, {"num_iterations": num_iterations, "n_x": n_x, "m_train": m_train})

    def printing(case: Case, print_cost: bool) -> Case:
        return Case({**case.arguments, "print_cost": print_cost}, case.facts, rule="prints")

    values = [
        case(3, 18, 25, 30, 0.2, +1),
        case(4, 16, 29, 120, 0.1, -1),
        case(2, 20, 20, 60, 1.0, +1),
    ]
    return [
        *values,
        printing(case(2, 6, 3, 101, 0.1, -1), True),
        printing(case(2, 6, 3, 1, 0.1, -1), False),
    ]


model = Exercise(
    name="model",
    cases=_model_cases,
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

EXERCISES = (
    flatten_images,
    sigmoid,
    initialize_with_zeros,
    logistic_loss,
    logistic_cost,
    single_example_gradients,
    propagate_loops,
    propagate,
    optimize,
    predict,
    model,
)
