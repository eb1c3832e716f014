"""The figures of week3/planar_classifier.

Predictions are computed by functions that the lesson passes: what the lesson asks for is not to be
found in its figures.
"""

from grader.student.figures.week3.planar_classifier.decision_boundaries import planar
from grader.student.figures.week3.planar_classifier.diagrams import (
    hidden_unit,
    layer_blocks,
    network_graph,
    network_with_shapes,
    training_loop,
)
from grader.student.figures.week3.planar_classifier.training_runs import (
    accuracy_by_size,
    accuracy_over_starts,
    saturation,
    unit_weights,
)

__all__ = [
    "accuracy_by_size",
    "accuracy_over_starts",
    "hidden_unit",
    "layer_blocks",
    "network_graph",
    "network_with_shapes",
    "planar",
    "saturation",
    "training_loop",
    "unit_weights",
]
