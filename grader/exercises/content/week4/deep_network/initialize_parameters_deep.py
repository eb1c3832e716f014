"""Exercise `initialize_parameters_deep`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import LIST_INDEX_OUT_OF_RANGE
from grader.exercises.content.sentences import BEYOND_THE_LAST_LAYER
from grader.exercises.content.week4.deep_network import sentences
from grader.exercises.content.week4.deep_network.layers import equations_by_layer
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import RandomOutput, SeededGenerator
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    # Wide layers beside narrow ones: of few numbers little can be said, and only unequal widths
    # tell by which of two sizes the weights were scaled.
    def wide() -> int:
        return int(rng.integers(80, 120))

    def narrow() -> int:
        return int(rng.integers(3, 6))

    drawn = [
        [wide(), narrow(), wide() + 30, int(rng.integers(20, 30)), narrow(), 2],
        [int(rng.integers(4, 7)), 2],
        [narrow(), wide(), 2],
        [narrow(), wide(), narrow(), wide(), narrow(), wide(), 2],
    ]
    cases = [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]
    generator = SeededGenerator(int(rng.integers(10**6)))
    arguments = {"layer_dims": [narrow(), wide(), 2], "rng": generator}
    return [*cases, Case(arguments, {"L": 2}, rule="generator")]


_SCALE = "scale = 1 / np.sqrt(layer_dims[l - 1])"
_DRAW = "scale * rng.normal(size=(layer_dims[l], layer_dims[l - 1]))"
_ZEROS = "np.zeros((layer_dims[l], 1))"
_DIM_LOOP = "range(1, len(layer_dims))"

EXERCISE = Exercise(
    name="initialize_parameters_deep",
    cases=_cases,
    contract=Contract(
        outputs=("parameters",),
        drawn={"W*": RandomOutput(scales=(0.01,), by_inputs=(1.0, 2.0), inputs_first=True)},
        exact=True,
    ),
    rule_says={
        "generator": "The caller gives it to get other numbers, or the same ones again; a seed or "
        "a generator made inside takes that away."
    },
    equations=equations_by_layer({"W": "(6.1)", "b": "(6.1)"}),
    mistakes=(
        Mistake(
            "not_scaled",
            Edit(_SCALE, "scale = 1"),
            says="The weights are normal numbers as they come, about as large as 1. In a wide "
            "layer that is far too large: scale them.",
        ),
        Mistake(
            "uniform",
            Edit("rng.normal(size=", "rng.uniform(0, 1, size="),
            says="These are uniform numbers, from 0 to 1. Draw normal ones: they have both signs.",
        ),
        Mistake(
            "uniform_and_small",
            (
                Edit("rng.normal(size=", "rng.uniform(0, 1, size="),
                Edit(_SCALE, "scale = 0.01"),
            ),
            says="These are uniform numbers (rand, not randn): none is negative. Draw normal ones.",
        ),
        Mistake(
            "zeros",
            Edit(_DRAW, "np.zeros((layer_dims[l], layer_dims[l - 1]))"),
            says="All weights are zero: then all units of a layer stay equal for ever, and the "
            "hidden layers get no slope at all.",
        ),
        Mistake(
            "all_alike",
            Edit(_DRAW, "scale * np.ones((layer_dims[l], layer_dims[l - 1]))"),
            says="All weights of a layer are equal: then its units compute the same, and go on "
            "doing so.",
        ),
        Mistake(
            "random_biases",
            Edit(_ZEROS, "rng.normal(size=(layer_dims[l], 1))"),
            says="The weights are right. The biases are random; they may start at zero, since the "
            "weights already make the units differ.",
        ),
        Mistake(
            "biases_of_one",
            Edit("np.zeros(", "np.ones("),
            says="The weights are right. The biases start at 1; (6.1) asks for zero.",
        ),
        Mistake(
            "weights_turned",
            Edit(
                "size=(layer_dims[l], layer_dims[l - 1])", "size=(layer_dims[l - 1], layer_dims[l])"
            ),
            says="W has its two sizes in the wrong order: W[l] is (n[l], n[l-1]).",
        ),
        Mistake(
            "bias_with_one_axis",
            Edit(_ZEROS, "np.zeros(layer_dims[l])"),
            says="b has one axis only; it should be a column.",
        ),
        Mistake(
            "bias_as_row",
            Edit(_ZEROS, "np.zeros((1, layer_dims[l]))"),
            says="b is a row; it should be a column.",
        ),
        Mistake(
            "bias_of_the_layer_before",
            Edit(_ZEROS, "np.zeros((layer_dims[l - 1], 1))"),
            says="b has as many entries as the layer before has units; one bias belongs to each "
            "unit of its own layer.",
        ),
        Mistake(
            "inputs_everywhere",
            Edit("size=(layer_dims[l], layer_dims[l - 1])", "size=(layer_dims[l], layer_dims[0])"),
            says="Every W has n[0] columns; only the first layer sees the inputs.",
        ),
        Mistake(
            "last_layer_missing",
            Edit(_DIM_LOOP, "range(1, len(layer_dims) - 1)"),
            says=sentences.LAST_LAYER_MISSING,
        ),
        Mistake(
            "scaled_by_its_own_units",
            Edit(_SCALE, "scale = 1 / np.sqrt(layer_dims[l])"),
            says="The weights are scaled by the number of units in their own layer. What a unit "
            "adds up are the n[l-1] numbers from the layer before.",
        ),
        Mistake(
            "divided_by_n",
            Edit(_SCALE, "scale = 1 / layer_dims[l - 1]"),
            says="The square root is missing: the weights are divided by n[l-1] itself.",
        ),
        Mistake(
            "one_row_repeated",
            Edit(
                _DRAW,
                "np.tile(scale * rng.normal(size=(1, layer_dims[l - 1])), (layer_dims[l], 1))",
            ),
            says="All rows of W are the same, so all units of the layer compute the same.",
        ),
        Mistake(
            "own_generator_with_seed",
            Edit("    for l in", "    rng = np.random.default_rng(0)\n    for l in"),
            rule="generator",
        ),
        Mistake(
            "own_generator",
            Edit("    for l in", "    rng = np.random.default_rng()\n    for l in"),
            rule="generator",
        ),
        Mistake(
            "global_generator_with_seed",
            "np.random.seed(3)\nL = len(layer_dims)\nfor l in range(1, L):\n"
            '    parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) '
            "/ np.sqrt(layer_dims[l - 1])\n"
            '    parameters["b" + str(l)] = np.zeros(shape=(layer_dims[l], 1))',
            rule="generator",
        ),
        Mistake(
            "global_generator",
            Edit("rng.normal(size=", "np.random.normal(size="),
            rule="generator",
        ),
        Mistake(
            "multiplied_by_the_root",
            Edit(_SCALE, "scale = np.sqrt(layer_dims[l - 1])"),
            says="The weights are multiplied by the square root of n[l-1]; (6.1) divides by it.",
        ),
        Mistake(
            "only_positive",
            Edit(_DRAW, f"np.abs({_DRAW})"),
            says="No weight is negative: the signs have been taken away. Normal numbers have both "
            "signs.",
        ),
        Mistake(
            "input_has_parameters",
            Edit(
                "    for l in",
                '    parameters["W0"] = rng.normal(size=(2, 2))\n'
                '    parameters["b0"] = np.zeros((2, 1))\n'
                "    for l in",
            ),
            says="There is a W0 or a b0 in your result. Layer 0 is the input and has no "
            "parameters.",
        ),
        Mistake(
            "counted_from_zero",
            (
                Edit(_DIM_LOOP, "range(len(layer_dims) - 1)"),
                Edit(_SCALE, "scale = 1 / np.sqrt(layer_dims[l])"),
                Edit(_DRAW, "scale * rng.normal(size=(layer_dims[l + 1], layer_dims[l]))"),
                Edit(_ZEROS, "np.zeros((layer_dims[l + 1], 1))"),
            ),
            says="The names begin at W0. Layer 0 is the input and has no parameters; the first "
            "names are W1 and b1.",
        ),
        Mistake(
            "no_biases",
            Edit(f'        parameters[f"b{{l}}"] = {_ZEROS}\n', ""),
            says=sentences.BIASES_MISSING,
        ),
        Mistake(
            "bias_as_number",
            Edit(_ZEROS, "0.0"),
            says="b is the number 0 in your result; each unit has a bias of its own, in a column.",
        ),
        Mistake(
            "one_size",
            Edit("size=(layer_dims[l], layer_dims[l - 1])", "size=layer_dims[l]"),
            says="W has one number for each unit. A unit needs a weight for every number of the "
            "layer before: size takes both sizes, as a tuple.",
        ),
        Mistake(
            "randn_of_the_generator",
            Edit(
                "rng.normal(size=(layer_dims[l], layer_dims[l - 1]))",
                "rng.randn(layer_dims[l], layer_dims[l - 1])",
            ),
            says="A generator has no randn; its normal numbers come from rng.normal, with the "
            "shape as size=.",
            raises=("AttributeError", "no attribute 'randn'"),
        ),
        Mistake(
            "one_layer_too_many",
            Edit(_DIM_LOOP, "range(1, len(layer_dims) + 1)"),
            says=BEYOND_THE_LAST_LAYER,
            raises=LIST_INDEX_OUT_OF_RANGE,
        ),
    ),
    variants=(
        Variant(
            "xavier_by_keyword",
            "for l, (n_in, n_out) in enumerate(zip(layer_dims[:-1], layer_dims[1:]), 1):\n"
            "    parameters['W%d' % l] = rng.normal(loc=0, scale=n_in**-0.5, "
            "size=(n_out, n_in))\n"
            "    parameters['b%d' % l] = np.zeros(shape=(n_out, 1), dtype=int)",
        ),
        Variant("small", Edit(_SCALE, "scale = 0.01")),
        Variant("for_relu", Edit(_SCALE, "scale = np.sqrt(2 / layer_dims[l - 1])")),
        Variant(
            "seeded_by_the_generator",
            "state = np.random.RandomState(rng.integers(1000))\nL = len(layer_dims)\n"
            "for l in range(1, L):\n"
            '    parameters["W" + str(l)] = state.randn(layer_dims[l], layer_dims[l - 1]) '
            "/ np.sqrt(layer_dims[l - 1])\n"
            '    parameters["b" + str(l)] = np.zeros(shape=(layer_dims[l], 1))',
        ),
        Variant("standard_normal", Edit("rng.normal(size=", "rng.standard_normal(size=")),
    ),
)
