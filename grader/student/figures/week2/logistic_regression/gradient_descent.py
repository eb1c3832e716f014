"""Steps of gradient descent on the cost, and the cost during a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from grader.student.figures.drawing import slope_of, style
from grader.student.figures.week2.logistic_regression.cost_functions import cross_entropy_cost

Floats = npt.NDArray[np.float64]

_slope = partial(slope_of, nudge=1e-5)

STEPS = 12


def _walk(
    x: Floats, y: Floats, w: float, b: float, alpha: float, steps: int, move_b: bool = True
) -> Floats:
    """Return the points (w, b) of gradient descent, shape (steps + 1, 2)."""
    points = [(w, b)]
    for _ in range(steps):
        at_w, at_b = w, b
        w = at_w - alpha * _slope(lambda v, b=at_b: cross_entropy_cost(v, b, x, y), at_w)  # type: ignore[misc]
        if move_b:
            b = at_b - alpha * _slope(lambda v, w=at_w: cross_entropy_cost(w, v, x, y), at_b)  # type: ignore[misc]
        points.append((w, b))
    return np.array(points)


@style.styled
def descent(x: npt.NDArray[Any], y: npt.NDArray[Any], alphas: Sequence[float]) -> Figure:
    """Draw J(w) with the points of gradient descent from both sides, a panel for each alpha.

    Parameters
    ----------
    x, y : ndarray (1, m)
        One feature and the labels; b stays 0.
    alphas : sequence of float
        Learning rates.
    """
    single = len(alphas) == 1
    fig = style.new_figure(3.2, 5.0 if single else 8.0)
    axes = fig.subplots(1, len(alphas), sharey=True, squeeze=False)[0]
    w = np.linspace(-6, 10, 300)
    for ax, alpha in zip(axes, alphas, strict=True):
        ax.plot(w, cross_entropy_cost(w, 0.0, x, y), color=style.GRAY, linewidth=1.5)
        for start, color, marker, side in (
            (-4.0, style.BLUE, "o", "from the left"),
            (6.0, style.ORANGE, "s", "from the right"),
        ):
            at = _walk(x, y, start, 0.0, alpha, STEPS, move_b=False)[:, 0]
            ax.plot(
                at,
                cross_entropy_cost(at, 0.0, x, y),
                color=color,
                marker=marker,
                ms=2.5 if alpha < 1 else 5.5,
                linewidth=0.9,
                markeredgewidth=0.0 if alpha < 1 else 0.8,
                markeredgecolor=style.PAPER,
                label=side,
            )
        ax.set_title(rf"$\alpha$ = {alpha:g}, {STEPS} steps")
        ax.set_xlabel("w")
        ax.set_xlim(-6, 10)
    axes[0].set_ylabel("J(w), with b = 0")
    axes[0].legend(loc="upper right", handlelength=1.2, fontsize=9)
    return fig


@style.styled
def paths(x: npt.NDArray[Any], y: npt.NDArray[Any], alphas: Sequence[float]) -> Figure:
    """Draw gradient descent over the contour lines of J(w, b), a panel for each alpha.

    Parameters
    ----------
    x, y : ndarray (1, m)
        One feature and the labels.
    alphas : sequence of float
        Learning rates.
    """
    single = len(alphas) == 1
    fig = style.new_figure(4.0 if single else 2.75, 5.0 if single else 8.0)
    axes = fig.subplots(1, len(alphas), sharey=True, squeeze=False)[0]
    for ax, alpha in zip(axes, alphas, strict=True):
        points = _walk(x, y, -4.0, 5.0, alpha, STEPS)
        _draw_path(ax, x, y, points)
        ax.set_title(rf"$\alpha$ = {alpha:g}, {STEPS} steps")
    axes[0].set_ylabel("b")
    return fig


@style.styled
def path(x: npt.NDArray[Any], y: npt.NDArray[Any], points: npt.NDArray[Any]) -> Figure:
    """Draw points (w, b) that somebody else has computed, over the contour lines of J(w, b).

    Parameters
    ----------
    x, y : ndarray (1, m)
        One feature and the labels.
    points : ndarray (k, 2)
        The values of w and b, in the order in which they came.
    """
    fig = style.new_figure(4.0, 5.0)
    ax = fig.subplots()
    _draw_path(ax, x, y, np.asarray(points, dtype=float))
    ax.set_ylabel("b")
    return fig


def _draw_path(ax: Axes, x: Floats, y: Floats, points: Floats) -> None:
    """Draw contour lines of J(w, b) and a path on them."""
    w, b = np.meshgrid(np.linspace(-6, 10, 121), np.linspace(-6, 7, 121))
    cost = cross_entropy_cost(w, b, x, y)
    levels = np.geomspace(cost.min() * 1.02, cost.max(), 14)
    ax.contour(w, b, cost, levels=levels, norm=LogNorm(), cmap=style.SEQUENTIAL, linewidths=1)
    ax.plot(
        *points.T,
        color=style.ORANGE,
        marker="o",
        ms=4.5,
        linewidth=1.1,
        markeredgecolor=style.PAPER,
    )
    ax.plot(*points[0], "o", color=style.ORANGE, ms=8)
    ax.annotate(
        "start",
        points[0],
        xytext=(0, 8),
        textcoords="offset points",
        ha="center",
        color=style.ORANGE,
    )
    lowest = np.unravel_index(cost.argmin(), cost.shape)
    ax.plot(w[lowest], b[lowest], "*", color=style.INK, ms=12)
    ax.set_xlabel("w")
    ax.set_xlim(-6, 10)
    ax.set_ylim(-6, 7)
    ax.set_yticks([-5, 0, 5])
    # Steps leave at right angles to the lines: that shows only with equal units.
    ax.set_aspect("equal")
    ax.grid(False)


@style.styled
def cost_curves(
    curves: Mapping[str, npt.ArrayLike], every: int = 1, logarithmic: bool = False
) -> Figure:
    """Draw cost against iterations, a curve for each name.

    Parameters
    ----------
    curves : dict of str to sequence of float
        Costs, the first at iteration 0.
    every : int
        Iterations between two costs.
    logarithmic : bool
        Whether the cost axis is logarithmic.
    """
    fig = style.new_figure(3.0)
    ax = fig.subplots()
    for number, (name, values) in enumerate(curves.items()):
        costs = np.asarray(values, dtype=float)
        look = number % len(style.PALETTE)
        ax.plot(
            every * np.arange(len(costs)),
            costs,
            color=style.PALETTE[look],
            linestyle=style.DASHES[look],
            label=name,
            marker=style.MARKERS[look] if len(costs) < 50 else "",
            ms=4,
        )
    ax.set_xlabel("iteration")
    ax.set_ylabel("cost J")
    if logarithmic:
        ax.set_yscale("log")
        ax.set_ylabel("cost J (logarithmic)")
        ax.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter("")
    else:
        ax.set_ylim(bottom=0)
    if len(curves) > 1:
        # Above the curves: wherever it stood among them, it would hide one.
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(curves))
    return fig
