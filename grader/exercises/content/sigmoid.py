"""The exercise `sigmoid`, which several notebooks have."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import ARRAY_FOR_A_NUMBER
from grader.exercises.content.sentences import MATH_EXP_OF_AN_ARRAY
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    # One number close to 0 on each side: where a formula for each sign changes over, shows there.
    row = rng.normal(size=(1, 5)) * 2
    row[0, :2] = rng.uniform(0.2, 0.8), -rng.uniform(0.2, 0.8)
    return [
        Case({"z": float(rng.uniform(0.5, 2.0))}),
        Case({"z": -float(rng.uniform(0.5, 2.0))}),
        Case({"z": row}, {"m": 5}),
        Case({"z": rng.normal(size=(3, 4)) * 2}),
        Case({"z": np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])}, rule="finite"),
    ]


_EXP_ALONE = "a = 1 / (1 + np.exp(-z))"

SIGMOID = Exercise(
    name="sigmoid",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    rules=VECTORIZED,
    rule_says={"finite": "That was z = -1000, -40, 0, 40 and 1000: large numbers break a formula."},
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
            says=MATH_EXP_OF_AN_ARRAY,
            raises=ARRAY_FOR_A_NUMBER,
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
