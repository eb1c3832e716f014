"""Exercise `collapse_linear`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_1: int, n_2: int) -> Case:
        arguments: dict[str, Plain] = {
            "W1": rng.normal(size=(n_1, n_x)),
            "b1": rng.normal(size=(n_1, 1)),
            "W2": rng.normal(size=(n_2, n_1)),
            "b2": rng.normal(size=(n_2, 1)),
        }
        return Case(arguments, {"n_x": n_x, "n_1": n_1, "n_2": n_2})

    # The square one is where a product in the wrong order has the right shape.
    return [case(3, 4, 2), case(2, 5, 1), case(3, 3, 3), case(1, 2, 3)]


EXERCISE = Exercise(
    name="collapse_linear",
    cases=_cases,
    contract=Contract(outputs=("W", "b")),
    rules=VECTORIZED,
    equations={"W": "(1.3)", "b": "(1.4)"},
    mistakes=(
        Mistake(
            "order",
            Edit("W2 @ W1", "W1 @ W2"),
            says="The factors of W stand in the wrong order: what is applied to x first stands "
            "next to it, on the right.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "first_bias_untouched",
            Edit("W2 @ b1 + b2", "b1 + b2"),
            says="b1 is added as it is. The second layer multiplies all that it receives with its "
            "weights, the first layer's bias included.",
        ),
        Mistake(
            "second_bias_only",
            Edit("W2 @ b1 + b2", "b2"),
            says="b is b2 alone: what becomes of b1 on its way through the second layer?",
        ),
        Mistake(
            "first_bias_only",
            Edit("W2 @ b1 + b2", "W2 @ b1"),
            says="b2 is missing from b.",
        ),
        Mistake(
            "both_biases_weighted",
            Edit("W2 @ b1 + b2", "W2 @ b1 + W2.sum(axis=1, keepdims=True) * b2"),
            says="b2 is multiplied with W2 as well; it is added after the product.",
        ),
        Mistake(
            "folded_weights_on_bias",
            Edit("W2 @ b1 + b2", "W2 @ (W1.sum(axis=1, keepdims=True) * b1) + b2"),
            says="b1 is multiplied with W1. It is added after the product with W1, so only W2 "
            "acts on it.",
        ),
        Mistake(
            "transposed",
            Edit("W2 @ W1", "(W2 @ W1).T"),
            says="W is the transpose of what it should be: a row for each output, a column for "
            "each input.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("W2 @ b1 + b2", "W2 @ b1 - b2"),
            says="b2 has the wrong sign.",
        ),
        Mistake(
            "rank_one",
            Edit("W2 @ b1 + b2", "(W2 @ b1 + b2).ravel()"),
            says="The numbers of b are right, but it has one axis only; a bias is a column (n, 1).",
        ),
        Mistake(
            "loops",
            "W = np.zeros((W2.shape[0], W1.shape[1]))\n"
            "for i in range(W2.shape[0]):\n    for j in range(W1.shape[1]):\n"
            "        W[i, j] = np.sum(W2[i, :] * W1[:, j])\nb = W2 @ b1 + b2",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "transposes",
            "W = (W1.T @ W2.T).T\nb = (b1.T @ W2.T + b2.T).T",
        ),
        Variant(
            "tensordot",
            "W, b = np.tensordot(W2, W1, axes=1), np.einsum('ij,jk->ik', W2, b1) + b2",
        ),
        Variant("np_dot", "W = np.dot(W2, W1)\nb = b2 + np.dot(W2, b1)"),
        Variant(
            "probed",
            "both = W2 @ np.hstack([W1, b1])\nW = both[:, :-1]\nb = both[:, -1:] + b2",
        ),
        Variant("einsum", 'W = np.einsum("ij,jk->ik", W2, W1)\nb = np.matmul(W2, b1) + b2'),
    ),
)
