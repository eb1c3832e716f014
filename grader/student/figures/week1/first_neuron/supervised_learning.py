"""Families of networks, and unstructured data."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import PALE, Point, arrow, join, node, spread, style
from grader.student.figures.week1.first_neuron.diagram_parts import prepare_diagram, write_centered

_arrow = partial(arrow, head=11, gap=1)


@style.styled
def network_families() -> Figure:
    """Draw the three families of networks: standard, convolutional, recurrent."""
    fig = style.new_figure(2.95)
    left, middle, right = fig.subplots(1, 3)
    _draw_standard(left)
    _draw_convolutional(middle)
    _draw_recurrent(right)
    return fig


def _draw_standard(ax: Axes) -> None:
    """Draw layers in which every unit sees all of the layer before."""
    prepare_diagram(ax, 40, 40, "standard (fully connected)")
    layers = ((6, 4), (20, 4), (34, 1))
    places = [[(float(x), y) for y in spread(n, 21, 8)] for x, n in layers]
    for before, after in itertools.pairwise(places):
        join(ax, before, after, style.GRAY, 0.8)
    for column, color in zip(places, (style.BLUE, style.INK, style.GREEN), strict=True):
        for place in column:
            _dot(ax, place, color)
    write_centered(ax, (20, 1.5), "each unit sees every input", style.GRAY, 9)


def _draw_convolutional(ax: Axes) -> None:
    """Draw a small window that slides over a picture, and the map that it fills."""
    prepare_diagram(ax, 40, 40, "convolutional (CNN)")
    _grid(ax, (2, 12), 6, 3.0, style.BLUE)
    _grid(ax, (25, 15), 4, 3.0, style.INK)
    # A window of 3 by 3 at the upper left fills the upper left entry.
    ax.add_patch(Rectangle((2, 21), 9, 9, fill=False, edgecolor=style.ORANGE, linewidth=2.2))
    ax.add_patch(Rectangle((25, 24), 3, 3, fill=False, edgecolor=style.ORANGE, linewidth=2.2))
    for y0, y1 in ((30, 27), (21, 24)):
        ax.plot([11, 25], [y0, y1], color=style.ORANGE, linewidth=1, linestyle="--")
    _arrow(ax, (3, 33), (12, 33), style.ORANGE)
    write_centered(ax, (11, 8.5), "picture", style.BLUE, 9)
    write_centered(ax, (31, 8.5), "map", style.INK, 9)
    write_centered(ax, (20, 1.5), "one small window slides over all", style.GRAY, 9)


def _draw_recurrent(ax: Axes) -> None:
    """Draw a unit that is used step after step and hands on what it remembers."""
    prepare_diagram(ax, 40, 40, "recurrent (RNN)")
    for number, x in enumerate((7.0, 20.0, 33.0), 1):
        _arrow(ax, (x, 11.5), (x, 17.5), style.GRAY)
        _arrow(ax, (x, 24.5), (x, 30.5), style.GRAY)
        _dot(ax, (x, 9), style.BLUE)
        _dot(ax, (x, 33), style.GREEN)
        ax.add_patch(Rectangle((x - 3, 18), 6, 6, facecolor=PALE, edgecolor=style.INK))
        write_centered(ax, (x, 5), f"step {number}", style.BLUE, 9)
        if number < 3:
            _arrow(ax, (x + 3, 21), (x + 10, 21), style.ORANGE)
    write_centered(ax, (20, 1.5), "one after the other, with a memory", style.GRAY, 9)


@style.styled
def unstructured_data(
    picture: npt.NDArray[Any], wave: npt.ArrayLike, rate: int, sentence: str
) -> Figure:
    """Draw a picture, a sound and a text, each with the first numbers that it is stored as.

    Parameters
    ----------
    picture : ndarray (height, width, 3)
    wave : array of numbers
        A sound, sample after sample.
    rate : int
        Samples in a second.
    sentence : str
    """
    fig = style.new_figure(3.5)
    axes = fig.subplots(1, 3)
    left, middle, right = axes
    style.bare(left)
    left.imshow(picture)
    samples = np.asarray(wave, float)
    shown = samples[: rate // 50]
    middle.plot(1000 * np.arange(len(shown)) / rate, shown, color=style.BLUE, marker=".", lw=1)
    middle.set_xlabel("time (milliseconds)")
    middle.set_ylabel("air pressure (no unit)")
    style.bare(right)
    right.text(0.5, 0.5, _wrapped(sentence, 18), ha="center", va="center", fontsize=11.5)
    numbers = (
        ", ".join(str(int(v)) for v in picture.ravel()[:5]),
        ", ".join(f"{v:.2f}" for v in samples[:4]),
        ", ".join(str(ord(letter)) for letter in sentence[:5]),
    )
    counts = (picture.size, len(samples), len(sentence))
    names = ("image", "audio", "text")
    for ax, name, count, start in zip(axes, names, counts, numbers, strict=True):
        ax.set_title(f"{name}: {count} numbers\n{start}, ...", fontsize=10)
    return fig


def _wrapped(sentence: str, width: int) -> str:
    """Return a sentence in lines of about this many letters."""
    lines = [""]
    for word in sentence.split():
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _dot(ax: Axes, at: Point, color: str) -> None:
    """Draw a unit as a small circle."""
    node(ax, at, 2.2, color, linewidth=1.8, zorder=3)


def _grid(ax: Axes, corner: Point, n: int, cell: float, color: str) -> None:
    """Draw a grid of n by n cells from its lower left corner."""
    for i in range(n):
        for j in range(n):
            ax.add_patch(
                Rectangle(
                    (corner[0] + j * cell, corner[1] + i * cell),
                    cell,
                    cell,
                    facecolor=color,
                    alpha=0.12 + 0.1 * ((3 * i + 5 * j) % 4),
                    edgecolor=style.PAPER,
                    linewidth=0.8,
                )
            )
