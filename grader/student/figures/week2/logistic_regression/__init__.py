"""The figures of week2/logistic_regression.

Slopes are measured here by a small nudge, never by a formula: what the lesson asks for is not to
be found in its figures.
"""

from grader.student.figures.week2.logistic_regression.diagrams import blocks, one_example_graph
from grader.student.figures.week2.logistic_regression.gradient_descent import (
    cost_curves,
    descent,
    path,
    paths,
)
from grader.student.figures.week2.logistic_regression.images import (
    gallery,
    judged_picture,
    picture_as_column,
    weights_as_image,
)
from grader.student.figures.week2.logistic_regression.loss_and_cost import cost_surfaces, losses
from grader.student.figures.week2.logistic_regression.sigmoid_curves import (
    line_and_sigmoid,
    sigmoid_curve,
    sigmoid_of_line,
)

__all__ = [
    "blocks",
    "cost_curves",
    "cost_surfaces",
    "descent",
    "gallery",
    "judged_picture",
    "line_and_sigmoid",
    "losses",
    "one_example_graph",
    "path",
    "paths",
    "picture_as_column",
    "sigmoid_curve",
    "sigmoid_of_line",
    "weights_as_image",
]
