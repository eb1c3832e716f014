"""Exercise `logistic_loss`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.labels import random_labels
from grader.exercises.content.week2.logistic_regression import sentences
from grader.exercises.content.week2.logistic_regression.cases import random_probabilities
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"yhat": float(rng.uniform(0.1, 0.9)), "y": 1}, {"y": 1}),
        Case({"yhat": float(rng.uniform(0.1, 0.9)), "y": 0}, {"y": 0}),
        Case({"yhat": random_probabilities(rng, 6), "y": random_labels(rng, 6)}),
    ]


EXERCISE = Exercise(
    name="logistic_loss",
    cases=_cases,
    contract=Contract(outputs=("loss",), tolerance={"loss": 1e-5}),
    rules=VECTORIZED,
    equations={"loss": "(3.2)"},
    mistakes=(
        Mistake(
            "no_minus",
            Edit("loss = -(", "loss = ("),
            says="The sign is wrong. The logarithm of a probability is negative, a loss is not: "
            "where is the minus in front?",
        ),
        Mistake(
            "minus_on_first_term",
            Edit("-(y * np.log(yhat) + (1 - y)", "(-y * np.log(yhat) + (1 - y)"),
            says="The minus belongs to both terms, and here it stands before the first alone.",
        ),
        Mistake("ones_only", "loss = -y * np.log(yhat)", says=sentences.ONLY_ONES),
        Mistake("zeros_only", "loss = -(1 - y) * np.log(1 - yhat)", says=sentences.ONLY_ZEROS),
        Mistake(
            "squared_error",
            "loss = (yhat - y) ** 2 / 2",
            says="This is half the squared error, which makes the cost of this model bumpy. "
            "The exercise asks for the cross-entropy, (3.2).",
        ),
        Mistake(
            "absolute_error",
            "loss = np.abs(yhat - y)",
            says="This is the distance between yhat and y. The exercise asks for "
            "the cross-entropy, (3.2).",
        ),
        Mistake(
            "swapped",
            "with np.errstate(all='ignore'):\n"
            "    loss = -(yhat * np.log(y) + (1 - yhat) * np.log(1 - y))",
            says="yhat and y have changed places: the logarithm is taken of the label, and log(0) "
            "is minus infinity.",
        ),
        Mistake(
            "terms_crossed",
            Edit(
                "y * np.log(yhat) + (1 - y) * np.log(1 - yhat)",
                "y * np.log(1 - yhat) + (1 - y) * np.log(yhat)",
            ),
            says="The two logarithms have changed places: a prediction that is right costs most.",
        ),
        Mistake(
            "base_ten",
            "loss = -(y * np.log10(yhat) + (1 - y) * np.log10(1 - yhat))",
            says="This is the logarithm to base 10; np.log is the natural one.",
        ),
        Mistake(
            "averaged",
            "loss = np.mean(-(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)))",
            says="The mean over the examples is taken already. The loss belongs to one example; "
            "for an array it has the array's shape.",
        ),
    ),
    variants=(
        Variant("log1p", "loss = -(y * np.log(yhat) + (1 - y) * np.log1p(-yhat))"),
        Variant(
            "one_log", "right = yhat * y + (1 - yhat) * (1 - y)\nloss = np.negative(np.log(right))"
        ),
        Variant("two_minuses", "loss = -y * np.log(yhat) - (1 - y) * np.log(1 - yhat)"),
        Variant("chosen_by_label", "loss = -np.log(np.where(y == 1, yhat, 1 - yhat))"),
        Variant(
            "small_number_in_log",
            "loss = -(y * np.log(yhat + 1e-8) + (1 - y) * np.log(1 - yhat + 1e-8))",
        ),
    ),
)
