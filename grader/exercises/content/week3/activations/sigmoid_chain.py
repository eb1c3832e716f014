"""Exercise `sigmoid_chain`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(L: int) -> Case:
        weights = rng.uniform(0.7, 2.5, size=L) * rng.choice([-1, 1], size=L)
        x = float(rng.uniform(0.6, 1.8) * rng.choice([-1, 1]))
        return Case({"x": x, "weights": [round(float(w), 4) for w in weights]}, {"L": L})

    return [case(3), case(1), case(2), case(5)]


_UNITS_ADDED_UP = "The contributions of the units are added up; the chain rule multiplies them."

EXERCISE = Exercise(
    name="sigmoid_chain",
    cases=_cases,
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
            says=_UNITS_ADDED_UP,
        ),
        Mistake(
            "sum_from_nothing",
            (
                Edit("dx = 1.0", "dx = 0.0"),
                Edit("dx = w * sigmoid_backward(dx, z)", "dx = dx + w * sigmoid_backward(1.0, z)"),
            ),
            says=_UNITS_ADDED_UP,
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
