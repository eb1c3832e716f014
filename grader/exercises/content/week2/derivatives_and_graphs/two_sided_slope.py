"""Exercise `two_sided_slope`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.derivatives_and_graphs import sentences
from grader.exercises.content.week2.derivatives_and_graphs.cases import slope_cases
from grader.exercises.exercise import Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="two_sided_slope",
    cases=slope_cases,
    contract=Contract(outputs=("slope",)),
    equations={"slope": "(3.1)"},
    mistakes=(
        Mistake(
            "half_the_width",
            Edit("height / (2 * eps)", "height / eps"),
            says="it is twice too large: from the left end to the right end the triangle is two "
            "nudges wide.",
        ),
        Mistake(
            "no_brackets_above",
            "result = f(a + eps) - f(a - eps) / (2 * eps)",
            says="Python divides before it subtracts, so only the left end is divided. The whole "
            "height needs brackets.",
        ),
        Mistake(
            "no_brackets_below",
            Edit("height / (2 * eps)", "height / 2 * eps"),
            says="Python divides by 2 and then multiplies by eps. The whole width stands below "
            "the fraction bar, so it needs brackets.",
        ),
        Mistake(
            "one_sided",
            (Edit("f(a - eps)", "f(a)"), Edit("(2 * eps)", "eps")),
            says="this is the slope to the right, (1.1). Now the triangle begins on the left of a.",
        ),
        Mistake(
            "one_side_over_two",
            Edit("f(a - eps)", "f(a)"),
            says="the width is that of both sides, but the height is measured from a. The triangle "
            "begins on the left of a.",
        ),
        Mistake(
            "other_way_round",
            Edit("f(a + eps) - f(a - eps)", "f(a - eps) - f(a + eps)"),
            says="the sign is wrong: the height is the right end minus the left end.",
        ),
        Mistake(
            "added",
            Edit("f(a + eps) - f(a - eps)", "f(a + eps) + f(a - eps)"),
            says="the two values are added. The height is their difference.",
        ),
        Mistake(
            "height_alone",
            Edit("result = height / (2 * eps)", "result = height"),
            says=sentences.HEIGHT_ONLY,
        ),
        Mistake(
            "nudge_of_the_text",
            (
                Edit("f(a + eps) - f(a - eps)", "f(a + 1e-5) - f(a - 1e-5)"),
                Edit("(2 * eps)", "2e-5"),
            ),
            says=sentences.FIXED_EPS,
        ),
    ),
    variants=(
        Variant(
            "numpy_numbers",
            "result = np.diff([f(a - eps), f(a + eps)])[0] / np.float64(2 * eps)",
        ),
        Variant("in_one_line", "result = (f(a + eps) - f(a - eps)) / (2 * eps)"),
        Variant("mean_of_two", "result = (slope(f, a, eps) + slope(f, a, -eps)) / 2"),
        Variant("divided_twice", "result = (f(a + eps) - f(a - eps)) / 2 / eps"),
        Variant(
            "with_ends",
            "left, right = a - eps, a + eps\nresult = (f(right) - f(left)) / (right - left)",
        ),
    ),
)
