"""Images, what is computed from their numbers, and what the model predicts for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.figures.drawing import style


@style.styled
def gallery(
    images: npt.NDArray[Any],
    captions: Sequence[str],
    columns: int = 6,
    row_names: Sequence[str] = (),
) -> Figure:
    """Draw pictures side by side, each under its caption.

    Parameters
    ----------
    images : ndarray (k, height, width, 3)
    captions : sequence of k str
    columns : int
        Pictures in a row.
    row_names : sequence of str, optional
        What to write at the left of each row.
    """
    rows = -(-len(images) // columns)
    fig = style.new_figure(1.62 * rows * 6 / columns)
    axes = fig.subplots(rows, columns, squeeze=False)
    for ax in axes.flat:
        style.bare(ax)
    for ax, image, caption in zip(axes.flat, images, captions, strict=False):
        ax.imshow(image)
        ax.set_title(caption, fontsize=9.5, pad=3)
    for ax, name in zip(axes[:, 0], row_names, strict=False):
        ax.set_ylabel(name, fontsize=10.5, labelpad=6)
    return fig


@style.styled
def picture_as_column(image: npt.NDArray[Any], first: int = 9, last: int = 3) -> Figure:
    """Draw a picture, its three channels, and the column of all its numbers.

    Parameters
    ----------
    image : ndarray (size, size, 3)
        Red, green and blue, 0 to 255.
    first, last : int
        How many entries of the column are drawn at its top and at its end.
    """
    size = image.shape[0]
    fig = style.new_figure(3.9)
    grid = fig.add_gridspec(3, 3, width_ratios=[3.0, 1.15, 2.0])
    ax = fig.add_subplot(grid[:, 0])
    ax.imshow(image)
    ax.set_title(f"the picture: {size} by {size} pixels")
    ax.set_xlabel("column of pixels")
    ax.set_ylabel("row of pixels")
    ax.grid(False)
    for channel, (name, colors) in enumerate(
        (("red", "Reds_r"), ("green", "Greens_r"), ("blue", "Blues_r"))
    ):
        ax = fig.add_subplot(grid[channel, 1])
        style.bare(ax)
        ax.imshow(image[:, :, channel], cmap=colors, vmin=0, vmax=255)
        ax.set_title(f"{name}: ({size}, {size})", fontsize=9, pad=3)
    _draw_column(fig.add_subplot(grid[:, 2]), image.ravel(), first, last)
    return fig


def _draw_column(ax: Axes, numbers: npt.NDArray[Any], first: int, last: int) -> None:
    """Draw the ends of a column of numbers, in the colors of their channels."""
    style.bare(ax)
    n = len(numbers)
    entries = [*range(first), None, *range(n - last, n)]
    for row, j in enumerate(entries):
        middle = -row - 0.5
        if j is None:
            ax.text(0.5, middle, "⋮", ha="center", va="center", fontsize=13)
            continue
        value = int(numbers[j])
        color = np.zeros(3)
        color[j % 3] = value / 255
        ax.add_patch(Rectangle((0, middle - 0.5), 1, 1, facecolor=color, edgecolor=style.PAPER))
        bright = color @ (0.3, 0.6, 0.1) > 0.45
        ink = style.INK if bright else style.PAPER
        ax.text(0.5, middle, f"{value}", ha="center", va="center", color=ink)
        ax.text(-0.12, middle, f"$x_{{{j + 1}}}$", ha="right", va="center")
        ax.text(1.12, middle, "RGB"[j % 3], ha="left", va="center", color=style.GRAY)
    ax.set_title(f"its column: ({n}, 1)")
    ax.set_xlim(-1.1, 2.1)
    ax.set_ylim(-len(entries), 0)


@style.styled
def weights_as_image(w: npt.NDArray[Any]) -> Figure:
    """Draw the weights as pictures: one for each channel, zero in the middle of the colours.

    Parameters
    ----------
    w : ndarray (size * size * 3, 1)
    """
    size = round((w.size / 3) ** 0.5)
    channels = w.reshape(size, size, 3)
    limit = float(np.abs(w).max()) or 1.0
    fig = style.new_figure(2.9)
    axes = fig.subplots(1, 3)
    for channel, (ax, name) in enumerate(zip(axes, ("red", "green", "blue"), strict=True)):
        style.bare(ax)
        shown = ax.imshow(channels[:, :, channel], cmap=style.DIVERGING, vmin=-limit, vmax=limit)
        ax.set_title(f"weights of {name}")
    fig.colorbar(shown, ax=axes, label="weight  (towards cat: above 0)", shrink=0.85)
    return fig


@style.styled
def judged_picture(
    image: npt.NDArray[Any], probability: float, classes: Sequence[str] = ("not a cat", "cat")
) -> Figure:
    """Draw a picture beside what the model thinks of it.

    Parameters
    ----------
    image : ndarray (size, size, 3)
    probability : float
        What the model gives for the second class.
    classes : sequence of two str
    """
    fig = style.new_figure(2.1, width=6.0)
    left, right = fig.subplots(1, 2, width_ratios=[1, 2])
    style.bare(left)
    left.imshow(image)
    shares = (1 - probability, probability)
    bars = right.barh(classes, shares, color=(style.ORANGE, style.BLUE), height=0.55)
    right.bar_label(bars, labels=[f"{share:.0%}" for share in shares], padding=4)
    right.set_xlim(0, 1.12)
    right.set_xticks([0, 0.5, 1])
    right.axvline(0.5, color=style.GRAY, linewidth=1, linestyle=":")
    right.set_xlabel("probability, says the model")
    right.grid(axis="y", visible=False)
    return fig
