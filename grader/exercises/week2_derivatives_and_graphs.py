"""The exercises of `notebooks/week2/derivatives_and_graphs.py`."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.calling.argument_types import Logarithm, Polynomial
from grader.student.calling.plain_data import Plain
from grader.student.checking.comparison import Contract
from grader.student.checking.question import Fact

Rng = np.random.Generator
Node = tuple[str, str, list[str]]


def _number(rng: Rng, low: float = 0.4, high: float = 2.2) -> float:
    """Draw a number of either sign that is not close to 0, with two decimals."""
    return round(float(rng.uniform(low, high) * rng.choice([-1, 1])), 2)


def _polynomial(rng: Rng, degree: int) -> Polynomial:
    return Polynomial(tuple(_number(rng) for _ in range(degree + 1)))


def _derivative(f: Polynomial) -> Polynomial:
    return Polynomial(tuple(round(k * c, 4) for k, c in enumerate(f.coefficients))[1:] or (0.0,))


def _written(f: Polynomial | Logarithm, variable: str = "a") -> str:
    """Write a function as a student would: "1.2 - 0.7a + 2a^2"."""
    if isinstance(f, Logarithm):
        return f"{f.factor:g} ln {variable}"
    powers = ["", variable, *(f"{variable}^{k}" for k in range(2, len(f.coefficients)))]
    terms = [
        f"{'-' if c < 0 else '+'} {abs(c):g}{power}"
        for c, power in zip(f.coefficients, powers, strict=False)
        if c or len(f.coefficients) == 1
    ]
    text = " ".join(terms)
    return text[2:] if text.startswith("+ ") else f"-{text[2:]}"


# -------------------------------------------------------------------------------- slopes


def _slope_cases(rng: Rng) -> Sequence[Case]:
    def case(f: Polynomial | Logarithm, a: float, eps: float) -> Case:
        return Case({"f": f, "a": a, "eps": eps}, {"f": _written(f), "a": a, "eps": eps})

    return [
        case(_polynomial(rng, 2), _number(rng), 0.001),
        case(_polynomial(rng, 1), _number(rng), 0.5),
        case(_polynomial(rng, 3), _number(rng), 0.1),
        case(Logarithm(abs(_number(rng))), abs(_number(rng, 1.1, 3.0)), 0.25),
    ]


slope = Exercise(
    name="slope",
    cases=_slope_cases,
    contract=Contract(outputs=("slope",)),
    equations={"slope": "(1.1)"},
    mistakes=(
        Mistake(
            "height_alone",
            Edit("result = height / eps", "result = height"),
            says="this is the height of the triangle. The slope is height over width.",
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

two_sided_slope = Exercise(
    name="two_sided_slope",
    cases=_slope_cases,
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
            says="this is the height of the triangle. The slope is height over width.",
        ),
        Mistake(
            "nudge_of_the_text",
            (
                Edit("f(a + eps) - f(a - eps)", "f(a + 1e-5) - f(a - 1e-5)"),
                Edit("(2 * eps)", "2e-5"),
            ),
            says="the nudge has a fixed width; its width is the argument eps.",
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


def _claim_cases(rng: Rng) -> Sequence[Case]:
    def case(f: Polynomial, df: Polynomial, a: float, eps: float, rule: str | None = None) -> Case:
        facts: dict[str, Fact] = {"f": _written(f), "df": _written(df), "a": a, "eps": eps}
        return Case({"f": f, "df": df, "a": a, "eps": eps}, facts, rule)

    # Slopes of both signs, at places of both signs.
    f, a = Polynomial((0.0,)), 0.0
    while _derivative(f)(a) > -0.5 or a > 0:
        f, a = _polynomial(rng, 3), _number(rng)
    square, b = Polynomial((0.0,)), 0.0
    while _derivative(square)(b) < 0.7 or b < 0:
        square, b = _polynomial(rng, 2), _number(rng)
    # A slope that is clear, and a claim of the other sign and of another size.
    cubic, at = Polynomial((0.0,)), 0.0
    while abs(_derivative(cubic)(at)) < 0.5:
        cubic, at = _polynomial(rng, 3), _number(rng)
    turned = round(-0.7 * _derivative(cubic)(at), 2)
    constant = Polynomial((_number(rng),))
    return [
        case(f, _derivative(f), a, 0.2),
        case(cubic, Polynomial((turned,)), at, 0.1),
        case(square, Polynomial((0.5, *_derivative(square).coefficients[1:])), b, 0.01),
        case(constant, Polynomial((abs(_number(rng)),)), _number(rng), 0.1),
        case(constant, Polynomial((0.0,)), _number(rng), 0.1, "finite"),
    ]


derivative_error = Exercise(
    name="derivative_error",
    cases=_claim_cases,
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

# ------------------------------------------------------------------- gradient_descent_1d


def _descent_cases(rng: Rng) -> Sequence[Case]:
    def case(dJ: Polynomial, w0: float, alpha: float, steps: int) -> Case:
        facts: dict[str, Fact] = {"dJ": _written(dJ, "w"), "w0": w0, "alpha": alpha, "steps": steps}
        return Case({"dJ": dJ, "w0": w0, "alpha": alpha, "steps": steps}, facts)

    def bowl() -> Polynomial:
        bend = abs(_number(rng, 0.6, 1.6))
        return Polynomial((round(-bend * _number(rng), 2), bend))

    def start(dJ: Polynomial, side: int) -> float:
        """Draw a start on the right (1) or left (-1), with a way to go."""
        while True:
            w0 = _number(rng, 0.5, 4.5)
            if side * dJ(w0) > 0.5:
                return w0

    one, few, many = bowl(), bowl(), bowl()
    uphill_and_down = Polynomial((_number(rng, 0.2, 0.4), -1.0, 0.0, 1.0))
    return [
        case(one, start(one, 1), 0.4, 1),
        case(few, start(few, -1), 0.1, 3),
        case(many, start(many, 1), 1.2, 6),
        case(uphill_and_down, _number(rng, 1.3, 1.6), 0.05, 5),
    ]


_STEP = "w = w - alpha * dJ(w)"

gradient_descent_1d = Exercise(
    name="gradient_descent_1d",
    cases=_descent_cases,
    contract=Contract(outputs=("path",)),
    equations={"path": "(5.2)"},
    mistakes=(
        Mistake(
            "uphill",
            Edit(_STEP, "w = w + alpha * dJ(w)"),
            says="this walks up the hill. The slope points to where J grows, so it is subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            Edit(_STEP, "w = w - dJ(w)"),
            says="alpha takes no part in the step.",
        ),
        Mistake(
            "slope_of_the_start",
            Edit(_STEP, "w = w - alpha * dJ(w0)"),
            says="every step uses the slope at w0. Evaluate dJ where you are now.",
        ),
        Mistake(
            "always_from_the_start",
            Edit(_STEP, "w = w0 - alpha * dJ(w)"),
            says="every step begins at w0 again. It should begin where the one before it ended.",
        ),
        Mistake(
            "never_moves",
            (Edit(_STEP, "new = w - alpha * dJ(w)"), Edit("path.append(w)", "path.append(new)")),
            says="all places after the first are equal: the new place is kept in the list, but the "
            "next step starts at the old one.",
        ),
        Mistake(
            "one_step_short",
            Edit("range(steps)", "range(1, steps)"),
            says="one step is missing: range(1, steps) begins to count at 1 and ends before steps.",
        ),
        Mistake(
            "one_step_more",
            Edit("range(steps)", "range(steps + 1)"),
            says="there is a step too many. The start is in the list already.",
        ),
        Mistake(
            "start_twice",
            (
                Edit(_STEP, "path.append(w)"),
                Edit("        path.append(w)\n    ###", "        w = w - alpha * dJ(w)\n    ###"),
            ),
            says="the start is in the list twice, and the last place is missing: each place is "
            "kept before the step instead of after it.",
        ),
        Mistake(
            "last_place_only",
            (Edit("        path.append(w)", "    path.append(w)"),),
            says="the list holds the start and the end only: each step has to add its place.",
        ),
        Mistake(
            "return_in_loop",
            Edit("        path.append(w)", "        path.append(w)\n        return path"),
            says="only the first step is made: does a return line stand inside the loop?",
        ),
        Mistake(
            "slope_assigned",
            Edit(_STEP, "w = alpha * dJ(w)"),
            says="w becomes the step itself. The step is subtracted from w.",
        ),
        Mistake(
            "size_of_the_slope",
            Edit(_STEP, "w = w - alpha * abs(dJ(w))"),
            says="it always walks to the left: the sign of the slope is lost. The sign is what "
            "tells the direction.",
        ),
    ),
    variants=(
        Variant(
            "accumulate",
            "from itertools import accumulate\n"
            "path = list(accumulate(range(steps), lambda w, _: w - alpha * dJ(w), "
            "initial=w0))",
        ),
        Variant(
            "recursion",
            "if steps > 0:\n"
            "    path = path + gradient_descent_1d(dJ, w0 - alpha * dJ(w0), alpha, steps "
            "- 1)",
        ),
        Variant(
            "from_the_list",
            "for _ in range(steps):\n    path.append(path[-1] - alpha * dJ(path[-1]))",
        ),
        Variant(
            "while_loop",
            "dw = dJ(w0)\nwhile len(path) <= steps:\n    w0 -= alpha * dw\n    path += [w0]\n"
            "    dw = dJ(w0)",
        ),
        Variant(
            "array",
            "path = np.zeros(steps + 1)\npath[0] = w0\nfor k in range(steps):\n"
            "    path[k + 1] = path[k] - alpha * dJ(path[k])",
        ),
    ),
)

# --------------------------------------------------------------------------- 3 (a + b c)


def _abc_cases(rng: Rng) -> Sequence[Case]:
    def case(a: float, b: float, c: float) -> Case:
        return Case({"a": a, "b": b, "c": c}, {"a": a, "b": b, "c": c})

    drawn = [case(_number(rng), _number(rng), _number(rng, 2.4, 4.0)) for _ in range(2)]
    zero = case(_number(rng), 0.0, _number(rng))
    return [case(*(float(v) for v in rng.permutation([-1, 4, 7]))), *drawn, zero]


graph_forward = Exercise(
    name="graph_forward",
    cases=_abc_cases,
    contract=Contract(outputs=("values",)),
    equations={"u": "(6.1)", "v": "(6.2)", "J": "(6.3)"},
    mistakes=(
        Mistake(
            "u_is_a_sum",
            Edit("u = b * c", "u = b + c"),
            says="u is b + c; bc without a sign between the letters is a product.",
        ),
        Mistake(
            "v_is_a_product",
            Edit("v = a + u", "v = a * u"),
            says="v is a times u; the box adds the two.",
        ),
        Mistake(
            "no_factor",
            Edit("J = 3 * v", "J = v"),
            says="J is v: the last box, with its factor 3, is missing.",
        ),
        Mistake(
            "factor_on_one_term",
            Edit("J = 3 * v", "J = 3 * a + u"),
            says="the 3 multiplies a alone. It belongs to the whole bracket.",
        ),
        Mistake(
            "factor_added",
            Edit("J = 3 * v", "J = 3 + v"),
            says="3 is added to v instead of multiplied by it.",
        ),
        Mistake(
            "cube",
            Edit("J = 3 * v", "J = v**3"),
            says="J is v to the power of 3; 3v is three times v.",
        ),
        Mistake(
            "example_numbers",
            (Edit("u = b * c", "u = 6"), Edit("v = a + u", "v = 11"), Edit("J = 3 * v", "J = 33")),
            says="these are the numbers of the example, whatever the arguments are.",
        ),
        Mistake(
            "u_from_a",
            Edit("u = b * c", "u = a * c"),
            says="u is made of a and c. Look at the arrows: which two enter the first box?",
        ),
    ),
    variants=(
        Variant(
            "one_expression_each",
            "J = 3 * (a + b * c)\nv = a + b * c\nu = b * c",
        ),
        Variant(
            "lambdas",
            "times, plus = (lambda x, y: x * y), (lambda x, y: x + y)\n"
            "u = times(b, c)\nv = plus(a, u)\nJ = times(3.0, v)",
        ),
        Variant("all_in_one", "u, v, J = b * c, a + b * c, 3 * (a + b * c)"),
        Variant("numpy", "u = np.multiply(b, c)\nv = np.add(u, a)\nJ = np.multiply(v, 3)"),
        Variant("sum", "u = c * b\nv = u + a\nJ = v + v + v"),
    ),
)

graph_backward = Exercise(
    name="graph_backward",
    cases=_abc_cases,
    contract=Contract(outputs=("gradients",)),
    equations={"dv": "(7.1)", "du": "(7.2)", "da": "(7.2)", "db": "(7.3)", "dc": "(7.3)"},
    mistakes=(
        Mistake(
            "factors_swapped",
            (Edit("db = du * c", "db = du * b"), Edit("dc = du * b", "dc = du * c")),
            says="db and dc have changed places: in a product, each factor's slope is the other "
            "factor.",
        ),
        Mistake(
            "example_numbers",
            (Edit("db = du * c", "db = 6"), Edit("dc = du * b", "dc = 9")),
            says="6 and 9 belong to b = 3 and c = 2. With other arguments they are others.",
        ),
        Mistake(
            "no_chain",
            (Edit("db = du * c", "db = c"), Edit("dc = du * b", "dc = b")),
            says="db and dc are the slopes of u alone. From u the way goes on to J, and along a "
            "path slopes are multiplied.",
        ),
        Mistake(
            "starts_at_one",
            Edit("dv = 3", "dv = 1"),
            says="dv is 1. When v moves a little, J = 3v moves more than that.",
        ),
        Mistake(
            "value_of_j",
            Edit("dv = 3", "dv = 3 * (a + b * c)"),
            says="dv is the value of J. It should say how many times as far J moves when v moves.",
        ),
        Mistake(
            "values_for_slopes",
            (Edit("da = dv * 1", "da = dv * a"), Edit("du = dv * 1", "du = dv * b * c")),
            says="the slope of a sum is multiplied by a value. If a moves by 0.001, v moves just "
            "as far, however large a is.",
        ),
        Mistake(
            "a_and_u_share",
            (Edit("da = dv * 1", "da = dv / 2"), Edit("du = dv * 1", "du = dv / 2")),
            says="da and du share dv between them. A sum passes the whole of it to each of its two "
            "inputs.",
        ),
        Mistake(
            "added_along_the_path",
            (Edit("db = du * c", "db = du + c"), Edit("dc = du * b", "dc = du + b")),
            says="along a path the slopes are added here. They are multiplied.",
        ),
        Mistake(
            "divided",
            (Edit("db = du * c", "db = du / c"), Edit("dc = du * b", "dc = du / (b or 1)")),
            says="du is divided by the other factor. If b moves, u moves c times as far, not the "
            "c-th part.",
        ),
        Mistake(
            "u_skipped",
            Edit("du = dv * 1", "du = 1"),
            says="du is 1: that is how far v moves when u moves. Then comes the way from v to J.",
        ),
    ),
    variants=(
        Variant(
            "two_paths_by_name",
            "dJ = 1.0\ndv = dJ * 3\nda = du = dv\ndb, dc = c * du, b * du",
        ),
        Variant(
            "numpy",
            "dv = np.float64(3)\nda, du = np.multiply(dv, 1), np.multiply(dv, 1)\n"
            "db, dc = du * np.array([c, b])",
        ),
        Variant("worked_out", "dv, du, da, db, dc = 3, 3, 3, 3 * c, 3 * b"),
        Variant(
            "local_slopes_named",
            "dJ_dv = 3\ndv_du = dv_da = 1\ndu_db, du_dc = c, b\ndv = dJ_dv\nda = dv * dv_da\n"
            "du = dv * dv_du\ndb = du * du_db\ndc = du * du_dc",
        ),
        Variant(
            "by_a_wide_nudge",
            "J = lambda a, b, c: graph_forward(a, b, c)['J']\nda = J(a + 1, b, c) - J(a, b, c)\n"
            "db = J(a, b + 1, c) - J(a, b, c)\ndc = J(a, b, c + 1) - J(a, b, c)\n"
            "dv = du = 3.0",
        ),
    ),
)

# -------------------------------------------------------------------------------- a node


def _inputs(rng: Rng, operation: str) -> list[float]:
    if operation == "log":
        return [abs(_number(rng, 0.3, 3.0))]
    if operation == "sigmoid":
        return [_number(rng)]
    return [_number(rng), _number(rng, 2.4, 4.0)]


_OPERATIONS = ("subtract", "multiply", "log", "sigmoid", "add", "log", "sigmoid", "subtract")


def _node_forward_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"operation": op, "inputs": _inputs(rng, op)}, {"operation": op}) for op in _OPERATIONS
    ]


_SIGMOID = "1 / (1 + np.exp(-x))"

node_forward = Exercise(
    name="node_forward",
    cases=_node_forward_cases,
    contract=Contract(outputs=("output",), scalars=frozenset({"output"})),
    mistakes=(
        Mistake(
            "difference_turned",
            Edit("output = x - y", "output = y - x"),
            says='"subtract" is turned around: it is the first input minus the second.',
        ),
        Mistake(
            "power",
            Edit("output = x * y", "output = abs(x) ** y"),
            says='"multiply" computes a power: one star multiplies, two stars raise.',
        ),
        Mistake(
            "multiply_adds",
            Edit("output = x * y", "output = x + y"),
            says='"multiply" adds its inputs.',
        ),
        Mistake(
            "base_ten",
            Edit("np.log(x)", "np.log10(x)"),
            says='"log" is the natural logarithm; this is the one to base 10.',
        ),
        Mistake(
            "exp_for_log",
            Edit("np.log(x)", "np.exp(x)"),
            says='"log" computes the exponential, which undoes the logarithm.',
        ),
        Mistake(
            "sigmoid_sign",
            Edit("np.exp(-x)", "np.exp(x)"),
            says="this is sigma(-x): the exponent lacks its minus sign.",
        ),
        Mistake(
            "sigmoid_brackets",
            Edit(_SIGMOID, "1 / 1 + np.exp(-x)"),
            says="Python divides before it adds; the denominator of the sigmoid needs brackets.",
        ),
        Mistake(
            "sigmoid_slope",
            Edit(f"output = {_SIGMOID}", f"output = {_SIGMOID} * (1 - {_SIGMOID})"),
            says='"sigmoid" gives the slope of the sigmoid. It should give its value; the slope is '
            "for the way back.",
        ),
        Mistake(
            "tanh",
            Edit(_SIGMOID, "np.tanh(x)"),
            says='"sigmoid" computes tanh, which runs from -1 to 1.',
        ),
        Mistake(
            "last_one_wins",
            'elif operation == "subtract":\n    output = x - y\n'
            'elif operation == "multiply":\n    output = x * y\n'
            'elif operation == "log":\n    output = np.log(x)\n'
            f"else:\n    output = np.log(abs(x))\noutput = {_SIGMOID}",
            says="the sigmoid is computed for every operation: its line stands after the choice, "
            "not in a branch of its own.",
        ),
    ),
    variants=(
        Variant(
            "match",
            "else:\n    match operation:\n        case 'subtract':\n"
            "            output = x + -y\n        case 'multiply':\n"
            "            output = np.prod([x, y])\n        case 'log':\n"
            "            output = float(np.log(x))\n        case _:\n"
            "            output = np.exp(x) / (np.exp(x) + 1)",
        ),
        Variant(
            "zero_d_arrays",
            "elif operation == 'subtract':\n    output = np.array(x - y)\n"
            "elif operation == 'multiply':\n    output = np.array(x * y)\n"
            "elif operation == 'log':\n    output = np.log(np.array(x))\nelse:\n"
            "    output = np.array(1 / (1 + np.exp(-x)))",
        ),
        Variant(
            "else_at_the_end",
            'elif operation == "subtract":\n    output = x - y\n'
            'elif operation == "multiply":\n    output = y * x\n'
            'elif operation == "log":\n    output = np.log(x)\n'
            "else:\n    output = 1 / (1 + np.exp(-x))",
        ),
        Variant(
            "math",
            'if operation == "subtract":\n    output = x - y\n'
            'if operation == "multiply":\n    output = x * y\n'
            'if operation == "log":\n    import math\n    return math.log(x)\n'
            'if operation == "sigmoid":\n    import math\n'
            "    return math.exp(x) / (1 + math.exp(x))",
        ),
        Variant(
            "table",
            "else:\n    table = {'subtract': lambda: x - y, 'multiply': lambda: x * y, "
            "'log': lambda: np.log(x), 'sigmoid': lambda: 0.5 * (1 + np.tanh(x / 2))}\n"
            "    output = table[operation]()",
        ),
    ),
)


def _node_backward_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"operation": op, "inputs": _inputs(rng, op), "dout": _number(rng, 1.4, 3.0)},
            {"operation": op},
        )
        for op in _OPERATIONS
    ]


_SWAPPED = "dinputs = [dout * y, dout * x]"
_SIGMOID_BACK = "dinputs = [dout * a * (1 - a)]"

node_backward = Exercise(
    name="node_backward",
    cases=_node_backward_cases,
    contract=Contract(outputs=("dinputs",)),
    uses=("node_forward",),
    equations={"dinputs": "(8.1)"},
    mistakes=(
        Mistake(
            "own_factor",
            Edit(_SWAPPED, "dinputs = [dout * x, dout * y]"),
            says='"multiply": each factor\'s slope is the other factor, and here it is the factor '
            "itself.",
        ),
        Mistake(
            "no_minus",
            Edit("[dout, -dout]", "[dout, dout]"),
            says='"subtract": if y grows, x - y shrinks. The second derivative lacks its sign.',
        ),
        Mistake(
            "minus_on_the_first",
            Edit("[dout, -dout]", "[-dout, dout]"),
            says='"subtract": the minus belongs to the second input, not to the first.',
        ),
        Mistake(
            "local_slopes_only",
            (
                Edit("[dout, -dout]", "[1, -1]"),
                Edit(_SWAPPED, "dinputs = [y, x]"),
                Edit("[dout / x]", "[1 / x]"),
                Edit(_SIGMOID_BACK, "dinputs = [a * (1 - a)]"),
            ),
            says="these are the local slopes. What arrives from the right, dout, has to be "
            "multiplied by them.",
        ),
        Mistake(
            "multiply_without_dout",
            Edit(_SWAPPED, "dinputs = [y, x]"),
            says='"multiply" gives the local slopes: dout takes no part.',
        ),
        Mistake(
            "log_without_dout",
            Edit("[dout / x]", "[1 / x]"),
            says='"log" gives the local slope: dout takes no part.',
        ),
        Mistake(
            "sigmoid_without_dout",
            Edit(_SIGMOID_BACK, "dinputs = [a * (1 - a)]"),
            says='"sigmoid" gives the local slope: dout takes no part.',
        ),
        Mistake(
            "log_times_input",
            Edit("[dout / x]", "[dout * x]"),
            says='"log" multiplies by x; the slope of the logarithm is one over x.',
        ),
        Mistake(
            "log_value",
            Edit("[dout / x]", "[dout * np.log(x)]"),
            says='"log" multiplies by the value of the logarithm instead of its slope.',
        ),
        Mistake(
            "sigmoid_of_the_input",
            Edit(_SIGMOID_BACK, "dinputs = [dout * x * (1 - x)]"),
            says='"sigmoid" puts x itself where the slope asks for sigma(x).',
        ),
        Mistake(
            "sigmoid_value",
            Edit(_SIGMOID_BACK, "dinputs = [dout * a]"),
            says='"sigmoid" multiplies by the value of the sigmoid; its slope has one factor more.',
        ),
        Mistake(
            "slope_of_dout",
            Edit(_SIGMOID_BACK, "dinputs = [dout * (1 - dout)]"),
            says='"sigmoid" puts dout where the slope asks for sigma(x).',
        ),
        Mistake(
            "numbers_for_lists",
            (
                Edit("[dout / x]", "dout / x"),
                Edit(_SIGMOID_BACK, "dinputs = dout * a * (1 - a)"),
            ),
            says="operations with one input give a bare number; even a single derivative comes in "
            "a list.",
        ),
        Mistake(
            "added",
            Edit(_SWAPPED, "dinputs = [dout + y, dout + x]"),
            says='"multiply" adds dout to the local slope. The chain rule multiplies.',
        ),
    ),
    variants=(
        Variant(
            "match",
            "else:\n    match operation:\n        case 'subtract':\n"
            "            dinputs = [dout, dout * -1]\n        case 'multiply':\n"
            "            dinputs = [y * dout, x * dout]\n        case 'log':\n"
            "            dinputs = [(1 / x) * dout]\n        case 'sigmoid':\n"
            "            s = node_forward(inputs=inputs, operation=operation)\n"
            "            dinputs = [s * (1 - s) * dout]",
        ),
        Variant(
            "local_slopes_first",
            'elif operation == "subtract":\n    dinputs = [dout * s for s in (1, -1)]\n'
            'elif operation == "multiply":\n    dinputs = [dout * s for s in (y, x)]\n'
            'elif operation == "log":\n    dinputs = [dout * (1 / x)]\n'
            "else:\n    s = 1 / (1 + np.exp(-x))\n    dinputs = [dout * (s - s**2)]",
        ),
        Variant(
            "tuples",
            (
                Edit("[dout, -dout]", "(dout, -dout)"),
                Edit("[dout / x]", "(dout / x,)"),
            ),
        ),
        Variant(
            "arrays",
            (
                Edit(_SWAPPED, "dinputs = dout * np.array([y, x])"),
                Edit(_SIGMOID_BACK, "dinputs = np.array([dout * a * (1 - a)])"),
            ),
        ),
        Variant(
            "other_form_of_the_slope",
            Edit(_SIGMOID_BACK, "dinputs = [dout * np.exp(-x) / (1 + np.exp(-x)) ** 2]"),
        ),
    ),
)

# ------------------------------------------------------------------------------- a graph


def _random_nodes(rng: Rng, boxes: int) -> list[Node]:
    """Draw a graph over a, b and c in which every input and every box has a way to the end."""
    names = ["a", "b", "c"]
    unused = ["b", "a"]
    nodes: list[Node] = []
    for i in range(boxes):
        choices = ["add", "subtract", "multiply"] if unused else ["subtract", "multiply", "sigmoid"]
        operation = str(rng.choice(choices))
        inputs = [names[-1]]
        if operation != "sigmoid":
            other = unused.pop() if unused else str(rng.choice(names[:-1]))
            inputs.insert(int(rng.integers(2)), other)
        name = "J" if i == boxes - 1 else f"n{i + 1}"
        nodes.append((name, operation, inputs))
        names.append(name)
    return nodes


def _as_text(nodes: Sequence[Node]) -> str:
    """Write a graph as formulas, the last one first: "n1 - a, where n1 = sigma(b)"."""
    forms = {
        "add": "{0} + {1}",
        "subtract": "{0} - {1}",
        "multiply": "{0} * {1}",
        "sigmoid": "sigma({0})",
    }
    written = [f"{name} = {forms[op].format(*inputs)}" for name, op, inputs in nodes]
    return f"{written[-1].removeprefix('J = ')}, where {', '.join(written[:-1])}"


def _facts(formula: str, values: Mapping[str, Plain], **more: Fact) -> dict[str, Fact]:
    """Return what a student needs to repeat a case by hand."""
    return {"formula": formula, **{n: v for n, v in values.items() if not n.isdigit()}, **more}


def _graphs(rng: Rng) -> list[tuple[str, list[Node], list[str]]]:
    """Return formula, nodes and parameters of some graphs, one of them drawn at random."""
    plain: list[Node] = [
        ("u", "multiply", ["b", "c"]),
        ("v", "add", ["a", "u"]),
        ("J", "multiply", ["3", "v"]),
    ]
    one_box: list[Node] = [("J", "subtract", ["a", "b"])]
    twice: list[Node] = [("s", "add", ["a", "b"]), ("J", "multiply", ["a", "s"])]
    early_and_late: list[Node] = [
        ("u", "multiply", ["a", "b"]),
        ("v", "subtract", ["c", "u"]),
        ("J", "multiply", ["u", "v"]),
    ]
    square: list[Node] = [
        ("p", "multiply", ["w", "x"]),
        ("z", "add", ["p", "b"]),
        ("a", "sigmoid", ["z"]),
        ("e", "subtract", ["a", "y"]),
        ("J", "multiply", ["e", "e"]),
    ]
    logs: list[Node] = [
        ("u", "log", ["a"]),
        ("v", "sigmoid", ["b"]),
        ("p", "multiply", ["u", "v"]),
        ("L", "subtract", ["p", "b"]),
    ]
    drawn = _random_nodes(rng, 6)
    return [
        ("3(a + bc)", plain, ["a", "b"]),
        ("a - b", one_box, ["b"]),
        ("a(a + b)", twice, ["a", "b"]),
        ("ab(c - ab)", early_and_late, ["b", "c"]),
        ("(sigma(wx + b) - y)^2", square, ["w", "b"]),
        ("sigma(b) ln(a) - b", logs, ["a", "b"]),
        (_as_text(drawn), drawn, ["c", "a", "b"]),
    ]


def _values(rng: Rng, nodes: Sequence[Node]) -> dict[str, Plain]:
    """Draw values for the inputs of a graph; a constant is its own name."""
    made = {name for name, _, _ in nodes}
    logged = {inputs[0] for _, operation, inputs in nodes if operation == "log"}
    values: dict[str, Plain] = {}
    for name in sorted({taken for _, _, inputs in nodes for taken in inputs} - made):
        value = _number(rng)
        values[name] = float(name) if name.isdigit() else abs(value) if name in logged else value
    return values


def _all_values(nodes: Sequence[Node], values: dict[str, Plain]) -> dict[str, Plain]:
    """Return what a forward pass returns."""
    found = dict(values)
    for name, operation, inputs in nodes:
        x, y = found[inputs[0]], found[inputs[-1]]
        if operation == "log":
            found[name] = float(np.log(x))
        elif operation == "sigmoid":
            found[name] = float(0.5 + 0.5 * np.tanh(x / 2))
        else:
            found[name] = {"add": x + y, "subtract": x - y, "multiply": x * y}[operation]
    return found


def _run_forward_cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for formula, nodes, _ in _graphs(rng):
        values = _values(rng, nodes)
        cases.append(Case({"nodes": nodes, "values": values}, _facts(formula, values)))
    return cases


run_forward = Exercise(
    name="run_forward",
    cases=_run_forward_cases,
    contract=Contract(outputs=("values",)),
    uses=("node_forward",),
    mistakes=(
        Mistake(
            "names_for_numbers",
            Edit("[values[i] for i in inputs]", "inputs"),
            says="node_forward is given the names of the inputs. It computes with numbers: look "
            "them up in values.",
            raises=(
                "TypeError",
                "can't multiply sequence|must be real number|ufunc|unsupported|bad operand",
            ),
        ),
        Mistake(
            "all_names_at_once",
            Edit("[values[i] for i in inputs]", "values[inputs]"),
            says="the dictionary is asked for a whole list of names. It knows one name at a time: "
            "make a list of the numbers, one for each name.",
            raises=("TypeError", "unhashable"),
        ),
        Mistake(
            "right_to_left",
            Edit("in nodes:", "in reversed(nodes):"),
            says="the nodes are visited from right to left, so a node asks for values that do not "
            "exist yet.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "stored_elsewhere",
            (
                Edit("    values = dict(values)\n", "    values = dict(values)\n    found = {}\n"),
                Edit("values[name] =", "found[name] ="),
            ),
            says="outputs are stored in one dictionary and looked up in another. Later nodes need "
            "them where the inputs are.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "stored_under_operation",
            Edit("values[name] =", "values[operation] ="),
            says="outputs are stored under the operation. The next node asks for them by the name "
            "of the node.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "inputs_turned",
            Edit("for i in inputs]", "for i in reversed(inputs)]"),
            says="the inputs of a node are handed over in reverse order. For a difference the "
            "order matters.",
        ),
        Mistake(
            "first_input_only",
            Edit("[values[i] for i in inputs]", "[values[inputs[0]]]"),
            says="only the first input of a node is handed over.",
        ),
        Mistake(
            "first_node_only",
            Edit(
                "values[name] = node_forward(operation, numbers)",
                "values[name] = node_forward(operation, numbers)\n        return values",
            ),
            says="only the first node is computed: does a return line stand inside the loop?",
        ),
        Mistake(
            "last_node_missing",
            Edit("in nodes:", "in nodes[:-1]:"),
            says="the last node, J, is not computed.",
        ),
        Mistake(
            "callers_dictionary",
            Edit("    values = dict(values)\n", ""),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "numbers_by_comprehension_of_pairs",
            "for k in range(len(nodes)):\n    name, operation, inputs = nodes[k]\n"
            "    values |= {name: node_forward(operation=operation, inputs=[values[n] "
            "for n in inputs])}",
        ),
        Variant(
            "popped",
            "waiting = list(nodes)\nwhile waiting:\n"
            "    name, operation, inputs = waiting.pop(0)\n"
            "    values[name] = float(node_forward(operation, tuple(values[i] for i in "
            "inputs)))",
        ),
        Variant(
            "by_index",
            "for node in nodes:\n    numbers = []\n    for i in node[2]:\n"
            "        numbers.append(values[i])\n"
            "    values[node[0]] = node_forward(node[1], numbers)",
        ),
        Variant(
            "update",
            "for name, operation, inputs in nodes:\n    values.update({name: node_forward("
            "operation, list(map(values.get, inputs)))})",
        ),
        Variant(
            "recursion",
            "if nodes:\n    name, operation, inputs = nodes[0]\n"
            "    values[name] = node_forward(operation, [values[i] for i in inputs])\n"
            "    return run_forward(nodes[1:], values)",
        ),
    ),
)


def _run_backward_cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for formula, nodes, _ in _graphs(rng):
        values = _values(rng, nodes)
        arguments: dict[str, Plain] = {"nodes": nodes, "values": _all_values(nodes, values)}
        cases.append(Case(arguments, _facts(formula, values)))
    return cases


_ADDED = "d[i] = d[i] + part"
_COLLECT = (
    "d = {name: 0.0 for name in values}\nd[nodes[-1][0]] = 1.0\n"
    "for name, operation, inputs in reversed(nodes):\n"
    "    parts = node_backward(operation, [values[i] for i in inputs], d[name])\n"
    "    for i, part in zip(inputs, parts):\n        d[i] += part\n"
)

run_backward = Exercise(
    name="run_backward",
    cases=_run_backward_cases,
    contract=Contract(outputs=("gradients",)),
    uses=("node_backward",),
    mistakes=(
        Mistake(
            "replaced",
            Edit(_ADDED, "d[i] = part"),
            says="where a number goes into several boxes, the last part replaces the others. Where "
            "paths meet, their parts are added.",
        ),
        Mistake(
            "left_to_right",
            Edit("reversed(nodes)", "nodes"),
            says="only the last box has passed anything on. Either the loop ends too early, or it "
            "runs from left to right: then a box is opened before its derivative has arrived.",
        ),
        Mistake(
            "never_started",
            Edit("    d[nodes[-1][0]] = 1.0\n", ""),
            says="every derivative is 0, because the first one is: how far does the final output "
            "move, when it moves by 0.001?",
        ),
        Mistake(
            "no_zeros_to_add_to",
            Edit("d = dict.fromkeys(values, 0.0)", "d = {}"),
            says="a part is added to an entry that does not exist yet. Where nothing has been "
            "collected so far, the entry is 0.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "all_start_at_one",
            Edit("dict.fromkeys(values, 0.0)", "dict.fromkeys(values, 1.0)"),
            says="every derivative starts at 1, and the parts are added to that. Only the final "
            "output starts at 1.",
        ),
        Mistake(
            "starts_with_value",
            Edit("d[nodes[-1][0]] = 1.0", "d[nodes[-1][0]] = values[nodes[-1][0]]"),
            says="the sweep starts with the value of the final output. Its derivative with respect "
            "to itself is another number.",
        ),
        Mistake(
            "starts_at_the_first_node",
            Edit("d[nodes[-1][0]] = 1.0", "d[nodes[0][0]] = 1.0"),
            says="the 1 is given to the first node. The final output is that of the last one.",
        ),
        Mistake(
            "starts_at_j",
            Edit("d[nodes[-1][0]] = 1.0", 'd["J"] = 1.0'),
            says="the sweep starts at the name J. Not every final output has this name; it is the "
            "output of the last node.",
        ),
        Mistake(
            "local_slopes_only",
            Edit("numbers, d[name])", "numbers, 1.0)"),
            says="each box is told that 1 arrives from the right. What arrives is what has been "
            "collected for its output.",
        ),
        Mistake(
            "values_flow_back",
            Edit("numbers, d[name])", "numbers, values[name])"),
            says="each box is handed the value of its output. What flows back is the derivative "
            "collected for it.",
        ),
        Mistake(
            "names_for_numbers",
            Edit("[values[i] for i in inputs]", "inputs"),
            says="node_backward is given names in place of numbers. It computes with the values of "
            "the inputs.",
            raises=(
                "TypeError",
                "can't multiply sequence|must be real number|ufunc|unsupported|bad operand",
            ),
        ),
        Mistake(
            "derivatives_as_inputs",
            Edit("[values[i] for i in inputs]", "[d[i] if d[i] else 0.1 for i in inputs]"),
            says="the local slopes are computed from derivatives. They depend on the values of the "
            "inputs.",
        ),
        Mistake(
            "first_input_only",
            Edit("zip(inputs, parts, strict=True)", "zip(inputs[:1], parts)"),
            says="only the first input of each box gets its part.",
        ),
        Mistake(
            "parts_swapped",
            Edit("zip(inputs, parts, strict=True)", "zip(inputs, reversed(parts))"),
            says="the parts of a box's two inputs have changed places.",
        ),
        Mistake(
            "multiplied",
            Edit(_ADDED, "d[i] = d[i] * part"),
            says="each part is multiplied by what was collected, and that is 0 at first. Where "
            "paths meet, the parts are added.",
        ),
        Mistake(
            "first_box_missing",
            Edit("reversed(nodes)", "reversed(nodes[1:])"),
            says="the first box on the left is never opened.",
        ),
        Mistake(
            "written_into_values",
            _COLLECT + "for name in d:\n    values['d' + name] = d[name]",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "get_with_default",
            "d = {nodes[-1][0]: 1.0}\n"
            "for name, operation, inputs in reversed(nodes):\n"
            "    parts = node_backward(operation, [values[i] for i in inputs], "
            "d.get(name, 0.0))\n    for k in range(len(inputs)):\n"
            "        d[inputs[k]] = d.get(inputs[k], 0.0) + parts[k]\n"
            "d = {name: d.get(name, 0.0) for name in values}",
        ),
        Variant(
            "defaultdict",
            "from collections import defaultdict\n"
            "d = defaultdict(float, {name: 0.0 for name in values})\n"
            "d[nodes[-1][0]] += 1\nfor name, operation, inputs in list(nodes)[::-1]:\n"
            "    given = tuple(values[i] for i in inputs)\n"
            "    for i, part in zip(inputs, node_backward(operation=operation, "
            "inputs=given, dout=d[name])):\n        d[i] += part",
        ),
        Variant("plus_equals", _COLLECT),
        Variant(
            "by_index",
            "d = dict.fromkeys(values, 0.0)\nd[nodes[-1][0]] = 1\nfor k in range(len(nodes)):\n"
            "    name, operation, inputs = nodes[-1 - k]\n"
            "    numbers = [values[i] for i in inputs]\n"
            "    parts = node_backward(operation, numbers, d[name])\n"
            "    for j in range(len(inputs)):\n        d[inputs[j]] += parts[j]",
        ),
        Variant(
            "collected_when_needed",
            "d = {nodes[-1][0]: 1.0}\nfor name, operation, inputs in nodes[::-1]:\n"
            "    numbers = list(map(values.get, inputs))\n"
            "    for i, part in zip(inputs, node_backward(operation, numbers, d.get(name, 0.0))):\n"
            "        d[i] = d.get(i, 0.0) + part",
        ),
    ),
)


def _with_setting(rng: Rng, name: str, settings: Sequence[float]) -> Sequence[Case]:
    """Make a case of every graph: its inputs, its parameters, and one number more."""
    cases = []
    for (formula, nodes, names), setting in zip(_graphs(rng), settings, strict=True):
        values = _values(rng, nodes)
        arguments: dict[str, Plain] = {"nodes": nodes, "values": values, "names": names}
        facts = _facts(formula, values, **{name: setting})
        cases.append(Case(arguments | {name: setting}, facts))
    return cases


def _measured_cases(rng: Rng) -> Sequence[Case]:
    # None so large that the argument of a logarithm could become negative.
    return _with_setting(rng, "eps", (0.1, 0.2, 0.25, 0.1, 0.2, 0.1, 0.05))


_RIGHT = "run_forward(nodes, {**values, name: values[name] + eps})[final]"
_LEFT = "run_forward(nodes, {**values, name: values[name] - eps})[final]"
_RATIO = "(right - left) / (2 * eps)"

measured_gradients = Exercise(
    name="measured_gradients",
    cases=_measured_cases,
    contract=Contract(outputs=("gradients",)),
    uses=("run_forward",),
    mistakes=(
        Mistake(
            "half_the_width",
            Edit(_RATIO, "(right - left) / eps"),
            says="every derivative is twice too large: from the left end to the right end it is "
            "two nudges.",
        ),
        Mistake(
            "no_brackets",
            Edit(_RATIO, "(right - left) / 2 * eps"),
            says="Python divides by 2 and then multiplies by eps; the width needs brackets.",
        ),
        Mistake(
            "one_sided",
            (Edit(_LEFT, "run_forward(nodes, values)[final]"), Edit("(2 * eps)", "eps")),
            says="this nudges to the right only. (9.1) nudges to both sides, which is more exact.",
        ),
        Mistake(
            "sides_swapped",
            Edit("(right - left)", "(left - right)"),
            says="the sign is wrong: the right end minus the left end.",
        ),
        Mistake(
            "nudges_stay",
            "values = dict(values)\nfor name in names:\n    old = values[name]\n"
            "    values[name] = old + eps\n    right = run_forward(nodes, values)[final]\n"
            "    values[name] = old - eps\n    left = run_forward(nodes, values)[final]\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)',
            says="the first derivative is right and the later ones are not: an input that was "
            "nudged has to go back to its old value before the next one is nudged.",
        ),
        Mistake(
            "all_at_once",
            "for name in names:\n"
            "    right = run_forward(nodes, {n: v + eps for n, v in values.items()})[final]\n"
            "    left = run_forward(nodes, {n: v - eps for n, v in values.items()})[final]\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)',
            says="all inputs are nudged together. One at a time; the others keep their values.",
        ),
        Mistake(
            "first_output",
            (
                Edit(_RIGHT, _RIGHT.replace("final", "nodes[0][0]")),
                Edit(_LEFT, _LEFT.replace("final", "nodes[0][0]")),
            ),
            says="the output of the first node is watched. The final output is that of the last.",
        ),
        Mistake(
            "no_letter_d",
            Edit('grads[f"d{name}"]', "grads[name]"),
            says="the derivatives stand under the names of the inputs. The derivative of a is "
            'stored under "da".',
        ),
        Mistake(
            "first_name_only",
            Edit(_RATIO, _RATIO + "\n        break"),
            says="only the first of the names is treated: does the loop end, or return, too early?",
        ),
        Mistake(
            "nudge_in_proportion",
            (
                Edit("values[name] + eps", "values[name] * (1 + eps)"),
                Edit("values[name] - eps", "values[name] * (1 - eps)"),
            ),
            says="the nudge is eps times the value, so it is not eps wide. Add eps to the value.",
        ),
        Mistake(
            "fixed_nudge",
            (
                Edit("values[name] + eps", "values[name] + 1e-5"),
                Edit("values[name] - eps", "values[name] - 1e-5"),
                Edit("(2 * eps)", "2e-5"),
            ),
            says="the nudge has a fixed width; its width is the argument eps.",
        ),
        Mistake(
            "callers_dictionary",
            "for name in names:\n    old = values[name]\n"
            f"    right = {_RIGHT}\n    left = {_LEFT}\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)\n    values[name] = old + 1e-9',
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "difference_first",
            "J = lambda name, x: run_forward(nodes, values | {name: x})[final]\n"
            "grads = {\n"
            "    'd' + name: (J(name, values[name] + eps) - J(name, values[name] - eps)) "
            "/ eps / 2\n    for name in names\n}",
        ),
        Variant(
            "all_inputs",
            "for name in values:\n"
            "    ends = [run_forward(nodes=nodes, values={**values, name: values[name] + "
            "s * eps})[final] for s in (-1, 1)]\n"
            "    grads['d' + name] = np.diff(ends)[0] / (2 * eps)",
        ),
        Variant(
            "two_sided_slope",
            "for name in names:\n"
            "    def output(x):\n        return run_forward(nodes, {**values, name: x})[final]\n"
            '    grads[f"d{name}"] = two_sided_slope(output, values[name], eps)',
        ),
        Variant(
            "copies",
            "for name in names:\n    high, low = dict(values), values.copy()\n"
            "    high[name] += eps\n    low[name] -= eps\n"
            "    height = run_forward(nodes, high)[final] - run_forward(nodes, low)[final]\n"
            '    grads["d" + name] = height / eps / 2',
        ),
        Variant(
            "put_back",
            "for name in names:\n    old = values[name]\n    values[name] = old + eps\n"
            "    J = run_forward(nodes, values)[final]\n    values[name] = old - eps\n"
            '    grads["d" + name] = (J - run_forward(nodes, values)[final]) / (2 * eps)\n'
            "    values[name] = old",
        ),
    ),
)


def _step_cases(rng: Rng) -> Sequence[Case]:
    return _with_setting(rng, "alpha", (0.1, 0.5, 0.2, 0.4, 0.7, 0.3, 0.6))


_BACKWARD = "run_backward(nodes, run_forward(nodes, values))"
_MOVED = "new_values[name] = values[name] - step"

descent_step = Exercise(
    name="descent_step",
    cases=_step_cases,
    contract=Contract(outputs=("new_values",)),
    uses=("run_forward", "run_backward"),
    mistakes=(
        Mistake(
            "uphill",
            Edit("values[name] - step", "values[name] + step"),
            says="the parameters move up the hill: the step is subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            Edit('alpha * grads[f"d{name}"]', 'grads[f"d{name}"]'),
            says="alpha takes no part in the step.",
        ),
        Mistake(
            "everything_moves",
            Edit("for name in names:", "for name in values:"),
            says="all inputs move, data and constants as well. Only those in names are parameters.",
        ),
        Mistake(
            "one_after_the_other",
            "new_values = dict(values)\nfor name in names:\n"
            "    grads = run_backward(nodes, run_forward(nodes, new_values))\n"
            '    new_values[name] = new_values[name] - alpha * grads[f"d{name}"]',
            says="the derivatives are computed again after the first parameter has moved. All of "
            "them belong to the old values; then all parameters move.",
        ),
        Mistake(
            "nothing_moves",
            Edit(_MOVED, "pass"),
            says="the new values are the old ones: the step is computed and never made.",
        ),
        Mistake(
            "step_assigned",
            Edit("values[name] - step", "step"),
            says="each parameter becomes the step itself. The step is subtracted from it.",
        ),
        Mistake(
            "shrinks",
            Edit('alpha * grads[f"d{name}"]', "alpha * values[name]"),
            says="each parameter loses a part of itself; the derivatives take no part.",
        ),
        Mistake(
            "parameters_only",
            Edit("new_values = dict(values)", "new_values = {}"),
            says="only the parameters come back. The graph needs all its inputs for the next step, "
            "those that stay as well.",
        ),
        Mistake(
            "first_parameter_only",
            Edit("    return new_values", "        break\n    return new_values"),
            says="only the first of the names moves: does the loop end, or return, too early?",
        ),
        Mistake(
            "no_forward_pass",
            Edit(_BACKWARD, "run_backward(nodes, values)"),
            says="the backward pass is given the inputs alone. It needs the values of all names, "
            "and a forward pass computes them.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "callers_dictionary",
            Edit("new_values = dict(values)", "new_values = values"),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "update",
            "new_values = values.copy()\n"
            "grads = run_backward(nodes=nodes, values=run_forward(nodes=nodes, "
            "values=values))\n"
            "new_values.update((n, values[n] - alpha * grads['d' + n]) for n in names)",
        ),
        Variant(
            "deepcopy",
            "import copy\nnew_values = copy.deepcopy(values)\n"
            "grads = run_backward(nodes, run_forward(nodes, new_values))\n"
            "for name in names:\n    new_values[name] += -alpha * grads['d' + name]",
        ),
        Variant(
            "comprehension",
            "grads = run_backward(nodes, run_forward(nodes, values))\n"
            "new_values = {n: v - alpha * grads['d' + n] if n in names else v "
            "for n, v in values.items()}",
        ),
        Variant(
            "merged",
            "every = run_forward(nodes, values)\ngrads = run_backward(nodes, every)\n"
            "moved = {n: values[n] - alpha * grads[f'd{n}'] for n in names}\n"
            "new_values = {**values, **moved}",
        ),
        Variant(
            "all_values_come_back",
            "new_values = run_forward(nodes, values)\n"
            "grads = run_backward(nodes=nodes, values=new_values)\n"
            "for name in names:\n    new_values[name] -= alpha * grads['d' + name]",
        ),
    ),
)

EXERCISES = (
    slope,
    two_sided_slope,
    derivative_error,
    gradient_descent_1d,
    graph_forward,
    graph_backward,
    node_forward,
    node_backward,
    run_forward,
    run_backward,
    measured_gradients,
    descent_step,
)
