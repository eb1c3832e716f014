"""The figures of week4/deep_network.

What they show of a network is taken from arrays that the student's own functions have made: caches,
outputs, derivatives. Nothing here computes what the lesson asks for.
"""

from grader.student.figures.week4.deep_network.architectures import networks, shapes_on_network
from grader.student.figures.week4.deep_network.caches import (
    blocks_and_caches,
    layer_outputs,
    whole_flow,
)
from grader.student.figures.week4.deep_network.depth import (
    simple_to_complex,
    units_for_parity,
    xor_tournament,
)
from grader.student.figures.week4.deep_network.training import (
    learned_regions,
    signal_through_layers,
    slope_errors,
)

__all__ = [
    "blocks_and_caches",
    "layer_outputs",
    "learned_regions",
    "networks",
    "shapes_on_network",
    "signal_through_layers",
    "simple_to_complex",
    "slope_errors",
    "units_for_parity",
    "whole_flow",
    "xor_tournament",
]
