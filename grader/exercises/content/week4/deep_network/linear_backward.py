"""Exercise `linear_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import CANNOT_BROADCAST, SHAPES_DO_NOT_MATCH
from grader.exercises.content.week4.deep_network.networks import random_array, random_layer
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int) -> Case:
        cache = random_layer(rng, n_prev, n, m)
        return Case({"dZ": random_array(rng, n, m), "cache": cache}, {"n": n, "m": m})

    return [case(3, 2, 5), case(2, 4, 1), case(3, 3, 7), case(5, 1, 4), case(1, 3, 6)]


_DW, _DB = "dW = dZ @ A_prev.T / m", "db = np.sum(dZ, axis=1, keepdims=True) / m"
_DA = "dA_prev = W.T @ dZ"

EXERCISE = Exercise(
    name="linear_backward",
    cases=_cases,
    contract=Contract(outputs=("dA_prev", "dW", "db")),
    rules=VECTORIZED,
    equations={"dW": "(7.2)", "db": "(7.3)", "dA_prev": "(7.4)"},
    mistakes=(
        Mistake(
            "db_squeezed",
            Edit(_DB, "db = np.squeeze(np.sum(dZ, axis=1, keepdims=True)) / m"),
            says="db has lost its column: np.squeeze takes the axis of size 1 away, and b of shape "
            "(n, 1) minus such a db would become (n, n).",
        ),
        Mistake(
            "db_no_keepdims",
            Edit("axis=1, keepdims=True", "axis=1"),
            says="db has lost its column: a sum over an axis takes that axis away unless it is "
            "told to keep it.",
        ),
        Mistake(
            "db_one_number",
            Edit("np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ)"),
            says="db is one number for the whole layer. Each unit has a bias, and so a derivative, "
            "of its own: add up along each row only.",
        ),
        Mistake(
            "db_one_number_as_matrix",
            Edit("axis=1, keepdims=True", "keepdims=True"),
            says="db is one number for the whole layer. Which axis counts the examples?",
        ),
        Mistake(
            "db_over_units",
            Edit("axis=1", "axis=0"),
            says="db adds up over the units and keeps the examples. Its shape is that of b: one "
            "row for each unit.",
        ),
        Mistake(
            "db_not_summed",
            Edit(_DB, "db = dZ / m"),
            says="db still has a column for each example; (7.3) adds them up.",
        ),
        Mistake(
            "dW_no_mean",
            Edit(_DW, "dW = dZ @ A_prev.T"),
            says="Every entry of dW is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "db_no_mean",
            Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
            says="Every entry of db is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "no_mean",
            (
                Edit(_DW, "dW = dZ @ A_prev.T"),
                Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
            ),
            says="dW and db are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "mean_of_inputs_too",
            Edit(_DA, "dA_prev = W.T @ dZ / m"),
            says="dA_prev is divided by m. Its columns still belong to single examples; the mean "
            "comes in dW and db alone.",
        ),
        Mistake(
            "units_for_examples",
            Edit("m = A_prev.shape[1]", "m = A_prev.shape[0]"),
            says="It divides by the number of rows, which are units. The examples are the columns.",
        ),
        Mistake(
            "rows_of_dZ_for_examples",
            Edit("m = A_prev.shape[1]", "m = dZ.shape[0]"),
            says="It divides by the number of units, the rows of dZ. The examples are the columns.",
        ),
        Mistake(
            "dW_turned",
            Edit(_DW, "dW = A_prev @ dZ.T / m"),
            says="dW is the transpose of what it should be: the factors stand in the other order. "
            "A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "dW_entry_by_entry",
            Edit(_DW, "dW = dZ * A_prev / m"),
            says="* multiplies entry by entry. dW adds up over the examples, and that is a matrix "
            "product.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "dA_without_transpose",
            Edit(_DA, "dA_prev = W @ dZ"),
            says="W is not turned in dA_prev. Going forward W leads from n_prev to n; to go back, "
            "from n to n_prev, it has to be transposed.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "dA_order",
            Edit(_DA, "dA_prev = dZ.T @ W"),
            says="dA_prev is the transpose of what it should be: examples are columns, here too.",
        ),
        Mistake(
            "dA_entry_by_entry",
            Edit(_DA, "dA_prev = W.T * dZ"),
            says="* multiplies entry by entry. Each input feeds all units of the layer, so dA_prev "
            "adds up over them.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "weights_for_inputs",
            Edit(_DW, "dW = W / m"),
            says="dW contains W. How much Z changes with a weight depends on what the weight is "
            "multiplied by.",
        ),
        Mistake(
            "loop",
            f"m = A_prev.shape[1]\ndW = np.zeros_like(W)\n{_DB}\n{_DA}\n"
            "for i in range(m):\n    dW += np.outer(dZ[:, i], A_prev[:, i]) / m",
            rule="vectorized",
        ),
        # Without a sentence of its own: the name that is missing is explained, whichever it is.
        Mistake("name_misspelt", Edit("dZ @ A_prev.T", "dz @ A_prev.T")),
        Mistake(
            "db_of_all_examples_and_units",
            Edit(_DB, "db = np.mean(dZ)"),
            says="db is one number, the mean over all of dZ. Each unit has a bias of its own: take "
            "the mean along each row only.",
        ),
        Mistake(
            "dW_mean_twice",
            Edit(_DW, "dW = dZ @ A_prev.T / m**2"),
            says="Every entry of dW is {m} times too small, and m = {m}: 1/m is taken twice.",
        ),
        Mistake(
            "mean_in_the_wrong_place",
            (
                Edit(_DW, "dW = dZ @ A_prev.T"),
                Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
                Edit(_DA, "dA_prev = W.T @ dZ / m"),
            ),
            says="The mean stands in the wrong place: dA_prev is divided by m = {m}, and dW and db "
            "are not. It is the other way round.",
        ),
        Mistake(
            "signs",
            (Edit.within(_DW, "= ", "= -"), Edit.within(_DB, "= np", "= -np")),
            says="dW and db have the wrong sign. The minus of gradient descent comes with the "
            "step, (8.3).",
        ),
        Mistake(
            "all_numbers_for_examples",
            Edit("m = A_prev.shape[1]", "m = A_prev.size"),
            says="It divides by how many numbers A_prev has. The examples are its columns.",
        ),
        Mistake(
            "db_of_dW",
            Edit(_DB, "db = np.sum(dW, axis=1, keepdims=True)"),
            says="db is the sum over dW, so the inputs are in it. The bias is multiplied by "
            "nothing: (7.3) adds up dZ.",
        ),
        Mistake(
            "dA_of_the_slope",
            Edit(_DA, "dA_prev = dW.T @ dZ"),
            says="dA_prev contains dW. How much Z changes with an input depends on the weight "
            "itself, W.",
        ),
        Mistake(
            "dW_without_transpose",
            Edit(_DW, "dW = dZ @ A_prev / m"),
            says="A_prev is not turned in dW: the columns of dZ are examples, so the rows of the "
            "second factor must be examples too.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "dW_wrong_factor_turned",
            Edit(_DW, "dW = dZ.T @ A_prev / m"),
            says="The wrong factor is turned in dW. Write the shapes below (7.2): the result has a "
            "row for each unit of this layer.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
    ),
    variants=(
        Variant(
            "np_dot",
            "m = dZ.shape[1]\ndW = 1 / m * np.dot(dZ, A_prev.T)\n"
            "db = np.mean(dZ, axis=1, keepdims=True)\ndA_prev = np.dot(W.T, dZ)",
        ),
        Variant("db_reshaped", Edit(_DB, "db = (dZ.sum(axis=1) / m).reshape(b.shape)")),
        Variant("db_new_axis", Edit(_DB, "db = np.mean(dZ, axis=1)[:, np.newaxis]")),
        Variant(
            "einsum",
            (
                Edit(_DW, 'dW = np.einsum("ji,ki->jk", dZ, A_prev) / m'),
                Edit(_DA, 'dA_prev = np.einsum("jk,ji->ki", W, dZ)'),
            ),
        ),
        Variant("db_as_product", Edit(_DB, "db = dZ @ np.ones((m, 1)) / m")),
    ),
)
