"""Mistakes that several exercises share."""

from grader.exercises.content.week4.deep_network import sentences
from grader.exercises.exercise import Edit, Mistake

LAST_LAYER_MISSING = Mistake(
    "last_layer_missing",
    Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),
    says=sentences.LAST_LAYER_MISSING,
)
LENGTH_NOT_HALVED = Mistake(
    "length_not_halved",
    Edit("len(parameters) // 2", "len(parameters)"),
    says="The loop looks for a layer that is not there. parameters has two entries for each layer, "
    "a W and a b: how many layers is that?",
    raises=("KeyError", "'W[2-9]"),
)
FIXED_DEPTHS = tuple(
    Mistake(
        f"depth_{depth}",
        Edit("len(parameters) // 2", str(depth)),
        says=f"L is {depth} for every network. Read it off parameters, which has a W and a b for "
        "each layer.",
        raises=("KeyError", "'W"),
    )
    for depth in (2, 3, 4)
)
