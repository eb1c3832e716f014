"""Losses against the prediction, costs over w and b."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import style
from grader.student.figures.week2.logistic_regression.cost_functions import (
    cross_entropy_cost,
    squared_error_cost,
)

Floats = npt.NDArray[np.float64]

#: Where the figures about the small set look at w and b.
W_RANGE = (-6.0, 6.0)

B_RANGE = (-8.0, 8.0)


@style.styled
def losses() -> Figure:
    """Draw squared error and cross-entropy against the prediction, for y = 1 and for y = 0."""
    fig = style.new_figure(3.1)
    axes = fig.subplots(1, 2, sharey=True)
    yhat = np.linspace(0.005, 0.995, 400)
    z = np.log(yhat) - np.log1p(-yhat)
    for ax, y in zip(axes, (1, 0), strict=True):
        ax.plot(yhat, np.logaddexp(0, z) - y * z, color=style.BLUE, label="cross-entropy (3.2)")
        ax.plot(
            yhat,
            (yhat - y) ** 2 / 2,
            color=style.ORANGE,
            linestyle="--",
            label="squared error (3.1)",
        )
        ax.set_title(f"the truth is y = {y}")
        ax.set_xlabel(r"prediction $\hat{y}$")
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 5)
        ax.plot(y, 0, "*", color=style.INK, ms=13, clip_on=False, zorder=5)
    axes[0].set_ylabel("loss of one example")
    axes[0].legend(loc="upper right")
    axes[0].annotate(
        "right and sure: loss 0",
        (0.985, 0.08),
        (0.42, 1.35),
        arrowprops={"arrowstyle": "->", "color": style.GRAY},
        color=style.GRAY,
    )
    axes[1].annotate(
        "wrong and sure:\nno upper bound",
        (0.985, 4.3),
        (0.42, 3.6),
        arrowprops={"arrowstyle": "->", "color": style.GRAY},
        color=style.GRAY,
    )
    return fig


@style.styled
def cost_surfaces(x: npt.NDArray[Any], y: npt.NDArray[Any]) -> Figure:
    """Draw both costs over (w, b), and a cut through each with a chord.

    Parameters
    ----------
    x, y : ndarray (1, m)
        One feature and the labels.
    """
    fig = style.new_figure(5.8)
    grid = fig.add_gridspec(2, 2, height_ratios=[1.4, 1])
    w, b = np.meshgrid(np.linspace(*W_RANGE, 61), np.linspace(*B_RANGE, 61))
    costs = (squared_error_cost, cross_entropy_cost)
    for column, (cost, name) in enumerate(
        zip(costs, ("squared error", "cross-entropy"), strict=True)
    ):
        ax: Any = fig.add_subplot(grid[0, column], projection="3d")
        ax.plot_surface(
            w,
            b,
            cost(w, b, x, y),
            cmap=style.SEQUENTIAL,
            linewidth=0.1,
            edgecolor=style.PAPER,
            rcount=40,
            ccount=40,
            antialiased=True,
        )
        ax.view_init(elev=28, azim=-60)
        ax.set_title(f"cost with {name}", pad=0)
        ax.set_xlabel("w")
        ax.set_ylabel("b")
        ax.set_zlabel("J")
        ax.set_xticks([-6, -3, 0, 3, 6])
        ax.set_yticks([-8, -4, 0, 4, 8])
        ax.set_box_aspect((1, 1, 0.75), zoom=0.9)
        ax.tick_params(labelsize=8)
        _draw_cut(fig.add_subplot(grid[1, column]), lambda v, c=cost: c(v, 0.0, x, y))  # type: ignore[misc]
    return fig


def _draw_cut(ax: Axes, cost: Callable[[Any], Floats]) -> None:
    """Draw the cut b = 0 through a cost, and the straight line between two of its points."""
    w = np.linspace(*W_RANGE, 300)
    ends = np.array([-5.0, 0.6])
    chord = np.interp(w, ends, cost(ends))
    inside = (w >= ends[0]) & (w <= ends[1])
    ax.plot(w, cost(w), color=style.BLUE)
    ax.plot(ends, cost(ends), color=style.ORANGE, marker="o", linestyle="--", linewidth=1.5)
    above = inside & (cost(w) > chord)
    ax.fill_between(w, cost(w), chord, where=list(above), color=style.ORANGE, alpha=0.3)
    bends = bool(above[5:-5].any() and np.max((cost(w) - chord)[inside]) > 1e-3)
    ax.set_title(
        "cut at b = 0: the curve rises above its chord"
        if bends
        else "cut at b = 0: the curve stays below its chord",
        fontsize=9.5,
    )
    ax.set_xlabel("w")
    ax.set_ylabel("J(w, 0)")
