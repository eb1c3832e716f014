"""Exercise `derivative_error`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs.cases import (
    as_formula,
    random_number,
    random_polynomial,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Polynomial
from grader.student.checking import Contract, Fact


def _derivative(f: Polynomial) -> Polynomial:
    return Polynomial(tuple(round(k * c, 4) for k, c in enumerate(f.coefficients))[1:] or (0.0,))


def _cases(rng: Rng) -> Sequence[Case]:
    def case(f: Polynomial, df: Polynomial, a: float, eps: float, rule: str | None = None) -> Case:
        facts: dict[str, Fact] = {"f": as_formula(f), "df": as_formula(df), "a": a, "eps": eps}
        return Case({"f": f, "df": df, "a": a, "eps": eps}, facts, rule)

    # Slopes of both signs, at places of both signs.
    f, a = Polynomial((0.0,)), 0.0
    while _derivative(f)(a) > -0.5 or a > 0:
        f, a = random_polynomial(rng, 3), random_number(rng)
    square, b = Polynomial((0.0,)), 0.0
    while _derivative(square)(b) < 0.7 or b < 0:
        square, b = random_polynomial(rng, 2), random_number(rng)
    # A slope that is clear, and a claim of the other sign and of another size.
    cubic, at = Polynomial((0.0,)), 0.0
    while abs(_derivative(cubic)(at)) < 0.5:
        cubic, at = random_polynomial(rng, 3), random_number(rng)
    turned = round(-0.7 * _derivative(cubic)(at), 2)
    constant = Polynomial((random_number(rng),))
    return [
        case(f, _derivative(f), a, 0.2),
        case(cubic, Polynomial((turned,)), at, 0.1),
        case(square, Polynomial((0.5, *_derivative(square).coefficients[1:])), b, 0.01),
        case(constant, Polynomial((abs(random_number(rng)),)), random_number(rng), 0.1),
        case(constant, Polynomial((0.0,)), random_number(rng), 0.1, "finite"),
    ]


EXERCISE = Exercise(
    name="derivative_error",
    cases=_cases,
    contract=Contract(outputs=("error",)),
    rule_says={"finite": "There f is constant and df knows it: both slopes are 0, and they agree."},
    uses=("two_sided_slope",),
    equations={"error": "(4.1)"},
    mistakes=(
        Mistake(
            "not_divided",
            Edit("error = error / (abs(measured) + abs(claimed))", "pass"),
            says="this is the distance between the two slopes. It still has to be divided by their "
            "size.",
        ),
        Mistake(
            "over_the_claim",
            Edit("(abs(measured) + abs(claimed))", "abs(claimed)"),
            says="the distance is divided by the claimed slope alone; both sizes stand below the "
            "fraction bar.",
        ),
        Mistake(
            "over_the_measured",
            Edit("(abs(measured) + abs(claimed))", "max(abs(measured), 1e-300)"),
            says="the distance is divided by the measured slope alone; both sizes stand below the "
            "fraction bar.",
        ),
        Mistake(
            "no_brackets",
            Edit(
                "error / (abs(measured) + abs(claimed))",
                "error / (abs(measured) or 1e-300) + abs(claimed)",
            ),
            says="Python divides before it adds, so the second size is added to the quotient. What "
            "stands below the fraction bar needs brackets.",
        ),
        Mistake(
            "size_of_the_sum",
            Edit("(abs(measured) + abs(claimed))", "abs(measured + claimed)"),
            says="the two slopes are added before their size is taken, and two slopes of opposite "
            "sign cancel. Each has bars of its own.",
        ),
        Mistake(
            "signed",
            (
                Edit("error = abs(measured - claimed)", "error = measured - claimed"),
                Edit("if error > 0", "if error != 0"),
            ),
            says="the distance has a sign: the bars in the numerator are missing.",
        ),
        Mistake(
            "one_sided",
            Edit("two_sided_slope(f, a, eps)", "slope(f, a, eps)"),
            says="the slope is measured to the right only. Both sides are far more exact.",
        ),
        Mistake(
            "claim_is_f",
            Edit("claimed = df(a)", "claimed = f(a)"),
            says="the claim is taken from f. It is df that claims to know the slope.",
        ),
        Mistake(
            "claim_elsewhere",
            Edit("claimed = df(a)", "claimed = df(a + eps)"),
            says="df is evaluated at the nudged place. The claim is about a itself.",
        ),
        Mistake(
            "claim_measured_too",
            Edit("claimed = df(a)", "claimed = two_sided_slope(df, a, eps)"),
            says="the slope of df is measured. df is the claimed slope already: evaluate it.",
        ),
        Mistake(
            "no_care_for_zero",
            "measured = two_sided_slope(f, a, eps)\nclaimed = df(a)\n"
            "error = abs(measured - claimed) / (abs(measured) + abs(claimed))",
            says="if both slopes are 0, this divides 0 by 0. The text says what the error is then.",
            rule="finite",
            raises=("ZeroDivisionError", "division"),
        ),
    ),
    variants=(
        Variant(
            "largest_of_two_signs",
            "m, c = two_sided_slope(a=a, eps=eps, f=f), df(a)\n"
            "total = abs(m) + abs(c)\nerror = 0\nif total != 0:\n"
            "    error = np.float64(abs(c - m)) / total",
        ),
        Variant(
            "tried_first",
            "m, c = float(two_sided_slope(f, a, eps)), float(df(a))\ntry:\n"
            "    error = abs(m - c) / (abs(m) + abs(c))\nexcept ZeroDivisionError:\n"
            "    error = 0.0",
        ),
        Variant(
            "question_first",
            "measured, claimed = two_sided_slope(f, a, eps), df(a)\n"
            "if measured == claimed == 0:\n    return 0.0\n"
            "error = np.abs(measured - claimed) / (np.abs(measured) + np.abs(claimed))",
        ),
        Variant(
            "choice_in_a_line",
            "m, c = two_sided_slope(f, a, eps), df(a)\nsize = abs(m) + abs(c)\n"
            "error = abs(m - c) / size if size else 0",
        ),
        Variant(
            "measured_anew",
            "m = (f(a + eps) - f(a - eps)) / (2 * eps)\nc = df(a)\nerror = 0.0\n"
            "if m != 0 or c != 0:\n    error = max(m - c, c - m) / (abs(c) + abs(m))",
        ),
    ),
)
