"""The parts that diagrams are put together from: arrows, boxes with text, units and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from grader.student.figures.drawing import style

Point = tuple[float, float]

#: What boxes are filled with.
PALE = "#F4F6F8"


def sheet(ax: Axes, width: float, height: float) -> None:
    """Make axes a sheet without a scale, from (0, 0) to (width, height)."""
    style.bare(ax)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)


def new_sheet(page_height: float, top: float) -> tuple[Figure, Axes]:
    """Return a figure as wide as the page with one sheet, 100 units across and `top` units up.

    Parameters
    ----------
    page_height : float
        Height of the figure in inches.
    top : float
    """
    fig = style.new_figure(page_height)
    ax = fig.subplots()
    sheet(ax, 100, top)
    return fig, ax


def spread(n: int, middle: float, gap: float) -> list[float]:
    """Return n heights around a middle, the highest first."""
    return [middle + gap * ((n - 1) / 2 - k) for k in range(n)]


def arrow(
    ax: Axes,
    start: Point,
    end: Point,
    color: str,
    dash: Any = "-",
    *,
    width: float = 1.3,
    head: float = 10,
    gap: float = 0,
    path: str = "arc3",
) -> None:
    """Draw an arrow.

    Parameters
    ----------
    ax : Axes
    start, end : (x, y)
    color : str
    dash : str or tuple
        Line style.
    width : float
        Of the line, in points.
    head : float
        Size of the head, in points.
    gap : float
        What is left free at both ends, in points.
    path : str
        How the arrow runs: a connection style of Matplotlib's.
    """
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            connectionstyle=path,
            mutation_scale=head,
            color=color,
            linestyle=dash,
            linewidth=width,
            shrinkA=gap,
            shrinkB=gap,
        )
    )


def box(
    ax: Axes,
    middle: Point,
    size: Point,
    text: str = "",
    *,
    corners: str = "pad=0.4",
    edge: str = style.INK,
    words: dict[str, Any] | None = None,
    **looks: Any,
) -> None:
    """Draw a rounded box with text in its middle.

    Parameters
    ----------
    ax : Axes
    middle : (x, y)
    size : (width, height)
    text : str
    corners : str
        Settings of Matplotlib's box style "round".
    edge : str
        Color of the frame.
    words : dict, optional
        How the text looks.
    **looks
        How the box looks, where it is not as usual.
    """
    (x, y), (width, height) = middle, size
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle=f"round,{corners}",
            edgecolor=edge,
            **{"facecolor": PALE, **looks},
        )
    )
    if text:
        ax.text(x, y, text, ha="center", va="center", **(words or {}))


def node(
    ax: Axes,
    at: Point,
    radius: float,
    edge: str,
    name: str = "",
    *,
    face: str = style.PAPER,
    words: dict[str, Any] | None = None,
    **looks: Any,
) -> None:
    """Draw a unit of a network: a circle with its name.

    Parameters
    ----------
    ax : Axes
    at : (x, y)
    radius : float
    edge : str
        Color of the circle.
    name : str
    face : str
        What it is filled with.
    words : dict, optional
        How the name looks.
    **looks
        How the circle looks, where it is not as usual.
    """
    ax.add_patch(Circle(at, radius, facecolor=face, edgecolor=edge, **looks))
    if name:
        ax.text(*at, name, ha="center", va="center", **(words or {}))


def join(ax: Axes, left: Iterable[Point], right: Sequence[Point], color: str, width: float) -> None:
    """Draw a line from every unit on the left to every unit on the right, below the units."""
    for x0, y0 in left:
        for x1, y1 in right:
            ax.plot([x0, x1], [y0, y1], color=color, linewidth=width, zorder=1)
