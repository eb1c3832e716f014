"""Exercise `relu`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import TRUTH_OF_AN_ARRAY
from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import elementwise_cases
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return elementwise_cases(rng)


_MAX_OF_ONE_ARRAY = (
    "np.max finds the largest entry of ONE array, and its second argument is an axis. Its "
    "relative with the longer name compares two arrays."
)

EXERCISE = Exercise(
    name="relu",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    rules=VECTORIZED,
    equations={"a": "(3.1)"},
    mistakes=(
        Mistake(
            "builtin_max",
            "a = max(0, z)",
            says=sentences.ONE_QUESTION_FOR_ALL,
            raises=TRUTH_OF_AN_ARRAY,
        ),
        Mistake(
            "np_max",
            "a = np.max(0, z)",
            says=_MAX_OF_ONE_ARRAY,
            raises=("TypeError", "cannot be interpreted as an integer|integer scalar arrays"),
        ),
        Mistake(
            "np_max_turned",
            "a = np.max(z, 0)",
            says=_MAX_OF_ONE_ARRAY,
            raises=("AxisError", "out of bounds"),
        ),
        Mistake(
            "identity",
            "a = z",
            says="This is z itself: negative values have to become 0.",
        ),
        Mistake(
            "minimum",
            "a = np.minimum(0, z)",
            says="The negative part is kept and the positive part is 0; it is the other way round.",
        ),
        Mistake(
            "absolute_value",
            "a = np.abs(z)",
            says="This is the absolute value: negative z become positive, and should become 0.",
        ),
        Mistake(
            "step",
            "a = (z > 0) * 1.0",
            says="This is 1 for positive z, the slope of ReLU. ReLU itself is z there.",
        ),
        Mistake(
            "mirrored",
            "a = np.maximum(0, -z)",
            says="This is ReLU(-z): the sign of z is turned round.",
        ),
        Mistake(
            "capped",
            "a = np.clip(z, 0, 1)",
            says="Values above 1 are cut off. On the right ReLU grows without end; that is its "
            "point.",
        ),
        Mistake(
            "leaky",
            "a = np.where(z > 0, z, 0.01 * z)",
            says="This is the leaky ReLU of the next exercise; here negative z become exactly 0.",
        ),
        Mistake(
            "in_place",
            "z[z < 0] = 0\na = z",
            says=sentences.NUMBERS_HAVE_NO_ENTRIES,
            raises=("TypeError", "does not support item assignment"),
        ),
        Mistake(
            "comprehension",
            "a = np.array([v if v > 0 else 0.0 for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
        Mistake(
            "np_vectorize",
            "a = np.vectorize(lambda v: max(0.0, v))(z)",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("positions", "a = np.array(z, dtype=float)\na[a < 0] = 0"),
        Variant("where", "a = np.where(z > 0, z, 0)"),
        Variant("gate", "a = z * (z > 0)"),
        Variant("half_of_the_sum", "a = (z + np.abs(z)) / 2"),
        Variant("clip", "a = np.clip(z, 0, None)"),
    ),
)
