"""Exercise `matvec_loops`: its cases, known mistakes and right variants."""

from grader.exercises.content.errors import NUMBER_FOR_A_DTYPE
from grader.exercises.content.week2.vectorization_and_broadcasting.cases import matvec_cases
from grader.exercises.exercise import OWN_LOOP, Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

_ADD_ENTRY = "u[i, 0] = u[i, 0] + A[i, j] * v[j, 0]"

EXERCISE = Exercise(
    name="matvec_loops",
    cases=matvec_cases,
    contract=Contract(outputs=("u",)),
    rules=OWN_LOOP,
    equations={"u": "(3.1)"},
    mistakes=(
        Mistake(
            "last_product",
            Edit("u[i, 0] + A[i, j]", "A[i, j]"),
            says="each entry of u holds the last product alone: the inner loop has to add to it.",
        ),
        Mistake(
            "rows_and_columns_swapped",
            Edit("A[i, j]", "A[j, i]"),
            says="the indices of A have changed places: the row comes first, and i counts rows.",
        ),
        Mistake(
            "index_of_v",
            Edit("v[j, 0]", "v[i, 0]"),
            says="v is read at i. In (3.1) the index of v is the one that is summed over.",
        ),
        Mistake(
            "rank_one",
            (
                Edit("np.zeros((p, 1))", "np.zeros(p)"),
                Edit(_ADD_ENTRY, "u[i] += A[i, j] * v[j, 0]"),
            ),
            says="the numbers are right, and u has one axis only. Ask for a column: p rows, one "
            "column.",
        ),
        Mistake(
            "row",
            (
                Edit("np.zeros((p, 1))", "np.zeros((1, p))"),
                Edit(_ADD_ENTRY, "u[0, i] += A[i, j] * v[j, 0]"),
            ),
            says="u is a row. The product of a matrix and a column is a column.",
        ),
        Mistake(
            "shape_without_brackets",
            Edit("np.zeros((p, 1))", "np.zeros(p, 1)"),
            says="the shape is one argument, so it needs brackets of its own around both sizes.",
            raises=NUMBER_FOR_A_DTYPE,
        ),
        Mistake(
            "length_of_v",
            Edit("np.zeros((p, 1))", "np.zeros((q, 1))"),
            says="u has as many entries as v. It needs one for each row of A.",
        ),
        Mistake(
            "whole_numbers",
            Edit("np.zeros((p, 1))", "np.zeros((p, 1), dtype=int)"),
            says="u is an array of whole numbers, so everything after the point is cut off.",
        ),
        Mistake(
            "added",
            Edit("A[i, j] * v[j, 0]", "A[i, j] + v[j, 0]"),
            says="the entries of A and v are added; they have to be multiplied.",
        ),
        Mistake(
            "first_row_only",
            Edit("for i in range(p)", "for i in range(1)"),
            says="only the first row has been worked out: does the function return inside the "
            "outer loop?",
        ),
        Mistake(
            "last_column_left_out",
            Edit("for j in range(q)", "for j in range(q - 1)"),
            says="the last column of A is missing: range(q) ends at q - 1 by itself.",
        ),
        Mistake("at", "u = A @ v", rule="own_loop"),
        Mistake(
            "one_loop_left",
            "u = np.zeros((p, 1))\nfor i in range(p):\n    u[i, 0] = np.dot(A[i], v[:, 0])",
            rule="own_loop",
        ),
    ),
    variants=(
        Variant(
            "filled_rows_at_once",
            "rows = []\nfor i in range(p):\n    s = 0.0\n    for j in range(q):\n"
            "        s = s + float(A[i, j]) * float(v[j, 0])\n    rows.append([s])\n"
            "u = np.array(rows)",
        ),
        Variant("shorter", Edit(_ADD_ENTRY, "u[i] += A[i, j] * v[j]")),
        Variant(
            "rows_as_lists",
            "u = np.array([[sum(x * y for x, y in zip(row, v[:, 0]))] for row in A])",
        ),
        Variant(
            "running_sum",
            "u = np.zeros((p, 1))\nfor i in range(p):\n    s = 0\n    for j in range(q):\n"
            "        s += A[i][j] * v[j][0]\n    u[i][0] = s",
        ),
        Variant(
            "column_by_column",
            "u = np.zeros((p, 1))\nfor j in range(q):\n    for i in range(p):\n"
            "        u[i, 0] += A[i, j] * v[j, 0]",
        ),
    ),
)
