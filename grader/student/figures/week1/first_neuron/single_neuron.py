"""Price against size: a line, a line with a ReLU, the neuron, and the error for each w and b."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import arrow, box, relu, style
from grader.student.figures.week1.first_neuron.diagram_parts import new_diagram, write_centered

Floats = npt.NDArray[np.float64]

#: Where the pictures of price against size look.
SIZES = (0.0, 2750.0)

PRICES = (-110.0, 420.0)

_arrow = partial(arrow, head=11, gap=1)


@style.styled
def price_against_size(
    size: npt.ArrayLike,
    price: npt.ArrayLike,
    lines: Sequence[tuple[float, float]] = (),
) -> Figure:
    """Draw the prices of houses against their sizes, a panel for each line.

    Parameters
    ----------
    size, price : array of m numbers
        In square feet and in 1000 dollars.
    lines : sequence of (w, b)
        Slope and height at size 0 of the line in each panel; none for the points alone.
    """
    many = len(lines) > 1
    fig = style.new_figure(3.0 if many else 3.4, 8.0 if many else 6.0)
    axes = fig.subplots(1, max(1, len(lines)), sharey=True, squeeze=False)[0]
    x, y = np.ravel(size), np.ravel(price)
    for number, ax in enumerate(axes):
        _draw_houses(ax, x, y)
        if number < len(lines):
            w, b = lines[number]
            ends = np.array(SIZES)
            mean_error = np.mean(np.abs(w * x + b - y))
            ax.plot(ends, w * ends + b, color=style.BLUE)
            ax.set_title(f"w = {w:g},  b = {b:g}\noff by {mean_error:.1f} on average", fontsize=10)
    axes[0].set_ylabel("price (1000 dollars)")
    return fig


def _draw_houses(ax: Axes, size: Floats, price: Floats) -> None:
    """Draw houses as points, on the axes that all pictures of price against size share."""
    ax.axhline(0, color=style.GRAY, linewidth=1)
    ax.plot(size, price, "o", color=style.ORANGE, ms=5, markeredgecolor=style.PAPER, mew=0.6)
    ax.set_xlim(*SIZES)
    ax.set_ylim(*PRICES)
    ax.set_xticks([0, 500, 1000, 1500, 2000, 2500])
    ax.set_xlabel("size (square feet)")


@style.styled
def line_and_relu(size: npt.ArrayLike, price: npt.ArrayLike, w: float, b: float) -> Figure:
    """Draw prices against sizes with a line, and with the ReLU of the same line.

    Parameters
    ----------
    size, price : array of m numbers
        In square feet and in 1000 dollars.
    w, b : float
        Slope of the line, and its height at size 0; it meets zero at -b / w.
    """
    fig = style.new_figure(3.2)
    axes = fig.subplots(1, 2, sharey=True)
    x = np.linspace(*SIZES, 551)
    line = w * x + b
    for ax, curve, title in zip(
        axes,
        (line, relu(line)),
        ("the bare line,  $wx + b$", r"its ReLU,  $\max(0,\; wx + b)$"),
        strict=True,
    ):
        _draw_houses(ax, np.ravel(size), np.ravel(price))
        ax.axhspan(PRICES[0], 0, color=style.LIGHT, alpha=0.45, linewidth=0)
        ax.plot(x, curve, color=style.BLUE)
        ax.set_title(title)
    axes[0].text(620, -62, "less than nothing", color=style.GRAY, fontsize=9.5)
    if w and SIZES[0] < -b / w < SIZES[1]:
        axes[1].plot(-b / w, 0, "s", color=style.INK, ms=6)
        axes[1].annotate(
            f"the kink, at $-b/w$ = {-b / w:.0f}",
            (-b / w, 0),
            (620, -68),
            arrowprops={"arrowstyle": "->", "color": style.GRAY},
            color=style.GRAY,
            fontsize=9.5,
        )
    axes[0].set_ylabel("price (1000 dollars)")
    return fig


@style.styled
def one_neuron() -> Figure:
    """Draw the smallest network: size, one neuron, price; and the two steps inside the neuron."""
    fig = style.new_figure(1.75)
    ax = new_diagram(fig, 100, 21.5)
    write_centered(ax, (10, 10.5), "size\n$x$", style.BLUE)
    _arrow(ax, (15, 10.5), (30, 10.5), style.GRAY)
    box(ax, (52, 10.5), (42, 14), corners="pad=0.3,rounding_size=6")
    write_centered(ax, (42, 10.5), "$z = wx + b$")
    _arrow(ax, (51, 10.5), (57, 10.5), style.GRAY)
    write_centered(ax, (65, 10.5), r"$a = \max(0, z)$")
    _arrow(ax, (74, 10.5), (87, 10.5), style.GRAY)
    write_centered(ax, (93, 10.5), "price\n" r"$\hat{y} = a$", style.GREEN)
    write_centered(ax, (52, 19.8), "one neuron", style.GRAY)
    return fig


@style.styled
def miss_map(w: npt.ArrayLike, b: npt.ArrayLike, miss: npt.ArrayLike) -> Figure:
    """Draw how far off a line is, for every pair of a slope and a height that was tried.

    Parameters
    ----------
    w : array of k numbers
        The slopes.
    b : array of n numbers
        The heights at size 0.
    miss : array (n, k)
        The average miss in 1000 dollars, a row for each b.
    """
    ws, bs, found = np.asarray(w, float), np.asarray(b, float), np.asarray(miss, float)
    fig = style.new_figure(3.4, 6.0)
    ax = fig.subplots()
    shown = ax.pcolormesh(ws, bs, found, cmap=style.SEQUENTIAL, shading="nearest", rasterized=True)
    row, column = np.unravel_index(found.argmin(), found.shape)
    ax.plot(ws[column], bs[row], "*", color=style.PAPER, ms=17, markeredgecolor=style.INK)
    # On the side of the star on which there is more room.
    right = ws[column] < ws.mean()
    ax.annotate(
        f"the smallest: {found.min():.1f}",
        (ws[column], bs[row]),
        xytext=(12 if right else -12, 0),
        textcoords="offset points",
        color=style.PAPER,
        ha="left" if right else "right",
        va="center",
        fontweight="bold",
    )
    fig.colorbar(shown, ax=ax, label="average miss (1000 dollars)")
    ax.grid(False)
    ax.set_xlabel("w (1000 dollars per square foot)")
    ax.set_ylabel("b (1000 dollars)")
    return fig
