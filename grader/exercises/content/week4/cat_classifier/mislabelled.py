"""Exercise `mislabelled`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.cat_classifier.cases import labels_and_predictions
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    sizes = ((9, 3), (12, 4), (6, 2), (14, 5))
    return [
        Case(labels_and_predictions(rng, m, wrong), {"m": m, "wrong": wrong}) for m, wrong in sizes
    ]


_ALL_EXAMPLES = (
    "This says of each of the {m} examples whether it is wrong. The exercise asks for the "
    "positions of the {wrong} that are."
)

EXERCISE = Exercise(
    name="mislabelled",
    cases=_cases,
    contract=Contract(outputs=("positions",)),
    rules=VECTORIZED,
    mistakes=(
        Mistake(
            "the_right_ones",
            "positions = np.flatnonzero(predictions == Y)",
            says="These are the positions of the right answers.",
        ),
        Mistake(
            "mask",
            "positions = predictions[0] != Y[0]",
            says=_ALL_EXAMPLES,
        ),
        Mistake(
            "rows",
            "positions = np.nonzero(predictions != Y)[0]",
            says="These are row numbers, and Y has only row 0. The number of an example is the "
            "number of its column.",
        ),
        Mistake(
            "both_axes",
            "positions = np.argwhere(predictions != Y)",
            says="Each position has a row and a column here; the row is always 0. The exercise "
            "asks for the columns alone.",
        ),
        Mistake(
            "tuple",
            "positions = np.nonzero(predictions != Y)",
            says="np.nonzero and np.where return one array for each axis, in a tuple. Take the one "
            "with the columns.",
        ),
        Mistake(
            "false_alarms_only",
            "positions = np.flatnonzero(predictions > Y)",
            says="These are only the pictures wrongly taken for cats. A cat that was missed is "
            "wrong too.",
        ),
        Mistake(
            "missed_cats_only",
            "positions = np.flatnonzero(predictions < Y)",
            says="These are only the cats that were missed. A picture wrongly taken for a cat is "
            "wrong too.",
        ),
        Mistake(
            "how_many",
            "positions = np.sum(predictions != Y)",
            says="This is how many are wrong. The exercise asks which ones.",
        ),
        Mistake(
            "counted_from_one",
            "positions = np.flatnonzero(predictions != Y) + 1",
            says="Every position is one too large: Python counts columns from 0.",
        ),
        Mistake(
            "loop",
            "positions = np.array([i for i in range(Y.shape[1]) if predictions[0, i] != Y[0, i]])",
            rule="vectorized",
        ),
        Mistake(
            "mask_of_two_axes",
            "positions = predictions != Y",
            says=_ALL_EXAMPLES,
        ),
        Mistake(
            "labels_of_the_wrong_ones",
            "positions = Y[predictions != Y]",
            says="These are the labels of the examples that are answered wrongly. The exercise "
            "asks where they stand.",
        ),
        Mistake(
            "answers_of_the_wrong_ones",
            "positions = predictions[predictions != Y]",
            says="These are the wrong answers themselves. The exercise asks where they stand.",
        ),
        Mistake(
            "first_one_only",
            "positions = np.argmax(predictions != Y)",
            says="This is the position of the first wrong answer. The exercise asks for all "
            "{wrong}.",
        ),
        Mistake(
            "differences",
            "positions = predictions - Y",
            says="These are the differences, one for each example. The exercise asks where they "
            "are not 0.",
        ),
        Mistake(
            "called_cats",
            "positions = np.flatnonzero(predictions)",
            says="These are the examples that are called cats, rightly or not. The label says "
            "which answers are wrong.",
        ),
        Mistake(
            "both_axes_in_rows",
            "positions = np.array(np.nonzero(predictions != Y))",
            says="The first row holds row numbers, which are all 0, the second the columns. The "
            "exercise asks for the columns alone.",
        ),
        Mistake(
            "as_a_column",
            "positions = np.flatnonzero(predictions != Y).reshape(-1, 1)",
            says="The positions are right, but they stand in a column; the exercise asks for an "
            "array of one axis.",
        ),
    ),
    variants=(
        Variant("xor", "positions = np.nonzero(np.logical_xor(predictions, Y).ravel())[0]"),
        Variant("nonzero", "positions = np.nonzero(predictions != Y)[1]"),
        Variant("where", "positions = np.where(np.squeeze(predictions + Y, axis=0) == 1)[0]"),
        Variant("mask_of_numbers", "positions = np.arange(Y.shape[1])[predictions[0] != Y[0]]"),
        Variant("argwhere", "positions = np.argwhere(predictions != Y)[:, 1]"),
    ),
)
