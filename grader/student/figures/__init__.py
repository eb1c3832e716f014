"""The figures of the lessons: drawing functions, and `show` and `explore` to put them on the page.

A drawing function returns a Matplotlib figure; it neither shows nor saves it::

    from grader.student import figures

    figures.show(figures.sigmoid_curve(), alt="The sigmoid rises from 0 to 1.")
"""

from grader.student.figures.first_neuron import (
    development_loop,
    hidden_weights,
    house_network,
    island_maps,
    line_and_relu,
    lines_and_kinks,
    miss_map,
    network_families,
    one_neuron,
    price_against_size,
    prices_compared,
    scale_curves,
    steepness,
    training_costs,
    unstructured_data,
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
from grader.student.figures.show import explore, show
from grader.student.figures.vectorization_and_broadcasting import (
    lanes,
    loop_and_vectorized,
    one_strip,
    shares,
    stretched,
    sums_along_axes,
)

__all__ = [
    "blocks",
    "cost_curves",
    "cost_surfaces",
    "descent",
    "development_loop",
    "explore",
    "gallery",
    "hidden_weights",
    "house_network",
    "island_maps",
    "judged_picture",
    "lanes",
    "line_and_relu",
    "line_and_sigmoid",
    "lines_and_kinks",
    "loop_and_vectorized",
    "losses",
    "miss_map",
    "network_families",
    "one_example_graph",
    "one_neuron",
    "one_strip",
    "path",
    "paths",
    "picture_as_column",
    "price_against_size",
    "prices_compared",
    "scale_curves",
    "shares",
    "show",
    "sigmoid_curve",
    "sigmoid_of_line",
    "steepness",
    "stretched",
    "sums_along_axes",
    "training_costs",
    "unstructured_data",
    "weights_as_image",
]
