"""Exercise `l2_loss`: its cases, known mistakes and right variants."""

from grader.exercises.content.errors import XOR_OF_FLOATS
from grader.exercises.content.week2.vectorization_and_broadcasting import sentences
from grader.exercises.content.week2.vectorization_and_broadcasting.cases import loss_cases
from grader.exercises.exercise import VECTORIZED, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="l2_loss",
    cases=loss_cases,
    contract=Contract(outputs=("loss",), scalars=frozenset({"loss"})),
    rules=VECTORIZED,
    equations={"loss": "(9.2)"},
    mistakes=(
        Mistake("mean", "loss = np.mean((y - yhat) ** 2)", says=sentences.DIVIDED_BY_M),
        Mistake("not_added_up", "loss = (y - yhat) ** 2", says=sentences.NOT_ADDED_UP),
        Mistake(
            "squared_sum",
            "loss = np.sum(y - yhat) ** 2",
            says="the sum is squared; square each difference first, then add up.",
        ),
        Mistake(
            "root",
            "loss = np.sqrt(np.sum((y - yhat) ** 2))",
            says="there is a square root that (9.2) does not have (np.linalg.norm takes one too).",
        ),
        Mistake(
            "absolute_values",
            "loss = np.sum(np.abs(y - yhat))",
            says="these are the absolute values: this is L1. L2 squares the differences.",
        ),
        Mistake(
            "difference_of_squares",
            "loss = np.sum(y**2 - yhat**2)",
            says="y and yhat are squared before they are subtracted; the difference comes first.",
        ),
        Mistake(
            "half",
            "loss = np.sum((y - yhat) ** 2) / 2",
            says="it is half of (9.2). The half of the squared error in the cost function is not "
            "part of L2.",
        ),
        Mistake(
            "caret",
            "loss = np.sum((y - yhat) ^ 2)",
            says=sentences.XOR_IS_NO_POWER,
            raises=XOR_OF_FLOATS,
        ),
        Mistake(
            "row_times_row",
            "loss = np.dot(y - yhat, y - yhat)",
            says="np.dot of two rows (1, m) is a matrix product, and 1 and m do not meet. One of "
            "the rows has to become a column.",
            raises=("ValueError", "not aligned"),
        ),
        Mistake(
            "column_times_row",
            "loss = np.dot((y - yhat).T, y - yhat)",
            says="a column times a row is a table of (m, m) products. With the row first, the "
            "product is a single number.",
        ),
        Mistake(
            "every_pair",
            "loss = np.sum((y - yhat.T) ** 2)",
            says="a row minus a column is a whole (m, m) table: every label meets the prediction "
            "of every example.",
        ),
        Mistake(
            "loop",
            "loss = 0.0\nfor i in range(y.shape[1]):\n    loss += (y[0, i] - yhat[0, i]) ** 2",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("einsum", 'loss = np.einsum("ij,ij->", y - yhat, y - yhat)'),
        Variant("row_times_column", "loss = (y - yhat) @ (y - yhat).T"),
        Variant("norm_squared", "loss = np.linalg.norm(y - yhat) ** 2"),
        Variant("dot_of_flat", "d = (yhat - y).ravel()\nloss = np.dot(d, d)"),
        Variant("square", "loss = np.square(y - yhat).sum()"),
    ),
)
