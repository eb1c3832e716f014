"""Exercise `slope`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.derivatives_and_graphs import sentences
from grader.exercises.content.week2.derivatives_and_graphs.cases import slope_cases
from grader.exercises.exercise import Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="slope",
    cases=slope_cases,
    contract=Contract(outputs=("slope",)),
    equations={"slope": "(1.1)"},
    mistakes=(
        Mistake(
            "height_alone",
            Edit("result = height / eps", "result = height"),
            says=sentences.HEIGHT_ONLY,
        ),
        Mistake(
            "not_subtracted",
            Edit("f(a + eps) - f(a)", "f(a + eps)"),
            says="this is the value at the nudged place over the width. The height is how far f "
            "has moved: two values are subtracted.",
        ),
        Mistake(
            "other_way_round",
            Edit("f(a + eps) - f(a)", "f(a) - f(a + eps)"),
            says="the sign is wrong: the height is the new value minus the old one.",
        ),
        Mistake(
            "no_brackets",
            "result = f(a + eps) - f(a) / eps",
            says="Python divides before it subtracts, so only f(a) is divided. The whole height "
            "needs brackets.",
        ),
        Mistake(
            "nudged_after_f",
            Edit("f(a + eps)", "(f(a) + eps)"),
            says="the nudge is added to f(a), so the slope is always 1. It belongs to a: f "
            "is evaluated again, at the nudged place.",
        ),
        Mistake(
            "over_the_place",
            Edit("height / eps", "height / a"),
            says="the height is divided by a. The width of the triangle is the nudge.",
        ),
        Mistake(
            "to_the_left",
            Edit("f(a + eps) - f(a)", "f(a) - f(a - eps)"),
            says="this nudges to the left. That is a slope, too, but (1.1) nudges to the right.",
        ),
        Mistake(
            "to_both_sides",
            (
                Edit("f(a + eps) - f(a)", "f(a + eps) - f(a - eps)"),
                Edit("height / eps", "height / (2 * eps)"),
            ),
            says="this nudges to both sides, which is the next exercise. (1.1) nudges to the right "
            "only.",
        ),
        Mistake(
            "nudge_of_the_text",
            (Edit("a + eps", "a + 0.001"), Edit("height / eps", "height / 0.001")),
            says="the nudge is always 0.001; its width is the argument eps.",
        ),
        Mistake(
            "value_of_the_nudge",
            Edit("f(a + eps) - f(a)", "f(eps) - f(a)"),
            says="f is evaluated at eps. The nudge is a small step away from a.",
        ),
    ),
    variants=(
        Variant(
            "helper",
            "def difference(width):\n    return f(a + width) - f(a)\n"
            "result = difference(eps) / eps",
        ),
        Variant(
            "as_float",
            "result = float(f(a + eps) - f(a)) * (1 / eps)",
        ),
        Variant("in_one_line", "result = (f(a + eps) - f(a)) / eps"),
        Variant(
            "with_names", "before = f(a)\nafter = f(a + eps)\nresult = 1 / eps * (after - before)"
        ),
        Variant("numpy_numbers", "result = np.subtract(f(a + eps), f(a)) / np.float64(eps)"),
    ),
)
