"""Broadcasting: how arrays of two shapes are added, or why they cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import style

Shape = tuple[int, ...]


@style.styled
def stretched(pairs: Sequence[tuple[Shape, Shape]]) -> Figure:
    """Draw the sum of two arrays, with the copies that broadcasting makes of their entries.

    Parameters
    ----------
    pairs : sequence of (shape, shape)
        For each panel the shapes of the two arrays, each with at most two axes.
    """
    columns = 1 if len(pairs) == 1 else 2
    rows = -(-len(pairs) // columns)
    heights = [
        max(_panel_size(s, t)[0] for s, t in pairs[columns * row : columns * (row + 1)])
        for row in range(rows)
    ]
    widest = max(_panel_size(s, t)[1] for s, t in pairs)
    # Cells as large as the page allows, but not larger than a finger's width.
    cell = min(0.5, style.WIDTH / columns / widest)
    fig = style.new_figure(cell * sum(heights) + 0.1 * rows)
    axes = fig.subplots(rows, columns, squeeze=False, height_ratios=heights)
    for ax in axes.flat:
        style.bare(ax)
        ax.set_aspect("equal")
    room = style.WIDTH / columns / cell
    for index, (s, t) in enumerate(pairs):
        ax = axes.flat[index]
        _draw_sum(ax, s, t, room, min(8.5, 25 * cell))
        ax.set_ylim(-heights[index // columns] + 1.1, 1.1)
        ax.set_xlim(0, room)
    return fig


def _two_axes(shape: Shape) -> tuple[int, int]:
    """Return a shape filled up with ones on its left to two axes."""
    rows, columns = (1, 1, *shape)[-2:]
    return rows, columns


def _fitting(s: Shape, t: Shape) -> tuple[int, int] | None:
    """Return the shape that NumPy makes of two shapes, filled up; None if they do not fit."""
    try:
        return _two_axes(np.broadcast_shapes(s, t))
    except ValueError:
        return None


def _panel_size(s: Shape, t: Shape) -> tuple[float, float]:
    """Return the height and the width that a panel needs, in cells."""
    result = _fitting(s, t)
    (m, n), (k, q) = _two_axes(s), _two_axes(t)
    if result is None:
        return max(m, k) + 1.6, n + q + 8
    return result[0] + 2.2, 3 * max(result[1], 2) + 3.5


def _draw_sum(ax: Axes, s: Shape, t: Shape, room: float, font: float) -> None:
    """Draw one sum: two arrays, stretched where they have to be, and their result."""
    first = np.arange(1, np.prod(s, dtype=int) + 1).reshape(_two_axes(s))
    second = 100 * np.arange(1, np.prod(t, dtype=int) + 1).reshape(_two_axes(t))
    result = _fitting(s, t)
    left = (room - _panel_size(s, t)[1]) / 2 + 0.4
    if result is None:
        left = _draw_array(ax, first, first.shape, left, style.BLUE, f"{s}", font)
        left = _draw_sign(ax, "+", left)
        left = _draw_array(ax, second, second.shape, left, style.ORANGE, f"{t}", font)
        left = _draw_sign(ax, "=", left)
        ax.text(left + 0.2, -0.5, f"no result:\n{_clash(s, t)}", ha="left", va="center")
        return
    left = _draw_array(ax, first, result, left, style.BLUE, f"{s}", font)
    left = _draw_sign(ax, "+", left)
    left = _draw_array(ax, second, result, left, style.ORANGE, f"{t}", font)
    left = _draw_sign(ax, "=", left)
    total = first + second
    _draw_array(ax, total, total.shape, left, style.GREEN, f"{np.broadcast_shapes(s, t)}", font)


def _clash(s: Shape, t: Shape) -> str:
    """Say at which axis, from the right, two shapes do not fit."""
    for p, q in zip(reversed(s), reversed(t), strict=False):
        if p != q and 1 not in (p, q):
            return f"{p} and {q} differ,\nand neither is 1"
    return ""


def _draw_sign(ax: Axes, sign: str, left: float) -> float:
    """Draw a sign in the first row; return where the next array begins."""
    ax.text(left + 0.5, -0.5, sign, ha="center", va="center", fontsize=13)
    return left + 1.25


def _draw_array(
    ax: Axes,
    values: npt.NDArray[Any],
    size: Shape,
    left: float,
    color: str,
    label: str,
    font: float,
) -> float:
    """Draw an array and the copies that stretch it to a size; return where it ends."""
    rows, columns = size
    left += max(0.0, (2 - columns) / 2)
    spread = np.broadcast_to(values, (rows, columns))
    for (i, j), value in np.ndenumerate(spread):
        own = i < values.shape[0] and j < values.shape[1]
        ax.add_patch(
            Rectangle(
                (left + j + 0.04, -i - 0.96),
                0.92,
                0.92,
                facecolor=(color, 0.35) if own else style.PAPER,
                edgecolor=color,
                linewidth=1.3,
                linestyle="-" if own else (0, (2, 2)),
            )
        )
        ax.text(
            left + j + 0.5,
            -i - 0.5,
            f"{value}",
            ha="center",
            va="center",
            fontsize=font,
            color=style.INK if own else style.GRAY,
        )
    written = "number" if label == "()" else label
    ax.text(left + columns / 2, 0.25, written, ha="center", va="bottom", fontweight="bold")
    if values.shape != size:
        under = f"as if {size}"
        ax.text(
            left + columns / 2,
            -rows - 0.2,
            under,
            ha="center",
            va="top",
            fontsize=8.5,
            color=style.GRAY,
        )
    return left + columns + max(0.0, (2 - columns) / 2)
