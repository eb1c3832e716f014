"""Exercise `softmax`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import ARRAY_FOR_A_NUMBER
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        return Case({"x": rng.normal(size=(m, n)) * 1.5 + 0.5}, {"m": m, "n": n})

    # Eighths near 1000 lose nothing in single precision.
    far = 1000 + np.round(8 * rng.normal(size=(1, 3))) / 8
    # The last row is wide: neither the smallest nor the mean of it would do as its shift.
    large = np.vstack([far, -far, rng.normal(size=(1, 3)), rng.permuted([[-900.0, 5.0, 900.0]])])
    return [case(2, 3), case(3, 3), case(4, 2), case(1, 5), Case({"x": large}, rule="finite")]


_SHIFTED = "np.exp(x - x.max(axis=1, keepdims=True))"
_SUMS = "e.sum(axis=1, keepdims=True)"
_COLUMNS = (
    "the columns add up to 1, and the rows should: along which axis does a row run? (The shift of "
    "(8.3) comes after that.)"
)
_WHOLE = "the whole array adds up to 1. Each row is to add up to 1 by itself."
_NO_KEEPDIMS = (
    "the sums meet the columns: an array (m,) counts as a row. (In a square array that makes no "
    "noise.) Keep them in a column, one beside each row."
)

EXERCISE = Exercise(
    name="softmax",
    cases=_cases,
    contract=Contract(outputs=("probabilities",)),
    rules=VECTORIZED,
    rule_says={"finite": "That was a row near 1000, one near -1000, one near 0 and a wide one."},
    equations={"probabilities": "(8.2)"},
    mistakes=(
        Mistake(
            "columns",
            (Edit("x.max(axis=1", "x.max(axis=0"), Edit("e.sum(axis=1", "e.sum(axis=0")),
            says="the columns add up to 1, and the rows should: along which axis does a row run?",
        ),
        Mistake(
            "columns_unshifted", "e = np.exp(x)\nprobabilities = e / e.sum(axis=0)", says=_COLUMNS
        ),
        Mistake(
            "whole_array",
            (Edit("x.max(axis=1, keepdims=True)", "x.max()"), Edit(_SUMS, "e.sum()")),
            says=_WHOLE,
        ),
        Mistake("whole_array_unshifted", "e = np.exp(x)\nprobabilities = e / e.sum()", says=_WHOLE),
        Mistake(
            "no_keepdims_unshifted",
            "e = np.exp(x)\nprobabilities = e / e.sum(axis=1)",
            says=_NO_KEEPDIMS,
        ),
        Mistake(
            "no_keepdims",
            Edit(_SUMS, "e.sum(axis=1)"),
            says=_NO_KEEPDIMS,
        ),
        Mistake(
            "sum_of_scores",
            (Edit("x - x.max(axis=1, keepdims=True)", "x"), Edit("e.sum(", "x.sum(")),
            says="the denominator adds up the entries of x; it should add up their exponentials.",
        ),
        Mistake(
            "no_exponential",
            (Edit(_SHIFTED, "x"),),
            says="there is no exponential: each row of x is divided by its sum.",
        ),
        Mistake(
            "exponentials_only",
            (
                Edit("x - x.max(axis=1, keepdims=True)", "x"),
                Edit(" / " + _SUMS, ""),
            ),
            says="these are the exponentials alone. Each row still has to be divided by its sum.",
        ),
        Mistake(
            "shifted_exponentials_only",
            Edit(" / " + _SUMS, ""),
            says="these are the exponentials after the shift, with a 1 in each row. Each row still "
            "has to be divided by its sum.",
        ),
        Mistake(
            "largest_of_columns",
            Edit("x.max(axis=1", "x.max(axis=0"),
            says="each column is shifted by its own maximum, and that changes the rows. A shift "
            "cancels only if it is the same along the whole row.",
        ),
        Mistake(
            "sign",
            Edit(_SHIFTED, "np.exp(x.min(axis=1, keepdims=True) - x)"),
            says="the largest entry gets the smallest probability: the exponent has the wrong "
            "sign.",
        ),
        Mistake(
            "each_by_itself",
            "probabilities = 1 / (1 + np.exp(-np.clip(x, -500, 500)))",
            says="this is the sigmoid, entry by entry. In softmax the entries of a row share a sum "
            "of 1.",
        ),
        Mistake(
            "one_for_the_largest",
            "probabilities = (x == x.max(axis=1, keepdims=True)) * 1.0",
            says="the largest entry gets all. That is the hard maximum; the soft one leaves "
            "something to the others.",
        ),
        Mistake(
            "rank_one_maximum",
            Edit("x.max(axis=1, keepdims=True)", "x.max(axis=1)"),
            says="the maxima meet the columns: an array (m,) counts as a row. Keep them in a "
            "column, one beside each row.",
        ),
        Mistake(
            "math_exp",
            Edit("np.exp(x -", "__import__('math').exp(x -"),
            says="math.exp takes a single number, and x is an array: np.exp takes both.",
            raises=ARRAY_FOR_A_NUMBER,
        ),
        Mistake(
            "overflow",
            Edit("x - x.max(axis=1, keepdims=True)", "x"),
            says="exp(1000) is inf, and inf / inf is nan. Which number can be subtracted from a "
            "whole row without changing the result?",
            rule="finite",
        ),
        Mistake(
            "one_maximum_for_all",
            Edit("x.max(axis=1, keepdims=True)", "x.max()"),
            says="the largest entry of the whole array is subtracted from every row. A row that "
            "lies far below it becomes 0 / 0: each row needs its own maximum.",
            rule="finite",
        ),
        Mistake(
            "in_place",
            "x -= x.max(axis=1, keepdims=True)\ne = np.exp(x)\n"
            "probabilities = e / e.sum(axis=1, keepdims=True)",
            rule="unchanged",
        ),
        Mistake(
            "row_by_row",
            "e = [np.exp(row - row.max()) for row in x]\n"
            "probabilities = np.array([row / row.sum() for row in e])",
            rule="vectorized",
        ),
        Mistake(
            "shape_of_the_example",
            Edit(_SUMS, "e.sum(axis=1).reshape(2, 1)"),
            says="the sums are put into a column of two, so it works for two rows alone. How many "
            "rows there are is for x to say: keep its axis.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*2"),
        ),
    ),
    variants=(
        Variant(
            "in_place_on_own_copy",
            "probabilities = np.exp(np.subtract(x, np.amax(x, axis=1, keepdims=True)))\n"
            "probabilities /= np.sum(probabilities, axis=1, keepdims=True)",
        ),
        Variant(
            "new_axis",
            "e = np.exp(x - np.max(x, axis=1)[:, None])\n"
            "probabilities = e / np.sum(e, axis=1)[:, None]",
        ),
        Variant(
            "transposed",
            "e = np.exp(x.T - x.T.max(axis=0))\nprobabilities = (e / e.sum(axis=0)).T",
        ),
        Variant(
            "logarithm",
            "probabilities = np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))",
        ),
        Variant(
            "product_with_ones",
            "e = np.exp(x - np.max(x, axis=-1).reshape(-1, 1))\n"
            "probabilities = e / (e @ np.ones((x.shape[1], 1)))",
        ),
    ),
)
