"""Exercise `as_column`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    shapes = [(5,), (1, 4), (6, 1), (1,)]
    return [Case({"v": rng.normal(size=s)}, {"n": max(s), "axes": len(s)}) for s in shapes]


EXERCISE = Exercise(
    name="as_column",
    cases=_cases,
    contract=Contract(outputs=("column",)),
    rules=VECTORIZED,
    equations={"column": "(7.1)"},
    mistakes=(
        Mistake(
            "transposed",
            "column = v.T",
            says="the transpose of an array with one axis is the array itself: there is no second "
            "axis to change places with.",
        ),
        Mistake(
            "row",
            "column = v.reshape(1, -1)",
            says="this is a row: one row, n columns. In a shape the rows come first.",
        ),
        Mistake(
            "rank_one",
            "column = v.ravel()",
            says="the result has one axis only, (n,). A column has two: n rows, one column.",
        ),
        Mistake(
            "axis_added_always",
            "column = v[:, np.newaxis]",
            says="an axis is added to every array, so one that has two already gets a third.",
        ),
        Mistake(
            "left_as_it_is",
            "column = v",
            says="v is returned as it came.",
        ),
        Mistake(
            "at_least_2d",
            "column = np.atleast_2d(v)",
            says="np.atleast_2d puts the new axis in front, which makes a row; and a row stays a "
            "row.",
        ),
        Mistake(
            "five",
            "column = v.reshape(5, 1)",
            says="the 5 is the size of the example. Take it from v, or let NumPy work it out.",
            raises=("ValueError", "cannot reshape array"),
        ),
        Mistake(
            "length_as_rows",
            "column = v.reshape(len(v), 1)",
            says="len(v) is the size of the first axis, which is 1 for a row. The number of all "
            "entries is v.size; or let NumPy work it out.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape \(1,1\)"),
        ),
        Mistake(
            "shape_set_in_place",
            "v.shape = (v.size, 1)\ncolumn = v",
            rule="unchanged",
        ),
        Mistake(
            "one_by_one",
            "column = np.zeros((v.size, 1))\nfor i in range(v.size):\n    column[i, 0] = v.flat[i]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("added_axis", "column = np.expand_dims(np.ravel(v), axis=1)"),
        Variant("stacked", "column = np.vstack(np.ravel(v))"),
        Variant("flat_then_axis", "column = v.ravel()[:, np.newaxis]"),
        Variant("size", "column = np.reshape(v, (v.size, 1))"),
        Variant("flat_then_transposed", "column = np.array([v.flatten()]).T"),
    ),
)
