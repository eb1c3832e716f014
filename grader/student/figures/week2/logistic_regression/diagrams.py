"""The graph of one example, and the matrices of the vectorized formulas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import arrow, box, new_sheet, sigmoid, slope_of, style

_slope = partial(slope_of, nudge=1e-5)

_arrow = partial(arrow, head=11, gap=1)


@style.styled
def one_example_graph(x: npt.NDArray[Any], w: npt.NDArray[Any], b: float, y: float) -> Figure:
    """Draw the graph of logistic regression for one example with two features.

    The values that flow forward stand above the arrows; below them, in the other direction, stand
    the derivatives of the loss.

    Parameters
    ----------
    x, w : ndarray (2, 1)
    b, y : float
    """
    (x1, x2), (w1, w2) = (float(v) for v in x.ravel()), (float(v) for v in w.ravel())

    def loss_of_z(z: float) -> Any:
        return np.logaddexp(0, z) - y * z

    def loss_of_a(a: float) -> Any:
        return -(np.log(a) if y else np.log1p(-a))

    def loss(w1: float, w2: float, b: float) -> Any:
        return loss_of_z(w1 * x1 + w2 * x2 + b)

    z = w1 * x1 + w2 * x2 + b
    a = float(sigmoid(z))
    fig, ax = new_sheet(3.7, 46)
    inputs = (
        (f"$x_1 = {x1:g}$", 41, None),
        (f"$w_1 = {w1:g}$", 32.5, ("dw_1", _slope(lambda v: loss(v, w2, b), w1))),
        (f"$x_2 = {x2:g}$", 24, None),
        (f"$w_2 = {w2:g}$", 15.5, ("dw_2", _slope(lambda v: loss(w1, v, b), w2))),
        (f"$b = {b:g}$", 7, ("db", _slope(lambda v: loss(w1, w2, v), b))),
    )
    for text, height, derivative in inputs:
        _draw_input(ax, text, height, derivative)
    box(ax, (37, 24), (18.4, 6.8), "$z = w_1x_1 + w_2x_2 + b$")
    box(ax, (66, 24), (9.4, 6.8), r"$a = \sigma(z)$")
    box(ax, (90.5, 24), (8.4, 6.8), r"$\mathcal{L}(a, y)$")
    for left, right, forward, backward in (
        (47.0, 60.5, f"$z$ = {z:.3f}", f"dz = {_slope(loss_of_z, z):.3f}"),
        (71.5, 85.5, f"$a$ = {a:.3f}", f"da = {_slope(loss_of_a, a):.3f}"),
    ):
        _draw_edge(ax, left, right, forward, backward)
    ax.text(90.5, 12, f"$y$ = {y:g}", ha="center", va="center", color=style.BLUE)
    _arrow(ax, (90.5, 14), (90.5, 20), style.BLUE)
    ax.text(
        90.5, 31, f"loss = {float(loss_of_a(a)):.3f}", ha="center", va="bottom", color=style.BLUE
    )
    ax.text(62, 42, "forward: values", color=style.BLUE, ha="left", va="center")
    _arrow(ax, (86, 42), (97, 42), style.BLUE)
    ax.text(62, 37.5, "backward: derivatives", color=style.ORANGE, ha="left", va="center")
    _arrow(ax, (97, 37.5), (86, 37.5), style.ORANGE, "--")
    return fig


def _draw_input(ax: Axes, text: str, height: float, derivative: tuple[str, float] | None) -> None:
    """Draw a feature or a parameter at the left, with the derivative of the loss if given."""
    ax.text(5.5, height, text, ha="center", va="center", color=style.BLUE)
    _arrow(ax, (11, height), (27.0, 24 + (height - 24) * 0.28), style.BLUE)
    if derivative is not None:
        name, value = derivative
        ax.text(
            5.5,
            height - 3.4,
            f"$\\mathbf{{{name}}} = {value:.3f}$",
            ha="center",
            va="center",
            color=style.ORANGE,
            fontsize=9.5,
        )


def _draw_edge(ax: Axes, left: float, right: float, forward: str, backward: str) -> None:
    """Draw the arrows between two boxes, with a value above and a derivative below."""
    _arrow(ax, (left, 25.2), (right, 25.2), style.BLUE)
    _arrow(ax, (right, 22.6), (left, 22.6), style.ORANGE, "--")
    middle = (left + right) / 2
    ax.text(middle, 27, forward, ha="center", va="bottom", color=style.BLUE)
    ax.text(
        middle,
        20.8,
        backward,
        ha="center",
        va="top",
        color=style.ORANGE,
        fontweight="bold",
        fontsize=9.5,
    )


#: A matrix in the figure of the blocks: name, rows, columns, color.
_Block = tuple[str, int, int, str]


@style.styled
def blocks(m: int, n_x: int) -> Figure:
    """Draw the vectorized formulas with every matrix as a block of its rows and columns.

    Parameters
    ----------
    m : int
        Number of examples.
    n_x : int
        Number of features.
    """
    big, row, green = style.BLUE, style.ORANGE, style.GREEN
    formulas: tuple[tuple[str, tuple[_Block | str, ...]], ...] = (
        (
            "forward",
            (
                ("$w^T$", 1, n_x, row),
                ("$X$", n_x, m, big),
                "+",
                ("$b$", 1, 1, row),
                "=",
                ("$Z$", 1, m, green),
            ),
        ),
        (
            "errors",
            (("$A$", 1, m, green), "−", ("$Y$", 1, m, style.PURPLE), "=", ("$dZ$", 1, m, green)),
        ),
        (
            "gradient",
            (
                r"$\frac{1}{m}$",
                ("$X$", n_x, m, big),
                ("$dZ^T$", m, 1, green),
                "=",
                ("$dw$", n_x, 1, row),
            ),
        ),
        ("", (r"$\frac{1}{m}$ sum", ("$dZ$", 1, m, green), "=", ("$db$", 1, 1, row))),
    )
    heights = [max(part[1] for part in parts if not isinstance(part, str)) for _, parts in formulas]
    gap = 3.0
    total = sum(heights) + gap * len(heights)
    widest = max(_width(parts) for _, parts in formulas)
    fig = style.new_figure(min(7.6, 0.205 * total + 0.4))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    ax.set_xlim(-6, max(widest, 30))
    ax.set_ylim(-total + 0.5, 1.2)
    top = 0.0
    for (name, parts), height in zip(formulas, heights, strict=True):
        middle = top - height / 2
        ax.text(-5.8, middle, name, va="center", color=style.GRAY)
        left = 0.0
        for part in parts:
            left = _draw_part(ax, part, left, middle)
        top -= height + gap
    return fig


def _part_width(part: _Block | str) -> float:
    """Return the room that a block or a sign takes."""
    if isinstance(part, str):
        return 4.2 if "sum" in part else 2.0
    return max(part[2], 2.6) + 1.6


def _width(parts: Sequence[_Block | str]) -> float:
    """Return the room that a formula takes."""
    return sum(_part_width(part) for part in parts)


def _draw_part(ax: Axes, part: _Block | str, left: float, middle: float) -> float:
    """Draw a block or a sign; return where the next one begins."""
    room = _part_width(part)
    if isinstance(part, str):
        ax.text(left + room / 2 - 0.4, middle, part, ha="center", va="center", fontsize=12)
        return left + room
    name, rows, columns, color = part
    label = "number" if name in ("$b$", "$db$") else f"({rows}, {columns})"
    center = left + (room - 0.8) / 2
    for i in range(rows):
        for j in range(columns):
            corner = (center - columns / 2 + j, middle + rows / 2 - i - 1)
            ax.add_patch(
                Rectangle(
                    corner, 1, 1, facecolor=color, alpha=0.75, linewidth=0.8, edgecolor=style.PAPER
                )
            )
    ax.text(center, middle + rows / 2 + 0.25, name, ha="center", va="bottom")
    ax.text(
        center,
        middle - rows / 2 - 0.3,
        label,
        ha="center",
        va="top",
        fontsize=8.5,
        color=style.GRAY,
    )
    return left + room
