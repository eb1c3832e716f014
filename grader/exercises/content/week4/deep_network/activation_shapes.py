"""Exercise `activation_shapes`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.deep_network import mistakes
from grader.exercises.content.week4.deep_network.layers import (
    equations_by_layer,
    random_wide_layers,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for L, m in ((3, 30), (1, 1), (2, 25), (6, 40), (4, 21)):
        dims = random_wide_layers(rng, L)
        cases.append(Case({"layer_dims": dims, "m": m}, {"L": L, "m": m}))
    return cases


_Z_SHAPE = 'shapes[f"Z{l}"] = (layer_dims[l], m)'
_A_SHAPE = 'shapes[f"A{l}"] = (layer_dims[l], m)'

EXERCISE = Exercise(
    name="activation_shapes",
    cases=_cases,
    contract=Contract(outputs=("shapes",), exact=True),
    equations=equations_by_layer({"A": "(3.2)", "Z": "(3.2)"}),
    mistakes=(
        Mistake(
            "examples_as_rows",
            (
                Edit("(layer_dims[0], m)", "(m, layer_dims[0])"),
                Edit.within(_Z_SHAPE, "(layer_dims[l], m)", "(m, layer_dims[l])"),
                Edit.within(_A_SHAPE, "(layer_dims[l], m)", "(m, layer_dims[l])"),
            ),
            says="The examples lie in rows in your result. In these notebooks one example is one "
            "column, so m comes second.",
        ),
        Mistake(
            "input_missing",
            Edit('{"A0": (layer_dims[0], m)}', "{}"),
            says="A0 is missing: the input X is the activation of layer 0.",
        ),
        Mistake(
            "one_example",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0], 1)"),
                Edit.within(_Z_SHAPE, " m)", " 1)"),
                Edit.within(_A_SHAPE, " m)", " 1)"),
            ),
            says="These are the shapes for one example; with m = {m} there are {m} columns.",
        ),
        Mistake(
            "shape_of_weights",
            Edit(_Z_SHAPE, 'shapes[f"Z{l}"] = (layer_dims[l], layer_dims[l - 1])'),
            says="Z has the shape of W in your result. W times A has the rows of W and the columns "
            "of A.",
        ),
        Mistake(
            "layer_before",
            Edit(_A_SHAPE, 'shapes[f"A{l}"] = (layer_dims[l - 1], m)'),
            says="A has the rows of the layer before. The activation function changes no shape: A "
            "is like Z.",
        ),
        mistakes.LAST_LAYER_MISSING,
        Mistake(
            "no_z",
            Edit(f"        {_Z_SHAPE}\n", ""),
            says="The Z are missing; each layer has a Z and an A.",
        ),
        Mistake(
            "m_from_the_list",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0], layer_dims[-1])"),
                Edit.within(_Z_SHAPE, " m)", " layer_dims[-1])"),
                Edit.within(_A_SHAPE, " m)", " layer_dims[-1])"),
            ),
            says="The number of columns is that of the output units; it should be m, the number of "
            "examples.",
        ),
        Mistake(
            "input_has_z",
            Edit('{"A0": (', '{"Z0": (layer_dims[0], m), "A0": ('),
            says="There is a Z0 in your result. Z is what a layer computes before its activation, "
            "and for the input nothing is computed.",
        ),
        Mistake(
            "input_under_another_name",
            Edit('{"A0"', '{"X"'),
            says="The input stands under the name X. Here it needs the name that fits the other "
            "activations, with the number of its layer.",
        ),
        Mistake(
            "z_of_the_layer_before",
            Edit(_Z_SHAPE, 'shapes[f"Z{l}"] = (layer_dims[l - 1], m)'),
            says="Z has the rows of the layer before. W times A has a row for each unit of its own "
            "layer.",
        ),
        Mistake(
            "no_a",
            Edit(f"        {_A_SHAPE}\n", ""),
            says="Of the activations only A0 is there; each layer has a Z and an A.",
        ),
        Mistake(
            "input_turned",
            Edit("(layer_dims[0], m)", "(m, layer_dims[0])"),
            says="In A0 the examples lie in rows. One example is one column, in the input too.",
        ),
        Mistake(
            "one_example_in_the_input",
            Edit("(layer_dims[0], m)", "(layer_dims[0], 1)"),
            says="A0 has one column; with m = {m} the input has {m} examples, one in each column.",
        ),
        Mistake(
            "one_axis",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0],)"),
                Edit.within(_Z_SHAPE, ", m)", ",)"),
                Edit.within(_A_SHAPE, ", m)", ",)"),
            ),
            says="The shapes have one number in your result; a matrix has two: its rows, and a "
            "column for each example.",
        ),
    ),
    variants=(
        Variant(
            "arrays",
            "shapes = {'A0': np.empty((layer_dims[0], m)).shape}\n"
            "for l in range(1, len(layer_dims)):\n"
            "    Z = np.empty((layer_dims[l], m))\n"
            "    shapes['Z' + str(l)] = shapes['A' + str(l)] = Z.shape",
        ),
        Variant(
            "merged",
            "Z = {f'Z{l}': (layer_dims[l], m) for l in range(1, len(layer_dims))}\n"
            "A = {'A' + name[1:]: shape for name, shape in Z.items()}\n"
            "shapes = {**A, **Z, 'A0': (layer_dims[0], m)}",
        ),
        Variant(
            "both_letters",
            'shapes = {"A0": (layer_dims[0], m)}\n'
            "for l, n in enumerate(layer_dims[1:], start=1):\n"
            '    for letter in ("Z", "A"):\n        shapes[letter + str(l)] = (n, m)',
        ),
        Variant(
            "one_long_loop",
            "shapes = {}\nfor l in range(len(layer_dims)):\n"
            "    for letter in 'ZA' if l else 'A':\n"
            "        shapes[f'{letter}{l}'] = (layer_dims[l], m)",
        ),
        Variant(
            "comprehensions",
            'shapes = {f"A{l}": (n, m) for l, n in enumerate(layer_dims)}\n'
            'shapes |= {f"Z{l}": (n, m) for l, n in enumerate(layer_dims) if l > 0}',
        ),
    ),
)
