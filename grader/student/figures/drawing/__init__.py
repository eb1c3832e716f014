"""What the figures of all lessons share: their style, and the parts that they are made of.

`style` has the colors, fonts and sizes; the functions draw arrows, boxes, units and labeled points,
or compute the curves that several figures draw.
"""

from grader.student.figures.drawing import style
from grader.student.figures.drawing.curves import relu, sigmoid, slope_of
from grader.student.figures.drawing.diagram import (
    PALE,
    Point,
    arrow,
    box,
    join,
    new_sheet,
    node,
    sheet,
    spread,
)
from grader.student.figures.drawing.labeled_points import draw_labeled_points

__all__ = [
    "PALE",
    "Point",
    "arrow",
    "box",
    "draw_labeled_points",
    "join",
    "new_sheet",
    "node",
    "relu",
    "sheet",
    "sigmoid",
    "slope_of",
    "spread",
    "style",
]
