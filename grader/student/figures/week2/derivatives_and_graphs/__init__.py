"""The figures of week2/derivatives_and_graphs.

Slopes are measured here by a small nudge, never by a formula, and every number on a graph is
either handed in or measured: what the lesson asks for is not to be found in its figures.
"""

from grader.student.figures.week2.derivatives_and_graphs.computation_graphs import (
    graph,
    small_graph,
    work,
)
from grader.student.figures.week2.derivatives_and_graphs.gradient_descent import (
    distances,
    downhill,
    walks,
)
from grader.student.figures.week2.derivatives_and_graphs.slopes import (
    nudge_errors,
    slopes_along,
    triangles,
)

__all__ = [
    "distances",
    "downhill",
    "graph",
    "nudge_errors",
    "slopes_along",
    "small_graph",
    "triangles",
    "walks",
    "work",
]
