"""Exercise `relative_difference`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(rows: int, columns: int, size: float) -> Case:
        g = rng.normal(size=(rows, columns)) * size
        h = g + rng.normal(size=(rows, columns)) * 0.3 * size
        return Case({"g": g, "h": h}, {"rows": rows, "columns": columns})

    return [case(3, 4, 1.0), case(4, 1, 20.0), case(1, 1, 1.0), case(2, 3, 1e-3)]


_NORMS = "np.linalg.norm(g) + np.linalg.norm(h)"

EXERCISE = Exercise(
    name="relative_difference",
    cases=_cases,
    contract=Contract(outputs=("difference",), scalars=frozenset({"difference"})),
    rules=VECTORIZED,
    equations={"difference": "(8.2)"},
    mistakes=(
        Mistake(
            "absolute",
            Edit(f" / ({_NORMS})", ""),
            says="This is the distance itself. Without the sizes below it, nobody can say whether "
            "it is large.",
        ),
        Mistake(
            "no_parentheses",
            Edit(f"({_NORMS})", _NORMS),
            says="Only the first norm divides: the whole denominator needs parentheses.",
        ),
        Mistake(
            "doubled",
            Edit("np.linalg.norm(g - h)", "2 * np.linalg.norm(g - h)"),
            says="This is twice as large as (8.2): opposite arrays give 2 and not 1.",
        ),
        Mistake(
            "other_norm",
            Edit(_NORMS, "np.linalg.norm(h)"),
            says="The denominator holds the norm of h alone.",
        ),
        Mistake(
            "larger_norm",
            Edit(_NORMS, "max(np.linalg.norm(g), np.linalg.norm(h))"),
            says="The denominator is the larger of the two norms. It should be their sum.",
        ),
        Mistake(
            "distance_times_sizes",
            Edit(") / (", ") * ("),
            says="The distance is multiplied with the sum of the norms; it has to be divided by "
            "it.",
        ),
        Mistake(
            "sum_above",
            Edit("g - h", "g + h"),
            says="The numerator is the norm of g + h. Equal arrays would not give 0.",
        ),
        Mistake(
            "largest_differences",
            "difference = np.abs(g - h).max() / (np.abs(g).max() + np.abs(h).max())",
            says="This compares the largest entries. A norm takes all of them: the root of the sum "
            "of their squares.",
        ),
        Mistake(
            "absolute_sums",
            "difference = np.abs(g - h).sum() / (np.abs(g).sum() + np.abs(h).sum())",
            says="This adds up absolute values. The norm in (8.2) is the root of the sum of "
            "squares.",
        ),
        Mistake(
            "product_of_norms",
            Edit(_NORMS, "np.linalg.norm(g) * np.linalg.norm(h)"),
            says="The two norms in the denominator are multiplied; they have to be added.",
        ),
        Mistake(
            "norm_of_sum",
            Edit(_NORMS, "np.linalg.norm(g + h)"),
            says="The denominator is the norm of g + h. It should be the sum of two norms: g + h "
            "may vanish.",
        ),
        Mistake(
            "one_norm",
            Edit(_NORMS, "np.linalg.norm(g)"),
            says="The denominator holds the norm of g alone.",
        ),
        Mistake(
            "difference_of_norms",
            Edit("np.linalg.norm(g - h)", "np.linalg.norm(g) - np.linalg.norm(h)"),
            says="The norms are subtracted. Two arrays may be equally long and point elsewhere: "
            "subtract first.",
        ),
        Mistake(
            "entry_by_entry",
            "difference = np.abs(g - h) / (np.abs(g) + np.abs(h))",
            says="This compares entry by entry. The exercise asks for one number for the whole "
            "arrays.",
        ),
        Mistake(
            "squared",
            "difference = np.sum((g - h) ** 2) / (np.sum(g**2) + np.sum(h**2))",
            says="A norm is the square root of the sum of squares, and here the roots are missing.",
        ),
    ),
    variants=(
        Variant(
            "helper",
            "def size(x):\n    return np.sqrt(np.vdot(x, x))\n\n"
            "difference = size(g - h) / (size(g) + size(h))",
        ),
        Variant(
            "all_sizes_at_once",
            "rows = np.stack([g.ravel(), h.ravel(), (h - g).ravel()])\n"
            "sizes = np.linalg.norm(rows, axis=1)\n"
            "difference = sizes[2] / (sizes[0] + sizes[1])",
        ),
        Variant(
            "by_sums",
            "difference = np.sqrt(np.sum((g - h) ** 2)) / (np.sqrt(np.sum(g**2))"
            " + np.sqrt(np.sum(h**2)))",
        ),
        Variant(
            "flattened",
            "norm = np.linalg.norm\n"
            "difference = np.array(norm(g.ravel() - h.ravel()) / (norm(g.ravel()) + norm(h)))",
        ),
        Variant(
            "by_products",
            "d = (g - h).ravel()\n"
            "difference = (d @ d) ** 0.5 / ((g * g).sum() ** 0.5 + (h * h).sum() ** 0.5)",
        ),
    ),
)
