"""Exercise `leaky_relu`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import TRUTH_OF_AN_ARRAY
from grader.exercises.content.week3.activations import sentences
from grader.exercises.content.week3.activations.cases import elementwise_cases
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    slopes: list[dict[str, Plain]] = [{"slope": s} for s in (0.2, 0.05, 0.3)]
    given = [{}, slopes[0], slopes[1], slopes[2], {}]
    cases = elementwise_cases(rng)
    return [Case({**c.arguments, **s}) for c, s in zip(cases, given, strict=True)]


EXERCISE = Exercise(
    name="leaky_relu",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    rules=VECTORIZED,
    equations={"a": "(3.2)"},
    mistakes=(
        Mistake(
            "fixed_slope",
            Edit("slope * z", "0.01 * z"),
            says=sentences.FIXED_SLOPE,
        ),
        Mistake(
            "no_leak",
            "a = np.maximum(0, z)",
            says="This is the plain ReLU: negative z give 0, and should give a small part of z.",
        ),
        Mistake(
            "swapped",
            Edit("z, slope * z", "slope * z, z"),
            says="Positive z are shrunk and negative ones pass whole: the two lines have changed "
            "places. It is the higher one on both sides.",
        ),
        Mistake(
            "slope_of_leaky",
            "a = np.where(z > 0, 1.0, slope)",
            says="This is the slope on either side, 1 and slope. The exercise asks for the value, "
            "which grows with z on both sides.",
        ),
        Mistake(
            "slope_everywhere",
            Edit("z, slope * z", "1.0, slope * z"),
            says="Positive z give 1. They should pass as they are; 1 is the slope there.",
        ),
        Mistake(
            "slope_added",
            Edit("slope * z", "slope + z"),
            says="Negative z are moved by slope. They should be multiplied with it.",
        ),
        Mistake(
            "slope_divides",
            Edit("slope * z", "z / slope"),
            says="Negative z are divided by slope, which makes them larger. They should be "
            "multiplied with it.",
        ),
        Mistake(
            "slope_alone",
            Edit("slope * z", "slope"),
            says="Negative z give the number slope itself. The leak is a line: slope times z.",
        ),
        Mistake(
            "sign",
            Edit("slope * z", "-slope * z"),
            says="Negative z give positive values: the leak goes on downward, on a line through 0.",
        ),
        Mistake(
            "number_for_a_line",
            Edit("slope * z", "0.01"),
            says="Negative z give the number 0.01. The leak is a line: slope times z.",
        ),
        Mistake(
            "in_place",
            "z[z < 0] = slope * z[z < 0]\na = z",
            says=sentences.NUMBERS_HAVE_NO_ENTRIES,
            raises=("TypeError", "not subscriptable|item assignment"),
        ),
        Mistake(
            "leak_on_both_sides",
            "a = slope * z",
            says="The slope is applied to positive z as well.",
        ),
        Mistake(
            "leak_added_everywhere",
            "a = np.maximum(0, z) + slope * z",
            says="For positive z the leak comes on top, so that the slope there is 1 + slope. It "
            "belongs to negative z only.",
        ),
        Mistake(
            "builtin_max",
            "a = max(slope * z, z)",
            says=sentences.ONE_QUESTION_FOR_ALL,
            raises=TRUTH_OF_AN_ARRAY,
        ),
        Mistake(
            "comprehension",
            "a = np.array([v if v > 0 else slope * v for v in np.ravel(z)]).reshape(np.shape(z))",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant("middle_and_size", "a = (1 + slope) / 2 * z + (1 - slope) / 2 * np.abs(z)"),
        Variant("positions", "a = np.array(z, dtype=float)\na[a < 0] *= slope"),
        Variant("higher_line", "a = np.maximum(slope * z, z)"),
        Variant("two_parts", "a = np.maximum(0, z) + slope * np.minimum(0, z)"),
        Variant("factor", "a = z * np.where(z >= 0, 1, slope)"),
    ),
)
