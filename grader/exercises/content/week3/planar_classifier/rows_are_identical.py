"""Exercise `rows_are_identical`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    row = np.round(rng.normal(size=(1, 4)), 3)
    equal = np.repeat(row, 3, axis=0)
    last, middle, rounding = equal.copy(), equal.copy(), equal.copy()
    last[2, 3] += 0.1
    middle[1, 0] += 0.1
    rounding[1] += 5e-13
    columns = np.repeat(rng.normal(size=(3, 1)), 3, axis=1)
    # Rows of one sum, of which the first two share an entry.
    means = np.array([[1.0, -1.0, 2.0], [1.0, 2.0, -1.0], [2.0, 1.0, -1.0]])
    return [
        Case({"W": equal}),
        Case({"W": last}),
        Case({"W": middle}),
        Case({"W": columns}),
        # One number all over: rows that are equal in every sense.
        Case({"W": np.full((2, 3), row[0, 0])}),
        Case({"W": row}),
        Case({"W": means}),
        Case({"W": rng.normal(size=(4, 2))}),
        Case({"W": rounding}, exact=True),
    ]


EXERCISE = Exercise(
    name="rows_are_identical",
    cases=_cases,
    contract=Contract(outputs=("identical",), scalars=frozenset({"identical"})),
    mistakes=(
        Mistake(
            "first_two_rows",
            "identical = len(W) == 1 or bool(np.allclose(W[0], W[1]))",
            says="Only the first two rows are compared; all have to be equal.",
        ),
        Mistake(
            "columns",
            Edit("W[0]", "W[:, :1]"),
            says="This compares the columns. A hidden unit is a row.",
        ),
        Mistake(
            "all_entries",
            Edit("W[0]", "W[0, 0]"),
            says="This asks for all entries to be the same number. Rows may be equal and their "
            "entries differ.",
        ),
        Mistake(
            "one_entry_suffices",
            "identical = bool(np.any(np.isclose(W[1:], W[0]))) or len(W) == 1",
            says="One equal entry is not enough: all entries of the rows have to agree.",
        ),
        Mistake(
            "row_sums",
            "identical = bool(np.allclose(W.sum(axis=1), W[0].sum()))",
            says="Rows with the same sum may be different rows.",
        ),
        Mistake(
            "entry_by_entry",
            "identical = np.isclose(W, W[0])",
            says="This is an answer for each entry. The exercise asks for one answer for all of "
            "them.",
        ),
        Mistake(
            "negated",
            "identical = not np.allclose(W, W[0])",
            says="It says True where the rows differ.",
        ),
        Mistake(
            "exactly_equal",
            "identical = bool((W == W[0]).all())",
            says="Only rows that agree to the last digit count as the same here. Differences by "
            "rounding, below 10 to the power -12, should not count.",
        ),
        Mistake(
            "any_close_entry",
            "identical = bool(np.isclose(W, W[0]).any())",
            says="It says True for every matrix. Is one close entry enough? Those of the first row "
            "are always close to themselves.",
        ),
        Mistake(
            "differences_wanted",
            "identical = bool(np.all(np.abs(W - W[0]) > 1e-9))",
            says="It says False for every matrix, even for one of a single row. Is the comparison "
            "the wrong way round?",
        ),
        Mistake(
            "first_and_last_row",
            "identical = bool(np.allclose(W[0], W[-1]))",
            says="Only the first and the last row are compared; those between them count too.",
        ),
    ),
    variants=(
        Variant("distances", "identical = np.max(np.abs(W - W[:1])) < 1e-9"),
        Variant("rounded", "identical = len(np.unique(np.round(W, 8), axis=0)) == 1"),
        Variant("narrow", "identical = bool((np.abs(W - W[0]) <= 1e-12).all())"),
        Variant("loop", "identical = all(np.allclose(row, W[0]) for row in W)"),
        Variant("spread", "identical = np.array(bool((np.ptp(W, axis=0) < 1e-8).all()))"),
    ),
)
