"""Exercise `numerical_slope`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.activations.cases import away_from_zero
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain, Polynomial
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
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
        case(away_from_zero(rng, 4), 0.2),
        case(away_from_zero(rng, 2, 3), 0.05),
    ]


_TWO_SIDES = "g(z + epsilon) - g(z - epsilon)"

EXERCISE = Exercise(
    name="numerical_slope",
    cases=_cases,
    contract=Contract(outputs=("slope",)),
    rules=VECTORIZED,
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
            Edit(_TWO_SIDES, "g(z + epsilon) + g(z - epsilon)"),
            says="The two values are added; the height is their difference.",
        ),
        Mistake(
            "turned_round",
            Edit(_TWO_SIDES, "g(z - epsilon) - g(z + epsilon)"),
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
