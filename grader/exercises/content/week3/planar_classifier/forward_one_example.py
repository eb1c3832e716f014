"""Exercise `forward_one_example`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week3.planar_classifier import sentences
from grader.exercises.content.week3.planar_classifier.cases import random_parameters
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int) -> Case:
        arguments: dict[str, Plain] = {"x": rng.normal(size=(n_x, 1))}
        arguments["parameters"] = random_parameters(rng, n_x, n_h, n_y)
        return Case(arguments, {"n_x": n_x, "n_h": n_h, "n_y": n_y})

    return [case(3, 4, 1), case(2, 5, 2), case(4, 2, 1)]


EXERCISE = Exercise(
    name="forward_one_example",
    cases=_cases,
    contract=Contract(outputs=("a2",)),
    uses=("sigmoid",),
    equations={"a2": "(3.4)"},
    mistakes=(
        Mistake(
            "z1_passed_on",
            Edit("W2 @ a1", "W2 @ z1"),
            says="The output layer gets z1. It should get what the hidden units hand on.",
        ),
        Mistake(
            "sigmoid_hidden",
            Edit("np.tanh(z1)", "sigmoid(z1)"),
            says=sentences.HIDDEN_SIGMOID,
        ),
        Mistake(
            "tanh_output",
            Edit("sigmoid(z2)", "np.tanh(z2)"),
            says=sentences.OUTPUT_TANH,
        ),
        Mistake(
            "no_output_activation",
            Edit("a2 = sigmoid(z2)", "a2 = z2"),
            says="This is z2: the last of the four equations is missing.",
        ),
        Mistake(
            "relu_hidden",
            Edit("np.tanh(z1)", "np.maximum(z1, 0)"),
            says=sentences.HIDDEN_RELU,
        ),
        Mistake(
            "no_b1",
            Edit("W1 @ x + b1", "W1 @ x"),
            says=sentences.NO_B1,
        ),
        Mistake(
            "no_b2",
            Edit("W2 @ a1 + b2", "W2 @ a1"),
            says=sentences.NO_B2,
        ),
        Mistake(
            "no_biases",
            (Edit("W1 @ x + b1", "W1 @ x"), Edit("W2 @ a1 + b2", "W2 @ a1")),
            says=sentences.BIASES_MISSING,
        ),
        Mistake(
            "b1_subtracted",
            Edit("W1 @ x + b1", "W1 @ x - b1"),
            says=sentences.B1_SUBTRACTED,
        ),
        Mistake(
            "b2_subtracted",
            Edit("W2 @ a1 + b2", "W2 @ a1 - b2"),
            says=sentences.B2_SUBTRACTED,
        ),
        Mistake(
            "sigmoid_of_hidden",
            Edit("sigmoid(z2)", "sigmoid(z1)"),
            says="This is the sigmoid of z1. The weights and the bias of the output layer come "
            "first.",
        ),
        Mistake(
            "activations_swapped",
            (Edit("np.tanh(z1)", "sigmoid(z1)"), Edit("sigmoid(z2)", "np.tanh(z2)")),
            says=sentences.ACTIVATIONS_SWAPPED,
        ),
        Mistake(
            "input_to_output",
            Edit("W2 @ a1", "W2 @ x"),
            says="The output layer gets x. It sees only what the hidden layer hands on.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "hidden_layer_only",
            Edit("a2 = sigmoid(z2)", "a2 = a1"),
            says="This is a1, what the hidden layer hands on. Two equations are to follow.",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "a1 = np.tanh(np.einsum('ij,jk->ik', W1, x) + b1)\n"
            "a2 = sigmoid(np.einsum('ij,jk->ik', W2, a1) + b2)",
        ),
        Variant(
            "np_dot",
            "z1 = np.dot(W1, x) + b1\na1 = np.tanh(z1)\nz2 = np.dot(W2, a1) + b2\na2 = sigmoid(z2)",
        ),
        Variant("nested", "a2 = sigmoid(z=W2 @ np.tanh(W1 @ x + b1) + b2)"),
        Variant(
            "tanh_by_exponentials",
            Edit("np.tanh(z1)", "(np.exp(z1) - np.exp(-z1)) / (np.exp(z1) + np.exp(-z1))"),
        ),
        Variant("own_sigmoid", Edit("sigmoid(z2)", "1 / (1 + np.exp(-z2))")),
    ),
)
