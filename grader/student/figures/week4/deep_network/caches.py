"""The arrays of a real network: outputs of layers, caches, forward and backward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import Point, arrow, box, style

Floats = npt.NDArray[np.float64]

#: ((A_prev, W, b), Z) of one layer.
Cache = tuple[tuple[Floats, Floats, Floats], Floats]

_box = partial(box, corners="pad=0,rounding_size=0.08", linewidth=1.2, words={"fontsize": 9})


def _matrix(
    ax: Axes,
    array: Floats,
    corner: tuple[float, float],
    cell: float,
    limit: float,
    frame: str = style.GRAY,
) -> None:
    """Draw a matrix as colored cells; `corner` is its upper left one."""
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
        _draw_numbers(ax, A, left, limit)
        kind = "input" if l == 0 else "sigmoid" if l == len(named) - 1 else "ReLU"
        ax.text(left + width / 2, 0.25 * tallest + 0.14, f"{name}  {A.shape}", ha="center")
        ax.text(
            left + width / 2,
            -0.25 * tallest - 0.14,
            kind,
            ha="center",
            va="top",
            color=style.GRAY,
            fontsize=9,
        )
        if l:
            arrow(ax, (left - 0.62, 0), (left - 0.08, 0), style.INK)
        left += width + 0.7
    ax.set_xlim(-0.1, left - 0.6)
    ax.set_ylim(-0.25 * tallest - 0.65, 0.25 * tallest + 0.65)
    return fig


def _draw_numbers(ax: Axes, A: Floats, left: float, limit: float) -> None:
    """Draw a matrix with its numbers, centered around y = 0; colors are strongest at `limit`."""
    top = A.shape[0] * 0.5 / 2
    for (i, j), number in np.ndenumerate(A):
        x, y = left + 0.92 * j, top - 0.5 * (i + 1)
        value = float(number)
        ax.add_patch(
            Rectangle(
                (x, y),
                0.92,
                0.5,
                facecolor=style.ORANGE if value < 0 else style.BLUE,
                alpha=0.08 + 0.47 * min(abs(value) / limit, 1) if value else 0.0,
                edgecolor="none",
            )
        )
        ax.add_patch(Rectangle((x, y), 0.92, 0.5, fill=False, edgecolor=style.LIGHT, linewidth=0.7))
        ax.text(
            x + 0.46,
            y + 0.25,
            _short(value),
            ha="center",
            va="center",
            fontsize=8,
            color=style.INK if value else style.GRAY,
        )


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
    parts = [_named_arrays(l, cache) for l, cache in enumerate(caches, start=1)]
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
        arrow(ax, (x, top - 2.0), (x, height / 2), style.GRAY)
        arrow(ax, (x, -height / 2), (x, bottom + 2.0), style.GRAY)
        arrow(ax, (x, bottom - 2.0), (x, bottom - 4.0), style.ORANGE, "--")
        ax.text(x, bottom - 4.2, f"$dW^{{[{l}]}}$, $db^{{[{l}]}}$", ha="center", va="top")
        _draw_cache(ax, column, x, (room, height), label, cell)
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
        color=style.GRAY,
    )
    return fig


def _named_arrays(l: int, cache: Cache) -> list[tuple[str, Floats]]:
    """Return the arrays that layer l has kept, with their names."""
    (A_prev, W, b), Z = cache
    return [
        (f"$A^{{[{l - 1}]}}$", A_prev),
        (f"$W^{{[{l}]}}$", W),
        (f"$b^{{[{l}]}}$", b),
        (f"$Z^{{[{l}]}}$", Z),
    ]


def _draw_cache(
    ax: Axes,
    arrays: Sequence[tuple[str, Floats]],
    x: float,
    size: Point,
    label: float,
    cell: float,
) -> None:
    """Draw the arrays of a cache below each other in a frame around (x, 0).

    Parameters
    ----------
    ax : Axes
    arrays : sequence of (name, array)
    x : float
    size : (width, height)
        Of the frame.
    label, cell : float
        Heights of a name and of a cell.
    """
    box(
        ax,
        (x, 0),
        size,
        corners="pad=0,rounding_size=0.5",
        edge=style.GRAY,
        facecolor="none",
        linewidth=1,
        linestyle=":",
    )
    y = size[1] / 2 - 0.6
    for name, array in arrays:
        ax.text(x, y, f"{name} {array.shape}", ha="center", va="top", fontsize=8.5)
        y -= label
        rows, columns = array.shape
        limit = float(np.abs(array).max()) or 1.0
        _matrix(ax, np.asarray(array, float), (x - cell * columns / 2, y), cell, limit)
        y -= cell * rows + 0.6


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
        kind = "sigmoid" if l == L else "ReLU"
        _draw_layer(ax, step, (top, bottom), l, kind, A_prev.shape)
        _draw_gradients(ax, (step * l, bottom), l, grads)
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


def _draw_layer(
    ax: Axes, step: float, heights: tuple[float, float], l: int, kind: str, shape: tuple[int, ...]
) -> None:
    """Draw layer l forward and backward, with the arrows from the layer before and back to it.

    Parameters
    ----------
    ax : Axes
    step : float
        Distance of two layers.
    heights : (float, float)
        Of the blocks of the forward and the backward pass.
    l : int
        Number of the layer.
    kind : str
        Its activation function.
    shape : tuple of int
        Shape of its input.
    """
    x, (top, bottom) = step * l, heights
    name = "$X$" if l == 1 else f"$A^{{[{l - 1}]}}$"
    _box(ax, (x, top), (2.5, 1.1), f"layer {l}\n{kind}", edge=style.BLUE)
    _box(ax, (x, bottom), (2.5, 1.1), f"back through\nlayer {l}", edge=style.ORANGE)
    arrow(ax, (x - step + 1.3, top), (x - 1.3, top), style.BLUE)
    ax.text(x - step / 2, top + 0.2, f"{name}\n", ha="center", va="bottom", fontsize=10)
    ax.text(
        x - step / 2, top + 0.2, str(shape), ha="center", va="bottom", fontsize=8.5,
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
    arrow(ax, (x, top - 0.6), (x, bottom + 0.6), style.GRAY, ":")
    ax.text(x + 0.15, (top + bottom) / 2, "cache", color=style.GRAY, fontsize=9, va="center")


def _draw_gradients(ax: Axes, below: Point, l: int, grads: Mapping[str, npt.NDArray[Any]]) -> None:
    """Draw dW and db of layer l, below its block of the backward pass."""
    x, bottom = below
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
        color=style.GRAY,
    )
