"""Exercise `split_features`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n_x: int) -> Case:
        table = np.round(rng.uniform(1, 9, size=(m, n_x + 1)), 1)
        return Case({"table": table}, {"m": m, "n_x": n_x, "columns": n_x + 1})

    return [case(5, 3), case(1, 2), case(4, 1), case(3, 5)]


_X, _Y = "X = table[:, :-1].T", "Y = table[:, -1:].T"
_LAST_ROW = (
    "the last row is split off, which is one example. y is the last column: it stands after the "
    "comma in table[rows, columns]."
)

EXERCISE = Exercise(
    name="split_features",
    cases=_cases,
    contract=Contract(outputs=("X", "Y")),
    equations={"X": "(5.1)", "Y": "(5.2)"},
    mistakes=(
        Mistake(
            "nothing_turned",
            (Edit(_X, "X = table[:, :-1]"), Edit(_Y, "Y = table[:, -1:]")),
            says="the right columns are taken, but each example still lies in a row. In X and Y "
            "every example is a column.",
        ),
        Mistake(
            "x_not_turned",
            Edit(_X, "X = table[:, :-1]"),
            says="X still has an example in each row. Turn it, as you have turned Y.",
        ),
        Mistake(
            "y_not_turned",
            Edit(_Y, "Y = table[:, -1:]"),
            says="Y stands upright as in the table, (m, 1). It is a row, (1, m).",
        ),
        Mistake(
            "y_rank_one",
            Edit(_Y, "Y = table[:, -1]"),
            says="Y has the right numbers, but one axis only, (m,). Taking a single column drops "
            "the second axis; a slice of one column, or a reshape, keeps it.",
        ),
        Mistake(
            "y_among_the_features",
            Edit(_X, "X = table.T"),
            says="the answer itself, the last column, is among the features. A model could then "
            "read the price instead of learning it.",
        ),
        Mistake(
            "first_column_as_y",
            (Edit(_X, "X = table[:, 1:].T"), Edit(_Y, "Y = table[:, :1].T")),
            says="the first column is taken for y. It is the last one.",
        ),
        Mistake(
            "one_feature_lost",
            Edit(_X, "X = table[:, :-2].T"),
            says="the feature beside y is lost: a slice ends before its second number.",
        ),
        Mistake(
            "first_feature_lost",
            Edit(_X, "X = table[:, 1:-1].T"),
            says="the first feature is lost: Python counts columns from 0.",
        ),
        Mistake(
            "reshaped",
            Edit(_X, "X = table[:, :-1].reshape(-1, table.shape[0])"),
            says="the shape of X is right, but reshape has filled it row by row, so every column "
            "mixes several examples. Turning a table over is another operation.",
        ),
        Mistake(
            "rows_and_columns_swapped",
            (Edit(_X, "X = table[:-1].T"), Edit(_Y, "Y = table[-1:]")),
            says=_LAST_ROW,
        ),
        Mistake(
            "rows_in_place_of_columns",
            (Edit(_X, "X = table[:-1]"), Edit(_Y, "Y = table[-1]")),
            says=_LAST_ROW,
        ),
        Mistake(
            "always_three_features",
            (Edit(_X, "X = table[:, :3].T"), Edit(_Y, "Y = table[:, 3:].T")),
            says="the first three columns are always taken for features, however many there are. "
            "Negative numbers count columns from the end.",
        ),
        Mistake(
            "next_to_last_as_y",
            Edit(_Y, "Y = table[:, -2:-1].T"),
            says="Y is the column before the last one. The last one is y.",
        ),
        Mistake(
            "both_swapped",
            (Edit(_X, "X = table[:, -1:].T"), Edit(_Y, "Y = table[:, :-1].T")),
            says="X and Y have changed places.",
        ),
    ),
    variants=(
        Variant(
            "np_split",
            "first, last = np.split(table, [table.shape[1] - 1], axis=1)\nX, Y = first.T, last.T",
        ),
        Variant(
            "deleted_column",
            "X = np.delete(table, -1, axis=1).T\nY = np.take(table, [-1], axis=1).T",
        ),
        Variant("reshaped_row", Edit(_Y, "Y = table[:, -1].reshape(1, -1)")),
        Variant("turned_first", "T = table.T\nX, Y = T[:-1], T[-1:]"),
        Variant(
            "counted",
            "m, columns = table.shape\nX = np.transpose(table[:, 0 : columns - 1])\n"
            "Y = table[:, columns - 1][np.newaxis, :]",
        ),
        Variant(
            "row_by_row",
            "X = np.array([row[:-1] for row in table]).T\n"
            "Y = np.array([[row[-1] for row in table]])",
        ),
    ),
)
