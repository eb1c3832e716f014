"""Exercise `dot_vectorized`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.vectorization_and_broadcasting import sentences
from grader.exercises.content.week2.vectorization_and_broadcasting.cases import dot_cases
from grader.exercises.exercise import VECTORIZED, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="dot_vectorized",
    cases=dot_cases,
    contract=Contract(outputs=("s",), scalars=frozenset({"s"})),
    rules=VECTORIZED,
    equations={"s": "(1.1)"},
    mistakes=(
        Mistake(
            "not_added_up",
            "s = a * b",
            says="these are the {n} products, one for each entry. They still have to be added up.",
        ),
        Mistake(
            "every_pair",
            "s = np.outer(a, b)",
            says="every entry of a is multiplied by every entry of b. The dot product adds up "
            "the products of entries with the same index.",
        ),
        Mistake(
            "product_of_sums",
            "s = np.sum(a) * np.sum(b)",
            says="the sums are multiplied. Multiply first, then add up: the order matters.",
        ),
        Mistake(
            "sum_of_sums",
            "s = np.sum(a + b)",
            says="the entries are added to each other; they have to be multiplied.",
        ),
        Mistake(
            "mean",
            "s = np.mean(a * b)",
            says="it is {n} times too small, and n = {n}: np.mean divides by n, and (1.1) does "
            "not.",
        ),
        Mistake(
            "a_with_itself",
            "s = np.dot(a, a)",
            says=sentences.A_TIMES_ITSELF,
        ),
        Mistake(
            "largest_product",
            "s = np.max(a * b)",
            says="this is the largest of the products; (1.1) is their sum.",
        ),
        Mistake(
            "loop",
            "s = 0.0\nfor i in range(len(a)):\n    s += a[i] * b[i]",
            rule="vectorized",
        ),
        Mistake("python_sum", "s = sum(a * b)", rule="vectorized"),
        Mistake("comprehension", "s = np.sum([x * y for x, y in zip(a, b)])", rule="vectorized"),
    ),
    variants=(
        Variant("at", "s = a @ b"),
        Variant("method", "s = a.dot(b)"),
        Variant("sum_of_products", "s = np.sum(a * b)"),
        Variant("einsum", 's = np.einsum("i,i->", a, b)'),
        Variant("row_times_column", "s = a.reshape(1, -1) @ b.reshape(-1, 1)"),
    ),
)
