"""Diagrams of a network with one hidden layer: its units, shapes, matrices and graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle, Wedge

from grader.student.figures.drawing import Point, arrow, box, join, new_sheet, node, spread, style

_arrow = partial(arrow, width=1.4, head=12, gap=2)

_box = partial(box, corners="pad=0,rounding_size=1.2", linewidth=1.2, words={"linespacing": 1.5})


@style.styled
def training_loop() -> Figure:
    """Draw how a network is built: structure, first parameters, and the loop of four steps."""
    fig, ax = new_sheet(2.9, 36)
    size = (17.0, 7.6)
    _box(ax, (10, 18), size, "structure:\nhow many units?")
    _box(ax, (32, 18), size, "first parameters")
    steps = (
        ((58, 29), "1  forward\npropagation"),
        ((88, 29), "2  cost"),
        ((88, 7), "3  backward\npropagation"),
        ((58, 7), "4  update"),
    )
    for place, text in steps:
        _box(ax, place, (20.0, 8.6), text, facecolor="#E3EEF6", edge=style.BLUE)
    _arrow(ax, (18.5, 18), (23.5, 18), style.INK)
    _arrow(ax, (40.5, 18), (50, 24.7), style.INK, path="arc3,rad=-0.15")
    _arrow(ax, (68, 29), (78, 29), style.BLUE)
    _arrow(ax, (88, 24.7), (88, 11.3), style.BLUE)
    _arrow(ax, (78, 7), (68, 7), style.BLUE)
    _arrow(ax, (58, 11.3), (58, 24.7), style.BLUE)
    for (x, y), text, side in (
        ((73, 30.2), "$A^{[2]}$", "bottom"),
        ((73, 8.2), "gradients", "bottom"),
    ):
        ax.text(x, y, text, ha="center", va=side, color=style.BLUE, fontsize=9.5)
    ax.text(56.8, 18, "new parameters", ha="right", va="center", color=style.BLUE, fontsize=9.5)
    ax.text(73, 18, "again and again", ha="center", va="center", color=style.GRAY)
    ax.text(32, 9.5, "once", ha="center", va="center", color=style.GRAY)
    ax.text(10, 9.5, "once", ha="center", va="center", color=style.GRAY)
    return fig


@style.styled
def network_with_shapes(n_x: int, n_h: int, n_y: int) -> Figure:
    """Draw a network with one hidden layer, and the shapes of its parameters.

    Parameters
    ----------
    n_x, n_h, n_y : int
        Units of the input, the hidden and the output layer.
    """
    fig, ax = new_sheet(4.0, 50)
    ax.set_aspect("equal")
    columns, middle = (16.0, 48.0, 80.0), 28.0
    step = min(9.0, 38.0 / max(n_x, n_h, n_y))
    radius = min(3.0, 0.4 * step)
    heights = [spread(n, middle, step) for n in (n_x, n_h, n_y)]
    for layer in (0, 1):
        starts = [(columns[layer] + radius, y) for y in heights[layer]]
        ends = [(columns[layer + 1] - radius, y) for y in heights[layer + 1]]
        join(ax, starts, ends, style.GRAY, 0.9)
    ax.plot([80 + radius, 88], [heights[2][0]] * 2, color=style.GRAY, linewidth=0.9)
    looks = ((style.PAPER, style.INK), ("#F7DCC8", style.ORANGE), ("#CFE3F1", style.BLUE))
    for layer, (x, ys) in enumerate(zip(columns, heights, strict=True)):
        for number, y in enumerate(ys, start=1):
            fill, edge = looks[layer]
            name = f"$x_{{{number}}}$" if layer == 0 else f"$a^{{[{layer}]}}_{{{number}}}$"
            node(
                ax,
                (x, y),
                radius,
                edge,
                name if radius >= 1.9 else "",
                face=fill,
                words={"fontsize": 8.5 if layer else 10},
                linewidth=1.3,
            )
    ax.text(89, heights[2][0], r"$\hat{y}$", ha="left", va="center", fontsize=12)
    for x, name, layer, n in zip(
        columns,
        ("input layer", "hidden layer", "output layer"),
        (0, 1, 2),
        (n_x, n_h, n_y),
        strict=True,
    ):
        text = f"{name}, $l = {layer}$\n$a^{{[{layer}]}}$: ({n}, 1)"
        ax.text(x, 3.2, text, ha="center", va="center", linespacing=1.5)
    for x, layer, rows, inputs in ((32, 1, n_h, n_x), (64, 2, n_y, n_h)):
        text = f"$W^{{[{layer}]}}$: ({rows}, {inputs})    $b^{{[{layer}]}}$: ({rows}, 1)"
        ax.text(x, 49, text, ha="center", va="top", fontsize=9.5)
    return fig


@style.styled
def hidden_unit(
    x: npt.NDArray[Any], w: npt.NDArray[Any], b: float, activation: Callable[[float], float]
) -> Figure:
    """Draw one unit opened up: its two steps, with their numbers, and where it sits in its layer.

    Parameters
    ----------
    x : ndarray (3, 1)
        What comes in.
    w : ndarray (1, 3)
        The unit's row of weights.
    b : float
        Its bias.
    activation : function of a number
    """
    z = (np.asarray(w) @ np.asarray(x)).item() + b
    fig, ax = new_sheet(3.2, 40)
    ax.set_aspect("equal")
    inputs = spread(3, 20, 11)
    for number, (y, value, weight) in enumerate(
        zip(inputs, np.ravel(x), np.ravel(w), strict=True), start=1
    ):
        node(ax, (7, y), 3.6, style.INK, f"$x_{number}$")
        ax.text(7, y - 5.2, f"{value:g}", ha="center", va="center", color=style.BLUE, fontsize=9)
        _arrow(ax, (10.6, y), (36.6, 20 + (y - 20) * 0.35), style.GRAY)
        ax.text(
            21,
            20 + (y - 20) * 0.78 + 2.4,
            f"$w_{number}$ = {weight:g}",
            ha="center",
            va="center",
            color=style.BLUE,
            fontsize=9,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5},
        )
    ax.add_patch(Wedge((50, 20), 13.5, 90, 270, facecolor="#F7DCC8", edgecolor=style.ORANGE))
    ax.add_patch(Wedge((50, 20), 13.5, -90, 90, facecolor="#FBEEE4", edgecolor=style.ORANGE))
    ax.text(43.6, 22.4, "$z = w\\,x + b$", ha="center", va="center", fontsize=9.5)
    ax.text(43.6, 17.4, f"{z:.3g}", ha="center", va="center", color=style.BLUE, fontsize=9.5)
    ax.text(56.3, 22.4, "$a = g(z)$", ha="center", va="center", fontsize=9.5)
    ax.text(
        56.3, 17.4, f"{activation(z):.3f}", ha="center", va="center", color=style.BLUE, fontsize=9.5
    )
    ax.text(43.6, 35.6, "step 1", ha="center", va="bottom", color=style.GRAY)
    ax.text(56.4, 35.6, "step 2", ha="center", va="bottom", color=style.GRAY)
    _arrow(ax, (44.5, 1.2), (44.5, 7.2), style.GRAY)
    ax.text(43.2, 2.2, f"$b$ = {b:g}", ha="right", va="center", color=style.BLUE, fontsize=9)
    _arrow(ax, (63.5, 20), (74, 20), style.BLUE)
    ax.text(68.7, 22.6, "$a$", ha="center", va="center", color=style.BLUE)
    ax.text(
        75,
        20,
        "to every unit\nof the next layer",
        ha="left",
        va="center",
        linespacing=1.5,
    )
    return fig


#: A matrix in the figure of the blocks: name, rows, columns, kind of coloring.
_Block = tuple[str, int, int, str]


@style.styled
def layer_blocks(m: int, n_x: int, n_h: int) -> Figure:
    """Draw the forward equations for m examples, every matrix as a block of cells.

    Parameters
    ----------
    m : int
        Number of examples: columns.
    n_x, n_h : int
        Units of the input and of the hidden layer: rows.
    """
    rows: tuple[tuple[_Block | str, ...], ...] = (
        (
            ("$W^{[1]}$", n_h, n_x, "plain"),
            ("$X$", n_x, m, "examples"),
            "+",
            ("$b^{[1]}$", n_h, 1, "plain"),
            "=",
            ("$Z^{[1]}$", n_h, m, "examples"),
            r"$\rightarrow$",
            ("$A^{[1]}$", n_h, m, "examples"),
        ),
        (
            ("$W^{[2]}$", 1, n_h, "plain"),
            ("$A^{[1]}$", n_h, m, "examples"),
            "+",
            ("$b^{[2]}$", 1, 1, "plain"),
            "=",
            ("$Z^{[2]}$", 1, m, "examples"),
            r"$\rightarrow$",
            ("$A^{[2]}$", 1, m, "examples"),
        ),
    )
    heights = [max(p[1] for p in parts if not isinstance(p, str)) for parts in rows]
    widest = max(sum(_room(part) for part in parts) for parts in rows)
    total = sum(heights) + 3.4 * len(rows)
    fig = style.new_figure(min(6.6, 8.0 * (total + 0.6) / max(widest, 24) + 0.3))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    ax.set_xlim(-0.4, max(widest, 24))
    ax.set_ylim(-total + 1.2, 1.6)
    top = 0.0
    for parts, height in zip(rows, heights, strict=True):
        left = 0.0
        for part in parts:
            _draw_part(ax, part, left, top - height / 2)
            left += _room(part)
        top -= height + 3.4
    return fig


def _room(part: _Block | str) -> float:
    """Return the width that a block or a sign takes."""
    return 1.5 if isinstance(part, str) else max(part[2], 2.4) + 0.9


def _draw_part(ax: Axes, part: _Block | str, left: float, middle: float) -> None:
    """Draw a block or a sign between `left` and its right end."""
    center = left + (_room(part) - 0.5) / 2
    if isinstance(part, str):
        ax.text(center, middle, part, ha="center", va="center", fontsize=13)
        return
    name, rows, columns, kind = part
    for j in range(columns):
        color = style.PALETTE[j % 4] if kind == "examples" else style.GRAY
        for i in range(rows):
            corner = (center - columns / 2 + j, middle + rows / 2 - i - 1)
            ax.add_patch(Rectangle(corner, 1, 1, facecolor=color, alpha=0.6, edgecolor=style.PAPER))
        if kind == "examples" and rows > 0:
            x = center - columns / 2 + j + 0.5
            ax.text(x, middle + rows / 2 - 0.5, f"({j + 1})", ha="center", va="center", fontsize=7)
    ax.text(center, middle + rows / 2 + 0.2, name, ha="center", va="bottom")
    ax.text(
        center,
        middle - rows / 2 - 0.2,
        f"({rows}, {columns})",
        ha="center",
        va="top",
        fontsize=8.5,
        color=style.GRAY,
    )


@style.styled
def network_graph(n_x: int = 3, n_h: int = 4, m: int = 7) -> Figure:
    """Draw the graph of a network with one hidden layer, forward and back, with all shapes.

    Parameters
    ----------
    n_x, n_h, m : int
        Sizes for the shapes; there is one output unit.
    """
    fig, ax = new_sheet(4.1, 51)
    y = 31.0
    boxes = (
        (22.0, 17.0, "$Z^{[1]} = W^{[1]} X + b^{[1]}$"),
        (43.0, 13.0, r"$A^{[1]} = \tanh Z^{[1]}$"),
        (64.5, 17.5, "$Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}$"),
        (84.5, 12.0, r"$A^{[2]} = \sigma(Z^{[2]})$"),
    )
    ax.text(5, y, "$X$", ha="center", va="center", fontsize=12, color=style.BLUE)
    ax.text(5, y - 4.2, f"({n_x}, {m})", ha="center", va="center", fontsize=8, color=style.GRAY)
    shapes = (f"({n_h}, {m})", f"({n_h}, {m})", f"(1, {m})", f"(1, {m})")
    for (x, width, text), shape in zip(boxes, shapes, strict=True):
        box(ax, (x, y), (width, 8), text, corners="pad=0,rounding_size=1", words={"fontsize": 8.6})
        ax.text(x, y + 5.4, shape, ha="center", va="center", fontsize=8, color=style.GRAY)
    ax.text(97.6, y, "$J$", ha="center", va="center", fontsize=13, color=style.BLUE)
    ends = (
        (7.0, 13.5, "", ""),
        (30.5, 36.5, "", "$dZ^{[1]}$\n(7.4)"),
        (49.5, 55.75, "", ""),
        (73.25, 78.5, "", "$dZ^{[2]}$\n(7.1)"),
        (90.5, 96.0, "", ""),
    )
    for number, (left, right, _, back) in enumerate(ends):
        _arrow(ax, (left, y + 1.4), (right, y + 1.4), style.BLUE)
        if number:
            _arrow(ax, (right, y - 1.4), (left, y - 1.4), style.ORANGE, "--")
        if back:
            ax.text(
                (left + right) / 2,
                y - 8.2,
                back,
                ha="center",
                va="center",
                color=style.ORANGE,
                fontsize=9.5,
                linespacing=1.4,
            )
    _draw_parameters(ax, (22.0, y - 4), 1, (n_h, n_x), ("7.5", "7.6"))
    _draw_parameters(ax, (64.5, y - 4), 2, (1, n_h), ("7.2", "7.3"))
    ax.text(4, 47.5, "forward: values", color=style.BLUE, ha="left", va="center")
    _arrow(ax, (26, 47.5), (36, 47.5), style.BLUE)
    ax.text(52, 47.5, "backward: derivatives of J", color=style.ORANGE, ha="left", va="center")
    _arrow(ax, (95, 47.5), (85, 47.5), style.ORANGE, "--")
    return fig


def _draw_parameters(
    ax: Axes, top: Point, layer: int, shape: tuple[int, int], numbers: tuple[str, str]
) -> None:
    """Draw W and b of a layer below its box, with the numbers of the equations of dW and db."""
    x, y = top
    for shift, letter, size, number in (
        (-7.5, "W", shape, numbers[0]),
        (7.5, "b", (shape[0], 1), numbers[1]),
    ):
        at = x + shift
        _arrow(ax, (at - 0.9, 16.4), (x + 0.45 * shift - 0.9, y), style.BLUE)
        _arrow(ax, (x + 0.45 * shift + 0.9, y), (at + 0.9, 16.4), style.ORANGE, "--")
        for height, text, color in (
            (14.0, f"${letter}^{{[{layer}]}}$", style.BLUE),
            (9.6, f"$d{letter}^{{[{layer}]}}$ ({number})", style.ORANGE),
        ):
            ax.text(at, height, text, ha="center", va="center", color=color)
        ax.text(at, 5.6, f"both {size}", ha="center", va="center", fontsize=8, color=style.GRAY)
