"""Exercise `linear_forward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import CANNOT_BROADCAST, SHAPES_DO_NOT_MATCH
from grader.exercises.content.week4.deep_network.networks import random_layer
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int) -> Case:
        A, W, b = random_layer(rng, n_prev, n, m)
        return Case({"A": A, "W": W, "b": b + 0.005}, {"n": n, "m": m})

    return [case(3, 2, 5), case(2, 4, 1), case(1, 3, 4), case(3, 3, 3), case(4, 1, 6)]


EXERCISE = Exercise(
    name="linear_forward",
    cases=_cases,
    contract=Contract(outputs=("Z", "cache"), whole=frozenset({"cache"})),
    rules=VECTORIZED,
    equations={"Z": "(2.2)"},
    mistakes=(
        Mistake(
            "no_bias",
            Edit("W @ A + b", "W @ A"),
            says="Z is computed without b: each unit adds its bias to every column.",
        ),
        Mistake(
            "weights_turned",
            Edit("W @ A + b", "W.T @ A + b"),
            says="W is transposed, and need not be: one row of W holds the weights of one unit, so "
            "W times a column of inputs gives a column of units.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "wrong_order",
            Edit("W @ A + b", "A @ W + b"),
            says="The factors stand in the wrong order: the columns of the first must be as many "
            "as the rows of the second.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "wrong_order_and_turned",
            Edit("W @ A + b", "(A.T @ W.T).T + b.T"),
            says="b is turned into a row, so unit j gets no bias of its own. b is a column, as it "
            "is, and NumPy repeats it.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "entry_by_entry",
            Edit("W @ A + b", "W * A + b"),
            says="* multiplies entry by entry. Each unit adds up all its inputs, each with a "
            "weight: that is a matrix product.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "one_bias_for_all",
            Edit("+ b", "+ np.sum(b)"),
            says="All biases are added up before they are used; each unit has one of its own.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("+ b", "- b"),
            says="The bias is subtracted; (2.2) adds it.",
        ),
        Mistake(
            "cache_in_other_order",
            Edit("(A, W, b)", "(W, A, b)"),
            says="Z is right. The cache holds W first; the order is A, W, b, and linear_backward "
            "will rely on it.",
        ),
        Mistake(
            "result_cached",
            Edit("(A, W, b)", "(Z, W, b)"),
            says="Z is right. The cache holds Z in place of A: keep what went into the product, "
            "not what came out.",
        ),
        Mistake(
            "bias_not_cached",
            Edit("(A, W, b)", "(A, W)"),
            says="Z is right. The cache has two entries; it should hold A, W and b.",
        ),
        Mistake(
            "input_alone_cached",
            Edit("(A, W, b)", "A"),
            says="Z is right. The cache is A alone; it should hold A, W and b, as a tuple.",
        ),
        Mistake(
            "column_by_column",
            "Z = np.hstack([W @ A[:, [i]] + b for i in range(A.shape[1])])\ncache = (A, W, b)",
            rule="vectorized",
        ),
        Mistake(
            "bias_in_place",
            "b *= 2\nb /= 2\nZ = W @ A + b\nA += 1\ncache = (A - 1, W, b)",
            rule="unchanged",
        ),
        Mistake(
            "input_plus_bias",
            Edit("W @ A + b", "W @ (A + b)"),
            says="b is added to A, before the product. It has an entry for each unit of this "
            "layer, so it is added after the product.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "activated",
            Edit("W @ A + b", "np.maximum(W @ A + b, 0)"),
            says="Negative entries of Z have become 0. This is the linear step alone; ReLU comes "
            "in exercise 2.2.",
        ),
        Mistake(
            "sigmoid_applied",
            Edit("W @ A + b", "1 / (1 + np.exp(-(W @ A + b)))"),
            says="This is the sigmoid of Z. The linear step ends with Z itself; the activation "
            "comes in exercise 2.2.",
        ),
        Mistake(
            "first_bias_for_all",
            Edit("+ b", "+ b[0]"),
            says="Every unit gets the bias of the first one; b has one for each.",
        ),
        Mistake(
            "result_alone_cached",
            Edit("(A, W, b)", "Z"),
            says="Z is right. The cache is Z; it has to hold what Z was made of: A, W and b.",
        ),
        Mistake(
            "result_cached_too",
            Edit("(A, W, b)", "(Z, A, W, b)"),
            says="Z is right. The cache has four entries, with Z in front; it should hold A, W and "
            "b alone.",
        ),
        Mistake(
            "input_cached_last",
            Edit("(A, W, b)", "(W, b, A)"),
            says="Z is right. The cache holds A last; the order is A, W, b.",
        ),
        Mistake(
            "bias_cached_second",
            Edit("(A, W, b)", "(A, b, W)"),
            says="Z is right. W and b have changed places in the cache; the order is A, W, b.",
        ),
        Mistake(
            "cache_as_dictionary",
            Edit("(A, W, b)", '{"A": A, "W": W, "b": b}'),
            says="Z is right. The cache is a dictionary; linear_backward takes a tuple apart.",
        ),
    ),
    variants=(
        Variant("np_dot", Edit("W @ A + b", "np.dot(W, A) + b")),
        Variant("turned_twice", Edit("W @ A + b", "(A.T @ W.T + b.T).T")),
        Variant("einsum", Edit("W @ A + b", 'np.einsum("jk,ki->ji", W, A) + b')),
        Variant("cache_as_list", Edit("(A, W, b)", "[A, W, b]")),
        Variant("copies", Edit("(A, W, b)", "(A.copy(), W.copy(), b.copy())")),
    ),
)
