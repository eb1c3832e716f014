"""Exercise `dot_loop`: its cases, known mistakes and right variants."""

from grader.exercises.content.errors import NOT_AN_INDEX
from grader.exercises.content.week2.vectorization_and_broadcasting import sentences
from grader.exercises.content.week2.vectorization_and_broadcasting.cases import dot_cases
from grader.exercises.exercise import OWN_LOOP, Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

_ADD_PRODUCT = "s = s + a[i] * b[i]"

EXERCISE = Exercise(
    name="dot_loop",
    cases=dot_cases,
    contract=Contract(outputs=("s",), scalars=frozenset({"s"})),
    rules=OWN_LOOP,
    equations={"s": "(1.1)"},
    mistakes=(
        Mistake(
            "last_product",
            Edit(_ADD_PRODUCT, "s = a[i] * b[i]"),
            says="only the last product is left: each turn of the loop has to add to s, not to "
            "replace it.",
        ),
        Mistake(
            "first_product",
            Edit(_ADD_PRODUCT, _ADD_PRODUCT + "\n        break"),
            says="only the first product is there: does the function return inside the loop?",
        ),
        Mistake(
            "first_left_out",
            Edit("range(a.shape[0])", "range(1, a.shape[0])"),
            says="the first product is missing: Python counts the entries from 0.",
        ),
        Mistake(
            "last_left_out",
            Edit("range(a.shape[0])", "range(a.shape[0] - 1)"),
            says="the last product is missing: range(n) ends at n - 1 by itself.",
        ),
        Mistake(
            "a_with_itself",
            Edit("a[i] * b[i]", "a[i] * a[i]"),
            says=sentences.A_TIMES_ITSELF,
        ),
        Mistake(
            "sums",
            Edit("a[i] * b[i]", "(a[i] + b[i])"),
            says="the two entries are added; they have to be multiplied.",
        ),
        Mistake(
            "starts_at_one",
            Edit("s = 0.0", "s = 1.0"),
            says="the sum is 1 too large: with which value does it begin?",
        ),
        Mistake(
            "product_of_all",
            (Edit("s = 0.0", "s = 1.0"), Edit("s + a[i] * b[i]", "s * a[i] * b[i]")),
            says="all products are multiplied by each other; (1.1) adds them up.",
        ),
        Mistake(
            "entries_as_indices",
            Edit("range(a.shape[0])", "a"),
            says="for i in a: makes i the entries of a, one after the other. An index is needed "
            "here: 0, 1, 2 and so on.",
            raises=NOT_AN_INDEX,
        ),
        Mistake(
            "shape_as_number",
            Edit("range(a.shape[0])", "range(a.shape)"),
            says="a.shape is a tuple, even with one size in it. range needs the number inside.",
            raises=("TypeError", "'tuple' object cannot be interpreted as an integer"),
        ),
        Mistake("np_dot", "s = np.dot(a, b)", rule="own_loop"),
        Mistake("np_sum", "s = np.sum(a * b)", rule="own_loop"),
        Mistake(
            "loop_for_show",
            "s = 0.0\nfor i in range(len(a)):\n    s = a @ b",
            rule="own_loop",
        ),
    ),
    variants=(
        Variant(
            "backwards",
            "s = 0.0\nfor i in reversed(range(len(b))):\n    s = b[i] * a[i] + s",
        ),
        Variant("pairs", "s = 0\nfor x, y in zip(a, b):\n    s += x * y"),
        Variant("generator", "s = sum(a[i] * b[i] for i in range(len(a)))"),
        Variant("while_loop", "s, i = 0.0, 0\nwhile i < len(a):\n    s += a[i] * b[i]\n    i += 1"),
        Variant("array_of_one", Edit("s = 0.0", "s = np.zeros(1)")),
    ),
)
