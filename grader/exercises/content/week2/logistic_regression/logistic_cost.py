"""Exercise `logistic_cost`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import ARRAY_FOR_AN_AXIS
from grader.exercises.content.labels import random_labels
from grader.exercises.content.sentences import COST_IS_A_MATRIX
from grader.exercises.content.week2.logistic_regression import sentences
from grader.exercises.content.week2.logistic_regression.cases import random_probabilities
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract
from grader.student.messages.python_errors import SECOND_ARGUMENT_IS_THE_AXIS


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"A": random_probabilities(rng, m), "Y": random_labels(rng, m)}, {"m": m})
        for m in (1, 7, 4, 10)
    ]


_SUM_NOT_MEAN = (
    "The cost is {m} times too large, and m = {m}: the losses are added up but not divided by m. "
    "Which axis of Y counts the examples?"
)

EXERCISE = Exercise(
    name="logistic_cost",
    cases=_cases,
    contract=Contract(outputs=("cost",), tolerance={"cost": 1e-5}),
    rules=VECTORIZED,
    uses=("logistic_loss",),
    equations={"cost": "(3.3)"},
    mistakes=(
        Mistake("no_mean", "cost = np.sum(logistic_loss(A, Y))", says=_SUM_NOT_MEAN),
        Mistake(
            "mean_twice",
            "cost = np.mean(logistic_loss(A, Y)) / Y.shape[1]",
            says="The cost is {m} times too small, and m = {m}: it is divided by m twice (np.mean "
            "divides already).",
        ),
        Mistake(
            "no_sum",
            "cost = logistic_loss(A, Y) / Y.shape[1]",
            says="These are the losses of the examples, each divided by m. The cost is one number: "
            "their sum.",
        ),
        Mistake(
            "ones_only", "cost = -np.sum(Y * np.log(A)) / Y.shape[1]", says=sentences.ONLY_ONES
        ),
        Mistake(
            "zeros_only",
            "cost = -np.sum((1 - Y) * np.log(1 - A)) / Y.shape[1]",
            says=sentences.ONLY_ZEROS,
        ),
        Mistake(
            "sign",
            "cost = np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]",
            says=sentences.COST_IS_NEGATIVE,
        ),
        Mistake(
            "every_pair",
            "pairs = np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))\n"
            "cost = -np.sum(pairs) / Y.shape[1]",
            says="Y.T @ log(A) has shape (m, m): it pairs each label with the prediction of every "
            "example. Each label belongs to its own prediction.",
        ),
        Mistake(
            "squared_error",
            "cost = np.sum((A - Y) ** 2) / (2 * Y.shape[1])",
            says="This is the squared error. The exercise asks for the mean of the cross-entropy.",
        ),
        Mistake(
            "arguments_swapped",
            "with np.errstate(all='ignore'):\n    cost = np.sum(logistic_loss(Y, A)) / Y.shape[1]",
            says="logistic_loss takes the prediction first and the label second; here they are the "
            "other way round.",
        ),
        Mistake(
            "sum_of_two",
            "cost = -np.sum(np.dot(Y, np.log(A).T), np.dot(1 - Y, np.log(1 - A).T)) / Y.shape[1]",
            says=SECOND_ARGUMENT_IS_THE_AXIS,
            raises=ARRAY_FOR_AN_AXIS,
        ),
        Mistake(
            "one_by_one",
            "cost = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1]",
            says=COST_IS_A_MATRIX,
        ),
        Mistake(
            "loop",
            "cost = sum(float(logistic_loss(A[0, i], Y[0, i])) for i in range(Y.shape[1])) "
            "/ Y.shape[1]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("mean", "cost = np.mean(logistic_loss(A, Y))"),
        Variant("zero_d_array", "cost = np.array(np.mean(logistic_loss(A, Y)))"),
        Variant(
            "written_out", "cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.shape[1]"
        ),
        Variant(
            "product", "cost = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T).item() / Y.shape[1]"
        ),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))",
        ),
    ),
)
