"""Exercise `relu`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week1.first_neuron.cases import away_from_zero
from grader.exercises.exercise import Array, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def mixed(shape: tuple[int, ...]) -> Array:
        z = 3 * away_from_zero(rng, shape)
        # One number of each kind at least, and the kink itself.
        z.flat[:3] = (2.5, -1.5, 0.0)
        return rng.permuted(z)

    return [
        Case({"z": float(rng.uniform(1.5, 4.0))}),
        Case({"z": -float(rng.uniform(1.5, 4.0))}),
        Case({"z": mixed((1, 5))}),
        Case({"z": mixed((3, 2))}),
    ]


EXERCISE = Exercise(
    name="relu",
    cases=_cases,
    contract=Contract(outputs=("a",)),
    equations={"a": "(1.2)"},
    mistakes=(
        Mistake(
            "identity",
            "a = z",
            says="negative numbers come out as they are. ReLU turns each of them into 0.",
        ),
        Mistake(
            "absolute",
            "a = np.abs(z)",
            says="negative numbers have lost their sign, so -3 became 3. ReLU makes it 0.",
        ),
        Mistake(
            "smaller_of_the_two",
            Edit("maximum", "minimum"),
            says="of 0 and z this keeps the smaller. Which of the two should be left for z = 3?",
        ),
        Mistake(
            "mirrored",
            "a = np.maximum(0, -z)",
            says="positive and negative numbers have changed places: z = 3 gives 0, and z = -3 "
            "gives 3.",
        ),
        Mistake(
            "yes_or_no",
            "a = np.where(np.asarray(z) > 0, 1.0, 0.0)",
            says="this tells whether z is above 0, as 1 or 0. Where it is, the answer is z itself.",
        ),
        Mistake(
            "at_least_one",
            Edit("np.maximum(0, z)", "np.maximum(1, z)"),
            says="nothing comes out below 1. The floor is 0.",
        ),
        Mistake(
            "largest_entry",
            "a = np.max(z) if np.max(z) > 0 else 0.0",
            says="an array goes in and one number comes out: the largest entry. ReLU works entry "
            "by entry, so the result has the shape of z.",
        ),
        Mistake(
            "leaky",
            "a = np.maximum(0.01 * np.asarray(z), z)",
            says="negative numbers come out a hundred times smaller, not as 0. That is another "
            "function, the leaky ReLU of week 3.",
        ),
        Mistake(
            "sigmoid",
            "a = 1 / (1 + np.exp(-np.asarray(z)))",
            says="this is the sigmoid, which lies between 0 and 1. ReLU lets positive numbers pass "
            "as they are.",
        ),
        Mistake(
            "one_number_only",
            "a = z if z > 0 else 0.0",
            says="this asks one yes-or-no question about z, and an array has many answers. Which "
            "function of NumPy compares entry by entry?",
            raises=("ValueError", "truth value of an array"),
        ),
        Mistake(
            "maximum_of_one_array",
            "a = np.max(0, z)",
            says="np.max looks for the largest entry of one array, and takes what stands after it "
            "for an axis. Which function compares two things, entry by entry?",
            raises=("TypeError", "cannot be interpreted as an integer|integer scalar arrays"),
        ),
        Mistake(
            "maximum_of_a_pair",
            "a = np.max((0, z))",
            says="np.max wants one array, and 0 beside a whole array is none. Which function "
            "compares two things, entry by entry?",
            raises=("ValueError", "inhomogeneous shape"),
        ),
        Mistake(
            "entries_of_a_number",
            "a = z\na[a < 0] = 0",
            says="z may be a plain number, which has no entries to set; and if it is an array, it "
            "belongs to the caller. Make a new value in place of changing the old one.",
            raises=("TypeError", "does not support item assignment"),
        ),
        Mistake(
            "in_place",
            "a = np.asarray(z)\na[a < 0] = 0",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant("where", "a = np.where(np.asarray(z) > 0, z, 0)"),
        Variant("times_truth", "a = z * (np.asarray(z) > 0)"),
        Variant("half_of_the_sum", "a = (z + np.abs(z)) / 2"),
        Variant("clip", "a = np.clip(z, 0, None)"),
        Variant("copy_and_mask", "a = np.array(z)\na[a < 0] = 0"),
    ),
)
