"""Exercise `leaky_relu_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import backward_cases
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    given: list[dict[str, Plain]] = [{"slope": 0.2}, {}, {"slope": 0.3}, {}]
    return [
        Case({**c.arguments, **s}, c.facts) for c, s in zip(backward_cases(rng), given, strict=True)
    ]


EXERCISE = Exercise(
    name="leaky_relu_backward",
    cases=_cases,
    contract=Contract(outputs=("dZ",)),
    rules=VECTORIZED,
    equations={"dZ": "(5.5)"},
    mistakes=(
        Mistake("no_gradient", "dZ = np.where(Z > 0, 1, slope)", says=sentences.NO_GRADIENT),
        Mistake(
            "no_gradient_in_leak",
            Edit("slope * dA", "slope"),
            says="Where Z is negative dZ is the slope itself, whatever dA is. The slope is one "
            "factor, dA the other.",
        ),
        Mistake(
            "z_in_leak",
            Edit("slope * dA", "slope * Z"),
            says="Where Z is negative dZ is slope times Z, as on the way forward. On the way back "
            "it is dA that passes.",
        ),
        Mistake(
            "twice", "dZ = dA * np.where(Z > 0, dA, slope * dA)", says=sentences.GRADIENT_TWICE
        ),
        Mistake(
            "fixed_slope",
            Edit("slope * dA", "0.01 * dA"),
            says=sentences.FIXED_SLOPE,
        ),
        Mistake(
            "no_leak",
            Edit("slope * dA", "0 * dA"),
            says="Where Z is negative dZ is 0, as for the plain ReLU; the leak lets a part of dA "
            "pass.",
        ),
        Mistake("gate_of_gradient", Edit("Z > 0", "dA > 0"), says=sentences.DECIDED_BY_DA),
        Mistake(
            "exchanged",
            "dZ = np.where(dA > 0, Z, slope * Z)",
            says=sentences.DECIDED_THE_WRONG_WAY,
        ),
        Mistake(
            "times_leaky",
            "dZ = dA * np.where(Z > 0, Z, slope * Z)",
            says="dA is multiplied with the value of the leaky ReLU. The chain rule asks for its "
            "slope, which is 1 or the number slope.",
        ),
        Mistake(
            "forward_on_the_right",
            Edit("Z > 0, dA,", "Z > 0, Z,"),
            says="Where Z is positive dZ is Z. On the way back it is dA that passes.",
        ),
        Mistake(
            "one_on_the_right",
            Edit("Z > 0, dA,", "Z > 0, 1,"),
            says="Where Z is positive dZ is 1, the slope alone. It has to be multiplied with dA.",
        ),
        Mistake(
            "leak_divides",
            Edit("slope * dA", "dA / slope"),
            says="Where Z is negative dA is divided by the slope; it has to be multiplied with it.",
        ),
        Mistake(
            "turned_gate",
            Edit("Z > 0", "Z < 0"),
            says="The two halves have changed places: dA passes in full where Z is positive.",
        ),
        Mistake(
            "leak_on_both_sides",
            "dZ = slope * dA",
            says="The slope is applied where Z is positive as well.",
        ),
        Mistake(
            "open_gate",
            "dZ = dA * 1.0",
            says="This is dA unchanged: where Z is negative only a part of it passes.",
        ),
        Mistake(
            "sign",
            Edit("slope * dA", "-slope * dA"),
            says="Where Z is negative the sign is wrong: the leak rises as well, only slowly.",
        ),
        Mistake(
            "forward",
            "dZ = np.where(Z > 0, Z, slope * Z)",
            says="This is the way forward. On the way back dA is multiplied with the slope.",
        ),
        Mistake(
            "mean", "dZ = np.where(Z > 0, dA, slope * dA) / Z.shape[1]", says=sentences.DIVIDED_BY_M
        ),
        Mistake(
            "in_place",
            "dA[Z < 0] *= slope\ndZ = dA",
            rule="unchanged",
        ),
        Mistake(
            "loops",
            "dZ = dA.copy()\nfor i in range(Z.shape[0]):\n    for j in range(Z.shape[1]):\n"
            "        if Z[i, j] < 0:\n            dZ[i, j] *= slope",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("sign", "dZ = dA * ((1 + slope) / 2 + (1 - slope) / 2 * np.sign(Z))"),
        Variant(
            "slope_array", "slopes = np.full(Z.shape, slope)\nslopes[Z > 0] = 1\ndZ = slopes * dA"
        ),
        Variant("slope_first", "dZ = dA * np.where(Z >= 0, 1, slope)"),
        Variant("copy", "dZ = np.array(dA, copy=True)\ndZ[Z < 0] = slope * dA[Z < 0]"),
        Variant("two_gates", "dZ = dA * (Z > 0) + slope * dA * (Z <= 0)"),
    ),
)
