"""The figures of week4/deep_network.

What they show of a network is taken from arrays that the student's own functions have made: caches,
outputs, derivatives. Nothing here computes what the lesson asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures import style
from grader.student.figures.classes import draw_classes
from grader.student.figures.diagram import arrow, box, join, node, sheet, spread

Floats = npt.NDArray[np.float64]
#: ((A_prev, W, b), Z) of one layer.
Cache = tuple[tuple[Floats, Floats, Floats], Floats]

_box = partial(box, corners="pad=0,rounding_size=0.08", linewidth=1.2, words={"fontsize": 9})


# --- networks -------------------------------------------------------------------------------------


def _draw_network(
    ax: Axes, layer_dims: Sequence[int], xs: Sequence[float], gap: float, radius: float
) -> None:
    """Draw the units of a network in columns at `xs`, with a line for each weight."""
    columns = [[(x, y) for y in spread(n, 0, gap)] for x, n in zip(xs, layer_dims, strict=True)]
    for left, right in pairwise(columns):
        join(ax, left, right, style.LIGHT, 0.8)
    for l, column in enumerate(columns):
        last = l == len(columns) - 1
        color = style.GREY if l == 0 else style.ORANGE if last else style.BLUE
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
                color=style.GREY,
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
            x, half + 0.25, f"$n^{{[{l}]}}$ = {n}", ha="center", va="bottom", color=style.GREY,
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


# --- matrices of a real network -------------------------------------------------------------------


def _matrix(
    ax: Axes,
    array: Floats,
    corner: tuple[float, float],
    cell: float,
    limit: float,
    frame: str = style.GREY,
) -> None:
    """Draw a matrix as coloured cells; `corner` is its upper left one."""
    from matplotlib import colormaps

    colors = colormaps[style.DIVERGING]
    rows, columns = array.shape
    for i in range(rows):
        for j in range(columns):
            # PuOr is orange below and violet above its middle.
            shade = 0.5 + 0.42 * float(np.clip(array[i, j] / limit, -1, 1))
            ax.add_patch(
                Rectangle(
                    (corner[0] + cell * j, corner[1] - cell * (i + 1)),
                    cell,
                    cell,
                    facecolor=colors(shade),
                    edgecolor=style.PAPER,
                    linewidth=0.6,
                )
            )
    ax.add_patch(
        Rectangle(
            (corner[0], corner[1] - cell * rows),
            cell * columns,
            cell * rows,
            fill=False,
            edgecolor=frame,
            linewidth=0.9,
        )
    )


def _all_arrays(caches: Sequence[Cache], AL: Floats) -> list[tuple[str, Floats]]:
    """Return A[0], ..., A[L] with their names."""
    activations = [cache[0][0] for cache in caches] + [AL]
    return [(f"$A^{{[{l}]}}$", np.asarray(A, dtype=float)) for l, A in enumerate(activations)]


def _short(value: float) -> str:
    """Write a number in at most five characters or so."""
    if value == 0:
        return "0"
    return f"{value:.2f}" if abs(value) < 0.1 else f"{value:.2g}"


@style.styled
def layer_outputs(caches: Sequence[Cache], AL: npt.NDArray[Any]) -> Figure:
    """Draw the activations of all layers as matrices of numbers.

    Parameters
    ----------
    caches : list
        What L_model_forward has kept; a few examples only.
    AL : ndarray (1, m)
        Its output.
    """
    named = _all_arrays(caches, AL)
    tallest = max(A.shape[0] for _, A in named)
    m = AL.shape[1]
    fig = style.new_figure(0.42 * tallest + 0.85)
    ax = fig.subplots()
    style.bare(ax)
    limit = max(float(np.abs(A).max()) for _, A in named) or 1.0
    left = 0.0
    width = m * 0.92
    for l, (name, A) in enumerate(named):
        rows = A.shape[0]
        top = rows * 0.5 / 2
        for i in range(rows):
            for j in range(m):
                x, y = left + 0.92 * j, top - 0.5 * (i + 1)
                value = float(A[i, j])
                shade = style.ORANGE if value < 0 else style.BLUE
                ax.add_patch(
                    Rectangle(
                        (x, y),
                        0.92,
                        0.5,
                        facecolor=shade,
                        alpha=0.08 + 0.47 * min(abs(value) / limit, 1) if value else 0.0,
                        edgecolor="none",
                    )
                )
                ax.add_patch(
                    Rectangle((x, y), 0.92, 0.5, fill=False, edgecolor=style.LIGHT, linewidth=0.7)
                )
                ax.text(
                    x + 0.46,
                    y + 0.25,
                    _short(value),
                    ha="center",
                    va="center",
                    fontsize=8,
                    color=style.INK if value else style.GREY,
                )
        kind = "input" if l == 0 else "sigmoid" if l == len(named) - 1 else "ReLU"
        ax.text(left + width / 2, 0.25 * tallest + 0.14, f"{name}  {A.shape}", ha="center")
        ax.text(
            left + width / 2,
            -0.25 * tallest - 0.14,
            kind,
            ha="center",
            va="top",
            color=style.GREY,
            fontsize=9,
        )
        if l:
            arrow(ax, (left - 0.62, 0), (left - 0.08, 0), style.INK)
        left += width + 0.7
    ax.set_xlim(-0.1, left - 0.6)
    ax.set_ylim(-0.25 * tallest - 0.65, 0.25 * tallest + 0.65)
    return fig


@style.styled
def blocks_and_caches(caches: Sequence[Cache], AL: npt.NDArray[Any]) -> Figure:
    """Draw the forward and backward blocks of all layers, and between them the real caches.

    Parameters
    ----------
    caches : list
        What L_model_forward has kept; few units and few examples.
    AL : ndarray (1, m)
        Its output.
    """
    L = len(caches)
    step, room, label = 13.0, 9.6, 1.9
    parts = [
        [
            (f"$A^{{[{l - 1}]}}$", A_prev),
            (f"$W^{{[{l}]}}$", W),
            (f"$b^{{[{l}]}}$", b),
            (f"$Z^{{[{l}]}}$", Z),
        ]
        for l, ((A_prev, W, b), Z) in enumerate(caches, start=1)
    ]
    widest = max(a.shape[1] for column in parts for _, a in column)
    tallest = max(sum(a.shape[0] for _, a in column) for column in parts)
    cell = min(0.95, (room - 1) / widest, 22 / tallest)
    height = cell * tallest + 4 * (label + 0.6) + 0.8
    top, bottom = height / 2 + 4.6, -height / 2 - 4.6
    left, right = step - 9.0, step * L + 13.0
    low, high = bottom - 6.4, top + 2.4
    fig = style.new_figure(style.WIDTH * (high - low) / (right - left))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)
    for l, column in enumerate(parts, start=1):
        x = step * l
        kind = "sigmoid" if l == L else "ReLU"
        _box(ax, (x, top), (8.4, 4.0), f"forward {l}\nlinear, {kind}", edge=style.BLUE)
        _box(ax, (x, bottom), (8.4, 4.0), f"backward {l}\n{kind}, linear", edge=style.ORANGE)
        arrow(ax, (x - step + 4.3, top), (x - 4.3, top), style.BLUE)
        arrow(ax, (x - 4.3, bottom), (x - step + 4.3, bottom), style.ORANGE, "--")
        between = x - step / 2
        ax.text(between, top + 0.5, f"$A^{{[{l - 1}]}}$", ha="center", va="bottom")
        ax.text(between, bottom - 0.5, f"$dA^{{[{l - 1}]}}$", ha="center", va="top")
        arrow(ax, (x, top - 2.0), (x, height / 2), style.GREY)
        arrow(ax, (x, -height / 2), (x, bottom + 2.0), style.GREY)
        arrow(ax, (x, bottom - 2.0), (x, bottom - 4.0), style.ORANGE, "--")
        ax.text(x, bottom - 4.2, f"$dW^{{[{l}]}}$, $db^{{[{l}]}}$", ha="center", va="top")
        box(
            ax,
            (x, 0),
            (room, height),
            corners="pad=0,rounding_size=0.5",
            edge=style.GREY,
            facecolor="none",
            linewidth=1,
            linestyle=":",
        )
        y = height / 2 - 0.6
        for name, array in column:
            ax.text(x, y, f"{name} {array.shape}", ha="center", va="top", fontsize=8.5)
            y -= label
            rows, columns = array.shape
            limit = float(np.abs(array).max()) or 1.0
            _matrix(ax, np.asarray(array, float), (x - cell * columns / 2, y), cell, limit)
            y -= cell * rows + 0.6
    end = step * L + 4.3
    arrow(ax, (end, top), (end + 2.6, top), style.BLUE)
    ax.text(end + 2.9, top, f"$A^{{[{L}]}}$", ha="left", va="center")
    arrow(ax, (end + 2.6, bottom), (end, bottom), style.ORANGE, "--")
    ax.text(end + 2.9, bottom, f"$dA^{{[{L}]}}$", ha="left", va="center")
    ax.text(
        end + 1.2,
        0,
        "the caches\n\nviolet: above 0\norange: below 0\nwhite: near 0",
        va="center",
        fontsize=8.5,
        color=style.GREY,
    )
    return fig


@style.styled
def whole_flow(
    caches: Sequence[Cache],
    AL: npt.NDArray[Any],
    cost: float,
    grads: Mapping[str, npt.NDArray[Any]],
) -> Figure:
    """Draw one round of training: forward, cost, back, update, with shapes and sizes.

    Parameters
    ----------
    caches : list
        What L_model_forward has kept.
    AL : ndarray (1, m)
        Its output.
    cost : float
        J.
    grads : dict
        What L_model_backward has returned.
    """
    L = len(caches)
    step = 4.6
    fig = style.new_figure(4.5)
    ax = fig.subplots()
    style.bare(ax)
    top, bottom = 3.0, -1.0
    for l, ((A_prev, _, _), _) in enumerate(caches, start=1):
        x = step * l
        kind = "sigmoid" if l == L else "ReLU"
        name = "$X$" if l == 1 else f"$A^{{[{l - 1}]}}$"
        _box(ax, (x, top), (2.5, 1.1), f"layer {l}\n{kind}", edge=style.BLUE)
        _box(ax, (x, bottom), (2.5, 1.1), f"back through\nlayer {l}", edge=style.ORANGE)
        arrow(ax, (x - step + 1.3, top), (x - 1.3, top), style.BLUE)
        ax.text(x - step / 2, top + 0.2, f"{name}\n", ha="center", va="bottom", fontsize=10)
        ax.text(
            x - step / 2, top + 0.2, str(A_prev.shape), ha="center", va="bottom", fontsize=8.5,
            color=style.BLUE,
        )  # fmt: skip
        if l > 1:
            arrow(ax, (x - 1.3, bottom), (x - step + 1.3, bottom), style.ORANGE, "--")
            ax.text(
                x - step / 2,
                bottom - 0.2,
                f"$dA^{{[{l - 1}]}}$",
                ha="center",
                va="top",
                fontsize=10,
            )
        arrow(ax, (x, top - 0.6), (x, bottom + 0.6), style.GREY, ":")
        ax.text(x + 0.15, (top + bottom) / 2, "cache", color=style.GREY, fontsize=9, va="center")
        arrow(ax, (x, bottom - 0.6), (x, bottom - 1.55), style.ORANGE, "--")
        longest = float(np.linalg.norm(grads[f"dW{l}"]))
        ax.text(
            x,
            bottom - 1.7,
            f"$dW^{{[{l}]}}$ {grads[f'dW{l}'].shape}\n$db^{{[{l}]}}$ {grads[f'db{l}'].shape}",
            ha="center",
            va="top",
            fontsize=9,
        )
        ax.text(
            x,
            bottom - 2.95,
            f"length of dW: {longest:.2g}",
            ha="center",
            va="top",
            fontsize=8.5,
            color=style.GREY,
        )
    end = step * (L + 1)
    arrow(ax, (end - step + 1.3, top), (end - 1.35, top), style.BLUE)
    ax.text(end - step / 2, top + 0.2, f"$\\hat{{Y}} = A^{{[{L}]}}$\n", ha="center", va="bottom")
    ax.text(
        end - step / 2, top + 0.2, str(AL.shape), ha="center", va="bottom", fontsize=8.5,
        color=style.BLUE,
    )  # fmt: skip
    _box(ax, (end, top), (2.6, 1.1), f"loss, mean\nJ = {cost:.3f}", edge=style.INK)
    arrow(
        ax,
        (end, top - 0.6),
        (end - step + 1.3, bottom),
        style.ORANGE,
        "--",
        path="angle,angleA=-90,angleB=0,rad=8",
    )
    ax.text(end - step / 2, bottom - 0.2, f"$dA^{{[{L}]}}$", ha="center", va="top", fontsize=10)
    _box(
        ax,
        (step * (L + 1) / 2, bottom - 4.3),
        (step * L - 0.6, 1.0),
        r"update: every $W := W - \alpha\, dW$ and $b := b - \alpha\, db$, then the next round",
    )
    ax.set_xlim(step * 0.3, end + 1.6)
    ax.set_ylim(bottom - 5.0, top + 1.7)
    return fig


# --- why deep -------------------------------------------------------------------------------------


def _edges(picture: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Return how much the brightness of a picture changes from column to column, row to row."""
    grey = np.asarray(picture, dtype=float).mean(axis=2)
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    across[:, 1:] = np.diff(grey, axis=1)
    down[1:] = np.diff(grey, axis=0)
    return across, down


@style.styled
def simple_to_complex(picture: npt.NDArray[Any]) -> Figure:
    """Draw how simple features are put together to complex ones, in pictures and in sound.

    Parameters
    ----------
    picture : ndarray (size, size, 3)
        A drawn face.
    """
    size = picture.shape[0]
    fig = style.new_figure(5.4)
    upper, lower = cast("Any", fig).subfigures(2, 1, height_ratios=[1.55, 1.2], hspace=0.02)
    grid = upper.add_gridspec(2, 7, width_ratios=[2, 0.35, 1, 0.35, 2, 0.35, 2])

    def panel(where: Any, title: str = "") -> Axes:
        ax: Axes = upper.add_subplot(where)
        style.bare(ax)
        ax.set_title(title, fontsize=9.5)
        return ax

    ax = panel(grid[:, 0], "pixels")
    small = np.asarray(picture)[:: size // 16, :: size // 16]
    ax.imshow(small, interpolation="nearest")
    across, down = _edges(picture)
    for row, (edges, name) in enumerate(((across, "vertical edges"), (down, "horizontal edges"))):
        ax = panel(grid[row, 2], name)
        limit = float(np.abs(edges).max()) or 1.0
        ax.imshow(edges, cmap=style.DIVERGING, vmin=-limit, vmax=limit)
    inner = grid[:, 4].subgridspec(3, 2, height_ratios=[1, 0.75, 1])
    cuts = (
        (inner[0, 0], (0.12, 0.46), (0.12, 0.46), "left ear"),
        (inner[0, 1], (0.12, 0.46), (0.54, 0.88), "right ear"),
        (inner[1, :], (0.50, 0.74), (0.17, 0.83), "eyes"),
        (inner[2, :], (0.62, 0.92), (0.26, 0.74), "nose and mouth"),
    )
    for where, rows, columns, name in cuts:
        ax = panel(where, name)
        ax.title.set_fontsize(8.5)
        top, bottom, left, right = (round(size * part) for part in (*rows, *columns))
        ax.imshow(picture[top:bottom, left:right])
    ax = panel(grid[:, 6], "the face")
    ax.imshow(picture)
    for column in (1, 3, 5):
        ax = panel(grid[:, column])
        ax.text(0.5, 0.5, "→", ha="center", va="center", fontsize=18, color=style.GREY)
    _draw_sound(lower.subplots())
    return fig


def _draw_sound(ax: Axes) -> None:
    """Draw the same way for a spoken word."""
    sheet(ax, 100, 30)
    t = np.linspace(0, 1, 500)
    wave = np.sin(2 * np.pi * (9 * t + 12 * t**2)) * np.sin(np.pi * t) ** 0.7
    wave *= 0.55 + 0.45 * np.cos(2 * np.pi * 3 * t)
    ax.plot(2 + 22 * t, 15 + 8 * wave, color=style.BLUE, linewidth=1)
    for y, (x0, y0, x1, y1), name in (
        (21, (33, 18, 41, 23), "rises"),
        (8, (33, 10, 41, 5), "falls"),
    ):
        arrow(ax, (x0, y0), (x1, y1), style.BLUE)
        ax.text(43, y, name, va="center", fontsize=9.5)
    for x, letter in ((59, "C"), (65, "A"), (71, "T")):
        box(ax, (x, 15), (4.2, 8), letter, corners="pad=0.2", words={"fontsize": 12})
    ax.text(89, 15, '"cat"', ha="center", va="center", fontsize=15)
    for middle in (28.5, 53.0, 79.0):
        ax.text(middle, 15, "→", ha="center", va="center", fontsize=18, color=style.GREY)
    for x, name in (
        (13, "the wave"),
        (39, "how the tone moves"),
        (65, "phonemes"),
        (89, "the word"),
    ):
        ax.text(x, 28.5, name, ha="center", va="center", fontsize=9.5)


@style.styled
def xor_tournament(bits: Sequence[int]) -> Figure:
    """Draw the small network for two bits, and the tree of such networks for more.

    Parameters
    ----------
    bits : sequence of int
        The bits of one example.
    """
    fig = style.new_figure(3.4)
    left, right = fig.subplots(1, 2, width_ratios=[1, 1.7])
    for ax in (left, right):
        style.bare(ax)
    _draw_small_net(left)
    row = [(float(x), int(bit)) for x, bit in enumerate(bits)]
    level = 0
    for x, bit in row:
        right.text(x, -0.28, str(bit), ha="center", va="center", fontsize=11)
    while len(row) > 1:
        pairs = [row[i : i + 2] for i in range(0, len(row), 2)]
        above = []
        for pair in pairs:
            x = float(np.mean([place for place, _ in pair]))
            bit = sum(b for _, b in pair) % 2
            for place, _ in pair:
                right.plot(
                    [place, x], [level + (0 if level == 0 else 0.22), level + 0.78],
                    color=style.GREY, linewidth=1, zorder=1,
                )  # fmt: skip
            if len(pair) == 2:
                box(
                    right,
                    (x, level + 0.97),
                    (0.66, 0.5),
                    corners="pad=0,rounding_size=0.1",
                    edge=style.BLUE,
                    zorder=2,
                )
            right.text(x, level + 0.97, str(bit), ha="center", va="center", fontsize=11, zorder=3)
            above.append((x, bit))
        row, level = above, level + 1
        right.text(
            len(bits) - 0.3, level, f"round {level}", va="center", color=style.GREY, fontsize=9
        )
    right.text(len(bits) - 0.3, -0.28, "the bits", va="center", color=style.GREY, fontsize=9)
    right.text(row[0][0], level + 0.4, "parity", ha="center", va="bottom", fontsize=9.5)
    right.set_xlim(-0.6, len(bits) + 0.9)
    right.set_ylim(-0.6, level + 0.85)
    right.set_title(f"{len(bits)} bits: {len(bits) - 1} small networks in {level} rounds")
    return fig


def _draw_small_net(ax: Axes) -> None:
    """Draw equation (4.2) as a network with its weights."""
    ax.set_aspect("equal")
    inputs, hidden, output = ((0, 1.1), (0, -1.1)), ((2.1, 1.1), (2.1, -1.1)), (4.2, 0.0)
    join(ax, inputs, hidden, style.GREY, 1)
    join(ax, hidden, [output], style.GREY, 1)
    for x0, y0 in inputs:
        for x1, y1 in hidden:
            ax.text(
                x0 + 0.3 * (x1 - x0), y0 + 0.3 * (y1 - y0) + 0.13, "1", fontsize=9, color=style.BLUE
            )
    for (x, y), weight in zip(hidden, ("1", "−2"), strict=True):
        ax.text(
            x + 0.5 * (output[0] - x),
            y / 2 + (0.2 if y > 0 else -0.45),
            weight,
            fontsize=9,
            color=style.BLUE,
        )
    names = ("$x_1$", "$x_2$", "$h_1$", "$h_2$", r"$\oplus$")
    for (x, y), name in zip((*inputs, *hidden, output), names, strict=True):
        color = style.GREY if x == 0 else style.INK
        node(ax, (x, y), 0.42, color, name, words={"zorder": 3}, zorder=2)
    for (x, y), bias in ((hidden[0], "b = 0"), (hidden[1], "b = −1"), (output, "b = 0")):
        ax.text(x, y - 0.62, bias, ha="center", va="top", fontsize=8.5, color=style.ORANGE)
    ax.set_xlim(-0.7, 5.0)
    ax.set_ylim(-2.4, 2.0)
    ax.set_title("2 bits: 3 units, all ReLU")


@style.styled
def units_for_parity(deep: Mapping[int, int], shallow: Mapping[int, int]) -> Figure:
    """Draw how many units two circuits for parity have, against the number of bits.

    Parameters
    ----------
    deep, shallow : dict of int to int
        Number of bits to the number of units that were counted.
    """
    fig = style.new_figure(3.1)
    ax = fig.subplots()
    for counts, name, look in (
        (shallow, "shallow: one hidden layer", 1),
        (deep, "deep: a tree of small networks", 0),
    ):
        n = list(counts)
        ax.plot(
            n,
            list(counts.values()),
            color=style.PALETTE[look],
            linestyle=style.DASHES[look],
            marker=style.MARKERS[look],
            ms=5,
            label=name,
        )
        ax.annotate(
            str(counts[n[-1]]),
            (n[-1], counts[n[-1]]),
            (6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.set_xticks(list(deep))
    ax.set_xlabel("number of bits n")
    ax.set_ylabel("units (logarithmic)")
    ax.set_xlim(min(deep) - 0.3, max(deep) + 0.7)
    ax.legend(loc="upper left")
    return fig


# --- first weights, gradient check, training ------------------------------------------------------


@style.styled
def signal_through_layers(spreads: Mapping[str, Sequence[float]]) -> Figure:
    """Draw the typical size of the activations in each layer, for some scales of the weights.

    Parameters
    ----------
    spreads : dict of str to sequence of float
        For each scale the root of the mean square of A[0], A[1], ...
    """
    fig = style.new_figure(3.1)
    ax = fig.subplots()
    order = sorted(spreads, key=lambda name: -spreads[name][-1])
    for number, name in enumerate(order):
        sizes = spreads[name]
        ax.plot(
            range(len(sizes)),
            sizes,
            color=style.PALETTE[number],
            linestyle=style.DASHES[number],
            marker=style.MARKERS[number],
            ms=5,
        )
        ax.annotate(
            f"weights times {name}",
            (len(sizes) - 1, sizes[-1]),
            (8, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=style.PALETTE[number],
        )
    last = max(len(sizes) for sizes in spreads.values()) - 1
    ax.axhline(1, color=style.GREY, linewidth=1, linestyle=":")
    ax.set_yscale("log")
    ax.set_xlim(-0.2, last + 1.9)
    ax.set_xticks(range(last + 1))
    ax.set_xlabel("layer")
    ax.set_ylabel("size of the activations\n(logarithmic)")
    return fig


@style.styled
def slope_errors(cost_after: Callable[[float], float], slope: float) -> Figure:
    """Draw how far a slope measured by nudging is off, against the size of the nudge.

    Parameters
    ----------
    cost_after : function
        Takes how far one parameter is moved, returns the cost.
    slope : float
        The slope at 0, as the backward pass gives it.
    """
    epsilons = np.logspace(-1, -13, 37)
    start = cost_after(0.0)
    one, both = [], []
    for epsilon in epsilons:
        above, below = cost_after(epsilon), cost_after(-epsilon)
        one.append((above - start) / epsilon)
        both.append((above - below) / (2 * epsilon))
    fig = style.new_figure(3.2)
    ax = fig.subplots()
    for values, name, look in ((one, "on one side", 1), (both, "on both sides", 0)):
        error = np.abs(np.array(values) - slope) / abs(slope)
        ax.loglog(
            epsilons,
            np.maximum(error, 1e-16),
            color=style.PALETTE[look],
            linestyle=style.DASHES[look],
            marker=style.MARKERS[look],
            ms=4,
            linewidth=1.4,
            label=name,
        )
    ax.axvspan(1e-7, 1e-4, color=style.LIGHT, alpha=0.45, linewidth=0)
    ax.set_xlabel(r"size of the nudge $\varepsilon$ (logarithmic)")
    ax.set_ylabel("relative error of the slope\n(logarithmic)")
    ax.legend(loc="upper center")
    return fig


@style.styled
def learned_regions(
    scores: Mapping[str, Callable[[Floats], Any]],
    points: npt.NDArray[Any],
    labels: npt.NDArray[Any],
) -> Figure:
    """Draw points in the plane and what some networks answer everywhere, a panel for each.

    Parameters
    ----------
    scores : dict of str to function
        Takes points (2, k) and returns probabilities (1, k).
    points : ndarray (2, m)
    labels : ndarray (1, m)
    """
    fig = style.new_figure(3.6)
    axes = fig.subplots(1, len(scores), sharey=True, squeeze=False)[0]
    edge = 1.12 * float(np.abs(points).max())
    grid = np.linspace(-edge, edge, 160)
    x, y = np.meshgrid(grid, grid)
    everywhere = np.array([x.ravel(), y.ravel()])
    looks = {0: (style.ORANGE, "s"), 1: (style.BLUE, "o")}
    for ax, (name, score) in zip(axes, scores.items(), strict=True):
        answer = np.asarray(score(everywhere), dtype=float).reshape(x.shape)
        ax.contourf(
            x, y, answer, levels=[-1, 0.5, 2], colors=[style.ORANGE, style.BLUE], alpha=0.22
        )
        ax.contour(x, y, answer, levels=[0.5], colors=[style.INK], linewidths=1)
        draw_classes(ax, points, labels, looks, size=4, rim=0.5)
        ax.set_title(name)
        ax.set_xlabel("$x_1$")
        ax.set_aspect("equal")
        ax.grid(False)
        ax.set_xlim(-edge, edge)
        ax.set_ylim(-edge, edge)
    axes[0].set_ylabel("$x_2$")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig
