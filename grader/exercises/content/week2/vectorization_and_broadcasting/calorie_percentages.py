"""Exercise `calorie_percentages`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        return Case({"A": rng.uniform(0.5, 120.0, size=(m, n))}, {"m": m, "n": n})

    return [case(3, 4), case(2, 5), case(3, 3), case(4, 1)]


_TOTALS = "A.sum(axis=0).reshape(1, -1)"

EXERCISE = Exercise(
    name="calorie_percentages",
    cases=_cases,
    contract=Contract(outputs=("percentages",)),
    rules=VECTORIZED,
    equations={"percentages": "(5.1)"},
    mistakes=(
        Mistake(
            "along_the_rows",
            Edit(_TOTALS, "A.sum(axis=1).reshape(-1, 1)"),
            says="the rows add up to 100, and the columns should: each food is a column. Which "
            "axis disappears when you add down a column?",
        ),
        Mistake(
            "along_the_rows_rank_one",
            Edit(_TOTALS, "A.sum(axis=1)"),
            says="the sums run along axis 1, one for each row. Each food is a column: which axis "
            "disappears when you add down a column?",
        ),
        Mistake(
            "whole_table",
            Edit(_TOTALS, "A.sum()"),
            says="everything is divided by the total of the whole table. Each column has a total "
            "of its own.",
        ),
        Mistake(
            "no_hundred",
            Edit("100 * A", "A"),
            says="these are fractions of 1: per cent means out of a hundred.",
        ),
        Mistake(
            "divided_by_hundred",
            Edit("100 * A / cal", "A / cal / 100"),
            says="it is divided by 100; a fraction becomes per cent when it is multiplied.",
        ),
        Mistake(
            "totals_only",
            Edit("100 * A / cal", "cal"),
            says="these are the totals of the columns. The table still has to be divided by them.",
        ),
        Mistake(
            "upside_down",
            Edit("100 * A / cal", "100 * cal / A"),
            says="the totals are divided by the entries: part over whole, not whole over part.",
        ),
        Mistake(
            "mean",
            Edit("A.sum(axis=0)", "A.mean(axis=0)"),
            says="it is {m} times too large, and there are {m} rows: the mean divides the total by "
            "their number.",
        ),
        Mistake(
            "column_of_totals",
            Edit("reshape(1, -1)", "reshape(-1, 1)"),
            says="the totals of the columns stand in a column, so they meet the rows. As a row, "
            "each would stand under its own column.",
        ),
        Mistake(
            "size_of_the_example",
            Edit("reshape(1, -1)", "reshape(1, 4)"),
            says="the 4 is the number of foods of the example. Take the size from A, or let NumPy "
            "work it out.",
            raises=("ValueError", "cannot reshape array"),
        ),
        Mistake(
            "rounded",
            Edit("100 * A / cal", "np.round(100 * A / cal)"),
            says="the percentages are rounded. Rounding belongs to printing, not to computing.",
        ),
        Mistake(
            "column_by_column",
            "percentages = np.zeros(A.shape)\nfor j in range(A.shape[1]):\n"
            "    percentages[:, j] = 100 * A[:, j] / A[:, j].sum()",
            rule="vectorized",
        ),
        Mistake("in_place", "A /= A.sum(axis=0)\npercentages = 100 * A", rule="unchanged"),
    ),
    variants=(
        Variant(
            "einsum",
            'percentages = 100 * np.einsum("ij,j->ij", A, 1 / np.einsum("ij->j", A))',
        ),
        Variant("keepdims", Edit(_TOTALS, "np.sum(A, axis=0, keepdims=True)")),
        Variant("rank_one_totals", Edit(_TOTALS, "A.sum(axis=0)")),
        Variant("transposed_twice", "percentages = (A.T / A.sum(axis=0)[:, None]).T * 100"),
        Variant("ones", "percentages = 100 * A / (np.ones((1, A.shape[0])) @ A)"),
    ),
)
