"""The figures of the lessons: drawing functions, and `show` and `explore` to put them on the page.

A drawing function returns a Matplotlib figure; it neither shows nor saves it::

    from grader.student import figures

    figures.show(figures.sigmoid_curve(), alt="The sigmoid rises from 0 to 1.")
"""

from grader.student.figures.activations import (
    activations,
    boundaries,
    chains,
    cost_spread,
    fitted_curves,
    histograms,
    kink,
    saturation,
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

__all__ = [
    "activations",
    "blocks",
    "boundaries",
    "chains",
    "cost_curves",
    "cost_spread",
    "cost_surfaces",
    "descent",
    "explore",
    "fitted_curves",
    "gallery",
    "histograms",
    "judged_picture",
    "kink",
    "line_and_sigmoid",
    "losses",
    "one_example_graph",
    "path",
    "paths",
    "picture_as_column",
    "saturation",
    "show",
    "sigmoid_curve",
    "sigmoid_of_line",
    "weights_as_image",
]
