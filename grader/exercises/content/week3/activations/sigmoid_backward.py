"""Exercise `sigmoid_backward`: its cases, known mistakes and right variants."""

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import smooth_backward_cases
from grader.exercises.content.week3.activations.warnings_off import WARNINGS_OFF
from grader.exercises.exercise import VECTORIZED, Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="sigmoid_backward",
    cases=smooth_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=VECTORIZED,
    rule_says=sentences.FINITE,
    uses=("sigmoid",),
    equations={"dZ": "(5.2)"},
    mistakes=(
        Mistake("no_gradient", Edit("dA * A * (1 - A)", "A * (1 - A)"), says=sentences.NO_GRADIENT),
        Mistake(
            "twice",
            Edit("dA * A * (1 - A)", "dA * dA * A * (1 - A)"),
            says=sentences.GRADIENT_TWICE,
        ),
        Mistake(
            "z_for_a",
            "dZ = dA * Z * (1 - Z)",
            says="The slope is made of Z in place of A: a(1 - a) is about the activation.",
        ),
        Mistake(
            "gradient_for_a",
            "dZ = dA * (1 - dA)",
            says="dA is taken for A. dA is a derivative that comes from the right; A has to be "
            "computed from Z.",
        ),
        Mistake(
            "no_parentheses",
            Edit("dA * A * (1 - A)", "dA * A * 1 - A"),
            says="Python multiplies before it subtracts: 1 - A needs its parentheses.",
        ),
        Mistake(
            "no_second_factor",
            Edit("dA * A * (1 - A)", "dA * A"),
            says="This is dA times A; the factor 1 - A is missing from the slope.",
        ),
        Mistake(
            "no_first_factor",
            Edit("dA * A * (1 - A)", "dA * (1 - A)"),
            says="This is dA times 1 - A; the factor A is missing from the slope.",
        ),
        Mistake(
            "slope_of_tanh",
            Edit("A * (1 - A)", "(1 - A**2)"),
            says="1 - A squared is the slope of tanh; the sigmoid's is A(1 - A).",
        ),
        Mistake(
            "slope_of_true_tanh",
            "dZ = dA * (1 - np.tanh(Z) ** 2)",
            says="This goes back through tanh. Here it was the sigmoid.",
        ),
        Mistake(
            "sign",
            Edit("(1 - A)", "(A - 1)"),
            says="The sign is wrong: the sigmoid rises everywhere, so its slope is positive.",
        ),
        Mistake(
            "one_plus",
            Edit("(1 - A)", "(1 + A)"),
            says="The slope is A times 1 MINUS A; with a plus it would not vanish for large Z.",
        ),
        Mistake("mean", Edit("(1 - A)", "(1 - A) / Z.shape[1]"), says=sentences.DIVIDED_BY_M),
        Mistake(
            "matrix_product",
            Edit("dA * A * (1 - A)", "dA @ (A * (1 - A))"),
            says=sentences.MATRIX_PRODUCT,
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "product_with_transpose",
            Edit("dA * A * (1 - A)", "dA @ (A * (1 - A)).T"),
            says=sentences.ADDED_OVER_EXAMPLES,
        ),
        Mistake(
            "forward",
            "dZ = sigmoid(Z)",
            says=sentences.FORWARD_PASS,
        ),
        Mistake(
            "exchanged",
            "A = sigmoid(dA)\ndZ = Z * A * (1 - A)",
            says=sentences.EXCHANGED,
        ),
        Mistake(
            "first_factor_squared",
            "dZ = dA * sigmoid(Z) ** 2",
            says="This is dA times A squared; the second factor of the slope is 1 - A.",
        ),
        Mistake(
            "of_dA",
            "A = sigmoid(dA)\ndZ = dA * A * (1 - A)",
            says="The slope is taken at dA. The sigmoid was applied to Z: its slope there counts.",
        ),
        Mistake(
            "overflow",
            WARNINGS_OFF + "dZ = dA * np.exp(Z) / (1 + np.exp(Z)) ** 2",
            says="For Z = 800 this divides inf by inf, which is nan. Your own sigmoid does not "
            "have this problem.",
            rule="finite",
        ),
        Mistake(
            "in_place",
            Edit("dZ = dA * A * (1 - A)", "dA *= A * (1 - A)\n    dZ = dA"),
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        a = sigmoid(Z[i, j])\n"
            "        dZ[i, j] = dA[i, j] * a * (1 - a)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "np_multiply",
            "slope = np.multiply(sigmoid(z=Z), np.subtract(1, sigmoid(Z)))\n"
            "dZ = np.multiply(slope, dA)",
        ),
        Variant("square", Edit("dA * A * (1 - A)", "dA * (A - A**2)")),
        Variant("formula_as_written", "s = 1 / (1 + np.exp(-Z))\ndZ = dA * s * (1 - s)"),
        Variant("mirrored", "dZ = np.multiply(dA, sigmoid(Z) * sigmoid(-Z))"),
        Variant("by_tanh", "dZ = dA * (1 - np.tanh(Z / 2) ** 2) / 4"),
    ),
)
