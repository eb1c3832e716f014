"""Exercise `forward_propagation`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week3.planar_classifier import sentences
from grader.exercises.content.week3.planar_classifier.cases import (
    SIZES,
    random_parameters,
    size_facts,
)
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"X": rng.normal(size=(n_x, m)), "parameters": random_parameters(rng, n_x, n_h, n_y)},
            size_facts(n_x, n_h, n_y, m),
        )
        for n_x, n_h, n_y, m in SIZES
    ]


EXERCISE = Exercise(
    name="forward_propagation",
    cases=_cases,
    contract=Contract(outputs=("A2", "cache")),
    rules=VECTORIZED,
    uses=("sigmoid",),
    equations={
        "A2": "(4.4)",
        "Z1": "(4.1)",
        "A1": "(4.2)",
        "Z2": "(4.3)",
        'cache["A2"]': "(4.4)",
    },
    mistakes=(
        Mistake(
            "z1_passed_on",
            Edit("W2 @ A1", "W2 @ Z1"),
            says="The output layer gets Z1. It should get what the hidden units hand on, A1.",
        ),
        Mistake(
            "sigmoid_hidden",
            Edit("np.tanh(Z1)", "sigmoid(Z1)"),
            says=sentences.HIDDEN_SIGMOID,
        ),
        Mistake(
            "tanh_output",
            Edit("sigmoid(Z2)", "np.tanh(Z2)"),
            says=sentences.OUTPUT_TANH,
        ),
        Mistake(
            "relu_hidden",
            Edit("np.tanh(Z1)", "np.maximum(Z1, 0)"),
            says=sentences.HIDDEN_RELU,
        ),
        Mistake(
            "no_hidden_activation",
            Edit("np.tanh(Z1)", "Z1"),
            says="A1 is Z1: the hidden units have no activation. Two linear layers are worth no "
            "more than one.",
        ),
        Mistake(
            "no_output_activation",
            Edit("sigmoid(Z2)", "Z2"),
            says="A2 is Z2: the sigmoid of the output unit is missing.",
        ),
        Mistake(
            "no_b1",
            Edit("W1 @ X + b1", "W1 @ X"),
            says=sentences.NO_B1,
        ),
        Mistake(
            "no_b2",
            Edit("W2 @ A1 + b2", "W2 @ A1"),
            says=sentences.NO_B2,
        ),
        Mistake(
            "no_biases",
            (Edit("W1 @ X + b1", "W1 @ X"), Edit("W2 @ A1 + b2", "W2 @ A1")),
            says=sentences.BIASES_MISSING,
        ),
        Mistake(
            "activations_swapped",
            (Edit("np.tanh(Z1)", "sigmoid(Z1)"), Edit("sigmoid(Z2)", "np.tanh(Z2)")),
            says=sentences.ACTIVATIONS_SWAPPED,
        ),
        Mistake(
            "b1_subtracted",
            Edit("W1 @ X + b1", "W1 @ X - b1"),
            says=sentences.B1_SUBTRACTED,
        ),
        Mistake(
            "b2_subtracted",
            Edit("W2 @ A1 + b2", "W2 @ A1 - b2"),
            says=sentences.B2_SUBTRACTED,
        ),
        Mistake(
            "sigmoid_of_hidden",
            Edit("sigmoid(Z2)", "sigmoid(Z1)"),
            says="Z2 is right. A2 is the sigmoid of Z1; it should be that of Z2.",
        ),
        Mistake(
            "z1_stored_as_a1",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    A1 = Z1"),
            says="A2 is right, but the cache holds Z1 under the name A1. The way back needs what "
            "tanh gives, not what it gets.",
        ),
        Mistake(
            "a1_stored_as_z1",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    Z1 = A1"),
            says="A2 is right, but the cache holds A1 under the name Z1: was Z1 overwritten with "
            "its own tanh?",
        ),
        Mistake(
            "a2_stored_as_z2",
            Edit("A2 = sigmoid(Z2)", "A2 = sigmoid(Z2)\n    Z2 = A2"),
            says="A2 is right, but the cache holds A2 under the name Z2: was Z2 overwritten with "
            "its own sigmoid?",
        ),
        Mistake(
            "flat_bias",
            Edit("W2 @ A1 + b2", "W2 @ A1 + b2[0, 0]"),
            says="Every output unit gets the first entry of b2; each has a bias of its own.",
        ),
        Mistake(
            "mean_over_examples",
            Edit("Z1 = W1 @ X + b1", "Z1 = W1 @ X.mean(axis=1, keepdims=True) + b1"),
            says="The examples are averaged at the beginning. Each of them has a column of its "
            "own, all the way.",
        ),
        Mistake(
            "input_to_output",
            Edit("W2 @ A1", "W2 @ X"),
            says="The output layer gets X. It sees only what the hidden layer hands on.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "loop_over_examples",
            "m = X.shape[1]\n"
            "Z1 = np.hstack([W1 @ X[:, [i]] + b1 for i in range(m)])\nA1 = np.tanh(Z1)\n"
            "Z2 = np.hstack([W2 @ A1[:, [i]] + b2 for i in range(m)])\nA2 = sigmoid(Z2)",
            rule="vectorized",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("W1 @ X + b1", "W1 @ X_train + b1"),
            says=sentences.X_TRAIN_IS_NOT_X,
            raises=("NameError", "X_train"),
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "Z1 = np.einsum('kj,ji->ki', W1, X) + b1\nA1 = 2 * sigmoid(2 * Z1) - 1\n"
            "Z2 = np.matmul(W2, A1) + b2\nA2 = np.exp(-np.logaddexp(0, -Z2))",
        ),
        Variant(
            "np_dot",
            "Z1 = np.dot(W1, X) + b1\nA1 = np.tanh(Z1)\nZ2 = np.dot(W2, A1) + b2\nA2 = sigmoid(Z2)",
        ),
        Variant("own_sigmoid", Edit("sigmoid(Z2)", "1 / (1 + np.exp(-Z2))")),
        Variant(
            "transposes",
            (
                Edit("W1 @ X + b1", "(X.T @ W1.T + b1.T).T"),
                Edit("W2 @ A1 + b2", 'np.einsum("kj,ji->ki", W2, A1) + b2'),
            ),
        ),
        Variant("keyword", Edit("sigmoid(Z2)", "sigmoid(z=Z2)")),
    ),
)
