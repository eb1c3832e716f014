"""The figures of the lessons: drawing functions, and `show` and `explore` to put them on the page.

A drawing function returns a Matplotlib figure; it neither shows nor saves it::

    from grader.student import figures

    figures.show(figures.sigmoid_curve(), alt="The sigmoid rises from 0 to 1.")
"""

from grader.student.figures.derivatives_and_graphs import (
    distances,
    downhill,
    graph,
    nudge_errors,
    slopes_along,
    small_graph,
    triangles,
    walks,
    work,
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
    "distances",
    "downhill",
    "explore",
    "gallery",
    "graph",
    "judged_picture",
    "lanes",
    "line_and_sigmoid",
    "loop_and_vectorized",
    "losses",
    "nudge_errors",
    "one_example_graph",
    "one_strip",
    "path",
    "paths",
    "picture_as_column",
    "shares",
    "show",
    "sigmoid_curve",
    "sigmoid_of_line",
    "slopes_along",
    "small_graph",
    "stretched",
    "sums_along_axes",
    "triangles",
    "walks",
    "weights_as_image",
    "work",
]
