"""Exercise `initialize_with_zeros`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import NUMBER_FOR_A_DTYPE
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    dims = [1, 2, int(rng.integers(3, 9)), int(rng.integers(10, 40))]
    return [Case({"dim": dim}, {"dim": dim}) for dim in dims]


EXERCISE = Exercise(
    name="initialize_with_zeros",
    cases=_cases,
    contract=Contract(outputs=("w", "b"), scalars=frozenset({"b"})),
    equations={"w": "(2.1)", "b": "(2.1)"},
    mistakes=(
        Mistake(
            "rank_one",
            Edit("np.zeros((dim, 1))", "np.zeros(dim)"),
            says="w has one axis only. An array of shape (n,) is neither a row nor a column, and "
            "its transpose is itself; ask for both sizes.",
        ),
        Mistake(
            "row",
            Edit("np.zeros((dim, 1))", "np.zeros((1, dim))"),
            says="w is a row. One weight per feature, one below the other: a column.",
        ),
        Mistake(
            "square",
            Edit("np.zeros((dim, 1))", "np.zeros((dim, dim))"),
            says="w has {dim} times {dim} entries; there is one weight for each feature.",
        ),
        Mistake(
            "ones",
            Edit("np.zeros", "np.ones"),
            says="The weights are 1; they start at 0.",
        ),
        Mistake(
            "two_features",
            Edit("(dim, 1)", "(2, 1)"),
            says="w always has two entries; their number is the argument dim.",
        ),
        Mistake(
            "b_as_column",
            Edit("b = 0.0", "b = np.zeros((dim, 1))"),
            says="b has as many entries as w. The bias is one single number.",
        ),
        Mistake(
            "shape_without_brackets",
            Edit("np.zeros((dim, 1))", "np.zeros(dim, 1)"),
            says="The shape is one argument, so it needs brackets of its own around both sizes.",
            raises=NUMBER_FOR_A_DTYPE,
        ),
    ),
    variants=(
        Variant(
            "multiplied_by_zero",
            "w, b = np.ones((dim, 1)) * 0, np.float64(0)",
        ),
        Variant(
            "full",
            "w = np.full(shape=(dim, 1), fill_value=0.0)\nb = int(0)",
        ),
        Variant("b_as_integer", Edit("b = 0.0", "b = 0")),
        Variant("b_as_array", Edit("b = 0.0", "b = np.zeros((1, 1))")),
        Variant("integer_weights", Edit("(dim, 1)", "(dim, 1), dtype=int")),
    ),
)
