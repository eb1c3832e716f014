"""Exercise `layer_count`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.deep_network.layers import random_layers
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    drawn = [[*random_layers(rng, L)[:-1], int(rng.integers(2, 8))] for L in (1, 2, 3, 6, 4)]
    return [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]


EXERCISE = Exercise(
    name="layer_count",
    cases=_cases,
    contract=Contract(outputs=("L",)),
    equations={"L": "(1.1)"},
    mistakes=(
        Mistake(
            "input_counted",
            Edit("len(layer_dims) - 1", "len(layer_dims)"),
            says="It is one too many: the input is layer 0, and no layer is counted for it, since "
            "nothing is computed there.",
        ),
        Mistake(
            "hidden_layers_only",
            Edit("len(layer_dims) - 1", "len(layer_dims) - 2"),
            says="It is one too few: these are the hidden layers alone. The output layer computes "
            "something too, so it counts.",
        ),
        Mistake(
            "units",
            Edit("len(layer_dims) - 1", "sum(layer_dims[1:])"),
            says="These are the units of all layers added up. How many layers do they stand in?",
        ),
        Mistake(
            "all_numbers",
            Edit("len(layer_dims) - 1", "sum(layer_dims)"),
            says="The numbers in the list are added up. Each of them is the size of one layer; "
            "the exercise asks how many layers there are.",
        ),
        Mistake(
            "last_size",
            Edit("len(layer_dims) - 1", "layer_dims[-1]"),
            says="This is n[L], the number of units in the last layer. The exercise asks for L "
            "itself.",
        ),
        Mistake(
            "parameters",
            Edit("len(layer_dims) - 1", "2 * (len(layer_dims) - 1)"),
            says="It is twice L: every layer has two parameters, W and b, and is still one layer.",
        ),
        Mistake(
            "input_removed_from_the_list",
            "layer_dims.pop(0)\nlayers = len(layer_dims)",
            rule="unchanged",
        ),
        Mistake(
            "one_added",
            Edit("len(layer_dims) - 1", "len(layer_dims) + 1"),
            says="It is two too many: the list has an entry for each layer and one for the input, "
            "which is no layer.",
        ),
        Mistake(
            "half",
            Edit("len(layer_dims) - 1", "len(layer_dims) // 2"),
            says="It is half the length of the list, rounded down. The list has one number for "
            "each layer, and one for the input.",
        ),
        Mistake(
            "the_example_s",
            Edit("len(layer_dims) - 1", "4"),
            says="It is 4 for every network, as in the example. How many layers does the list "
            "describe?",
        ),
        Mistake(
            "hidden_units",
            Edit("len(layer_dims) - 1", "sum(layer_dims[1:-1])"),
            says="These are the units of the hidden layers added up. How many layers are there, "
            "with the output layer?",
        ),
    ),
    variants=(
        Variant("counted", "layers = 0\nfor _ in layer_dims[1:]:\n    layers += 1"),
        Variant("last_index", "layers = list(range(len(layer_dims)))[-1]"),
        Variant("sliced", Edit("len(layer_dims) - 1", "len(layer_dims[1:])")),
        Variant("pairs", Edit("len(layer_dims) - 1", "sum(1 for _ in layer_dims[1:])")),
        Variant("numpy_size", Edit("len(layer_dims) - 1", "np.size(layer_dims) - 1")),
    ),
)
