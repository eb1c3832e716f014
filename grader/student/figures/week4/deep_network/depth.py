"""Why deep: simple features and complex ones, and the units that parity takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import arrow, box, join, node, sheet, style

Floats = npt.NDArray[np.float64]


def _edges(image: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Return how much the brightness of an image changes from column to column, row to row."""
    gray = np.asarray(image, dtype=float).mean(axis=2)
    across, down = np.zeros_like(gray), np.zeros_like(gray)
    across[:, 1:] = np.diff(gray, axis=1)
    down[1:] = np.diff(gray, axis=0)
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
        ax.text(0.5, 0.5, "→", ha="center", va="center", fontsize=18, color=style.GRAY)
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
        ax.text(middle, 15, "→", ha="center", va="center", fontsize=18, color=style.GRAY)
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
                    color=style.GRAY, linewidth=1, zorder=1,
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
            len(bits) - 0.3, level, f"round {level}", va="center", color=style.GRAY, fontsize=9
        )
    right.text(len(bits) - 0.3, -0.28, "the bits", va="center", color=style.GRAY, fontsize=9)
    right.text(row[0][0], level + 0.4, "parity", ha="center", va="bottom", fontsize=9.5)
    right.set_xlim(-0.6, len(bits) + 0.9)
    right.set_ylim(-0.6, level + 0.85)
    right.set_title(f"{len(bits)} bits: {len(bits) - 1} small networks in {level} rounds")
    return fig


def _draw_small_net(ax: Axes) -> None:
    """Draw equation (4.2) as a network with its weights."""
    ax.set_aspect("equal")
    inputs, hidden, output = ((0, 1.1), (0, -1.1)), ((2.1, 1.1), (2.1, -1.1)), (4.2, 0.0)
    join(ax, inputs, hidden, style.GRAY, 1)
    join(ax, hidden, [output], style.GRAY, 1)
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
        color = style.GRAY if x == 0 else style.INK
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
