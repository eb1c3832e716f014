"""The sigmoid, alone and of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from grader.student.figures.drawing import sigmoid, style


@style.styled
def line_and_sigmoid(x: npt.NDArray[Any], y: npt.NDArray[Any], w: float, b: float) -> Figure:
    """Draw labels against one feature, with the bare line and with the sigmoid of the line.

    Parameters
    ----------
    x, y : ndarray (1, m)
        The feature and the labels.
    w, b : float
        Parameters of the line.
    """
    fig = style.new_figure(2.9)
    axes = fig.subplots(1, 2, sharey=True)
    grid = np.linspace(-4, 4, 200)
    line = w * grid + b
    for ax, curve, title in zip(
        axes,
        (line, sigmoid(line)),
        (r"the bare line,  $\hat{y} = wx + b$", r"its sigmoid,  $\hat{y} = \sigma(wx + b)$"),
        strict=True,
    ):
        ax.axhspan(1, 3, color=style.LIGHT, alpha=0.45, linewidth=0)
        ax.axhspan(-2, 0, color=style.LIGHT, alpha=0.45, linewidth=0)
        ax.plot(grid, curve, color=style.BLUE)
        ax.plot(x.ravel(), y.ravel(), "o", color=style.ORANGE, markeredgecolor=style.PAPER, ms=8)
        ax.set_title(title)
        ax.set_xlabel("feature x")
        ax.set_xlim(-4, 4)
        ax.set_ylim(-1.6, 2.6)
    axes[0].set_ylabel(r"$\hat{y}$ (line),  y (points)")
    axes[0].text(-3.8, 1.15, "no probability up here", color=style.GRAY, fontsize=9)
    axes[0].text(0.2, -0.9, "nor down here", color=style.GRAY, fontsize=9)
    return fig


@style.styled
def sigmoid_curve() -> Figure:
    """Draw the sigmoid with its two limits and its middle."""
    fig = style.new_figure(2.9)
    ax = fig.subplots()
    z = np.linspace(-8, 8, 400)
    ax.plot(z, sigmoid(z), color=style.BLUE)
    for limit in (0, 1):
        ax.axhline(limit, color=style.GRAY, linestyle="--", linewidth=1.2)
    ax.plot(0, 0.5, "o", color=style.ORANGE, ms=8)
    ax.annotate(r"$\sigma(0) = \frac{1}{2}$", (0, 0.5), (0.5, 0.42), fontsize=12)
    ax.text(-7.9, 1.04, r"limit 1, for $z \to +\infty$: never reached", color=style.GRAY)
    ax.text(
        7.9,
        -0.04,
        r"limit 0, for $z \to -\infty$: never reached",
        color=style.GRAY,
        ha="right",
        va="top",
    )
    ax.set_xlim(-8, 8)
    ax.set_ylim(-0.16, 1.16)
    ax.set_xlabel("z")
    ax.set_ylabel(r"$\sigma(z)$")
    return fig


@style.styled
def sigmoid_of_line(settings: Sequence[tuple[float, float]]) -> Figure:
    """Draw the sigmoid of w x + b for some pairs (w, b), one panel each, beside (1, 0).

    Parameters
    ----------
    settings : sequence of (w, b)
    """
    fig = style.new_figure(2.6 if len(settings) > 1 else 3.0, 8.0 if len(settings) > 1 else 5.0)
    axes = fig.subplots(1, len(settings), sharey=True, squeeze=False)[0]
    x = np.linspace(-6, 6, 300)
    for ax, (w, b) in zip(axes, settings, strict=True):
        ax.plot(x, sigmoid(x), color=style.GRAY, linestyle=":", linewidth=1.6)
        ax.plot(x, sigmoid(w * x + b), color=style.BLUE)
        ax.axhline(0.5, color=style.LIGHT, linewidth=1)
        if w and abs(b / w) < 6:
            ax.plot(-b / w, 0.5, "o", color=style.ORANGE, ms=8)
            ax.plot([-b / w] * 2, [-0.05, 0.5], color=style.ORANGE, linestyle="--", linewidth=1.2)
        ax.set_title(f"w = {w:g},  b = {b:g}")
        ax.set_xlabel("feature x")
        ax.set_xlim(-6, 6)
        ax.set_xticks([-6, -3, 0, 3, 6])
        ax.set_ylim(-0.05, 1.05)
    axes[0].set_ylabel(r"$\sigma(wx + b)$")
    return fig
