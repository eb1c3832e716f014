"""The parts that diagrams of this lesson share."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import Point, sheet, style


def prepare_diagram(ax: Axes, width: float, height: float, title: str = "") -> None:
    """Make axes a sheet for a diagram."""
    sheet(ax, width, height)
    ax.set_aspect("equal")
    if title:
        ax.set_title(title, fontsize=10)


def new_diagram(fig: Figure, width: float, height: float) -> Axes:
    """Return axes for a diagram that fills the figure."""
    ax = fig.subplots()
    prepare_diagram(ax, width, height)
    return ax


def write_centered(
    ax: Axes, at: Point, words: str, color: str = style.INK, size: float = 10.5
) -> None:
    """Write words around a point."""
    ax.text(*at, words, ha="center", va="center", color=color, fontsize=size)
