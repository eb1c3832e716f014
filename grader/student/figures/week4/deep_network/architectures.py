"""Networks of several depths, and the shapes of their parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import join, node, spread, style


def _draw_network(
    ax: Axes, layer_dims: Sequence[int], xs: Sequence[float], gap: float, radius: float
) -> None:
    """Draw the units of a network in columns at `xs`, with a line for each weight."""
    columns = [[(x, y) for y in spread(n, 0, gap)] for x, n in zip(xs, layer_dims, strict=True)]
    for left, right in pairwise(columns):
        join(ax, left, right, style.LIGHT, 0.8)
    for l, column in enumerate(columns):
        last = l == len(columns) - 1
        color = style.GRAY if l == 0 else style.ORANGE if last else style.BLUE
        for at in column:
            face = style.PAPER if l == 0 else color
            node(ax, at, radius, color, face=face, linewidth=1.3, zorder=2)


@style.styled
def networks(layouts: Sequence[Sequence[int]]) -> Figure:
    """Draw some networks, from shallow to deep, two in a row.

    Parameters
    ----------
    layouts : sequence of list of int
        n[0], ..., n[L] of each network.
    """
    rows = -(-len(layouts) // 2)
    fig = style.new_figure(2.45 * rows)
    axes = list(fig.subplots(rows, 2, squeeze=False).flat)
    for ax in axes:
        style.bare(ax)
    deepest = max(len(dims) for dims in layouts)
    widest = max(max(dims) for dims in layouts)
    for ax, dims in zip(axes, layouts, strict=False):
        ax.set_aspect("equal")
        left = (deepest - len(dims)) / 2
        xs = [1.05 * (left + l) for l in range(len(dims))]
        _draw_network(ax, dims, xs, gap=0.62, radius=0.17)
        ax.set_xlim(-0.4, 1.05 * (deepest - 1) + 0.4)
        ax.set_ylim(-0.62 * widest / 2 - 0.45, 0.62 * widest / 2 + 0.1)
        hidden = len(dims) - 2
        layers = "no hidden layer" if not hidden else f"{hidden} hidden layer{'s' * (hidden > 1)}"
        ax.set_title(f"{layers}:  n = {', '.join(map(str, dims))}", fontsize=9.5)
        for x, name in ((xs[0], "input"), (xs[-1], "output")):
            ax.text(
                x, -0.62 * widest / 2 - 0.1, name, ha="center", va="top", fontsize=8.5,
                color=style.GRAY,
            )  # fmt: skip
    return fig


@style.styled
def shapes_on_network(layer_dims: Sequence[int], m: int) -> Figure:
    """Draw a network with the shapes of all its quantities below each layer.

    Parameters
    ----------
    layer_dims : list of int
        n[0], ..., n[L].
    m : int
        Number of examples.
    """
    L = len(layer_dims) - 1
    step, gap = 2.1, 0.6
    fig = style.new_figure(4.4)
    ax = fig.subplots()
    style.bare(ax)
    half = gap * max(layer_dims) / 2
    xs = [step * l for l in range(L + 1)]
    _draw_network(ax, layer_dims, xs, gap, radius=0.19)
    for l, (x, n) in enumerate(zip(xs, layer_dims, strict=True)):
        name = "input X" if l == 0 else f"layer {l}"
        ax.text(x, half + 0.6, name, ha="center", va="bottom", fontsize=9.5)
        ax.text(
            x, half + 0.25, f"$n^{{[{l}]}}$ = {n}", ha="center", va="bottom", color=style.GRAY,
            fontsize=9,
        )  # fmt: skip
    lines: list[tuple[str, list[tuple[int, int] | None]]] = [
        ("W, dW", [None] + [(layer_dims[l], layer_dims[l - 1]) for l in range(1, L + 1)]),
        ("b, db", [None] + [(n, 1) for n in layer_dims[1:]]),
        ("Z, dZ", [None] + [(n, m) for n in layer_dims[1:]]),
        ("A, dA", [(n, m) for n in layer_dims]),
    ]
    for row, (label, shapes) in enumerate(lines):
        y = -half - 0.55 - 0.62 * row
        grows = row >= 2
        ax.text(-0.95, y, label, ha="right", va="center", fontweight="bold", fontsize=9.5)
        for x, shape in zip(xs, shapes, strict=True):
            if shape is not None:
                color = style.ORANGE if grows else style.BLUE
                ax.text(x, y, str(shape), ha="center", va="center", color=color, fontsize=10)
    y = -half - 0.55 - 0.62 * 1.5
    ax.plot([-2.2, xs[-1] + 0.7], [y, y], color=style.LIGHT, linewidth=1)
    examples = "one example" if m == 1 else f"{m} examples"
    ax.set_title(f"m = {m}: {examples}.  Above the line: parameters.  Below it: what is computed.")
    ax.set_xlim(-2.3, xs[-1] + 0.8)
    ax.set_ylim(-half - 0.55 - 0.62 * 3.6, half + 1.1)
    return fig
