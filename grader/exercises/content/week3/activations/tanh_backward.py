"""Exercise `tanh_backward`: its cases, known mistakes and right variants."""

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH, XOR_OF_FLOATS
from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import smooth_backward_cases
from grader.exercises.content.week3.activations.warnings_off import WARNINGS_OFF
from grader.exercises.exercise import VECTORIZED, Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="tanh_backward",
    cases=smooth_backward_cases,
    contract=Contract(outputs=("dZ",)),
    rules=VECTORIZED,
    rule_says=sentences.FINITE,
    uses=("tanh",),
    equations={"dZ": "(5.3)"},
    mistakes=(
        Mistake("no_gradient", Edit("dA * (1 - A**2)", "1 - A**2"), says=sentences.NO_GRADIENT),
        Mistake(
            "twice", Edit("dA * (1 - A**2)", "dA * dA * (1 - A**2)"), says=sentences.GRADIENT_TWICE
        ),
        Mistake(
            "z_for_a",
            Edit("(1 - A**2)", "(1 - Z**2)"),
            says="Z is squared in place of A. The two nearly agree while Z is small, and nowhere "
            "else.",
        ),
        Mistake(
            "gradient_for_a",
            Edit("(1 - A**2)", "(1 - dA**2)"),
            says="dA is squared in place of A. dA comes from the right; A has to be computed from "
            "Z.",
        ),
        Mistake(
            "not_squared",
            Edit("1 - A**2", "1 - A"),
            says="A is not squared: the slope must be the same at z and at -z.",
        ),
        Mistake(
            "one_plus",
            Edit("1 - A**2", "1 + A**2"),
            says="The slope is 1 MINUS A squared; with a plus it would be largest at the flat "
            "ends.",
        ),
        Mistake(
            "sign",
            Edit("1 - A**2", "A**2 - 1"),
            says="The sign is wrong: tanh rises everywhere, so its slope is positive.",
        ),
        Mistake(
            "slope_of_sigmoid",
            Edit("(1 - A**2)", "A * (1 - A)"),
            says="A(1 - A) is the slope of the sigmoid; the one of tanh is 1 minus A squared.",
        ),
        Mistake(
            "doubled",
            Edit("1 - A**2", "1 - 2 * A"),
            says="2 times A is not A squared.",
        ),
        Mistake(
            "no_parentheses",
            Edit("dA * (1 - A**2)", "dA * 1 - A**2"),
            says="Python multiplies before it subtracts: 1 - A squared needs its parentheses.",
        ),
        Mistake("mean", Edit("(1 - A**2)", "(1 - A**2) / Z.shape[1]"), says=sentences.DIVIDED_BY_M),
        Mistake(
            "matrix_product",
            Edit("dA * (1 - A**2)", "dA @ (1 - A**2)"),
            says=sentences.MATRIX_PRODUCT,
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "caret",
            Edit("A**2", "A ^ 2"),
            says="^ is no power in Python (it combines the bits of whole numbers); a power is "
            "written **.",
            raises=XOR_OF_FLOATS,
        ),
        Mistake(
            "square_inside",
            "dZ = dA * (1 - tanh(Z**2))",
            says="Z is squared before tanh. (5.3) squares A, after it.",
        ),
        Mistake(
            "square_alone",
            Edit("1 - A**2", "A**2"),
            says="The slope is A squared here; it is 1 minus that.",
        ),
        Mistake(
            "slope_of_true_sigmoid",
            "s = 0.5 + 0.5 * tanh(0.5 * Z)\ndZ = dA * s * (1 - s)",
            says="This goes back through the sigmoid. Here it was tanh.",
        ),
        Mistake(
            "exchanged",
            "dZ = Z * (1 - tanh(dA) ** 2)",
            says=sentences.EXCHANGED,
        ),
        Mistake(
            "of_dA",
            "dZ = dA * (1 - tanh(dA) ** 2)",
            says="The slope is taken at dA. tanh was applied to Z: its slope there counts.",
        ),
        Mistake(
            "times_activation",
            "dZ = dA * tanh(Z)",
            says="This is dA times A. The chain rule asks for the slope of tanh, which is made of "
            "A, see (4.3).",
        ),
        Mistake(
            "product_with_transpose",
            Edit("dA * (1 - A**2)", "dA @ (1 - A**2).T"),
            says=sentences.ADDED_OVER_EXAMPLES,
        ),
        Mistake(
            "forward",
            "dZ = tanh(Z)",
            says=sentences.FORWARD_PASS,
        ),
        Mistake(
            "in_place",
            Edit("dZ = dA * (1 - A**2)", "dA *= 1 - A**2\n    dZ = dA"),
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = np.zeros(Z.shape)\nfor i in range(Z.shape[0]):\n"
            "    for j in range(Z.shape[1]):\n        a = tanh(Z[i, j])\n"
            "        dZ[i, j] = dA[i, j] * (1 - a**2)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "own_copy",
            "dZ = np.array(dA, dtype=float)\ndZ *= 1 - tanh(Z) * tanh(Z)",
        ),
        Variant("numpy", "dZ = dA * (1 - np.power(np.tanh(Z), 2))"),
        Variant("two_factors", Edit("dA * (1 - A**2)", "dA * (1 - A) * (1 + A)")),
        Variant("difference", Edit("dA * (1 - A**2)", "dA - dA * A * A")),
        Variant("by_cosh", WARNINGS_OFF + "dZ = dA / np.cosh(Z) ** 2"),
    ),
)
