"""Exercise `relu_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH, TRUTH_OF_AN_ARRAY
from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import backward_cases
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return backward_cases(rng)


EXERCISE = Exercise(
    name="relu_backward",
    cases=_cases,
    contract=Contract(outputs=("dZ",)),
    rules=VECTORIZED,
    equations={"dZ": "(5.4)"},
    mistakes=(
        Mistake("no_gradient", "dZ = (Z > 0) * 1.0", says=sentences.NO_GRADIENT),
        Mistake("twice", "dZ = dA * dA * (Z > 0)", says=sentences.GRADIENT_TWICE),
        Mistake("gate_of_gradient", "dZ = dA * (dA > 0)", says=sentences.DECIDED_BY_DA),
        Mistake(
            "open_gate",
            "dZ = dA * 1.0",
            says="This is dA unchanged: where Z is negative nothing may pass.",
        ),
        Mistake(
            "turned_gate",
            "dZ = dA * (Z < 0)",
            says="The gate is open on the wrong side: dA passes where Z is positive.",
        ),
        Mistake(
            "times_relu",
            "dZ = dA * np.maximum(0, Z)",
            says="dA is multiplied with ReLU(Z). The chain rule wants its slope, which is 0 or 1.",
        ),
        Mistake(
            "sign_of_z",
            "dZ = dA * np.sign(Z)",
            says="Where Z is negative the sign of dA is turned round; it should become 0.",
        ),
        Mistake(
            "forward",
            "dZ = np.maximum(0, Z)",
            says="This is ReLU(Z), the way forward. On the way back it is dA that has to pass the "
            "gate, where Z is positive.",
        ),
        Mistake(
            "exchanged",
            "dZ = Z * (dA > 0)",
            says=sentences.DECIDED_THE_WRONG_WAY,
        ),
        Mistake(
            "relu_of_gradient",
            "dZ = np.where(dA > 0, Z, 0) * dA",
            says="The sign of dA decides what passes, and Z is multiplied in. Z decides, and dA "
            "passes as it is.",
        ),
        Mistake(
            "product_of_both",
            "dZ = np.maximum(0, dA * Z)",
            says="This is ReLU of dA times Z. The chain rule asks for dA times the slope of ReLU "
            "at Z.",
        ),
        Mistake(
            "ones_pass",
            "dZ = np.where(Z > 0, dA, 1)",
            says="Where Z is negative there is a 1; the slope is 0 there, so the product is 0.",
        ),
        Mistake("mean", "dZ = dA * (Z > 0) / Z.shape[1]", says=sentences.DIVIDED_BY_M),
        Mistake(
            "matrix_product",
            "dZ = dA @ (Z > 0)",
            says=sentences.MATRIX_PRODUCT,
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "one_truth",
            "dZ = dA if Z > 0 else 0 * dA",
            says="if asks one question about the whole array. Each entry of Z opens or closes its "
            "own gate.",
            raises=TRUTH_OF_AN_ARRAY,
        ),
        Mistake(
            "in_place",
            "dA[Z <= 0] = 0\ndZ = dA",
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        if Z[i, j] > 0:\n"
            "            dZ[i, j] = dA[i, j]",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("product_of_where", "dZ = np.multiply(dA, np.where(Z > 0, 1.0, 0.0))"),
        Variant("copy", "dZ = np.array(dA, copy=True)\ndZ[Z <= 0] = 0"),
        Variant("where", "dZ = np.where(Z >= 0, dA, 0)"),
        Variant("slope_first", "slope = (Z > 0).astype(float)\ndZ = np.multiply(dA, slope)"),
        Variant("heaviside", "dZ = dA * np.heaviside(Z, 0.5)"),
    ),
)
