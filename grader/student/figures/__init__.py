"""The figures of the lessons: drawing functions, and `show` and `explore` to put them on the page.

A drawing function returns a Matplotlib figure; it neither shows nor saves it::

    from grader.student import figures

    figures.show(figures.sigmoid_curve(), alt="The sigmoid rises from 0 to 1.")
"""

from grader.student.figures.cat_classifier import (
    depth_and_luck,
    first_layer,
    own_axes,
    step_times,
    sweep,
)
from grader.student.figures.deep_network import (
    blocks_and_caches,
    layer_outputs,
    learned_regions,
    networks,
    nudge_errors,
    shapes_on_network,
    signal_through_layers,
    simple_to_complex,
    units_for_parity,
    whole_flow,
    xor_tournament,
)
from grader.student.figures.logistic_regression import (
    blocks,
    cost_curves,
    cost_surfaces,
    descent,
    gallery,
    judged_picture,
    line_and_sigmoid,
    losses,
    one_example_graph,
    path,
    paths,
    picture_as_column,
    sigmoid_curve,
    sigmoid_of_line,
    weights_as_image,
)
from grader.student.figures.planar_classifier import (
    accuracy_by_size,
    accuracy_over_starts,
    hidden_unit,
    layer_blocks,
    network_graph,
    network_with_shapes,
    planar,
    saturation,
    training_loop,
    unit_weights,
)
from grader.student.figures.show import explore, show

__all__ = [
    "accuracy_by_size",
    "accuracy_over_starts",
    "blocks",
    "blocks_and_caches",
    "cost_curves",
    "cost_surfaces",
    "depth_and_luck",
    "descent",
    "explore",
    "first_layer",
    "gallery",
    "hidden_unit",
    "judged_picture",
    "layer_blocks",
    "layer_outputs",
    "learned_regions",
    "line_and_sigmoid",
    "losses",
    "network_graph",
    "network_with_shapes",
    "networks",
    "nudge_errors",
    "one_example_graph",
    "own_axes",
    "path",
    "paths",
    "picture_as_column",
    "planar",
    "saturation",
    "shapes_on_network",
    "show",
    "sigmoid_curve",
    "sigmoid_of_line",
    "signal_through_layers",
    "simple_to_complex",
    "step_times",
    "sweep",
    "training_loop",
    "unit_weights",
    "units_for_parity",
    "weights_as_image",
    "whole_flow",
    "xor_tournament",
]
