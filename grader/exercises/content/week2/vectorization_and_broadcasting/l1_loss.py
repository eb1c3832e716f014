"""Exercise `l1_loss`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.vectorization_and_broadcasting import sentences
from grader.exercises.content.week2.vectorization_and_broadcasting.cases import loss_cases
from grader.exercises.exercise import VECTORIZED, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="l1_loss",
    cases=loss_cases,
    contract=Contract(outputs=("loss",), scalars=frozenset({"loss"})),
    rules=VECTORIZED,
    equations={"loss": "(9.1)"},
    mistakes=(
        Mistake("mean", "loss = np.mean(np.abs(y - yhat))", says=sentences.DIVIDED_BY_M),
        Mistake("not_added_up", "loss = np.abs(y - yhat)", says=sentences.NOT_ADDED_UP),
        Mistake(
            "absolute_value_outside",
            "loss = np.abs(np.sum(y - yhat))",
            says="the differences are added up before their signs are taken off, so that they "
            "cancel each other.",
        ),
        Mistake(
            "no_absolute_value",
            "loss = np.sum(y - yhat)",
            says="the signs are still there, so that errors cancel each other.",
        ),
        Mistake(
            "squares",
            "loss = np.sum((y - yhat) ** 2)",
            says="the differences are squared: this is L2. L1 takes their absolute values.",
        ),
        Mistake(
            "largest",
            "loss = np.max(np.abs(y - yhat))",
            says="this is the largest difference; (9.1) is the sum of all.",
        ),
        Mistake(
            "added",
            "loss = np.sum(np.abs(y + yhat))",
            says="yhat is added to y; how far they are apart is a difference.",
        ),
        Mistake(
            "wrong_axis",
            "loss = np.sum(np.abs(y - yhat), axis=0)",
            says="the sum runs along axis 0, which has size 1, so the {m} numbers are still apart. "
            "(Python's own sum runs along it too.)",
        ),
        Mistake(
            "loop",
            "loss = sum(abs(y[0, i] - yhat[0, i]) for i in range(y.shape[1]))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("row_times_ones", "loss = (np.abs(yhat - y) @ np.ones(y.shape).T).item()"),
        Variant("method", "loss = abs(yhat - y).sum()"),
        Variant("norm", "loss = np.linalg.norm((y - yhat).ravel(), ord=1)"),
        Variant("one_by_one", "loss = np.sum(np.abs(y - yhat), axis=1, keepdims=True)"),
        Variant("larger_minus_smaller", "loss = np.sum(np.maximum(y, yhat) - np.minimum(y, yhat))"),
    ),
)
