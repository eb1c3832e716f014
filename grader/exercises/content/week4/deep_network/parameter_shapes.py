"""Exercise `parameter_shapes`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import LIST_INDEX_OUT_OF_RANGE
from grader.exercises.content.sentences import BEYOND_THE_LAST_LAYER
from grader.exercises.content.week4.deep_network import mistakes, sentences
from grader.exercises.content.week4.deep_network.layers import (
    equations_by_layer,
    random_wide_layers,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    drawn = [random_wide_layers(rng, L) for L in (3, 1, 2, 6, 5)]
    return [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]


_W_SHAPE = "(layer_dims[l], layer_dims[l - 1])"
_B_SHAPE = "(layer_dims[l], 1)"
_LAYER_ZERO = (
    "There is a W0 or a b0 in your result. Layer 0 is the input: nothing is computed there, so "
    "it has no parameters."
)

EXERCISE = Exercise(
    name="parameter_shapes",
    cases=_cases,
    contract=Contract(outputs=("shapes",), exact=True),
    equations=equations_by_layer({"W": "(3.1)", "b": "(3.1)"}),
    mistakes=(
        Mistake(
            "weights_turned",
            Edit(_W_SHAPE, "(layer_dims[l - 1], layer_dims[l])"),
            says="W has its two sizes in the wrong order. Each unit of layer l has one row of "
            "weights.",
        ),
        Mistake(
            "square",
            Edit(_W_SHAPE, "(layer_dims[l], layer_dims[l])"),
            says="W is square in your result; its columns belong to the layer before.",
        ),
        Mistake(
            "inputs_everywhere",
            Edit(_W_SHAPE, "(layer_dims[l], layer_dims[0])"),
            says="Every W has n[0] columns. Only the first layer sees the inputs; the others see "
            "the units of the layer before.",
        ),
        Mistake(
            "bias_of_the_layer_before",
            Edit(_B_SHAPE, "(layer_dims[l - 1], 1)"),
            says="b has as many entries as the layer before has units. It is added to Z of its own "
            "layer.",
        ),
        Mistake(
            "bias_as_row",
            Edit(_B_SHAPE, "(1, layer_dims[l])"),
            says="b is a row in your result; one bias for each unit, one below the other, is a "
            "column.",
        ),
        Mistake(
            "bias_with_one_axis",
            Edit(_B_SHAPE, "(layer_dims[l],)"),
            says="b has one axis only; an array of shape (n,) is neither a column nor a row, and "
            "added to a matrix it goes along the rows.",
        ),
        mistakes.LAST_LAYER_MISSING,
        Mistake(
            "counted_from_zero",
            (
                Edit("range(1, len(layer_dims))", "range(len(layer_dims) - 1)"),
                Edit(_W_SHAPE, "(layer_dims[l + 1], layer_dims[l])"),
                Edit(_B_SHAPE, "(layer_dims[l + 1], 1)"),
            ),
            says="The names begin at W0. Layer 0 is the input and has no weights; the first layer "
            "that computes something is layer 1.",
        ),
        Mistake(
            "no_biases",
            Edit('        shapes[f"b{l}"] = (layer_dims[l], 1)\n', ""),
            says=sentences.BIASES_MISSING,
        ),
        Mistake(
            "input_as_layer",
            Edit("range(1, len(layer_dims))", "range(len(layer_dims))"),
            says=_LAYER_ZERO,
        ),
        Mistake(
            "weights_of_the_input",
            Edit("shapes = {}", 'shapes = {"W0": (layer_dims[0], 1), "b0": (layer_dims[0], 1)}'),
            says=_LAYER_ZERO,
        ),
        Mistake(
            "bias_of_the_input",
            Edit("shapes = {}", 'shapes = {"b0": (layer_dims[0], 1)}'),
            says=_LAYER_ZERO,
        ),
        Mistake(
            "both_turned",
            (
                Edit(_W_SHAPE, "(layer_dims[l - 1], layer_dims[l])"),
                Edit(_B_SHAPE, "(1, layer_dims[l])"),
            ),
            says="W and b both have their two sizes in the wrong order. Each unit of layer l has "
            "one row: of weights in W, and of one number in b.",
        ),
        Mistake(
            "column_of_weights",
            Edit(_W_SHAPE, _B_SHAPE),
            says="W has one column in your result. Each unit has a weight for every number that "
            "comes in, and a column holds those of one input.",
        ),
        Mistake(
            "numbers_multiplied",
            Edit(_W_SHAPE, "layer_dims[l] * layer_dims[l - 1]"),
            says="This is how many entries W has. Its shape is the two numbers of rows and "
            "columns, as a tuple.",
        ),
        Mistake(
            "bias_as_number",
            Edit(_B_SHAPE, "layer_dims[l]"),
            says="The shapes of b are single numbers in your result. A column has two: how many "
            "rows, and 1 for its one column.",
        ),
        Mistake(
            "one_layer_too_many",
            Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) + 1)"),
            says=BEYOND_THE_LAST_LAYER,
            raises=LIST_INDEX_OUT_OF_RANGE,
        ),
        Mistake(
            "return_in_loop",
            Edit(_B_SHAPE, "(layer_dims[l], 1)\n        return shapes"),
            says="Only layer 1 is there: the function returns within the loop.",
        ),
    ),
    variants=(
        Variant(
            "update",
            "shapes, before = {}, layer_dims[0]\n"
            "for l, n in enumerate(layer_dims[1:]):\n"
            "    shapes.update({f'W{l + 1}': (n, before), f'b{l + 1}': (n, 1)})\n"
            "    before = n",
        ),
        Variant(
            "while_loop",
            "shapes, l = {}, 1\nwhile l < len(layer_dims):\n"
            "    shapes['W%d' % l] = tuple([layer_dims[l], layer_dims[l - 1]])\n"
            "    shapes['b%d' % l] = tuple([layer_dims[l], 1])\n    l += 1",
        ),
        Variant(
            "zip",
            "shapes = {}\n"
            "for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):\n"
            '    shapes["W" + str(l)] = (n, n_prev)\n    shapes["b" + str(l)] = (n, 1)',
        ),
        Variant(
            "shapes_of_arrays",
            "shapes = {}\nfor l in range(1, len(layer_dims)):\n"
            '    shapes[f"W{l}"] = np.zeros((layer_dims[l], layer_dims[l - 1])).shape\n'
            '    shapes[f"b{l}"] = np.zeros((layer_dims[l], 1)).shape',
        ),
        Variant(
            "comprehensions",
            "L = len(layer_dims) - 1\n"
            'shapes = {f"W{l}": (layer_dims[l], layer_dims[l - 1]) for l in range(1, L + 1)}\n'
            'shapes |= {f"b{l}": (layer_dims[l], 1) for l in range(1, L + 1)}',
        ),
    ),
)
