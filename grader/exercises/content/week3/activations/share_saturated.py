"""Exercise `share_saturated`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(shape: tuple[int, ...], limit: float | None) -> Case:
        # Drawn again until both ends hold some, not equally many, none is near the limit, and some
        # lie between it and the usual one.
        at = 0.99 if limit is None else limit
        while True:
            A = np.round(np.tanh(rng.normal(size=shape) * 3), 6)
            low, high = (int((end * A > at).sum()) for end in (-1, 1))
            near = bool((np.abs(np.abs(A) - at) < 1e-4).any())
            total = (low + high) / A.size
            differs = limit is None or bool(((np.abs(A) > at) & (np.abs(A) < 0.989)).any())
            if 0 < low != high > 0 and not near and differs and total not in (0.5, 1.0):
                break
        arguments: dict[str, Plain] = {"A": A} if limit is None else {"A": A, "limit": limit}
        return Case(arguments, {"n": shape[0], "m": shape[1]})

    return [case((3, 7), None), case((1, 8), 0.9), case((4, 5), 0.95), case((2, 9), None)]


EXERCISE = Exercise(
    name="share_saturated",
    cases=_cases,
    contract=Contract(outputs=("share",), scalars=frozenset({"share"})),
    rules=VECTORIZED,
    equations={"share": "(6.1)"},
    mistakes=(
        Mistake(
            "one_end",
            Edit("np.abs(A) > limit", "A > limit"),
            says="Only the activations near 1 are counted; those near -1 are saturated too.",
        ),
        Mistake(
            "other_end",
            Edit("np.abs(A) > limit", "A < -limit"),
            says="Only the activations near -1 are counted; those near 1 are saturated too.",
        ),
        Mistake(
            "count",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit)"),
            says="This is how many there are. The share is that, divided by the number of all "
            "entries.",
        ),
        Mistake(
            "percent",
            Edit("np.mean(np.abs(A) > limit)", "100 * np.mean(np.abs(A) > limit)"),
            says="This is in percent. A share lies between 0 and 1.",
        ),
        Mistake(
            "divided_by_examples",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit) / A.shape[1]"),
            says="The count is divided by m = {m} only. A has n times m entries.",
        ),
        Mistake(
            "divided_by_units",
            Edit("np.mean(np.abs(A) > limit)", "np.sum(np.abs(A) > limit) / len(A)"),
            says="len(A) is the number of rows, here {n}. A has n times m entries.",
        ),
        Mistake(
            "not_saturated",
            Edit("np.abs(A) > limit", "np.abs(A) < limit"),
            says="This is the share of those that are NOT saturated.",
        ),
        Mistake(
            "fixed_limit",
            Edit("> limit", "> 0.99"),
            says="The limit is always 0.99, whatever the argument says.",
        ),
        Mistake(
            "mean_size",
            Edit("np.mean(np.abs(A) > limit)", "np.mean(np.abs(A))"),
            says="This is the mean size of the activations. Count those above the limit.",
        ),
        Mistake(
            "mean_of_the_saturated",
            "share = np.mean(A[np.abs(A) > limit])",
            says="This is the mean of the saturated activations themselves. Count them: what is "
            "the mean of True and False?",
        ),
        Mistake(
            "row_by_row",
            "share = np.mean(np.abs(A) > limit, axis=1)",
            says="This is a share for each unit. One number for the whole array is asked for.",
        ),
        Mistake(
            "loops",
            "count = 0\nfor a in A.ravel():\n    if abs(a) > limit:\n        count += 1\n"
            "share = count / A.size",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("average_of_numbers", "share = np.average(np.where(np.abs(A) > limit, 1, 0))"),
        Variant("size_of_selection", "share = A[np.abs(A) > limit].size / A.size"),
        Variant("counted", "share = np.sum(np.abs(A) > limit) / A.size"),
        Variant("two_ends", "share = np.mean((A > limit) | (A < -limit))"),
        Variant("count_nonzero", "share = np.count_nonzero(abs(A) > limit) / np.size(A)"),
    ),
)
