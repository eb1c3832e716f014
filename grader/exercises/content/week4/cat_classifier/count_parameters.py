"""Exercise `count_parameters`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import LIST_INDEX_OUT_OF_RANGE
from grader.exercises.content.sentences import BEYOND_THE_LAST_LAYER
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    every = [[5, 3, 1], [7, 1], [12, 6, 5, 2, 1], [4, 4, 3]]
    return [
        Case({"layers_dims": [n + int(rng.integers(0, 3)) for n in dims[:-1]] + dims[-1:]})
        for dims in every
    ]


_TERM = "layers_dims[l] * (layers_dims[l - 1] + 1)"

EXERCISE = Exercise(
    name="count_parameters",
    cases=_cases,
    contract=Contract(outputs=("count",), scalars=frozenset({"count"})),
    equations={"count": "(9.1)"},
    mistakes=(
        Mistake(
            "no_biases",
            Edit("* (layers_dims[l - 1] + 1)", "* layers_dims[l - 1]"),
            says="These are the weights alone. Each unit has a bias too.",
        ),
        Mistake(
            "units",
            Edit(_TERM, "layers_dims[l]"),
            says="These are the units, which is as many as there are biases. Each unit has a "
            "weight for every number that comes in, too.",
        ),
        Mistake(
            "units_and_inputs",
            Edit(_TERM, "layers_dims[l] + layers_dims[l - 1]"),
            says="Sizes of neighboring layers are added; a matrix of so many rows and columns has "
            "their product.",
        ),
        Mistake(
            "bias_per_input",
            Edit(
                _TERM,
                "(layers_dims[l] + 1) * layers_dims[l - 1]",
            ),
            says="A bias is counted for each input of a layer. b[l] has an entry for each unit: "
            "the rows of W[l].",
        ),
        Mistake(
            "last_layer_missing",
            Edit("range(1, len(layers_dims))", "range(1, len(layers_dims) - 1)"),
            says="The last layer is missing: its W and b are parameters like all others.",
        ),
        Mistake(
            "first_layer_missing",
            Edit("range(1, len(layers_dims))", "range(2, len(layers_dims))"),
            says="The first layer is missing, and it has more weights than all others together.",
        ),
        Mistake(
            "all_units",
            "count = sum(layers_dims)",
            says="These are the numbers of the list added up. A layer has a weight for each pair "
            "of an input and a unit, and a bias for each unit.",
        ),
        Mistake(
            "one_bias_for_each_layer",
            Edit("* (layers_dims[l - 1] + 1)", "* layers_dims[l - 1] + 1"),
            says="Each layer gets one bias here. Each of its units has one.",
        ),
        Mistake(
            "one_bias_in_all",
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, len(layers_dims))) "
            "+ 1",
            says="One bias is counted for the whole network. Each unit has one.",
        ),
        Mistake(
            "biases_of_the_input",
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, len(layers_dims)))\n"
            "count += sum(layers_dims)",
            says="A bias is counted for each input, too. The inputs are not computed, so they have "
            "none.",
        ),
        Mistake(
            "one_more_on_both_sides",
            Edit("layers_dims[l] * (", "(layers_dims[l] + 1) * ("),
            says="1 is added to both sizes. A bias belongs to each unit, so only the inputs get "
            "one more, as if one of them were always 1.",
        ),
        Mistake(
            "two_biases",
            Edit("(layers_dims[l - 1] + 1)", "(layers_dims[l - 1] + 2)"),
            says="Two biases are counted for each unit; it has one.",
        ),
        Mistake(
            "last_layer_only",
            "for l in range(1, len(layers_dims)):\n"
            "    count = layers_dims[l] * (layers_dims[l - 1] + 1)",
            says="These are the parameters of the last layer alone: each turn of the loop "
            "overwrites the count of the one before.",
        ),
        Mistake(
            "inputs_into_every_layer",
            Edit("layers_dims[l - 1] + 1", "layers_dims[0] + 1"),
            says="Every unit is counted with n[0] weights. Only the first layer sees the inputs.",
        ),
        Mistake(
            "all_multiplied",
            "count = int(np.prod(layers_dims))",
            says="All sizes are multiplied by one another. Weights lead from one layer to the "
            "next, so only neighbors are multiplied, and added up.",
        ),
        Mistake(
            "arrays_counted",
            "count = 2 * (len(layers_dims) - 1)",
            says="This is how many arrays there are. Each entry of W and b is a parameter.",
        ),
        Mistake(
            "one_number_for_each_layer",
            "count = [layers_dims[l] * (layers_dims[l - 1] + 1) for l in range(1, "
            "len(layers_dims))]",
            says="This is a list with the number of each layer. The exercise asks for the number "
            "of all.",
        ),
        Mistake(
            "layer_zero_too",
            Edit("range(1, len(layers_dims))", "range(len(layers_dims))"),
            says="The loop begins at layer 0, and there l - 1 is -1, the last entry of the list. "
            "The first layer with parameters is layer 1.",
        ),
        Mistake(
            "beyond_the_last_layer",
            Edit("range(1, len(layers_dims))", "range(1, len(layers_dims) + 1)"),
            says=BEYOND_THE_LAST_LAYER,
            raises=LIST_INDEX_OUT_OF_RANGE,
        ),
    ),
    variants=(
        Variant(
            "products",
            "weights = [a * b for a, b in zip(layers_dims, layers_dims[1:])]\n"
            "count = sum(weights) + sum(layers_dims) - layers_dims[0]",
        ),
        Variant(
            "dot", "count = int(np.dot(layers_dims[:-1], layers_dims[1:])) + sum(layers_dims[1:])"
        ),
        Variant(
            "two_sums",
            "L = len(layers_dims) - 1\n"
            "count = sum(layers_dims[l] * layers_dims[l - 1] for l in range(1, L + 1))\n"
            "count += sum(layers_dims[1:])",
        ),
        Variant("vectors", "n = np.array(layers_dims)\ncount = np.sum(n[1:] * (n[:-1] + 1))"),
        Variant(
            "pairs",
            "count = 0\nfor n_prev, n in zip(layers_dims[:-1], layers_dims[1:], strict=True):\n"
            "    count += n * n_prev + n",
        ),
    ),
)
