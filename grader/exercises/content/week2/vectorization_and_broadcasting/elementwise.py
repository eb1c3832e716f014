"""Exercise `elementwise`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import ARRAY_FOR_A_NUMBER, XOR_OF_FLOATS
from grader.exercises.content.week2.vectorization_and_broadcasting import sentences
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(rows: int, columns: int) -> Case:
        signs = np.where(rng.permutation(rows * columns) % 2, -1.0, 1.0).reshape(rows, columns)
        v = signs * rng.uniform(0.3, 2.5, size=(rows, columns))
        return Case({"v": v}, {"rows": rows, "columns": columns})

    return [case(5, 1), case(1, 4), case(3, 2), case(2, 2)]


EXERCISE = Exercise(
    name="elementwise",
    cases=_cases,
    contract=Contract(outputs=("results",)),
    rules=VECTORIZED,
    equations={"log": "(4.1)", "maximum": "(4.2)"},
    mistakes=(
        Mistake(
            "largest_entry",
            Edit("np.maximum(v, 0)", "np.max(v, 0)"),
            says="np.max(v, 0) looks for the largest entry along axis 0. np.maximum compares two "
            "things, entry by entry.",
        ),
        Mistake(
            "smaller_one",
            Edit("np.maximum(v, 0)", "np.minimum(v, 0)"),
            says="maximum holds the smaller of v and 0, so the negative entries stay.",
        ),
        Mistake(
            "sign_removed",
            Edit("np.maximum(v, 0)", "np.abs(v)"),
            says="maximum is the absolute value. A negative entry becomes 0 here, not positive.",
        ),
        Mistake(
            "log_of_negative_numbers",
            Edit("np.log(absolute)", "np.log(v)"),
            says="log is nan where v is negative: a negative number has no logarithm. Equation "
            "(4.1) takes the absolute value first.",
        ),
        Mistake(
            "base_ten",
            Edit("np.log(absolute)", "np.log10(absolute)"),
            says="this is the logarithm to base 10; np.log is the natural one.",
        ),
        Mistake(
            "absolute_of_log",
            Edit("np.log(absolute)", "np.abs(np.log(absolute))"),
            says="the absolute value is taken of the logarithm as well; the logarithm of a number "
            "below 1 is negative, and stays so.",
        ),
        Mistake(
            "doubled",
            Edit("v**2", "v * 2"),
            says="square is two times v. To square is to multiply v by itself.",
        ),
        Mistake(
            "matrix_product",
            Edit("v**2", "v.T @ v"),
            says="square is a matrix product, which adds up. Each entry is squared by itself.",
        ),
        Mistake(
            "caret",
            Edit("v**2", "v^2"),
            says=sentences.XOR_IS_NO_POWER,
            raises=XOR_OF_FLOATS,
        ),
        Mistake(
            "rounded_down",
            Edit("1 / v", "1 // v"),
            says="reciprocal is rounded down to whole numbers: // does that, and / does not.",
        ),
        Mistake(
            "exponent_negative",
            Edit("np.exp(v)", "np.exp(-v)"),
            says="this is exp of minus v.",
        ),
        Mistake(
            "math_exp",
            Edit("np.exp(v)", "__import__('math').exp(v)"),
            says="math.exp takes a single number, and v is an array: np.exp takes both.",
            raises=ARRAY_FOR_A_NUMBER,
        ),
        Mistake(
            "one_at_a_time",
            Edit("np.exp(v)", "np.array([np.exp(x) for x in v.ravel()]).reshape(v.shape)"),
            rule="vectorized",
        ),
        Mistake(
            "changes_v",
            Edit("reciprocal = 1 / v", "reciprocal = 1 / v\n    v[v < 0] = 0\n    maximum = v"),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "logarithms",
            "exp = np.e**v\nabsolute = np.where(v < 0, -v, v)\n"
            "log = np.log10(absolute) / np.log10(np.e)\nmaximum = (v + absolute) / 2\n"
            "square = np.power(v, 2)\nreciprocal = np.divide(1.0, v)",
        ),
        Variant(
            "clip",
            "exp, absolute = np.exp(v), np.sqrt(v**2)\n"
            "log, maximum = np.log(np.abs(v)), np.clip(v, 0, None)\n"
            "square, reciprocal = np.multiply(v, v), np.power(v, -1.0)",
        ),
        Variant(
            "other_words",
            (
                Edit("np.abs(v)", "abs(v)"),
                Edit("np.log(absolute)", "np.log(np.absolute(v))"),
                Edit("v**2", "np.square(v)"),
                Edit("1 / v", "np.reciprocal(v)"),
            ),
        ),
        Variant("where", Edit("np.maximum(v, 0)", "np.where(v > 0, v, 0)")),
        Variant(
            "products",
            (
                Edit("np.maximum(v, 0)", "v * (v > 0)"),
                Edit("v**2", "v * v"),
                Edit("1 / v", "v ** -1.0"),
                Edit("np.log(absolute)", "np.log(v * v) / 2"),
            ),
        ),
    ),
)
