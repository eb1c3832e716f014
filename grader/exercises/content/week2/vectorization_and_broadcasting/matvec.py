"""Exercise `matvec`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.vectorization_and_broadcasting.cases import matvec_cases
from grader.exercises.exercise import VECTORIZED, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="matvec",
    cases=matvec_cases,
    contract=Contract(outputs=("u",)),
    rules=VECTORIZED,
    equations={"u": "(3.1)"},
    mistakes=(
        Mistake(
            "entry_by_entry",
            "u = A * v",
            says="* multiplies entry by entry, and adds nothing up. The matrix product has a sign "
            "of its own.",
        ),
        Mistake(
            "not_added_up",
            "u = A * v.T",
            says="these are all the products of (3.1), one in each place of A. Each row still has "
            "to be added up.",
        ),
        Mistake(
            "transposed_matrix",
            "u = A.T @ v",
            says="A is turned over. Its columns, as they are, meet the entries of v.",
        ),
        Mistake(
            "other_order",
            "u = v @ A",
            says="the factors stand in the wrong order: the inner two numbers of (p, q) and (q, 1) "
            "have to meet.",
        ),
        Mistake(
            "row",
            "u = v.T @ A.T",
            says="the numbers are right, and u is a row. A times a column is a column.",
        ),
        Mistake(
            "rank_one",
            "u = np.sum(A * v.T, axis=1)",
            says="the numbers are right, and u has one axis only: a sum along an axis takes the "
            "axis away. A product of two matrices keeps both.",
        ),
        Mistake(
            "columns_added_up",
            "u = np.sum(A * v.T, axis=0)",
            says="each column is added up. In (3.1) the sum runs along a row.",
        ),
        Mistake(
            "one_number",
            "u = np.sum(A * v.T)",
            says="all products are added up to one number; u has an entry for each row of A.",
        ),
        Mistake(
            "loops",
            "u = np.zeros((A.shape[0], 1))\nfor i in range(A.shape[0]):\n    u[i] = A[i] @ v",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("method", "u = A.dot(v)"),
        Variant("np_dot", "u = np.dot(A, v)"),
        Variant("np_matmul", "u = np.matmul(A, v)"),
        Variant("sum_of_products", "u = (A * v.T).sum(axis=1, keepdims=True)"),
        Variant("einsum", 'u = np.einsum("ij,jk->ik", A, v)'),
    ),
)
