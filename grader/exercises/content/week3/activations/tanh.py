"""Exercise `tanh`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import ARRAY_FOR_A_NUMBER, TRUTH_OF_AN_ARRAY
from grader.exercises.content.sentences import MATH_EXP_OF_AN_ARRAY
from grader.exercises.content.week3.activations.cases import elementwise_cases
from grader.exercises.content.week3.activations.warnings_off import WARNINGS_OFF
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    large = np.array([-1000.0, -20.0, 0.0, 20.0, 1000.0])
    return [*elementwise_cases(rng), Case({"z": large}, rule="finite")]


_TANH_AS_WRITTEN = "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))"

EXERCISE = Exercise(
    name="tanh",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    rules=VECTORIZED,
    rule_says={"finite": "There z is -1000, -20, 0, 20 and 1000: tanh must be right there, too."},
    uses=("sigmoid",),
    equations={"a": "(2.2)"},
    mistakes=(
        Mistake(
            "overflow",
            WARNINGS_OFF + f"a = {_TANH_AS_WRITTEN}",
            says="For z = 1000 this divides inf by inf, which is nan. Which form in (2.3) has an "
            "exponent that cannot become large?",
            rule="finite",
        ),
        Mistake(
            "half_safe",
            WARNINGS_OFF + "a = (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))",
            says="Safe for large positive z; for z = -1000 it divides inf by inf, which is nan. "
            "Could the exponent be made negative for either sign of z?",
            rule="finite",
        ),
        Mistake(
            "other_half_safe",
            WARNINGS_OFF + "a = (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)",
            says="Safe for very negative z; for z = 1000 it divides inf by inf, which is nan. "
            "Could the exponent be made negative for either sign of z?",
            rule="finite",
        ),
        Mistake(
            "upside_down",
            WARNINGS_OFF + "a = (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))",
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
            says=MATH_EXP_OF_AN_ARRAY,
            raises=ARRAY_FOR_A_NUMBER,
        ),
        Mistake(
            "branches",
            "if z > 0:\n    a = 1 - 2 / (np.exp(2 * z) + 1)\nelse:\n"
            "    a = 2 / (np.exp(-2 * z) + 1) - 1",
            says="if asks one question about the whole array, and that has no answer. Is there a "
            "form that fits both signs, or a function that chooses entry by entry?",
            raises=TRUTH_OF_AN_ARRAY,
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
