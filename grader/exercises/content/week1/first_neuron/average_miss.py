"""Exercise `average_miss`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int) -> Case:
        # Too high and too low in turn, and uneven, so that mean, median and largest all differ.
        Y = rng.uniform(20, 30, size=(1, m))
        off = rng.uniform(0.4, 0.9, size=(1, m)) * 1.6 ** np.arange(m)
        off[0, ::2] *= -1
        return Case({"Yhat": Y + rng.permuted(off), "Y": Y}, {"m": m})

    return [case(5), case(1), case(4), case(7)]


_ERRORS_CANCEL = (
    "misses in opposite directions cancel: one house too dear and one too cheap count as no miss "
    "at all. How far off is a number without a sign."
)

EXERCISE = Exercise(
    name="average_miss",
    cases=_cases,
    contract=Contract(outputs=("miss",), scalars=frozenset({"miss"})),
    equations={"miss": "(2.3)"},
    mistakes=(
        Mistake(
            "no_absolute",
            Edit("np.abs(Yhat - Y)", "(Yhat - Y)"),
            says=_ERRORS_CANCEL,
        ),
        Mistake(
            "no_absolute_mirrored",
            Edit("np.abs(Yhat - Y)", "(Y - Yhat)"),
            says=_ERRORS_CANCEL,
        ),
        Mistake(
            "divided_and_not_added_up",
            Edit("np.mean(np.abs(Yhat - Y))", "np.abs(Yhat - Y) / Y.shape[1]"),
            says="each miss is divided by m, but they are not added up to one number.",
        ),
        Mistake(
            "absolute_of_the_mean",
            "miss = abs(np.mean(Yhat - Y))",
            says="the sign is dropped at the end, when misses in opposite directions have "
            "cancelled already. Drop it for each house.",
        ),
        Mistake(
            "sum",
            Edit("np.mean", "np.sum"),
            says="this is the sum of all misses, {m} times too large for m = {m} houses. The "
            "exercise asks for their average.",
        ),
        Mistake(
            "squared",
            Edit("np.abs(Yhat - Y)", "(Yhat - Y) ** 2"),
            says="the misses are squared, so one large miss counts for many small ones. Here they "
            "count as they are.",
        ),
        Mistake(
            "root_of_squares",
            "miss = np.sqrt(np.mean((Yhat - Y) ** 2))",
            says="this is the root of the mean square, which weighs large misses more. The "
            "exercise asks for the plain average of the distances.",
        ),
        Mistake(
            "median",
            Edit("np.mean", "np.median"),
            says="this is the miss in the middle, the median. The exercise asks for the average.",
        ),
        Mistake(
            "largest",
            Edit("np.mean", "np.max"),
            says="this is the largest miss. The exercise asks for the average over all houses.",
        ),
        Mistake(
            "too_high_only",
            Edit("np.abs(Yhat - Y)", "np.maximum(0, Yhat - Y)"),
            says="houses whose price came out too low count as no miss.",
        ),
        Mistake(
            "relative",
            Edit("np.abs(Yhat - Y)", "np.abs(Yhat - Y) / Y"),
            says="each miss is divided by the price. That is a fair measure too, but the "
            "exercise asks for the miss in dollars.",
        ),
        Mistake(
            "one_for_each_house",
            Edit("np.mean(np.abs(Yhat - Y))", "np.abs(Yhat - Y)"),
            says="these are the misses of the single houses; the exercise asks for one number, "
            "their average.",
        ),
        Mistake(
            "mean_of_the_predictions",
            Edit("np.mean(np.abs(Yhat - Y))", "np.mean(Yhat)"),
            says="this is the average of the predictions; the true prices do not enter.",
        ),
    ),
    variants=(
        Variant(
            "dot_with_ones",
            "misses = np.abs(Y - Yhat)\n"
            "miss = (misses @ np.ones(misses.shape[1])).item() / misses.size",
        ),
        Variant("sum_over_m", "miss = np.sum(np.abs(Y - Yhat)) / Y.shape[1]"),
        Variant("method", "miss = abs(Yhat - Y).mean()"),
        Variant(
            "loop",
            "total = 0\nfor i in range(Y.shape[1]):\n    total += abs(Yhat[0, i] - Y[0, i])\n"
            "miss = total / Y.shape[1]",
        ),
        Variant("one_entry", "miss = np.mean(np.abs(Yhat - Y), axis=1, keepdims=True)"),
    ),
)
