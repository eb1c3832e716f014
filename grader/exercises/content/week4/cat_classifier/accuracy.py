"""Exercise `accuracy`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.cat_classifier.cases import labels_and_predictions
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    sizes = ((8, 2), (11, 3), (5, 4), (16, 5))
    return [
        Case(labels_and_predictions(rng, m, wrong), {"m": m, "wrong": wrong}) for m, wrong in sizes
    ]


EXERCISE = Exercise(
    name="accuracy",
    cases=_cases,
    contract=Contract(outputs=("share",), scalars=frozenset({"share"})),
    rules=VECTORIZED,
    equations={"share": "(3.2)"},
    mistakes=(
        Mistake(
            "percent",
            "share = 100 * np.mean(predictions == Y)",
            says="These are percent. The accuracy is a share, between 0 and 1.",
        ),
        Mistake(
            "share_of_wrong_ones",
            "share = np.mean(predictions != Y)",
            says="This is the share of wrong answers, 1 minus the accuracy.",
        ),
        Mistake(
            "count",
            "share = np.sum(predictions == Y)",
            says="This is how many are right. The accuracy is that number, divided by m = {m}. "
            "(len(Y) is 1, the number of its rows.)",
        ),
        Mistake(
            "only_the_cats",
            "share = np.sum(predictions * Y) / Y.shape[1]",
            says="Only the cats that were found count. An answer 0 where y is 0 is right as well.",
        ),
        Mistake(
            "all_or_nothing",
            "share = float(np.array_equal(predictions, Y))",
            says="This is 0 unless all answers are right: either one question is asked of the "
            "whole arrays, or the digits after the point are cut off.",
        ),
        Mistake(
            "entry_by_entry_result",
            "share = predictions == Y",
            says="This says of each example whether it is right. The accuracy is one number.",
        ),
        Mistake(
            "loop",
            "share = sum(int(predictions[0, i] == Y[0, i]) for i in range(Y.shape[1]))\n"
            "share = share / Y.shape[1]",
            rule="vectorized",
        ),
        Mistake(
            "how_many_wrong",
            "share = np.sum(np.abs(predictions - Y))",
            says="This is how many answers are wrong. The accuracy is the share of right ones.",
        ),
        Mistake(
            "percent_and_share_mixed",
            "share = 1 - 100 * np.mean(np.abs(predictions - Y))",
            says="Percent of wrong answers are subtracted from 1, the share of all. Take shares "
            "for both.",
        ),
        Mistake(
            "hundred_minus_share",
            "share = 100 - np.mean(np.abs(predictions - Y))",
            says="The share of wrong answers is subtracted from 100; shares go from 0 to 1.",
        ),
        Mistake(
            "difference_without_sign_removed",
            "share = 1 - np.mean(predictions - Y)",
            says="In the mean of the differences a missed cat and a false alarm cancel. Both are "
            "wrong answers.",
        ),
        Mistake(
            "mean_difference",
            "share = np.mean(predictions - Y)",
            says="This is the mean difference, in which a missed cat and a false alarm cancel. How "
            "many answers are right?",
        ),
        Mistake(
            "share_of_predicted_cats",
            "share = np.mean(predictions)",
            says="This is the share of examples that are called cats, right or not. Y says which "
            "are right.",
        ),
        Mistake(
            "share_of_cats",
            "share = np.mean(Y)",
            says="This is the share of cats in the set. The predictions say which answers are "
            "right.",
        ),
        Mistake(
            "found_cats_of_all_cats",
            "share = np.sum(predictions * Y) / np.sum(Y)",
            says="This is the share of the cats that were found. The accuracy counts all examples, "
            "and an answer 0 where y is 0 is right as well.",
        ),
        Mistake(
            "right_alarms_of_all_alarms",
            "share = np.sum(predictions * Y) / np.sum(predictions)",
            says="This is the share of right ones among the answers 1. The accuracy counts all "
            "examples.",
        ),
        Mistake(
            "wrong_axis",
            "share = np.mean(predictions == Y, axis=0)",
            says="The mean runs down each column, and a column has one entry, so nothing is "
            "averaged. The examples lie side by side.",
        ),
        Mistake(
            "percent_as_text",
            'share = f"{100 * np.mean(predictions == Y)} %"',
            says="This is a text, to be printed. The function returns a number, between 0 and 1.",
        ),
    ),
    variants=(
        Variant("counted", "share = np.count_nonzero(predictions == Y) / Y.size"),
        Variant("no_difference", "share = np.mean(np.equal(predictions, Y).astype(int))"),
        Variant("sum_over_m", "share = np.sum(predictions == Y) / Y.shape[1]"),
        Variant("one_minus_error", "share = 1 - np.mean(np.abs(predictions - Y))"),
        Variant(
            "products",
            "share = (predictions @ Y.T + (1 - predictions) @ (1 - Y).T) / Y.size",
        ),
    ),
)
