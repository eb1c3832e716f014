"""Tables of numbers: sums along an axis, shares, and where the numbers are in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import arrow, style


@style.styled
def sums_along_axes(A: npt.NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """Draw a table with its sums along axis 0 below it and its sums along axis 1 at its right.

    Parameters
    ----------
    A : ndarray (m, n)
    rows, columns : sequence of str
        What the rows and the columns are.
    """
    m, n = A.shape
    fig = style.new_figure(0.44 * m + 1.75)
    ax = fig.subplots()
    style.bare(ax)
    _cells(ax, A, (0, 0), style.BLUE, width=1.6)
    for i, name in enumerate(rows):
        ax.text(-0.2, -i - 0.5, name, ha="right", va="center")
    for j, name in enumerate(columns):
        ax.text(1.6 * j + 0.8, 0.25, name, ha="center", va="bottom")
    _cells(ax, A.sum(axis=0)[np.newaxis], (0, -m - 1.0), style.ORANGE, width=1.6)
    _cells(ax, A.sum(axis=1)[:, np.newaxis], (1.6 * n + 1.2, 0), style.GREEN, width=1.6)
    arrow(ax, (0.8 * n, -m - 0.06), (0.8 * n, -m - 0.96), style.ORANGE, width=1.6, head=13)
    arrow(ax, (1.6 * n + 0.06, -m / 2), (1.6 * n + 1.16, -m / 2), style.GREEN, width=1.6, head=13)
    ax.text(
        0.8 * n,
        -m - 2.2,
        "axis=0 goes down: one sum for each column",
        color=style.ORANGE,
        ha="center",
        va="top",
    )
    ax.text(
        1.6 * n + 3.0,
        -m / 2,
        "axis=1 goes across:\none sum for each row",
        color=style.GREEN,
        ha="left",
        va="center",
    )
    ax.set_xlim(-1.6, 1.6 * n + 7.4)
    ax.set_ylim(-m - 2.9, 0.9)
    return fig


def _cells(
    ax: Axes, values: npt.NDArray[Any], corner: tuple[float, float], color: str, width: float = 1
) -> None:
    """Draw a table of numbers as colored cells, with its upper left corner at a point."""
    left, top = corner
    for (i, j), value in np.ndenumerate(values):
        ax.add_patch(
            Rectangle(
                (left + width * j, top - i - 1),
                width,
                1,
                facecolor=color,
                alpha=0.2,
                edgecolor=style.PAPER,
                linewidth=2,
            )
        )
        ax.text(left + width * (j + 0.5), top - i - 0.5, f"{value:g}", ha="center", va="center")


@style.styled
def shares(parts: npt.NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """Draw percentages as one stacked bar for each column.

    Parameters
    ----------
    parts : ndarray (m, n)
        Per cent; each column should add up to 100.
    rows, columns : sequence of str
        What the rows and the columns are.
    """
    fig = style.new_figure(0.5 * len(columns) + 0.95)
    ax = fig.subplots()
    start = np.zeros(len(columns))
    hatches = ("", "//", "..", "xx", "--")
    for number, (name, row) in enumerate(zip(rows, np.asarray(parts), strict=True)):
        ax.barh(
            columns,
            row,
            left=start,
            height=0.62,
            label=name,
            color=style.PALETTE[number % len(style.PALETTE)],
            alpha=0.75,
            hatch=hatches[number % len(hatches)],
            edgecolor=style.PAPER,
        )
        for j, share in enumerate(row):
            if share > 7:
                ax.text(
                    start[j] + share / 2,
                    j,
                    f"{share:.1f}",
                    ha="center",
                    va="center",
                    bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5},
                )
        start += row
    ax.invert_yaxis()
    ax.set_xlim(0, max(100.0, float(start.max())))
    ax.set_xlabel("share of the calories (%)")
    ax.set_ylabel("food")
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(rows))
    return fig


@style.styled
def one_strip(shapes: Sequence[tuple[int, int]]) -> Figure:
    """Draw the numbers of an array as they lie in memory, and what different shapes make of them.

    Parameters
    ----------
    shapes : sequence of (rows, columns)
        All of the same product, which is the number of entries.
    """
    n = shapes[0][0] * shapes[0][1]
    tallest = max(rows for rows, _ in shapes)
    gap = 1.5
    widest = sum(columns for _, columns in shapes) + gap * (len(shapes) - 1)
    room = max(float(n), widest)
    fig = style.new_figure(min(7.0, (tallest + 4.6) * style.WIDTH / (room + 1.6)))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    left = (room - n) / 2
    _strip(ax, np.arange(n)[np.newaxis], (left, 0))
    ax.text(room / 2, 0.25, f"the memory: {n} numbers in a row", ha="center", va="bottom")
    left = (room - widest) / 2
    for rows, columns in shapes:
        numbers = np.arange(n).reshape(rows, columns)
        _strip(ax, numbers, (left, -2.6))
        ax.text(left + columns / 2, -2.35, f"read as ({rows}, {columns})", ha="center", va="bottom")
        left += columns + gap
    ax.set_xlim(-0.8, room + 0.8)
    ax.set_ylim(-2.8 - tallest, 1.2)
    return fig


def _strip(ax: Axes, numbers: npt.NDArray[Any], corner: tuple[float, float]) -> None:
    """Draw numbers in cells whose color shows their position in memory."""
    left, top = corner
    for (i, j), value in np.ndenumerate(numbers):
        ax.add_patch(
            Rectangle(
                (left + j, top - i - 1),
                1,
                1,
                facecolor=style.BLUE,
                alpha=0.12 + 0.5 * value / numbers.size,
                edgecolor=style.PAPER,
                linewidth=1.5,
            )
        )
        ax.text(left + j + 0.5, top - i - 0.5, f"{value}", ha="center", va="center", fontsize=9)
