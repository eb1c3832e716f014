"""Exercise `normalize_rows`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        x = rng.uniform(0.4, 2.0, size=(m, n)) * rng.choice([-1.0, 1.0], size=(m, n))
        x[:, 0] = np.abs(x[:, 0]) + n  # no row adds up to nearly 0
        return Case({"x": x}, {"m": m, "n": n})

    return [case(2, 3), case(3, 3), case(4, 2), case(1, 5)]


_NORM = "np.linalg.norm(x, axis=1, keepdims=True)"

EXERCISE = Exercise(
    name="normalize_rows",
    cases=_cases,
    contract=Contract(outputs=("normalized",)),
    rules=VECTORIZED,
    equations={"normalized": "(8.1)"},
    mistakes=(
        Mistake(
            "columns",
            Edit(_NORM, "np.linalg.norm(x, axis=0, keepdims=True)"),
            says="the columns have length 1, and the rows should: along which axis does a row run?",
        ),
        Mistake(
            "whole_array",
            Edit(_NORM, "np.linalg.norm(x)"),
            says="everything is divided by one number, the length of the whole array. Each row has "
            "a length of its own.",
        ),
        Mistake(
            "no_keepdims",
            Edit(", keepdims=True", ""),
            says="the lengths meet the columns: an array (m,) counts as a row. (In a square array "
            "that makes no noise.) Keep them in a column, one beside each row.",
        ),
        Mistake(
            "squared_length",
            Edit(_NORM, "np.sum(x**2, axis=1, keepdims=True)"),
            says="each row is divided by its length squared: the square root of (8.1) is missing.",
        ),
        Mistake(
            "sum_of_entries",
            Edit(_NORM, "np.sum(x, axis=1, keepdims=True)"),
            says="each row is divided by the sum of its entries, so it adds up to 1. Its length is "
            "the root of the sum of squares.",
        ),
        Mistake(
            "sum_of_absolute_values",
            Edit("axis=1, keep", "ord=1, axis=1, keep"),
            says="each row is divided by the sum of absolute values. Its length is the root of the "
            "sum of squares.",
        ),
        Mistake(
            "largest_entry",
            Edit(_NORM, "np.max(np.abs(x), axis=1, keepdims=True)"),
            says="each row is divided by its largest entry. Its length is the root of the sum of "
            "squares.",
        ),
        Mistake(
            "lengths_only",
            Edit("x / norm", "norm"),
            says="these are the lengths. The rows still have to be divided by them.",
        ),
        Mistake(
            "multiplied",
            Edit("x / norm", "x * norm"),
            says="the rows are multiplied by their lengths; divide, and the length becomes 1.",
        ),
        Mistake(
            "in_place",
            Edit("normalized = x / norm", "x /= norm\n    normalized = x"),
            rule="unchanged",
        ),
        Mistake(
            "row_by_row",
            "normalized = np.array([row / np.linalg.norm(row) for row in x])",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            'normalized = x / np.sqrt(np.einsum("ij,ij->i", x, x))[:, np.newaxis]',
        ),
        Variant("written_out", Edit(_NORM, "np.sqrt(np.sum(x**2, axis=1, keepdims=True))")),
        Variant("reshape", Edit(_NORM, "np.linalg.norm(x, axis=1).reshape(-1, 1)")),
        Variant("transposed_twice", "normalized = (x.T / np.linalg.norm(x, axis=1)).T"),
        Variant("last_axis", Edit(_NORM, "np.sqrt((x * x).sum(-1))[:, None]")),
    ),
)
