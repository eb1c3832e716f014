"""Exercise `sigmoid`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import ARRAY_FOR_A_NUMBER
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"z": rng.normal(size=(1, 5)) * 2}, {"m": 5}),
        Case({"z": rng.normal(size=(3, 2)) * 2}, {"m": 2}),
        Case({"z": rng.normal(size=(1, 1))}, {"m": 1}),
    ]


EXERCISE = Exercise(
    name="sigmoid",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    rules=VECTORIZED,
    equations={"a": "(3.5)"},
    mistakes=(
        Mistake(
            "no_parentheses",
            "a = 1 / 1 + np.exp(-z)",
            says="This is the denominator of (3.5) alone. Python divides before it adds: a whole "
            "sum below the line needs parentheses.",
        ),
        Mistake(
            "no_one_below",
            "a = 1 / np.exp(-z)",
            says="This grows without end: the 1 is missing from the denominator.",
        ),
        Mistake(
            "minus_below",
            "a = 1 / (1 - np.exp(-z))",
            says="In the denominator the exponential is subtracted from 1; it has to be added.",
        ),
        Mistake(
            "no_exponential",
            "a = 1 / (1 - z)",
            says="The exponential function is missing: -z is its exponent.",
        ),
        Mistake(
            "sign_of_z",
            "a = 1 / (1 + np.exp(z))",
            says="This falls where it should rise: the exponent lacks its minus sign.",
        ),
        Mistake(
            "tanh",
            "a = np.tanh(z)",
            says="This is tanh, which the hidden layer uses. The output needs numbers from 0 to 1.",
        ),
        Mistake(
            "derivative",
            "a = 1 / (1 + np.exp(-z))\na = a * (1 - a)",
            says="This is the slope of the sigmoid. The exercise asks for the sigmoid itself.",
        ),
        Mistake(
            "math_exp",
            "import math\na = 1 / (1 + math.exp(-z))",
            says="math.exp takes a single number, and z is an array. np.exp takes both.",
            raises=ARRAY_FOR_A_NUMBER,
        ),
    ),
    variants=(
        Variant("power", "a = (1 + np.exp(-z)) ** -1"),
        Variant("growing_exponential", "a = 1 - 1 / (1 + np.exp(z))"),
        Variant("by_tanh", "a = (1 + np.tanh(z / 2)) / 2"),
        Variant("stable", "e = np.exp(-np.abs(z))\na = np.where(z >= 0, 1, e) / (1 + e)"),
        Variant("logaddexp", "a = np.exp(-np.logaddexp(0, -z))"),
    ),
)
