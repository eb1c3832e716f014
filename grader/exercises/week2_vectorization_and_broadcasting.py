"""The exercises of `notebooks/week2/vectorization_and_broadcasting.py`."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator

_ARRAY_RULES = ("unchanged", "own_arguments", "vectorized")
_LOOP_RULES = ("unchanged", "own_arguments", "own_loop")


def _matrix(rng: Rng, rows: int, columns: int) -> Array:
    return rng.normal(size=(rows, columns))


# ------------------------------------------------------------- dot_loop, dot_vectorized


def _dot_cases(rng: Rng) -> Sequence[Case]:
    def case(n: int) -> Case:
        a, b = rng.normal(size=(2, n)) + 0.5
        return Case({"a": a, "b": b}, {"n": n})

    return [case(6), case(1), case(3), case(11)]


_ADD_PRODUCT = "s = s + a[i] * b[i]"

dot_loop = Exercise(
    name="dot_loop",
    cases=_dot_cases,
    contract=Contract(outputs=("s",), scalars=frozenset({"s"})),
    rules=_LOOP_RULES,
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
            says="a is multiplied by itself; b takes no part.",
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
            raises=("IndexError", "only integers, slices"),
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

dot_vectorized = Exercise(
    name="dot_vectorized",
    cases=_dot_cases,
    contract=Contract(outputs=("s",), scalars=frozenset({"s"})),
    rules=_ARRAY_RULES,
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
            says="a is multiplied by itself; b takes no part.",
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

# --------------------------------------------------------------- matvec_loops, matvec


def _matvec_cases(rng: Rng) -> Sequence[Case]:
    def case(p: int, q: int) -> Case:
        arguments = {"A": _matrix(rng, p, q) + 0.3, "v": _matrix(rng, q, 1) + 0.3}
        return Case(arguments, {"p": p, "q": q})

    return [case(3, 2), case(2, 5), case(4, 4), case(1, 3)]


_ADD_ENTRY = "u[i, 0] = u[i, 0] + A[i, j] * v[j, 0]"

matvec_loops = Exercise(
    name="matvec_loops",
    cases=_matvec_cases,
    contract=Contract(outputs=("u",)),
    rules=_LOOP_RULES,
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
            raises=("TypeError", "Cannot interpret '1' as a data type"),
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

matvec = Exercise(
    name="matvec",
    cases=_matvec_cases,
    contract=Contract(outputs=("u",)),
    rules=_ARRAY_RULES,
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

# ------------------------------------------------------------------------- elementwise


def _elementwise_cases(rng: Rng) -> Sequence[Case]:
    def case(rows: int, columns: int) -> Case:
        signs = np.where(rng.permutation(rows * columns) % 2, -1.0, 1.0).reshape(rows, columns)
        v = signs * rng.uniform(0.3, 2.5, size=(rows, columns))
        return Case({"v": v}, {"rows": rows, "columns": columns})

    return [case(5, 1), case(1, 4), case(3, 2), case(2, 2)]


elementwise = Exercise(
    name="elementwise",
    cases=_elementwise_cases,
    contract=Contract(outputs=("results",)),
    rules=_ARRAY_RULES,
    equations={"log": "(4.1)", "maximum": "(4.2)"},
    mistakes=(
        Mistake(
            "largest_entry",
            Edit("np.maximum(v, 0)", "np.max(v, 0)"),
            says="np.max(v, 0) looks for the largest entry along axis 0. np.maximum compares two "
            "things, entry by entry.",
        ),
        Mistake(
            "smaller_one",
            Edit("np.maximum(v, 0)", "np.minimum(v, 0)"),
            says="maximum holds the smaller of v and 0, so the negative entries stay.",
        ),
        Mistake(
            "sign_removed",
            Edit("np.maximum(v, 0)", "np.abs(v)"),
            says="maximum is the absolute value. A negative entry becomes 0 here, not positive.",
        ),
        Mistake(
            "log_of_negative_numbers",
            Edit("np.log(absolute)", "np.log(v)"),
            says="log is nan where v is negative: a negative number has no logarithm. Equation "
            "(4.1) takes the absolute value first.",
        ),
        Mistake(
            "base_ten",
            Edit("np.log(absolute)", "np.log10(absolute)"),
            says="this is the logarithm to base 10; np.log is the natural one.",
        ),
        Mistake(
            "absolute_of_log",
            Edit("np.log(absolute)", "np.abs(np.log(absolute))"),
            says="the absolute value is taken of the logarithm as well; the logarithm of a number "
            "below 1 is negative, and stays so.",
        ),
        Mistake(
            "doubled",
            Edit("v**2", "v * 2"),
            says="square is two times v. To square is to multiply v by itself.",
        ),
        Mistake(
            "matrix_product",
            Edit("v**2", "v.T @ v"),
            says="square is a matrix product, which adds up. Each entry is squared by itself.",
        ),
        Mistake(
            "caret",
            Edit("v**2", "v^2"),
            says="in Python ^ is no power: it compares the bits of whole numbers. A power is "
            "written with two stars.",
            raises=("TypeError", "bitwise_xor"),
        ),
        Mistake(
            "rounded_down",
            Edit("1 / v", "1 // v"),
            says="reciprocal is rounded down to whole numbers: // does that, and / does not.",
        ),
        Mistake(
            "exponent_negative",
            Edit("np.exp(v)", "np.exp(-v)"),
            says="this is exp of minus v.",
        ),
        Mistake(
            "math_exp",
            Edit("np.exp(v)", "__import__('math').exp(v)"),
            says="math.exp takes a single number, and v is an array: np.exp takes both.",
            raises=("TypeError", "arrays can be converted to Python scalars"),
        ),
        Mistake(
            "one_at_a_time",
            Edit("np.exp(v)", "np.array([np.exp(x) for x in v.ravel()]).reshape(v.shape)"),
            rule="vectorized",
        ),
        Mistake(
            "changes_v",
            Edit("reciprocal = 1 / v", "reciprocal = 1 / v\n    v[v < 0] = 0\n    maximum = v"),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "logarithms",
            "exp = np.e**v\nabsolute = np.where(v < 0, -v, v)\n"
            "log = np.log10(absolute) / np.log10(np.e)\nmaximum = (v + absolute) / 2\n"
            "square = np.power(v, 2)\nreciprocal = np.divide(1.0, v)",
        ),
        Variant(
            "clip",
            "exp, absolute = np.exp(v), np.sqrt(v**2)\n"
            "log, maximum = np.log(np.abs(v)), np.clip(v, 0, None)\n"
            "square, reciprocal = np.multiply(v, v), np.power(v, -1.0)",
        ),
        Variant(
            "other_words",
            (
                Edit("np.abs(v)", "abs(v)"),
                Edit("np.log(absolute)", "np.log(np.absolute(v))"),
                Edit("v**2", "np.square(v)"),
                Edit("1 / v", "np.reciprocal(v)"),
            ),
        ),
        Variant("where", Edit("np.maximum(v, 0)", "np.where(v > 0, v, 0)")),
        Variant(
            "products",
            (
                Edit("np.maximum(v, 0)", "v * (v > 0)"),
                Edit("v**2", "v * v"),
                Edit("1 / v", "v ** -1.0"),
                Edit("np.log(absolute)", "np.log(v * v) / 2"),
            ),
        ),
    ),
)

# ---------------------------------------------------------------- calorie_percentages


def _calorie_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        return Case({"A": rng.uniform(0.5, 120.0, size=(m, n))}, {"m": m, "n": n})

    return [case(3, 4), case(2, 5), case(3, 3), case(4, 1)]


_TOTALS = "A.sum(axis=0).reshape(1, -1)"

calorie_percentages = Exercise(
    name="calorie_percentages",
    cases=_calorie_cases,
    contract=Contract(outputs=("percentages",)),
    rules=_ARRAY_RULES,
    equations={"percentages": "(5.1)"},
    mistakes=(
        Mistake(
            "along_the_rows",
            Edit(_TOTALS, "A.sum(axis=1).reshape(-1, 1)"),
            says="the rows add up to 100, and the columns should: each food is a column. Which "
            "axis disappears when you add down a column?",
        ),
        Mistake(
            "along_the_rows_rank_one",
            Edit(_TOTALS, "A.sum(axis=1)"),
            says="the sums run along axis 1, one for each row. Each food is a column: which axis "
            "disappears when you add down a column?",
        ),
        Mistake(
            "whole_table",
            Edit(_TOTALS, "A.sum()"),
            says="everything is divided by the total of the whole table. Each column has a total "
            "of its own.",
        ),
        Mistake(
            "no_hundred",
            Edit("100 * A", "A"),
            says="these are fractions of 1: per cent means out of a hundred.",
        ),
        Mistake(
            "divided_by_hundred",
            Edit("100 * A / cal", "A / cal / 100"),
            says="it is divided by 100; a fraction becomes per cent when it is multiplied.",
        ),
        Mistake(
            "totals_only",
            Edit("100 * A / cal", "cal"),
            says="these are the totals of the columns. The table still has to be divided by them.",
        ),
        Mistake(
            "upside_down",
            Edit("100 * A / cal", "100 * cal / A"),
            says="the totals are divided by the entries: part over whole, not whole over part.",
        ),
        Mistake(
            "mean",
            Edit("A.sum(axis=0)", "A.mean(axis=0)"),
            says="it is {m} times too large, and there are {m} rows: the mean divides the total by "
            "their number.",
        ),
        Mistake(
            "column_of_totals",
            Edit("reshape(1, -1)", "reshape(-1, 1)"),
            says="the totals of the columns stand in a column, so they meet the rows. As a row, "
            "each would stand under its own column.",
        ),
        Mistake(
            "size_of_the_example",
            Edit("reshape(1, -1)", "reshape(1, 4)"),
            says="the 4 is the number of foods of the example. Take the size from A, or let NumPy "
            "work it out.",
            raises=("ValueError", "cannot reshape array"),
        ),
        Mistake(
            "rounded",
            Edit("100 * A / cal", "np.round(100 * A / cal)"),
            says="the percentages are rounded. Rounding belongs to printing, not to computing.",
        ),
        Mistake(
            "column_by_column",
            "percentages = np.zeros(A.shape)\nfor j in range(A.shape[1]):\n"
            "    percentages[:, j] = 100 * A[:, j] / A[:, j].sum()",
            rule="vectorized",
        ),
        Mistake("in_place", "A /= A.sum(axis=0)\npercentages = 100 * A", rule="unchanged"),
    ),
    variants=(
        Variant(
            "einsum",
            'percentages = 100 * np.einsum("ij,j->ij", A, 1 / np.einsum("ij->j", A))',
        ),
        Variant("keepdims", Edit(_TOTALS, "np.sum(A, axis=0, keepdims=True)")),
        Variant("rank_one_totals", Edit(_TOTALS, "A.sum(axis=0)")),
        Variant("transposed_twice", "percentages = (A.T / A.sum(axis=0)[:, None]).T * 100"),
        Variant("ones", "percentages = 100 * A / (np.ones((1, A.shape[0])) @ A)"),
    ),
)

# -------------------------------------------------------------------- broadcast_shape


def _shape_cases(rng: Rng) -> Sequence[Case]:
    p, q, r, k = (int(size) for size in rng.permutation([2, 3, 4, 5, 6, 7])[:4])
    pairs = [
        ((p, q), (1, q)),
        ((p, 1), (p, q)),
        ((p, q), (r, q)),
        ((q,), (p, q)),
        ((p, q), (p,)),
        ((p, 1), (q,)),
        ((), (p, q)),
        ((p, 1, q), (r, 1)),
        ((p, q), (p, q)),
        ((q, r), (p, 1, k)),
        ((p, q, r), (q, r)),
        ((1, p), (1, 1, 1)),
        ((r,), (p,)),
    ]
    return [Case({"s": s, "t": t}) for s, t in pairs]


_PAD_S = "s = (1,) * (n - len(s)) + s"
_PAD_T = "t = (1,) * (n - len(t)) + t"
_CLASH = "if p != q and p != 1 and q != 1:\n            return None\n"
_GROW = "shape = (*shape, q if p == 1 else p)"

broadcast_shape = Exercise(
    name="broadcast_shape",
    cases=_shape_cases,
    contract=Contract(outputs=("shape",)),
    rules=("own_arguments", "own_loop"),
    equations={"shape": "(6.1)"},
    mistakes=(
        Mistake(
            "aligned_left",
            (
                Edit(_PAD_S, "s = s + (1,) * (n - len(s))"),
                Edit(_PAD_T, "t = t + (1,) * (n - len(t))"),
            ),
            says="the shorter shape is filled up on the right. The last axes belong together, so "
            "the ones go to the left.",
        ),
        Mistake(
            "compared_from_the_left",
            (
                Edit(_PAD_S, ""),
                Edit(_PAD_T, ""),
                Edit("zip(s, t, strict=True)", "zip(s, t)"),
            ),
            says="the shapes are compared from their left ends, and what the longer one has left "
            "over is lost. Put ones on the left of the shorter one first.",
        ),
        Mistake(
            "number_for_a_tuple",
            (
                Edit(_PAD_S, "s = (1) * (n - len(s)) + s"),
                Edit(_PAD_T, "t = (1) * (n - len(t)) + t"),
            ),
            says="(1) is the number 1 in brackets. The tuple with one entry has a comma: (1,).",
            raises=("TypeError", r"unsupported operand .*'int' and 'tuple'"),
        ),
        Mistake(
            "indices_of_s",
            "shape = ()\nfor i in range(len(s)):\n    p, q = s[i], t[i]\n"
            "    if p != q and 1 not in (p, q):\n        return None\n"
            "    shape = (*shape, max(p, q))",
            says="the indices of s are used for t, which may have fewer axes. Make both shapes "
            "equally long first, with ones on the left.",
            raises=("IndexError", "tuple index out of range"),
        ),
        Mistake(
            "never_refused",
            Edit(_CLASH, ""),
            says="there is a result for every pair. Two different sizes, neither of them 1, do not "
            "fit: then the result is None.",
        ),
        Mistake(
            "larger_always_wins",
            (Edit(_CLASH, ""), Edit(_GROW, "shape = (*shape, max(p, q))")),
            says="the larger size always wins. Only a size of 1 can be stretched; of two other "
            "sizes that differ, the result is None.",
        ),
        Mistake(
            "nothing_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q:"),
            says="sizes that differ are always refused; but a size of 1 can be stretched to any "
            "other.",
        ),
        Mistake(
            "only_t_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q and q != 1:"),
            says="only t is stretched. The rule treats both shapes alike: a 1 in s can be "
            "stretched as well.",
        ),
        Mistake(
            "only_s_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q and p != 1:"),
            says="only s is stretched. The rule treats both shapes alike: a 1 in t can be "
            "stretched as well.",
        ),
        Mistake(
            "smaller_size",
            Edit(_GROW, "shape = shape + (min(p, q),)"),
            says="the 1 is what is left. It is the 1 that is stretched, so the other size remains.",
        ),
        Mistake(
            "sizes_of_s",
            Edit(_GROW, "shape = shape + (p,)"),
            says="the result has the sizes of s, even where s has a 1 and t has not.",
        ),
        Mistake(
            "extra_axes_dropped",
            (
                Edit("n = max(len(s), len(t))", "n = min(len(s), len(t))"),
                Edit(_PAD_S, "s = s[len(s) - n :]"),
                Edit(_PAD_T, "t = t[len(t) - n :]"),
            ),
            says="the axes that only the longer shape has are lost. They meet a 1, and stay.",
        ),
        Mistake(
            "other_length_refused",
            Edit("n = max(len(s), len(t))", "n = len(s)\n    if len(t) != n:\n        return None"),
            says="shapes with different numbers of axes are refused. The shorter one gets ones on "
            "its left first.",
        ),
        Mistake(
            "backwards",
            Edit(_GROW, "shape = (q if p == 1 else p,) + shape"),
            says="the sizes come out in the order from last to first.",
        ),
        Mistake(
            "refused_too_late",
            (
                Edit(_CLASH, ""),
                Edit("    return shape", "    return shape if p == q or 1 in (p, q) else None"),
                Edit("    shape = ()\n", "    shape, p, q = (), 1, 1\n"),
            ),
            says="only the last axis can refuse. Every axis has to fit.",
        ),
        Mistake(
            "false",
            Edit("return None", "return False"),
            says="the result is False where the shapes do not fit; it should be None.",
        ),
        Mistake(
            "error",
            Edit("return None", 'raise ValueError("the shapes do not fit")'),
            says="the function stops where the shapes do not fit, as NumPy itself does. Here it "
            "is to return None, so that others can ask without having to catch an error.",
            raises=("ValueError", ""),
        ),
        Mistake("a_list", Edit("    return shape", "    return list(shape)")),
        Mistake(
            "asks_numpy",
            (
                Edit(
                    "n = max(len(s), len(t))",
                    "n = 0\n    try:\n        shape = np.broadcast_shapes(s, t)"
                    "\n    except ValueError:\n        return None",
                ),
                Edit(_PAD_S, ""),
                Edit(_PAD_T, ""),
                Edit("    shape = ()\n", ""),
                Edit("for p, q in zip(s, t, strict=True):", "for p, q in ():"),
            ),
            rule="own_loop",
        ),
    ),
    variants=(
        Variant(
            "sets",
            "n = max(len(s), len(t))\n"
            "full = [(1,) * (n - len(part)) + tuple(part) for part in (s, t)]\n"
            "shape = []\nfor sizes in zip(*full):\n    other = set(sizes) - {1}\n"
            "    if len(other) > 1:\n        return None\n"
            "    shape.append(other.pop() if other else 1)\nshape = tuple(shape)",
        ),
        Variant("larger_size", Edit(_GROW, "shape = shape + (max(p, q),)")),
        Variant(
            "from_the_right",
            "from itertools import zip_longest\nsizes = []\n"
            "for p, q in zip_longest(reversed(s), reversed(t), fillvalue=1):\n"
            "    if not (p == q or p == 1 or q == 1):\n        return None\n"
            "    sizes.append(q if p == 1 else p)\nshape = tuple(sizes[::-1])",
        ),
        Variant(
            "by_index",
            "n = max(len(s), len(t))\nsizes = [0] * n\nfor k in range(1, n + 1):\n"
            "    p = s[-k] if k <= len(s) else 1\n    q = t[-k] if k <= len(t) else 1\n"
            "    if p == 1:\n        sizes[-k] = q\n    elif q in (1, p):\n        sizes[-k] = p\n"
            "    else:\n        return None\nshape = tuple(sizes)",
        ),
        Variant(
            "recursion",
            "if not s or not t:\n    return s or t\nfront = broadcast_shape(s[:-1], t[:-1])\n"
            "p, q = s[-1], t[-1]\nif front is None or (p != q and 1 not in (p, q)):\n"
            "    return None\nshape = (*front, q if p == 1 else p)",
        ),
    ),
)

# --------------------------------------------------------------------------- as_column


def _column_cases(rng: Rng) -> Sequence[Case]:
    shapes = [(5,), (1, 4), (6, 1), (1,)]
    return [Case({"v": rng.normal(size=s)}, {"n": max(s), "axes": len(s)}) for s in shapes]


as_column = Exercise(
    name="as_column",
    cases=_column_cases,
    contract=Contract(outputs=("column",)),
    rules=_ARRAY_RULES,
    equations={"column": "(7.1)"},
    mistakes=(
        Mistake(
            "transposed",
            "column = v.T",
            says="the transpose of an array with one axis is the array itself: there is no second "
            "axis to change places with.",
        ),
        Mistake(
            "row",
            "column = v.reshape(1, -1)",
            says="this is a row: one row, n columns. In a shape the rows come first.",
        ),
        Mistake(
            "rank_one",
            "column = v.ravel()",
            says="the result has one axis only, (n,). A column has two: n rows, one column.",
        ),
        Mistake(
            "axis_added_always",
            "column = v[:, np.newaxis]",
            says="an axis is added to every array, so one that has two already gets a third.",
        ),
        Mistake(
            "left_as_it_is",
            "column = v",
            says="v is returned as it came.",
        ),
        Mistake(
            "at_least_2d",
            "column = np.atleast_2d(v)",
            says="np.atleast_2d puts the new axis in front, which makes a row; and a row stays a "
            "row.",
        ),
        Mistake(
            "five",
            "column = v.reshape(5, 1)",
            says="the 5 is the size of the example. Take it from v, or let NumPy work it out.",
            raises=("ValueError", "cannot reshape array"),
        ),
        Mistake(
            "length_as_rows",
            "column = v.reshape(len(v), 1)",
            says="len(v) is the size of the first axis, which is 1 for a row. The number of all "
            "entries is v.size; or let NumPy work it out.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape \(1,1\)"),
        ),
        Mistake(
            "shape_set_in_place",
            "v.shape = (v.size, 1)\ncolumn = v",
            rule="unchanged",
        ),
        Mistake(
            "one_by_one",
            "column = np.zeros((v.size, 1))\nfor i in range(v.size):\n    column[i, 0] = v.flat[i]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("added_axis", "column = np.expand_dims(np.ravel(v), axis=1)"),
        Variant("stacked", "column = np.vstack(np.ravel(v))"),
        Variant("flat_then_axis", "column = v.ravel()[:, np.newaxis]"),
        Variant("size", "column = np.reshape(v, (v.size, 1))"),
        Variant("flat_then_transposed", "column = np.array([v.flatten()]).T"),
    ),
)

# --------------------------------------------------------------- normalize_rows, softmax


def _row_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        x = rng.uniform(0.4, 2.0, size=(m, n)) * rng.choice([-1.0, 1.0], size=(m, n))
        x[:, 0] = np.abs(x[:, 0]) + n  # no row adds up to nearly 0
        return Case({"x": x}, {"m": m, "n": n})

    return [case(2, 3), case(3, 3), case(4, 2), case(1, 5)]


_NORM = "np.linalg.norm(x, axis=1, keepdims=True)"

normalize_rows = Exercise(
    name="normalize_rows",
    cases=_row_cases,
    contract=Contract(outputs=("normalized",)),
    rules=_ARRAY_RULES,
    equations={"normalized": "(8.1)"},
    mistakes=(
        Mistake(
            "columns",
            Edit(_NORM, "np.linalg.norm(x, axis=0, keepdims=True)"),
            says="the columns have length 1, and the rows should: along which axis does a row run?",
        ),
        Mistake(
            "whole_array",
            Edit(_NORM, "np.linalg.norm(x)"),
            says="everything is divided by one number, the length of the whole array. Each row has "
            "a length of its own.",
        ),
        Mistake(
            "no_keepdims",
            Edit(", keepdims=True", ""),
            says="the lengths meet the columns: an array (m,) counts as a row. (In a square array "
            "that makes no noise.) Keep them in a column, one beside each row.",
        ),
        Mistake(
            "squared_length",
            Edit(_NORM, "np.sum(x**2, axis=1, keepdims=True)"),
            says="each row is divided by its length squared: the square root of (8.1) is missing.",
        ),
        Mistake(
            "sum_of_entries",
            Edit(_NORM, "np.sum(x, axis=1, keepdims=True)"),
            says="each row is divided by the sum of its entries, so it adds up to 1. Its length is "
            "the root of the sum of squares.",
        ),
        Mistake(
            "sum_of_absolute_values",
            Edit("axis=1, keep", "ord=1, axis=1, keep"),
            says="each row is divided by the sum of absolute values. Its length is the root of the "
            "sum of squares.",
        ),
        Mistake(
            "largest_entry",
            Edit(_NORM, "np.max(np.abs(x), axis=1, keepdims=True)"),
            says="each row is divided by its largest entry. Its length is the root of the sum of "
            "squares.",
        ),
        Mistake(
            "lengths_only",
            Edit("x / norm", "norm"),
            says="these are the lengths. The rows still have to be divided by them.",
        ),
        Mistake(
            "multiplied",
            Edit("x / norm", "x * norm"),
            says="the rows are multiplied by their lengths; divide, and the length becomes 1.",
        ),
        Mistake(
            "in_place",
            Edit("normalized = x / norm", "x /= norm\n    normalized = x"),
            rule="unchanged",
        ),
        Mistake(
            "row_by_row",
            "normalized = np.array([row / np.linalg.norm(row) for row in x])",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            'normalized = x / np.sqrt(np.einsum("ij,ij->i", x, x))[:, np.newaxis]',
        ),
        Variant("written_out", Edit(_NORM, "np.sqrt(np.sum(x**2, axis=1, keepdims=True))")),
        Variant("reshape", Edit(_NORM, "np.linalg.norm(x, axis=1).reshape(-1, 1)")),
        Variant("transposed_twice", "normalized = (x.T / np.linalg.norm(x, axis=1)).T"),
        Variant("last_axis", Edit(_NORM, "np.sqrt((x * x).sum(-1))[:, None]")),
    ),
)


def _softmax_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, n: int) -> Case:
        return Case({"x": rng.normal(size=(m, n)) * 1.5 + 0.5}, {"m": m, "n": n})

    # Eighths near 1000 lose nothing in single precision.
    far = 1000 + np.round(8 * rng.normal(size=(1, 3))) / 8
    # The last row is wide: neither the smallest nor the mean of it would do as its shift.
    large = np.vstack([far, -far, rng.normal(size=(1, 3)), rng.permuted([[-900.0, 5.0, 900.0]])])
    return [case(2, 3), case(3, 3), case(4, 2), case(1, 5), Case({"x": large}, rule="finite")]


_SHIFTED = "np.exp(x - x.max(axis=1, keepdims=True))"
_SUMS = "e.sum(axis=1, keepdims=True)"

_COLUMNS = (
    "the columns add up to 1, and the rows should: along which axis does a row run? (The shift of "
    "(8.3) comes after that.)"
)
_WHOLE = "the whole array adds up to 1. Each row is to add up to 1 by itself."
_NO_KEEPDIMS = (
    "the sums meet the columns: an array (m,) counts as a row. (In a square array that makes no "
    "noise.) Keep them in a column, one beside each row."
)

softmax = Exercise(
    name="softmax",
    cases=_softmax_cases,
    contract=Contract(outputs=("probabilities",)),
    rules=_ARRAY_RULES,
    rule_says={"finite": "That was a row near 1000, one near -1000, one near 0 and a wide one."},
    equations={"probabilities": "(8.2)"},
    mistakes=(
        Mistake(
            "columns",
            (Edit("x.max(axis=1", "x.max(axis=0"), Edit("e.sum(axis=1", "e.sum(axis=0")),
            says="the columns add up to 1, and the rows should: along which axis does a row run?",
        ),
        Mistake(
            "columns_unshifted", "e = np.exp(x)\nprobabilities = e / e.sum(axis=0)", says=_COLUMNS
        ),
        Mistake(
            "whole_array",
            (Edit("x.max(axis=1, keepdims=True)", "x.max()"), Edit(_SUMS, "e.sum()")),
            says=_WHOLE,
        ),
        Mistake("whole_array_unshifted", "e = np.exp(x)\nprobabilities = e / e.sum()", says=_WHOLE),
        Mistake(
            "no_keepdims_unshifted",
            "e = np.exp(x)\nprobabilities = e / e.sum(axis=1)",
            says=_NO_KEEPDIMS,
        ),
        Mistake(
            "no_keepdims",
            Edit(_SUMS, "e.sum(axis=1)"),
            says=_NO_KEEPDIMS,
        ),
        Mistake(
            "sum_of_scores",
            (Edit("x - x.max(axis=1, keepdims=True)", "x"), Edit("e.sum(", "x.sum(")),
            says="the denominator adds up the entries of x; it should add up their exponentials.",
        ),
        Mistake(
            "no_exponential",
            (Edit(_SHIFTED, "x"),),
            says="there is no exponential: each row of x is divided by its sum.",
        ),
        Mistake(
            "exponentials_only",
            (
                Edit("x - x.max(axis=1, keepdims=True)", "x"),
                Edit(" / " + _SUMS, ""),
            ),
            says="these are the exponentials alone. Each row still has to be divided by its sum.",
        ),
        Mistake(
            "shifted_exponentials_only",
            Edit(" / " + _SUMS, ""),
            says="these are the exponentials after the shift, with a 1 in each row. Each row still "
            "has to be divided by its sum.",
        ),
        Mistake(
            "largest_of_columns",
            Edit("x.max(axis=1", "x.max(axis=0"),
            says="each column is shifted by its own maximum, and that changes the rows. A shift "
            "cancels only if it is the same along the whole row.",
        ),
        Mistake(
            "sign",
            Edit(_SHIFTED, "np.exp(x.min(axis=1, keepdims=True) - x)"),
            says="the largest entry gets the smallest probability: the exponent has the wrong "
            "sign.",
        ),
        Mistake(
            "each_by_itself",
            "probabilities = 1 / (1 + np.exp(-np.clip(x, -500, 500)))",
            says="this is the sigmoid, entry by entry. In softmax the entries of a row share a sum "
            "of 1.",
        ),
        Mistake(
            "one_for_the_largest",
            "probabilities = (x == x.max(axis=1, keepdims=True)) * 1.0",
            says="the largest entry gets all. That is the hard maximum; the soft one leaves "
            "something to the others.",
        ),
        Mistake(
            "rank_one_maximum",
            Edit("x.max(axis=1, keepdims=True)", "x.max(axis=1)"),
            says="the maxima meet the columns: an array (m,) counts as a row. Keep them in a "
            "column, one beside each row.",
        ),
        Mistake(
            "math_exp",
            Edit("np.exp(x -", "__import__('math').exp(x -"),
            says="math.exp takes a single number, and x is an array: np.exp takes both.",
            raises=("TypeError", "arrays can be converted to Python scalars"),
        ),
        Mistake(
            "overflow",
            Edit("x - x.max(axis=1, keepdims=True)", "x"),
            says="exp(1000) is inf, and inf / inf is nan. Which number can be subtracted from a "
            "whole row without changing the result?",
            rule="finite",
        ),
        Mistake(
            "one_maximum_for_all",
            Edit("x.max(axis=1, keepdims=True)", "x.max()"),
            says="the largest entry of the whole array is subtracted from every row. A row that "
            "lies far below it becomes 0 / 0: each row needs its own maximum.",
            rule="finite",
        ),
        Mistake(
            "in_place",
            "x -= x.max(axis=1, keepdims=True)\ne = np.exp(x)\n"
            "probabilities = e / e.sum(axis=1, keepdims=True)",
            rule="unchanged",
        ),
        Mistake(
            "row_by_row",
            "e = [np.exp(row - row.max()) for row in x]\n"
            "probabilities = np.array([row / row.sum() for row in e])",
            rule="vectorized",
        ),
        Mistake(
            "shape_of_the_example",
            Edit("e.sum(axis=1, keepdims=True)", "e.sum(axis=1).reshape(2, 1)"),
            says="the sums are put into a column of two, so it works for two rows alone. How many "
            "rows there are is for x to say: keep its axis.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*2"),
        ),
    ),
    variants=(
        Variant(
            "in_place_on_own_copy",
            "probabilities = np.exp(np.subtract(x, np.amax(x, axis=1, keepdims=True)))\n"
            "probabilities /= np.sum(probabilities, axis=1, keepdims=True)",
        ),
        Variant(
            "new_axis",
            "e = np.exp(x - np.max(x, axis=1)[:, None])\n"
            "probabilities = e / np.sum(e, axis=1)[:, None]",
        ),
        Variant(
            "transposed",
            "e = np.exp(x.T - x.T.max(axis=0))\nprobabilities = (e / e.sum(axis=0)).T",
        ),
        Variant(
            "logarithm",
            "probabilities = np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))",
        ),
        Variant(
            "product_with_ones",
            "e = np.exp(x - np.max(x, axis=-1).reshape(-1, 1))\n"
            "probabilities = e / (e @ np.ones((x.shape[1], 1)))",
        ),
    ),
)

# ------------------------------------------------------------------------ l1_loss, l2_loss


def _loss_cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, too_low: bool) -> Case:
        # The predictions as a whole are too low, or too high: else |sum| could pass for sum.
        while True:
            y = np.ones((1, m), dtype=np.int64)
            y[0, rng.permutation(m)[: m // 2]] = 0
            y = y if too_low else 1 - y
            yhat = rng.uniform(0.1, 0.9, size=(1, m))
            total = float((y - yhat).sum())
            if abs(total) > 0.05 and (total > 0) == too_low:
                return Case({"yhat": yhat, "y": y}, {"m": m})

    return [case(7, True), case(1, True), case(5, False), case(10, bool(rng.integers(2)))]


_NOT_ADDED = "these are {m} numbers, one for each example. The loss adds them up to one number."
_MEAN = (
    "it is {m} times too small, and m = {m}: the sum is divided by m here, but not in the formula."
)

l1_loss = Exercise(
    name="l1_loss",
    cases=_loss_cases,
    contract=Contract(outputs=("loss",), scalars=frozenset({"loss"})),
    rules=_ARRAY_RULES,
    equations={"loss": "(9.1)"},
    mistakes=(
        Mistake("mean", "loss = np.mean(np.abs(y - yhat))", says=_MEAN),
        Mistake("not_added_up", "loss = np.abs(y - yhat)", says=_NOT_ADDED),
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

l2_loss = Exercise(
    name="l2_loss",
    cases=_loss_cases,
    contract=Contract(outputs=("loss",), scalars=frozenset({"loss"})),
    rules=_ARRAY_RULES,
    equations={"loss": "(9.2)"},
    mistakes=(
        Mistake("mean", "loss = np.mean((y - yhat) ** 2)", says=_MEAN),
        Mistake("not_added_up", "loss = (y - yhat) ** 2", says=_NOT_ADDED),
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
            says="in Python ^ is no power: it compares the bits of whole numbers. A power is "
            "written with two stars.",
            raises=("TypeError", "bitwise_xor"),
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

EXERCISES = (
    dot_loop,
    dot_vectorized,
    matvec_loops,
    matvec,
    elementwise,
    calorie_percentages,
    broadcast_shape,
    as_column,
    normalize_rows,
    softmax,
    l1_loss,
    l2_loss,
)
