"""The exercises of `notebooks/week3/activations.py`."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.exercises.week2_logistic_regression import sigmoid as sigmoid_of_week_2
from grader.student.calling.argument_types import Polynomial
from grader.student.calling.plain_data import Plain
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator

_QUIET = "with np.errstate(all='ignore'):\n    "


def _clear_of_zero(rng: Rng, *shape: int) -> Array:
    """Draw an array of both signs (where it has room) with no entry near 0."""
    while True:
        Z = rng.normal(size=shape) * 1.5
        both = Z.size == 1 or bool((Z > 0).any() and (Z < 0).any())
        if both and bool((np.abs(Z) > 0.05).all()):
            return Z


# ---------------------------------------------------------------------- collapse_linear


def _layer_cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_1: int, n_2: int) -> Case:
        arguments: dict[str, Plain] = {
            "W1": rng.normal(size=(n_1, n_x)),
            "b1": rng.normal(size=(n_1, 1)),
            "W2": rng.normal(size=(n_2, n_1)),
            "b2": rng.normal(size=(n_2, 1)),
        }
        return Case(arguments, {"n_x": n_x, "n_1": n_1, "n_2": n_2})

    # The square one is where a product in the wrong order has the right shape.
    return [case(3, 4, 2), case(2, 5, 1), case(3, 3, 3), case(1, 2, 3)]


collapse_linear = Exercise(
    name="collapse_linear",
    cases=_layer_cases,
    contract=Contract(outputs=("W", "b")),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"W": "(1.3)", "b": "(1.4)"},
    mistakes=(
        Mistake(
            "order",
            Edit("W2 @ W1", "W1 @ W2"),
            says="The factors of W stand in the wrong order: what is applied to x first stands "
            "next to it, on the right.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "first_bias_untouched",
            Edit("W2 @ b1 + b2", "b1 + b2"),
            says="b1 is added as it is. The second layer multiplies all that it receives with its "
            "weights, the first layer's bias included.",
        ),
        Mistake(
            "second_bias_only",
            Edit("W2 @ b1 + b2", "b2"),
            says="b is b2 alone: what becomes of b1 on its way through the second layer?",
        ),
        Mistake(
            "first_bias_only",
            Edit("W2 @ b1 + b2", "W2 @ b1"),
            says="b2 is missing from b.",
        ),
        Mistake(
            "both_biases_weighted",
            Edit("W2 @ b1 + b2", "W2 @ b1 + W2.sum(axis=1, keepdims=True) * b2"),
            says="b2 is multiplied with W2 as well; it is added after the product.",
        ),
        Mistake(
            "folded_weights_on_bias",
            Edit("W2 @ b1 + b2", "W2 @ (W1.sum(axis=1, keepdims=True) * b1) + b2"),
            says="b1 is multiplied with W1. It is added after the product with W1, so only W2 "
            "acts on it.",
        ),
        Mistake(
            "transposed",
            Edit("W2 @ W1", "(W2 @ W1).T"),
            says="W is the transpose of what it should be: a row for each output, a column for "
            "each input.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("W2 @ b1 + b2", "W2 @ b1 - b2"),
            says="b2 has the wrong sign.",
        ),
        Mistake(
            "rank_one",
            Edit("W2 @ b1 + b2", "(W2 @ b1 + b2).ravel()"),
            says="The numbers of b are right, but it has one axis only; a bias is a column (n, 1).",
        ),
        Mistake(
            "loops",
            "W = np.zeros((W2.shape[0], W1.shape[1]))\n"
            "for i in range(W2.shape[0]):\n    for j in range(W1.shape[1]):\n"
            "        W[i, j] = np.sum(W2[i, :] * W1[:, j])\nb = W2 @ b1 + b2",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "transposes",
            "W = (W1.T @ W2.T).T\nb = (b1.T @ W2.T + b2.T).T",
        ),
        Variant(
            "tensordot",
            "W, b = np.tensordot(W2, W1, axes=1), np.einsum('ij,jk->ik', W2, b1) + b2",
        ),
        Variant("np_dot", "W = np.dot(W2, W1)\nb = b2 + np.dot(W2, b1)"),
        Variant(
            "probed",
            "both = W2 @ np.hstack([W1, b1])\nW = both[:, :-1]\nb = both[:, -1:] + b2",
        ),
        Variant("einsum", 'W = np.einsum("ij,jk->ik", W2, W1)\nb = np.matmul(W2, b1) + b2'),
    ),
)

# ------------------------------------------------------------------ fifty_linear_units


def _no_arguments(rng: Rng) -> Sequence[Case]:
    return [Case({})]


fifty_linear_units = Exercise(
    name="fifty_linear_units",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "a_bend_for_each_unit",
            Edit('"b"', '"a"'),
            says="Each hidden unit computes a linear function, and a sum of fifty linear functions "
            "is linear again. Where should a bend come from?",
        ),
        Mistake(
            "a_bend_for_each_layer",
            Edit('"b"', '"c"'),
            says="Fold the layers one by one with (1.3) and (1.4). After how many of them is "
            "there a bend?",
        ),
        Mistake(
            "patience",
            Edit('"b"', '"d"'),
            says="Training changes the numbers in W and b, not the kind of function: folded, it is "
            "w.T x + b before the training and after it.",
        ),
    ),
)

# ------------------------------------------------------------------------------ sigmoid

sigmoid = replace(sigmoid_of_week_2, equations={"a": "(2.1)"})

# --------------------------------------------------------------------------------- tanh


def _entry_cases(rng: Rng) -> list[Case]:
    return [
        Case({"z": float(rng.uniform(0.5, 1.5))}),
        Case({"z": -float(rng.uniform(0.5, 1.5))}),
        Case({"z": _clear_of_zero(rng, 1, 5)}),
        Case({"z": _clear_of_zero(rng, 3, 4)}),
        Case({"z": _clear_of_zero(rng, 2, 3, 2)}),
    ]


def _tanh_cases(rng: Rng) -> Sequence[Case]:
    large = np.array([-1000.0, -20.0, 0.0, 20.0, 1000.0])
    return [*_entry_cases(rng), Case({"z": large}, rule="finite")]


_TANH_AS_WRITTEN = "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))"

tanh = Exercise(
    name="tanh",
    cases=_tanh_cases,
    contract=Contract(outputs=("a",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    rule_says={"finite": "There z is -1000, -20, 0, 20 and 1000: tanh must be right there, too."},
    uses=("sigmoid",),
    equations={"a": "(2.2)"},
    mistakes=(
        Mistake(
            "overflow",
            _QUIET + f"a = {_TANH_AS_WRITTEN}",
            says="For z = 1000 this divides inf by inf, which is nan. Which form in (2.3) has an "
            "exponent that cannot become large?",
            rule="finite",
        ),
        Mistake(
            "half_safe",
            _QUIET + "a = (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))",
            says="Safe for large positive z; for z = -1000 it divides inf by inf, which is nan. "
            "Could the exponent be made negative for either sign of z?",
            rule="finite",
        ),
        Mistake(
            "other_half_safe",
            _QUIET + "a = (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)",
            says="Safe for very negative z; for z = 1000 it divides inf by inf, which is nan. "
            "Could the exponent be made negative for either sign of z?",
            rule="finite",
        ),
        Mistake(
            "upside_down",
            _QUIET + "a = (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))",
            says="Numerator and denominator have changed places: this is 1 / tanh(z).",
        ),
        Mistake(
            "no_parentheses",
            "a = np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)",
            says="Python divides before it adds and subtracts: numerator and denominator both need "
            "parentheses.",
        ),
        Mistake(
            "numerator_without_parentheses",
            "a = np.exp(z) - np.exp(-z) / (np.exp(z) + np.exp(-z))",
            says="Python divides before it subtracts: the numerator needs parentheses, too.",
        ),
        Mistake(
            "denominator_without_parentheses",
            "a = (np.exp(z) - np.exp(-z)) / np.exp(z) + np.exp(-z)",
            says="Python divides before it adds: the denominator needs parentheses, too.",
        ),
        Mistake(
            "one_not_multiplied",
            "a = 2 * (sigmoid(2 * z) - 1)",
            says="This runs from -2 to 0: in (2.3) the 1 is subtracted after the multiplication "
            "with 2.",
        ),
        Mistake(
            "one_inside",
            "a = 2 * sigmoid(2 * z - 1)",
            says="The 1 is subtracted inside the sigmoid, which moves the curve to the right. It "
            "has to be moved down.",
        ),
        Mistake(
            "numerator_alone",
            "a = np.exp(z) - np.exp(-z)",
            says="This is the numerator of (2.2) alone.",
        ),
        Mistake(
            "hyperbolic_sine",
            "a = (np.exp(z) - np.exp(-z)) / 2",
            says="This is half the numerator, the hyperbolic sine, which grows without bound. "
            "Divide by the sum of the exponentials.",
        ),
        Mistake(
            "sign",
            "a = (np.exp(-z) - np.exp(z)) / (np.exp(z) + np.exp(-z))",
            says="The sign is wrong: for positive z the larger exponential comes first in the "
            "numerator.",
        ),
        Mistake(
            "sign_lost",
            Edit("np.sign(z) * (1 - e)", "(1 - e)"),
            says="Negative z give positive values: the sign of z has to come back in after the "
            "absolute value was taken.",
        ),
        Mistake(
            "one_for_two",
            Edit("-2 * np.abs(z)", "-np.abs(z)"),
            says="This is tanh(z / 2): a factor 2 is missing. In (2.3) it stands in both "
            "exponents, and at the z of the sigmoid.",
        ),
        Mistake(
            "sigmoid",
            "a = sigmoid(z)",
            says="This is the sigmoid, which runs from 0 to 1. tanh runs from -1 to 1.",
        ),
        Mistake(
            "not_moved_down",
            "a = 2 * sigmoid(2 * z)",
            says="This runs from 0 to 2: it has to be moved down by 1.",
        ),
        Mistake(
            "derivative",
            f"a = 1 - ({_TANH_AS_WRITTEN}) ** 2",
            says="This is the slope of tanh. The exercise asks for tanh itself.",
        ),
        Mistake(
            "math_exp",
            "import math\na = (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z))",
            says="math.exp takes a single number, and z may be an array of any shape: np.exp takes "
            "both.",
            raises=("TypeError", "arrays can be converted to Python scalars"),
        ),
        Mistake(
            "branches",
            "if z > 0:\n    a = 1 - 2 / (np.exp(2 * z) + 1)\nelse:\n"
            "    a = 2 / (np.exp(-2 * z) + 1) - 1",
            says="if asks one question about the whole array, and that has no answer. Is there a "
            "form that fits both signs, or a function that chooses entry by entry?",
            raises=("ValueError", "truth value"),
        ),
        Mistake(
            "one_number_at_a_time",
            "a = np.array([2 / (1 + np.exp(-2 * min(max(v, -300), 300))) - 1 "
            "for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("by_sigmoid", "a = 2 * sigmoid(2 * z) - 1"),
        Variant("one_exponential", "a = 1 - 2 / (np.exp(2 * z) + 1)"),
        Variant("numpy", "a = np.tanh(z)"),
        Variant(
            "two_safe_forms",
            "with np.errstate(all='ignore'):\n    p, n = np.exp(2 * z), np.exp(-2 * z)\n"
            "    a = np.where(z > 0, (1 - n) / (1 + n), (p - 1) / (p + 1))",
        ),
        Variant("clipped", f"z = np.clip(z, -50, 50)\na = {_TANH_AS_WRITTEN}"),
    ),
)

# --------------------------------------------------------------------------------- relu


def _relu_cases(rng: Rng) -> Sequence[Case]:
    return _entry_cases(rng)


relu = Exercise(
    name="relu",
    cases=_relu_cases,
    contract=Contract(outputs=("a",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"a": "(3.1)"},
    mistakes=(
        Mistake(
            "builtin_max",
            "a = max(0, z)",
            says="max and if ask one question about the whole array, and that has no answer. Which "
            "function of NumPy compares entry by entry?",
            raises=("ValueError", "truth value"),
        ),
        Mistake(
            "np_max",
            "a = np.max(0, z)",
            says="np.max finds the largest entry of ONE array, and its second argument is an axis. "
            "Its relative with the longer name compares two arrays.",
            raises=("TypeError", "cannot be interpreted as an integer|integer scalar arrays"),
        ),
        Mistake(
            "np_max_turned",
            "a = np.max(z, 0)",
            says="np.max finds the largest entry of ONE array, and its second argument is an axis. "
            "Its relative with the longer name compares two arrays.",
            raises=("AxisError", "out of bounds"),
        ),
        Mistake(
            "identity",
            "a = z",
            says="This is z itself: negative values have to become 0.",
        ),
        Mistake(
            "minimum",
            "a = np.minimum(0, z)",
            says="The negative part is kept and the positive part is 0; it is the other way round.",
        ),
        Mistake(
            "absolute_value",
            "a = np.abs(z)",
            says="This is the absolute value: negative z become positive, and should become 0.",
        ),
        Mistake(
            "step",
            "a = (z > 0) * 1.0",
            says="This is 1 for positive z, the slope of ReLU. ReLU itself is z there.",
        ),
        Mistake(
            "mirrored",
            "a = np.maximum(0, -z)",
            says="This is ReLU(-z): the sign of z is turned round.",
        ),
        Mistake(
            "capped",
            "a = np.clip(z, 0, 1)",
            says="Values above 1 are cut off. On the right ReLU grows without end; that is its "
            "point.",
        ),
        Mistake(
            "leaky",
            "a = np.where(z > 0, z, 0.01 * z)",
            says="This is the leaky ReLU of the next exercise; here negative z become exactly 0.",
        ),
        Mistake(
            "in_place",
            "z[z < 0] = 0\na = z",
            says="z may be a plain number, which has no entries to set; and of an array this would "
            "overwrite the caller's own numbers. Make a new value.",
            raises=("TypeError", "does not support item assignment"),
        ),
        Mistake(
            "comprehension",
            "a = np.array([v if v > 0 else 0.0 for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
        Mistake(
            "np_vectorize",
            "a = np.vectorize(lambda v: max(0.0, v))(z)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("positions", "a = np.array(z, dtype=float)\na[a < 0] = 0"),
        Variant("where", "a = np.where(z > 0, z, 0)"),
        Variant("gate", "a = z * (z > 0)"),
        Variant("half_of_the_sum", "a = (z + np.abs(z)) / 2"),
        Variant("clip", "a = np.clip(z, 0, None)"),
    ),
)

# --------------------------------------------------------------------------- leaky_relu


def _leaky_cases(rng: Rng) -> Sequence[Case]:
    slopes: list[dict[str, Plain]] = [{"slope": s} for s in (0.2, 0.05, 0.3)]
    given = [{}, slopes[0], slopes[1], slopes[2], {}]
    cases = _entry_cases(rng)
    return [Case({**c.arguments, **s}) for c, s in zip(cases, given, strict=True)]


leaky_relu = Exercise(
    name="leaky_relu",
    cases=_leaky_cases,
    contract=Contract(outputs=("a",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"a": "(3.2)"},
    mistakes=(
        Mistake(
            "fixed_slope",
            Edit("slope * z", "0.01 * z"),
            says="The slope is always 0.01, whatever the argument says.",
        ),
        Mistake(
            "no_leak",
            "a = np.maximum(0, z)",
            says="This is the plain ReLU: negative z give 0, and should give a small part of z.",
        ),
        Mistake(
            "swapped",
            Edit("z, slope * z", "slope * z, z"),
            says="Positive z are shrunk and negative ones pass whole: the two lines have changed "
            "places. It is the higher one on both sides.",
        ),
        Mistake(
            "slope_of_leaky",
            "a = np.where(z > 0, 1.0, slope)",
            says="This is the slope on either side, 1 and slope. The exercise asks for the value, "
            "which grows with z on both sides.",
        ),
        Mistake(
            "slope_everywhere",
            Edit("z, slope * z", "1.0, slope * z"),
            says="Positive z give 1. They should pass as they are; 1 is the slope there.",
        ),
        Mistake(
            "slope_added",
            Edit("slope * z", "slope + z"),
            says="Negative z are moved by slope. They should be multiplied with it.",
        ),
        Mistake(
            "slope_divides",
            Edit("slope * z", "z / slope"),
            says="Negative z are divided by slope, which makes them larger. They should be "
            "multiplied with it.",
        ),
        Mistake(
            "slope_alone",
            Edit("slope * z", "slope"),
            says="Negative z give the number slope itself. The leak is a line: slope times z.",
        ),
        Mistake(
            "sign",
            Edit("slope * z", "-slope * z"),
            says="Negative z give positive values: the leak goes on downward, on a line through 0.",
        ),
        Mistake(
            "number_for_a_line",
            Edit("slope * z", "0.01"),
            says="Negative z give the number 0.01. The leak is a line: slope times z.",
        ),
        Mistake(
            "in_place",
            "z[z < 0] = slope * z[z < 0]\na = z",
            says="z may be a plain number, which has no entries to set; and of an array this would "
            "overwrite the caller's own numbers. Make a new value.",
            raises=("TypeError", "not subscriptable|item assignment"),
        ),
        Mistake(
            "leak_on_both_sides",
            "a = slope * z",
            says="The slope is applied to positive z as well.",
        ),
        Mistake(
            "leak_added_everywhere",
            "a = np.maximum(0, z) + slope * z",
            says="For positive z the leak comes on top, so that the slope there is 1 + slope. It "
            "belongs to negative z only.",
        ),
        Mistake(
            "builtin_max",
            "a = max(slope * z, z)",
            says="max and if ask one question about the whole array, and that has no answer. Which "
            "function of NumPy compares entry by entry?",
            raises=("ValueError", "truth value"),
        ),
        Mistake(
            "comprehension",
            "a = np.array([v if v > 0 else slope * v for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("middle_and_size", "a = (1 + slope) / 2 * z + (1 - slope) / 2 * np.abs(z)"),
        Variant("positions", "a = np.array(z, dtype=float)\na[a < 0] *= slope"),
        Variant("higher_line", "a = np.maximum(slope * z, z)"),
        Variant("two_parts", "a = np.maximum(0, z) + slope * np.minimum(0, z)"),
        Variant("factor", "a = z * np.where(z >= 0, 1, slope)"),
    ),
)

# ---------------------------------------------------------------------- numerical_slope


def _slope_cases(rng: Rng) -> Sequence[Case]:
    def curve() -> Polynomial:
        # The cubic term tells a wide nudge from a narrow one, the square one a one-sided nudge
        # from one to both sides.
        c = rng.uniform(0.5, 1.5, size=4) * rng.choice([-1, 1], size=4)
        return Polynomial(tuple(round(float(v), 3) for v in c))

    def case(z: Plain, epsilon: float) -> Case:
        return Case({"g": curve(), "z": z, "epsilon": epsilon})

    return [
        case(float(rng.uniform(0.5, 1.5)), 0.1),
        case(-float(rng.uniform(0.5, 1.5)), 0.25),
        case(_clear_of_zero(rng, 4), 0.2),
        case(_clear_of_zero(rng, 2, 3), 0.05),
    ]


_TWO_SIDES = "g(z + epsilon) - g(z - epsilon)"

numerical_slope = Exercise(
    name="numerical_slope",
    cases=_slope_cases,
    contract=Contract(outputs=("slope",)),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"slope": "(4.1)"},
    mistakes=(
        Mistake(
            "to_the_right_only",
            "slope = (g(z + epsilon) - g(z)) / epsilon",
            says="The nudge goes to the right only. Close, but its error is much larger: nudge to "
            "both sides.",
        ),
        Mistake(
            "to_the_left_only",
            "slope = (g(z) - g(z - epsilon)) / epsilon",
            says="The nudge goes to the left only. Close, but its error is much larger: nudge to "
            "both sides.",
        ),
        Mistake(
            "width_of_one_side",
            Edit("(2 * epsilon)", "epsilon"),
            says="Every slope is twice too large: the two points are 2 epsilon apart.",
        ),
        Mistake(
            "one_side_of_two",
            "slope = (g(z + epsilon) - g(z)) / (2 * epsilon)",
            says="The height goes from z to the right, the width to both sides: take the second "
            "value at z - epsilon.",
        ),
        Mistake(
            "g_not_called",
            "slope = ((z + epsilon) - (z - epsilon)) / (2 * epsilon)",
            says="The slope is 1 for every g: the nudge goes into g, and the height is the "
            "difference of two values of g.",
        ),
        Mistake(
            "sigmoid_for_g",
            "slope = (sigmoid(z + epsilon) - sigmoid(z - epsilon)) / (2 * epsilon)",
            says="This is the slope of the sigmoid, whatever the argument g is.",
        ),
        Mistake(
            "tanh_for_g",
            "slope = (tanh(z + epsilon) - tanh(z - epsilon)) / (2 * epsilon)",
            says="This is the slope of tanh, whatever the argument g is.",
        ),
        Mistake(
            "exp_for_g",
            "slope = (np.exp(z + epsilon) - np.exp(z - epsilon)) / (2 * epsilon)",
            says="This is the slope of the exponential function in the example, whatever the "
            "argument g is.",
        ),
        Mistake(
            "nothing_in_parentheses",
            "slope = g(z + epsilon) - g(z - epsilon) / 2 * epsilon",
            says="Python divides and multiplies before it subtracts: height and width both need "
            "parentheses.",
        ),
        Mistake(
            "height_only",
            "slope = " + _TWO_SIDES,
            says="This is the height of the triangle; the slope is height over width.",
        ),
        Mistake(
            "no_parentheses",
            "slope = g(z + epsilon) - g(z - epsilon) / (2 * epsilon)",
            says="Only the second value is divided: the whole difference needs parentheses.",
        ),
        Mistake(
            "width_without_parentheses",
            Edit("height / (2 * epsilon)", "height / 2 * epsilon"),
            says="Python goes from left to right: it divides by 2 and then multiplies with "
            "epsilon. The width needs parentheses.",
        ),
        Mistake(
            "sum",
            Edit("g(z + epsilon) - g(z - epsilon)", "g(z + epsilon) + g(z - epsilon)"),
            says="The two values are added; the height is their difference.",
        ),
        Mistake(
            "turned_round",
            Edit("g(z + epsilon) - g(z - epsilon)", "g(z - epsilon) - g(z + epsilon)"),
            says="The sign is wrong: the value on the right comes first.",
        ),
        Mistake(
            "fixed_epsilon",
            "slope = (g(z + 1e-5) - g(z - 1e-5)) / 2e-5",
            says="The nudge is always 0.00001, whatever the argument epsilon says.",
        ),
        Mistake(
            "half_nudges",
            "slope = (g(z + epsilon / 2) - g(z - epsilon / 2)) / epsilon",
            says="The nudges are half as large as asked for: epsilon is the nudge to EACH side.",
        ),
        Mistake(
            "nudged_by_a_part",
            "slope = (g(z * (1 + epsilon)) - g(z * (1 - epsilon))) / (2 * epsilon)",
            says="z is multiplied with 1 + epsilon, so the nudge depends on z. Add epsilon and "
            "subtract it.",
        ),
        Mistake(
            "one_number_at_a_time",
            "slope = np.array([(g(v + epsilon) - g(v - epsilon)) / (2 * epsilon) "
            "for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "helper",
            "def value(side):\n    return g(z + side * epsilon)\n"
            "slope = 0.5 * (value(1) - value(-1)) / epsilon",
        ),
        Variant(
            "ends",
            "left, right = np.subtract(z, epsilon), np.add(z, epsilon)\n"
            "slope = np.divide(g(right) - g(left), 2 * epsilon)",
        ),
        Variant("one_line", f"slope = ({_TWO_SIDES}) / (2 * epsilon)"),
        Variant(
            "mean_of_both_sides",
            "right = (g(z + epsilon) - g(z)) / epsilon\nleft = (g(z) - g(z - epsilon)) / epsilon\n"
            "slope = (left + right) / 2",
        ),
        Variant("twice_divided", f"slope = ({_TWO_SIDES}) / 2 / epsilon"),
    ),
)

# --------------------------------------------------------------- the four ways back


def _gradient(rng: Rng, Z: Array) -> Array:
    """Draw dA for Z: around 1, of both signs where there is room, and not those of Z."""
    while True:
        dA = _clear_of_zero(rng, *Z.shape)
        # dA = 1 would hide a gradient that is left out, or put in twice.
        away = bool((np.abs(np.abs(dA) - 1) > 0.02).all())
        differ = bool(((dA > 0) & (Z < 0)).any() and ((dA < 0) & (Z > 0)).any())
        if away and (differ or Z.size < 4):
            return dA


def _backward_cases(rng: Rng) -> list[Case]:
    def case(n: int, m: int) -> Case:
        Z = _clear_of_zero(rng, n, m)
        return Case({"dA": _gradient(rng, Z), "Z": Z}, {"n": n, "m": m})

    return [case(3, 4), case(2, 1), case(1, 7), case(4, 4)]


def _smooth_backward_cases(rng: Rng) -> Sequence[Case]:
    large = {"dA": np.array([[2.0, -3.0, 1.5]]), "Z": np.array([[-800.0, 0.5, 800.0]])}
    return [*_backward_cases(rng), Case(large, rule="finite")]


def _hard_backward_cases(rng: Rng) -> Sequence[Case]:
    return _backward_cases(rng)


def _leaky_backward_cases(rng: Rng) -> Sequence[Case]:
    given: list[dict[str, Plain]] = [{"slope": 0.2}, {}, {"slope": 0.3}, {}]
    return [
        Case({**c.arguments, **s}, c.facts)
        for c, s in zip(_backward_cases(rng), given, strict=True)
    ]


_FINITE = {"finite": "There Z is -800, 0.5 and 800: dZ must be right for large Z, too."}
_ALL_RULES = ("unchanged", "own_arguments", "vectorized")
_NO_GRADIENT = (
    "This is the slope alone. What arrives from the right, dA, is the other factor of the chain "
    "rule."
)
_GRADIENT_TWICE = "dA is multiplied in twice."
_EXCHANGED = (
    "dA and Z have changed places: the slope is taken at Z, and what it is multiplied with is dA."
)
_MEAN = (
    "Every entry is {m} times too small, and m = {m}: nothing is averaged here. 1/m belongs to dW "
    "and db, one step later."
)
_MATRIX_PRODUCT = (
    "@ and np.dot multiply rows with columns and add up. Each entry of dA belongs to one entry of "
    "Z: multiply entry by entry."
)
_MISFIT = ("ValueError", "matmul|not aligned")

sigmoid_backward = Exercise(
    name="sigmoid_backward",
    cases=_smooth_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=_ALL_RULES,
    rule_says=_FINITE,
    uses=("sigmoid",),
    equations={"dZ": "(5.2)"},
    mistakes=(
        Mistake("no_gradient", Edit("dA * A * (1 - A)", "A * (1 - A)"), says=_NO_GRADIENT),
        Mistake("twice", Edit("dA * A * (1 - A)", "dA * dA * A * (1 - A)"), says=_GRADIENT_TWICE),
        Mistake(
            "z_for_a",
            "dZ = dA * Z * (1 - Z)",
            says="The slope is made of Z in place of A: a(1 - a) is about the activation.",
        ),
        Mistake(
            "gradient_for_a",
            "dZ = dA * (1 - dA)",
            says="dA is taken for A. dA is a derivative that comes from the right; A has to be "
            "computed from Z.",
        ),
        Mistake(
            "no_parentheses",
            Edit("dA * A * (1 - A)", "dA * A * 1 - A"),
            says="Python multiplies before it subtracts: 1 - A needs its parentheses.",
        ),
        Mistake(
            "no_second_factor",
            Edit("dA * A * (1 - A)", "dA * A"),
            says="This is dA times A; the factor 1 - A is missing from the slope.",
        ),
        Mistake(
            "no_first_factor",
            Edit("dA * A * (1 - A)", "dA * (1 - A)"),
            says="This is dA times 1 - A; the factor A is missing from the slope.",
        ),
        Mistake(
            "slope_of_tanh",
            Edit("A * (1 - A)", "(1 - A**2)"),
            says="1 - A squared is the slope of tanh; the sigmoid's is A(1 - A).",
        ),
        Mistake(
            "slope_of_true_tanh",
            "dZ = dA * (1 - np.tanh(Z) ** 2)",
            says="This goes back through tanh. Here it was the sigmoid.",
        ),
        Mistake(
            "sign",
            Edit("(1 - A)", "(A - 1)"),
            says="The sign is wrong: the sigmoid rises everywhere, so its slope is positive.",
        ),
        Mistake(
            "one_plus",
            Edit("(1 - A)", "(1 + A)"),
            says="The slope is A times 1 MINUS A; with a plus it would not vanish for large Z.",
        ),
        Mistake("mean", Edit("(1 - A)", "(1 - A) / Z.shape[1]"), says=_MEAN),
        Mistake(
            "matrix_product",
            Edit("dA * A * (1 - A)", "dA @ (A * (1 - A))"),
            says=_MATRIX_PRODUCT,
            raises=_MISFIT,
        ),
        Mistake(
            "product_with_transpose",
            Edit("dA * A * (1 - A)", "dA @ (A * (1 - A)).T"),
            says="dZ has the shape ({n}, {n}): @ has added up over the examples. Each entry of dA "
            "belongs to one entry of Z: multiply entry by entry.",
        ),
        Mistake(
            "forward",
            "dZ = sigmoid(Z)",
            says="This is A, the way forward. On the way back dA is multiplied with the slope.",
        ),
        Mistake(
            "exchanged",
            "A = sigmoid(dA)\ndZ = Z * A * (1 - A)",
            says=_EXCHANGED,
        ),
        Mistake(
            "first_factor_squared",
            "dZ = dA * sigmoid(Z) ** 2",
            says="This is dA times A squared; the second factor of the slope is 1 - A.",
        ),
        Mistake(
            "of_dA",
            "A = sigmoid(dA)\ndZ = dA * A * (1 - A)",
            says="The slope is taken at dA. The sigmoid was applied to Z: its slope there counts.",
        ),
        Mistake(
            "overflow",
            _QUIET + "dZ = dA * np.exp(Z) / (1 + np.exp(Z)) ** 2",
            says="For Z = 800 this divides inf by inf, which is nan. Your own sigmoid does not "
            "have this problem.",
            rule="finite",
        ),
        Mistake(
            "in_place",
            Edit("dZ = dA * A * (1 - A)", "dA *= A * (1 - A)\n    dZ = dA"),
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        a = sigmoid(Z[i, j])\n"
            "        dZ[i, j] = dA[i, j] * a * (1 - a)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "np_multiply",
            "slope = np.multiply(sigmoid(z=Z), np.subtract(1, sigmoid(Z)))\n"
            "dZ = np.multiply(slope, dA)",
        ),
        Variant("square", Edit("dA * A * (1 - A)", "dA * (A - A**2)")),
        Variant("formula_as_written", "s = 1 / (1 + np.exp(-Z))\ndZ = dA * s * (1 - s)"),
        Variant("mirrored", "dZ = np.multiply(dA, sigmoid(Z) * sigmoid(-Z))"),
        Variant("by_tanh", "dZ = dA * (1 - np.tanh(Z / 2) ** 2) / 4"),
    ),
)

tanh_backward = Exercise(
    name="tanh_backward",
    cases=_smooth_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=_ALL_RULES,
    rule_says=_FINITE,
    uses=("tanh",),
    equations={"dZ": "(5.3)"},
    mistakes=(
        Mistake("no_gradient", Edit("dA * (1 - A**2)", "1 - A**2"), says=_NO_GRADIENT),
        Mistake("twice", Edit("dA * (1 - A**2)", "dA * dA * (1 - A**2)"), says=_GRADIENT_TWICE),
        Mistake(
            "z_for_a",
            Edit("(1 - A**2)", "(1 - Z**2)"),
            says="Z is squared in place of A. The two nearly agree while Z is small, and nowhere "
            "else.",
        ),
        Mistake(
            "gradient_for_a",
            Edit("(1 - A**2)", "(1 - dA**2)"),
            says="dA is squared in place of A. dA comes from the right; A has to be computed from "
            "Z.",
        ),
        Mistake(
            "not_squared",
            Edit("1 - A**2", "1 - A"),
            says="A is not squared: the slope must be the same at z and at -z.",
        ),
        Mistake(
            "one_plus",
            Edit("1 - A**2", "1 + A**2"),
            says="The slope is 1 MINUS A squared; with a plus it would be largest at the flat "
            "ends.",
        ),
        Mistake(
            "sign",
            Edit("1 - A**2", "A**2 - 1"),
            says="The sign is wrong: tanh rises everywhere, so its slope is positive.",
        ),
        Mistake(
            "slope_of_sigmoid",
            Edit("(1 - A**2)", "A * (1 - A)"),
            says="A(1 - A) is the slope of the sigmoid; the one of tanh is 1 minus A squared.",
        ),
        Mistake(
            "doubled",
            Edit("1 - A**2", "1 - 2 * A"),
            says="2 times A is not A squared.",
        ),
        Mistake(
            "no_parentheses",
            Edit("dA * (1 - A**2)", "dA * 1 - A**2"),
            says="Python multiplies before it subtracts: 1 - A squared needs its parentheses.",
        ),
        Mistake("mean", Edit("(1 - A**2)", "(1 - A**2) / Z.shape[1]"), says=_MEAN),
        Mistake(
            "matrix_product",
            Edit("dA * (1 - A**2)", "dA @ (1 - A**2)"),
            says=_MATRIX_PRODUCT,
            raises=_MISFIT,
        ),
        Mistake(
            "caret",
            Edit("A**2", "A ^ 2"),
            says="^ is no power in Python (it combines the bits of whole numbers); a power is "
            "written **.",
            raises=("TypeError", "bitwise_xor"),
        ),
        Mistake(
            "square_inside",
            "dZ = dA * (1 - tanh(Z**2))",
            says="Z is squared before tanh. (5.3) squares A, after it.",
        ),
        Mistake(
            "square_alone",
            Edit("1 - A**2", "A**2"),
            says="The slope is A squared here; it is 1 minus that.",
        ),
        Mistake(
            "slope_of_true_sigmoid",
            "s = 0.5 + 0.5 * tanh(0.5 * Z)\ndZ = dA * s * (1 - s)",
            says="This goes back through the sigmoid. Here it was tanh.",
        ),
        Mistake(
            "exchanged",
            "dZ = Z * (1 - tanh(dA) ** 2)",
            says=_EXCHANGED,
        ),
        Mistake(
            "of_dA",
            "dZ = dA * (1 - tanh(dA) ** 2)",
            says="The slope is taken at dA. tanh was applied to Z: its slope there counts.",
        ),
        Mistake(
            "times_activation",
            "dZ = dA * tanh(Z)",
            says="This is dA times A. The chain rule asks for the slope of tanh, which is made of "
            "A, see (4.3).",
        ),
        Mistake(
            "product_with_transpose",
            Edit("dA * (1 - A**2)", "dA @ (1 - A**2).T"),
            says="dZ has the shape ({n}, {n}): @ has added up over the examples. Each entry of dA "
            "belongs to one entry of Z: multiply entry by entry.",
        ),
        Mistake(
            "forward",
            "dZ = tanh(Z)",
            says="This is A, the way forward. On the way back dA is multiplied with the slope.",
        ),
        Mistake(
            "in_place",
            Edit("dZ = dA * (1 - A**2)", "dA *= 1 - A**2\n    dZ = dA"),
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        a = tanh(Z[i, j])\n"
            "        dZ[i, j] = dA[i, j] * (1 - a**2)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "own_copy",
            "dZ = np.array(dA, dtype=float)\ndZ *= 1 - tanh(Z) * tanh(Z)",
        ),
        Variant("numpy", "dZ = dA * (1 - np.power(np.tanh(Z), 2))"),
        Variant("two_factors", Edit("dA * (1 - A**2)", "dA * (1 - A) * (1 + A)")),
        Variant("difference", Edit("dA * (1 - A**2)", "dA - dA * A * A")),
        Variant("by_cosh", _QUIET + "dZ = dA / np.cosh(Z) ** 2"),
    ),
)

_DECIDED_BY_DA = (
    "The sign of dA decides what passes. On the way forward Z decided, and the way back goes "
    "through the same gate."
)

relu_backward = Exercise(
    name="relu_backward",
    cases=_hard_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=_ALL_RULES,
    equations={"dZ": "(5.4)"},
    mistakes=(
        Mistake("no_gradient", "dZ = (Z > 0) * 1.0", says=_NO_GRADIENT),
        Mistake("twice", "dZ = dA * dA * (Z > 0)", says=_GRADIENT_TWICE),
        Mistake("gate_of_gradient", "dZ = dA * (dA > 0)", says=_DECIDED_BY_DA),
        Mistake(
            "open_gate",
            "dZ = dA * 1.0",
            says="This is dA unchanged: where Z is negative nothing may pass.",
        ),
        Mistake(
            "turned_gate",
            "dZ = dA * (Z < 0)",
            says="The gate is open on the wrong side: dA passes where Z is positive.",
        ),
        Mistake(
            "times_relu",
            "dZ = dA * np.maximum(0, Z)",
            says="dA is multiplied with ReLU(Z). The chain rule wants its slope, which is 0 or 1.",
        ),
        Mistake(
            "sign_of_z",
            "dZ = dA * np.sign(Z)",
            says="Where Z is negative the sign of dA is turned round; it should become 0.",
        ),
        Mistake(
            "forward",
            "dZ = np.maximum(0, Z)",
            says="This is ReLU(Z), the way forward. On the way back it is dA that has to pass the "
            "gate, where Z is positive.",
        ),
        Mistake(
            "exchanged",
            "dZ = Z * (dA > 0)",
            says="dA and Z have changed places: Z decides, and dA is what passes.",
        ),
        Mistake(
            "relu_of_gradient",
            "dZ = np.where(dA > 0, Z, 0) * dA",
            says="The sign of dA decides what passes, and Z is multiplied in. Z decides, and dA "
            "passes as it is.",
        ),
        Mistake(
            "product_of_both",
            "dZ = np.maximum(0, dA * Z)",
            says="This is ReLU of dA times Z. The chain rule asks for dA times the slope of ReLU "
            "at Z.",
        ),
        Mistake(
            "ones_pass",
            "dZ = np.where(Z > 0, dA, 1)",
            says="Where Z is negative there is a 1; the slope is 0 there, so the product is 0.",
        ),
        Mistake("mean", "dZ = dA * (Z > 0) / Z.shape[1]", says=_MEAN),
        Mistake(
            "matrix_product",
            "dZ = dA @ (Z > 0)",
            says=_MATRIX_PRODUCT,
            raises=_MISFIT,
        ),
        Mistake(
            "one_truth",
            "dZ = dA if Z > 0 else 0 * dA",
            says="if asks one question about the whole array. Each entry of Z opens or closes its "
            "own gate.",
            raises=("ValueError", "truth value"),
        ),
        Mistake(
            "in_place",
            "dA[Z <= 0] = 0\ndZ = dA",
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        if Z[i, j] > 0:\n"
            "            dZ[i, j] = dA[i, j]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("product_of_where", "dZ = np.multiply(dA, np.where(Z > 0, 1.0, 0.0))"),
        Variant("copy", "dZ = np.array(dA, copy=True)\ndZ[Z <= 0] = 0"),
        Variant("where", "dZ = np.where(Z >= 0, dA, 0)"),
        Variant("slope_first", "slope = (Z > 0).astype(float)\ndZ = np.multiply(dA, slope)"),
        Variant("heaviside", "dZ = dA * np.heaviside(Z, 0.5)"),
    ),
)

leaky_relu_backward = Exercise(
    name="leaky_relu_backward",
    cases=_leaky_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=_ALL_RULES,
    equations={"dZ": "(5.5)"},
    mistakes=(
        Mistake("no_gradient", "dZ = np.where(Z > 0, 1, slope)", says=_NO_GRADIENT),
        Mistake(
            "no_gradient_in_leak",
            Edit("slope * dA", "slope"),
            says="Where Z is negative dZ is the slope itself, whatever dA is. The slope is one "
            "factor, dA the other.",
        ),
        Mistake(
            "z_in_leak",
            Edit("slope * dA", "slope * Z"),
            says="Where Z is negative dZ is slope times Z, as on the way forward. On the way back "
            "it is dA that passes.",
        ),
        Mistake("twice", "dZ = dA * np.where(Z > 0, dA, slope * dA)", says=_GRADIENT_TWICE),
        Mistake(
            "fixed_slope",
            Edit("slope * dA", "0.01 * dA"),
            says="The slope is always 0.01, whatever the argument says.",
        ),
        Mistake(
            "no_leak",
            Edit("slope * dA", "0 * dA"),
            says="Where Z is negative dZ is 0, as for the plain ReLU; the leak lets a part of dA "
            "pass.",
        ),
        Mistake("gate_of_gradient", Edit("Z > 0", "dA > 0"), says=_DECIDED_BY_DA),
        Mistake(
            "exchanged",
            "dZ = np.where(dA > 0, Z, slope * Z)",
            says="dA and Z have changed places: Z decides, and dA is what passes.",
        ),
        Mistake(
            "times_leaky",
            "dZ = dA * np.where(Z > 0, Z, slope * Z)",
            says="dA is multiplied with the value of the leaky ReLU. The chain rule asks for its "
            "slope, which is 1 or the number slope.",
        ),
        Mistake(
            "forward_on_the_right",
            Edit("Z > 0, dA,", "Z > 0, Z,"),
            says="Where Z is positive dZ is Z. On the way back it is dA that passes.",
        ),
        Mistake(
            "one_on_the_right",
            Edit("Z > 0, dA,", "Z > 0, 1,"),
            says="Where Z is positive dZ is 1, the slope alone. It has to be multiplied with dA.",
        ),
        Mistake(
            "leak_divides",
            Edit("slope * dA", "dA / slope"),
            says="Where Z is negative dA is divided by the slope; it has to be multiplied with it.",
        ),
        Mistake(
            "turned_gate",
            Edit("Z > 0", "Z < 0"),
            says="The two halves have changed places: dA passes in full where Z is positive.",
        ),
        Mistake(
            "leak_on_both_sides",
            "dZ = slope * dA",
            says="The slope is applied where Z is positive as well.",
        ),
        Mistake(
            "open_gate",
            "dZ = dA * 1.0",
            says="This is dA unchanged: where Z is negative only a part of it passes.",
        ),
        Mistake(
            "sign",
            Edit("slope * dA", "-slope * dA"),
            says="Where Z is negative the sign is wrong: the leak rises as well, only slowly.",
        ),
        Mistake(
            "forward",
            "dZ = np.where(Z > 0, Z, slope * Z)",
            says="This is the way forward. On the way back dA is multiplied with the slope.",
        ),
        Mistake("mean", "dZ = np.where(Z > 0, dA, slope * dA) / Z.shape[1]", says=_MEAN),
        Mistake(
            "in_place",
            "dA[Z < 0] *= slope\ndZ = dA",
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = dA.copy()\nfor i in range(Z.shape[0]):\n    for j in range(Z.shape[1]):\n"
            "        if Z[i, j] < 0:\n            dZ[i, j] *= slope",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("sign", "dZ = dA * ((1 + slope) / 2 + (1 - slope) / 2 * np.sign(Z))"),
        Variant(
            "slope_array", "slopes = np.full(Z.shape, slope)\nslopes[Z > 0] = 1\ndZ = slopes * dA"
        ),
        Variant("slope_first", "dZ = dA * np.where(Z >= 0, 1, slope)"),
        Variant("copy", "dZ = np.array(dA, copy=True)\ndZ[Z < 0] = slope * dA[Z < 0]"),
        Variant("two_gates", "dZ = dA * (Z > 0) + slope * dA * (Z <= 0)"),
    ),
)

# ---------------------------------------------------------------------- share_saturated


def _share_cases(rng: Rng) -> Sequence[Case]:
    def case(shape: tuple[int, ...], limit: float | None) -> Case:
        # Drawn again until both ends hold some, not equally many, none is near the limit, and some
        # lie between it and the usual one.
        at = 0.99 if limit is None else limit
        while True:
            A = np.round(np.tanh(rng.normal(size=shape) * 3), 6)
            low, high = (int((end * A > at).sum()) for end in (-1, 1))
            near = bool((np.abs(np.abs(A) - at) < 1e-4).any())
            total = (low + high) / A.size
            differs = limit is None or bool(((np.abs(A) > at) & (np.abs(A) < 0.989)).any())
            if 0 < low != high > 0 and not near and differs and total not in (0.5, 1.0):
                break
        arguments: dict[str, Plain] = {"A": A} if limit is None else {"A": A, "limit": limit}
        return Case(arguments, {"n": shape[0], "m": shape[1]})

    return [case((3, 7), None), case((1, 8), 0.9), case((4, 5), 0.95), case((2, 9), None)]


share_saturated = Exercise(
    name="share_saturated",
    cases=_share_cases,
    contract=Contract(outputs=("share",), scalars=frozenset({"share"})),
    rules=_ALL_RULES,
    equations={"share": "(6.1)"},
    mistakes=(
        Mistake(
            "one_end",
            Edit("np.abs(A) > limit", "A > limit"),
            says="Only the activations near 1 are counted; those near -1 are saturated too.",
        ),
        Mistake(
            "other_end",
            Edit("np.abs(A) > limit", "A < -limit"),
            says="Only the activations near -1 are counted; those near 1 are saturated too.",
        ),
        Mistake(
            "count",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit)"),
            says="This is how many there are. The share is that, divided by the number of all "
            "entries.",
        ),
        Mistake(
            "percent",
            Edit("np.mean(np.abs(A) > limit)", "100 * np.mean(np.abs(A) > limit)"),
            says="This is in percent. A share lies between 0 and 1.",
        ),
        Mistake(
            "divided_by_examples",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit) / A.shape[1]"),
            says="The count is divided by m = {m} only. A has n times m entries.",
        ),
        Mistake(
            "divided_by_units",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit) / len(A)"),
            says="len(A) is the number of rows, here {n}. A has n times m entries.",
        ),
        Mistake(
            "not_saturated",
            Edit("np.abs(A) > limit", "np.abs(A) < limit"),
            says="This is the share of those that are NOT saturated.",
        ),
        Mistake(
            "fixed_limit",
            Edit("> limit", "> 0.99"),
            says="The limit is always 0.99, whatever the argument says.",
        ),
        Mistake(
            "mean_size",
            Edit("np.mean(np.abs(A) > limit)", "np.mean(np.abs(A))"),
            says="This is the mean size of the activations. Count those above the limit.",
        ),
        Mistake(
            "mean_of_the_saturated",
            "share = np.mean(A[np.abs(A) > limit])",
            says="This is the mean of the saturated activations themselves. Count them: what is "
            "the mean of True and False?",
        ),
        Mistake(
            "row_by_row",
            "share = np.mean(np.abs(A) > limit, axis=1)",
            says="This is a share for each unit. One number for the whole array is asked for.",
        ),
        Mistake(
            "loops",
            "count = 0\nfor a in A.ravel():\n    if abs(a) > limit:\n        count += 1\n"
            "share = count / A.size",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("average_of_numbers", "share = np.average(np.where(np.abs(A) > limit, 1, 0))"),
        Variant("size_of_selection", "share = A[np.abs(A) > limit].size / A.size"),
        Variant("counted", "share = np.sum(np.abs(A) > limit) / A.size"),
        Variant("two_ends", "share = np.mean((A > limit) | (A < -limit))"),
        Variant("count_nonzero", "share = np.count_nonzero(abs(A) > limit) / np.size(A)"),
    ),
)

hundred_times_larger = Exercise(
    name="hundred_times_larger",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "step_grows_with_the_weight",
            Edit('"d"', '"a"'),
            says="The step is alpha times the gradient, and W1 itself is no factor of its own "
            "gradient. It acts through Z1: what does a large Z1 do to the slope of tanh?",
        ),
        Mistake(
            "weights_do_not_matter",
            Edit('"d"', '"b"'),
            says="The data are one factor of the gradient. Another one is the slope of tanh at Z1, "
            "and Z1 depends on the weights.",
        ),
        Mistake(
            "surer_is_steeper",
            Edit('"d"', '"c"'),
            says="The answers are surer, but a sure tanh unit lies on a flat part of its curve. "
            "How much of the gradient comes back through it?",
        ),
    ),
)

# ------------------------------------------------------------------------ sigmoid_chain


def _chain_cases(rng: Rng) -> Sequence[Case]:
    def case(L: int) -> Case:
        weights = rng.uniform(0.7, 2.5, size=L) * rng.choice([-1, 1], size=L)
        x = float(rng.uniform(0.6, 1.8) * rng.choice([-1, 1]))
        return Case({"x": x, "weights": [round(float(w), 4) for w in weights]}, {"L": L})

    return [case(3), case(1), case(2), case(5)]


_SLOPE_LINE = "dx = w * sigmoid_backward(dx, z)"

sigmoid_chain = Exercise(
    name="sigmoid_chain",
    cases=_chain_cases,
    contract=Contract(outputs=("a", "dx"), scalars=frozenset({"a", "dx"})),
    uses=("sigmoid", "sigmoid_backward"),
    equations={"a": "(7.1)", "dx": "(7.2)"},
    mistakes=(
        Mistake(
            "no_weights_on_the_way_back",
            Edit("w * sigmoid_backward(dx, z)", "sigmoid_backward(dx, z)"),
            says="a is right. In dx the weights are missing: z = w a, so each unit contributes w "
            "as well as the slope.",
        ),
        Mistake(
            "no_slopes_on_the_way_back",
            Edit("w * sigmoid_backward(dx, z)", "w * dx"),
            says="a is right. dx is the product of the weights alone; the slope of each sigmoid is "
            "missing.",
        ),
        Mistake(
            "slope_at_a",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(dx, sigmoid(z))"),
            says="The slopes are taken at the activations. sigmoid_backward wants what went INTO "
            "the sigmoid: z.",
        ),
        Mistake(
            "slope_at_the_last_z",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(dx, kept[-1])"),
            says="Every slope is taken at the z of the last unit. Each unit has a z of its own; "
            "keep them all.",
        ),
        Mistake(
            "slope_at_the_first_z",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(dx, kept[0])"),
            says="Every slope is taken at the z of the first unit. Each unit has a z of its own; "
            "keep them all.",
        ),
        Mistake(
            "last_unit_only",
            Edit("w * sigmoid_backward(dx, z)", "w * sigmoid_backward(1.0, z)"),
            says="Each turn of the loop begins with 1 again, so only one unit counts. Pass on what "
            "the unit before has left.",
        ),
        Mistake(
            "sum_for_product",
            Edit("dx = w * sigmoid_backward(dx, z)", "dx = dx + w * sigmoid_backward(1.0, z)"),
            says="The contributions of the units are added up; the chain rule multiplies them.",
        ),
        Mistake(
            "sum_from_nothing",
            (
                Edit("dx = 1.0", "dx = 0.0"),
                Edit("dx = w * sigmoid_backward(dx, z)", "dx = dx + w * sigmoid_backward(1.0, z)"),
            ),
            says="The contributions of the units are added up; the chain rule multiplies them.",
        ),
        Mistake(
            "begins_with_nothing",
            Edit("dx = 1.0", "dx = 0.0"),
            says="dx begins with 0, and every product with 0 is 0. The way back begins with the "
            "derivative of a_L by itself.",
        ),
        Mistake(
            "begins_with_x",
            Edit("dx = 1.0", "dx = x"),
            says="a is right. dx has x as a factor too many: the way back begins with the "
            "derivative of a_L by itself, which is 1.",
        ),
        Mistake(
            "slope_at_x",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(dx, x)"),
            says="a is right. Every slope is taken at x. Each unit has a z of its own; keep them "
            "all.",
        ),
        Mistake(
            "slope_at_the_weight",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(dx, w)"),
            says="a is right. The slopes are taken at the weights. sigmoid_backward wants what "
            "went into the sigmoid: z.",
        ),
        Mistake(
            "slope_of_the_last_unit_once",
            Edit(
                "        dx = w * sigmoid_backward(dx, z)\n",
                "        dx = w * dx\n    dx = sigmoid_backward(dx, kept[-1])\n",
            ),
            says="a is right. All weights are in dx, but only the slope of the last unit. Every "
            "unit has one.",
        ),
        Mistake(
            "last_weight_only",
            (
                Edit("w * sigmoid_backward(dx, z)", "sigmoid_backward(dx, z)"),
                Edit("dx = 1.0", "dx = weights[-1]"),
            ),
            says="a is right. All slopes are in dx, but only the last weight. Every unit has one.",
        ),
        Mistake(
            "first_weight_only",
            (
                Edit("w * sigmoid_backward(dx, z)", "sigmoid_backward(dx, z)"),
                Edit("dx = 1.0", "dx = weights[0]"),
            ),
            says="a is right. All slopes are in dx, but only the first weight. Every unit has one.",
        ),
        Mistake(
            "weights_twice",
            Edit("w * sigmoid_backward(dx, z)", "w * w * sigmoid_backward(dx, z)"),
            says="a is right. In dx every weight stands twice.",
        ),
        Mistake(
            "gradient_into_the_sigmoid",
            Edit("sigmoid_backward(dx, z)", "sigmoid_backward(z, dx)"),
            says="a is right. The arguments of sigmoid_backward have changed places: first what "
            "arrives, then z.",
        ),
        Mistake(
            "weights_backwards",
            Edit("for w in weights:", "for w in reversed(weights):"),
            says="On the way forward the weights are taken from the end. The first unit has the "
            "first weight.",
        ),
        Mistake(
            "activation_for_weight",
            Edit("w * sigmoid_backward(dx, z)", "z / w * sigmoid_backward(dx, z)"),
            says="a is right. Each unit contributes its input in place of its weight: that is the "
            "slope with respect to the weight, and dx is the one with respect to x.",
        ),
        Mistake(
            "slope_without_second_factor",
            Edit("sigmoid_backward(dx, z)", "dx * sigmoid(z)"),
            says="a is right. Each slope in dx is the activation alone: its second factor, 1 minus "
            "the activation, is missing.",
        ),
        Mistake(
            "weight_after_the_sigmoid",
            (
                Edit("kept.append(w * a)", "kept.append(a)"),
                Edit("a = sigmoid(kept[-1])", "a = w * sigmoid(kept[-1])"),
            ),
            says="The weight is multiplied in after the sigmoid. In (7.1) it comes before: z is w "
            "times the activation before.",
        ),
        Mistake(
            "no_weights_forward",
            Edit("kept.append(w * a)", "kept.append(a)"),
            says="On the way forward the weights are missing: z is w times the activation before.",
        ),
        Mistake(
            "input_again",
            Edit("kept.append(w * a)", "kept.append(w * x)"),
            says="Every unit gets x. From the second one on the input is the activation of the "
            "unit before.",
        ),
        Mistake(
            "sigmoid_missing",
            Edit("a = sigmoid(kept[-1])", "a = kept[-1]"),
            says="The sigmoid is missing on the way forward: a is passed on as z.",
        ),
        Mistake(
            "last_z",
            Edit("dx = 1.0\n", "a, dx = kept[-1], 1.0\n"),
            says="a is the last z; one sigmoid more and it is a_L.",
        ),
        Mistake(
            "begins_with_a",
            Edit("dx = 1.0", "dx = a"),
            says="a is right. dx has a_L as a factor too many: the way back begins with the "
            "derivative of a_L by itself, which is 1.",
        ),
        Mistake(
            "list_times_number",
            "a = sigmoid(weights * x)\ndx = sigmoid_backward(1.0, weights * x)",
            says="weights is a list, and a list times a number is no product. Each unit needs the "
            "activation of the one before: go through the list in a loop.",
            raises=("TypeError", "multiply sequence"),
        ),
        Mistake(
            "slope_of_tanh",
            Edit("sigmoid_backward(dx, z)", "dx * (1 - sigmoid(z) ** 2)"),
            says="1 - a squared is the slope of tanh; the units of this chain are sigmoids.",
        ),
    ),
    variants=(
        Variant(
            "recursion",
            "*before, w = weights\n"
            "a, dx = sigmoid_chain(x, before) if before else (x, 1.0)\n"
            "a, inner = sigmoid(w * a), w * a\n"
            "dx = dx * w * sigmoid_backward(1.0, inner)",
        ),
        Variant(
            "arrays",
            "A = np.zeros(len(weights) + 1)\nA[0] = x\n"
            "for l, w in enumerate(weights):\n    A[l + 1] = sigmoid(w * A[l])\n"
            "a = A[-1]\ndx = np.prod(np.array(weights) * A[1:] * (1 - A[1:]))",
        ),
        Variant(
            "left_to_right",
            "a, dx = x, 1.0\nfor w in weights:\n    z = w * a\n    a = sigmoid(z)\n"
            "    dx = dx * w * a * (1 - a)",
        ),
        Variant(
            "by_index",
            "L = len(weights)\nA = [x]\nfor l in range(L):\n"
            "    A.append(sigmoid(weights[l] * A[l]))\na, dx = A[L], 1.0\n"
            "for l in reversed(range(L)):\n    dx = dx * A[l + 1] * (1 - A[l + 1]) * weights[l]",
        ),
        Variant(
            "product_at_the_end",
            "a, slopes = x, []\nfor w in weights:\n    a = 1 / (1 + np.exp(-w * a))\n"
            "    slopes.append(a * (1 - a))\ndx = np.prod(slopes) * np.prod(weights)",
        ),
    ),
)

output_for_temperature = Exercise(
    name="output_for_temperature",
    cases=_no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "between_nought_and_one",
            Edit('"c"', '"a"'),
            says="A sigmoid stays between 0 and 1: never more than one degree, never a frost.",
        ),
        Mistake(
            "one_line",
            Edit('"c"', '"b"'),
            says="The output fits: it reaches every number. But with a linear hidden layer as well "
            "the whole network folds into one line.",
        ),
        Mistake(
            "no_frost",
            Edit('"c"', '"d"'),
            says="A ReLU output is never negative, so this network could not forecast frost.",
        ),
    ),
)

EXERCISES = (
    collapse_linear,
    fifty_linear_units,
    sigmoid,
    tanh,
    relu,
    leaky_relu,
    numerical_slope,
    sigmoid_backward,
    tanh_backward,
    relu_backward,
    leaky_relu_backward,
    share_saturated,
    hundred_times_larger,
    sigmoid_chain,
    output_for_temperature,
)
