"""Exercise `initialize_parameters`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import NUMBER_FOR_A_DTYPE
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import RandomOutput
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    # One case is large: with a few hundred numbers in each matrix, chance cannot hide the scale.
    # Two are the same: a function that sets a seed gives the same numbers for both.
    sizes = [(21, 17, 19), (2, 4, 1), (5, 3, 2), (5, 3, 2)]
    return [
        Case({"n_x": n_x, "n_h": n_h, "n_y": n_y}, {"n_x": n_x, "n_h": n_h, "n_y": n_y})
        for n_x, n_h, n_y in sizes
    ]


_W1 = "W1 = rng.normal(size=(n_h, n_x)) * 0.01"
_W2 = "W2 = rng.normal(size=(n_y, n_h)) * 0.01"

EXERCISE = Exercise(
    name="initialize_parameters",
    cases=_cases,
    # The second spread is that of numbers drawn evenly between -0.01 and 0.01.
    contract=Contract(
        outputs=("parameters",), drawn={"W*": RandomOutput(scales=(0.01, 0.01 / 3**0.5))}
    ),
    rules=("unchanged", "own_arguments", "fresh_draws"),
    equations={"W1": "(2.1)", "b1": "(2.1)", "W2": "(2.2)", "b2": "(2.2)"},
    mistakes=(
        Mistake(
            "generator_of_its_own",
            (Edit(_W1, f"rng = np.random.default_rng(0)\n    {_W1}"),),
            rule="fresh_draws",
        ),
        Mistake(
            "generators_of_their_own",
            (
                Edit.within(_W1, "rng", "np.random.default_rng(1)"),
                Edit.within(_W2, "rng", "np.random.default_rng(2)"),
            ),
            rule="fresh_draws",
        ),
        Mistake(
            "seed_inside",
            "np.random.seed(2)\nW1 = np.random.randn(n_h, n_x) * 0.01\nb1 = np.zeros((n_h, 1))\n"
            "W2 = np.random.randn(n_y, n_h) * 0.01\nb2 = np.zeros((n_y, 1))",
            rule="fresh_draws",
        ),
        Mistake(
            "shape_in_two_numbers",
            (
                Edit("rng.normal(size=(n_h, n_x))", "rng.normal(n_h, n_x)"),
                Edit("rng.normal(size=(n_y, n_h))", "rng.normal(n_y, n_h)"),
            ),
            says="rng.normal takes two numbers for a mean and a standard deviation, and draws one "
            "number. The shape has a name of its own there: size.",
        ),
        Mistake(
            "shape_as_mean",
            (
                Edit("rng.normal(size=(n_h, n_x))", "rng.normal((n_h, n_x))"),
                Edit("rng.normal(size=(n_y, n_h))", "rng.normal((n_y, n_h))"),
            ),
            says="The first argument of rng.normal is the mean, so it draws one number around each "
            "size. The shape has a name of its own there: size.",
        ),
        Mistake(
            "shape_in_brackets_for_randn",
            (
                Edit("rng.normal(size=(n_h, n_x))", "np.random.randn((n_h, n_x))"),
                Edit("rng.normal(size=(n_y, n_h))", "np.random.randn((n_y, n_h))"),
            ),
            says="randn takes the sizes as separate arguments, without brackets of their own; "
            "np.zeros and rng.normal take them as one.",
            raises=("TypeError", "tuple. object cannot be interpreted as an integer"),
        ),
        Mistake(
            "unscaled",
            (Edit(_W1, "W1 = rng.normal(size=(n_h, n_x))"), Edit.within(_W2, " * 0.01", "")),
            says="The numbers are as wide as randn makes them. The factor that makes them small is "
            "missing from both matrices.",
        ),
        Mistake(
            "divided",
            (Edit.within(_W1, "*", "/"), Edit.within(_W2, "*", "/")),
            says="The numbers are divided by 0.01, which makes them 100 times as large. They "
            "should become small.",
        ),
        Mistake(
            "biases_of_one",
            (
                Edit("np.zeros((n_h, 1))", "np.ones((n_h, 1))"),
                Edit("np.zeros((n_y, 1))", "np.ones((n_y, 1))"),
            ),
            says="The biases begin at 1. They should begin at 0.",
        ),
        Mistake(
            "w2_unscaled",
            Edit.within(_W2, " * 0.01", ""),
            says="The factor that makes the numbers small is missing from W2.",
        ),
        Mistake(
            "w1_unscaled",
            Edit.within(_W1, " * 0.01", ""),
            says="The factor that makes the numbers small is missing from W1.",
        ),
        Mistake(
            "uniform",
            (
                Edit(_W1, "W1 = rng.random((n_h, n_x)) * 0.01"),
                Edit(_W2, "W2 = rng.random((n_y, n_h)) * 0.01"),
            ),
            says="rand and random draw between 0 and 1, so no weight is negative. Draw from the "
            "normal distribution, which is centered at 0.",
        ),
        Mistake(
            "zero_weights",
            (Edit(_W1, "W1 = np.zeros((n_h, n_x))"), Edit(_W2, "W2 = np.zeros((n_y, n_h))")),
            says="Both weight matrices are zero. That was right for one neuron; section 10 shows "
            "what it does to a network.",
        ),
        Mistake(
            "w2_zero",
            Edit(_W2, "W2 = np.zeros((n_y, n_h))"),
            says="W2 is zero. It has to be drawn at random, as W1 is.",
        ),
        Mistake(
            "random_biases",
            (
                Edit("np.zeros((n_h, 1))", "rng.normal(size=(n_h, 1))"),
                Edit("np.zeros((n_y, 1))", "rng.normal(size=(n_y, 1))"),
            ),
            says="The biases are random. Only the weights have to differ; biases start at 0.",
        ),
        Mistake(
            "transposed",
            (Edit("(n_h, n_x)", "(n_x, n_h)"), Edit("(n_y, n_h)", "(n_h, n_y)")),
            says="Both weight matrices are turned: a layer has a row for each of its own units "
            "and a column for each of its inputs.",
        ),
        Mistake(
            "four_hidden",
            (
                Edit("(n_h, n_x)", "(4, n_x)"),
                Edit("(n_h, 1)", "(4, 1)"),
                Edit("(n_y, n_h)", "(n_y, 4)"),
            ),
            says="There are always 4 hidden units, whatever n_h is.",
        ),
        Mistake(
            "one_output",
            (Edit("(n_y, n_h)", "(1, n_h)"), Edit("(n_y, 1)", "(1, 1)")),
            says="The output layer always has one unit; their number is the argument n_y.",
        ),
        Mistake(
            "rank_one_biases",
            (
                Edit("np.zeros((n_h, 1))", "np.zeros(n_h)"),
                Edit("np.zeros((n_y, 1))", "np.zeros(n_y)"),
            ),
            says="A bias of shape (n,) is added to the rows of W X, and not to the columns. It "
            "has to be a column.",
        ),
        Mistake(
            "one_neuron_repeated",
            Edit(_W1, "W1 = np.ones((n_h, 1)) * rng.normal(size=(1, n_x)) * 0.01"),
            says="Every hidden unit gets the same weights. They have to differ from one another.",
        ),
        Mistake(
            "shape_in_two_arguments",
            (Edit("np.zeros((n_h, 1))", "np.zeros(n_h, 1)"),),
            says="The shape is one argument of np.zeros, so it needs brackets of its own.",
            raises=NUMBER_FOR_A_DTYPE,
        ),
    ),
    variants=(
        Variant(
            "np_random_normal",
            "W1, W2 = (np.random.normal(0.0, 0.01, size) for size in ((n_h, n_x), (n_y, "
            "n_h)))\nb1, b2 = np.full((n_h, 1), 0.0), np.full((n_y, 1), 0.0)",
        ),
        Variant(
            "legacy",
            "W1 = np.random.randn(n_h, n_x) * 0.01\nb1 = np.zeros((n_h, 1))\n"
            "W2 = np.random.randn(n_y, n_h) * 0.01\nb2 = np.zeros((n_y, 1))",
        ),
        Variant(
            "scale_as_argument",
            "W2 = rng.normal(0, 0.01, (n_y, n_h))\nW1 = rng.normal(0, 0.01, (n_h, n_x))\n"
            "b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1), dtype=int)",
        ),
        Variant(
            "standard_normal",
            "W1 = 0.01 * rng.standard_normal((n_h, n_x))\n"
            "W2 = 0.01 * rng.standard_normal((n_y, n_h))\nb1 = 0 * W1[:, :1]\nb2 = 0 * W2[:, :1]",
        ),
        Variant(
            "centred_uniform",
            (
                Edit(_W1, "W1 = rng.uniform(-0.01, 0.01, (n_h, n_x))"),
                Edit(_W2, "W2 = rng.uniform(-0.01, 0.01, (n_y, n_h))"),
            ),
        ),
    ),
)
