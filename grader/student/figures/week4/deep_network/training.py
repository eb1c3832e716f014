"""First weights, the gradient check, and the regions of a trained network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from grader.student.figures.drawing import draw_labeled_points, style

Floats = npt.NDArray[np.float64]


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
    ax.axhline(1, color=style.GRAY, linewidth=1, linestyle=":")
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
        predicted = np.asarray(score(everywhere), dtype=float).reshape(x.shape)
        ax.contourf(
            x, y, predicted, levels=[-1, 0.5, 2], colors=[style.ORANGE, style.BLUE], alpha=0.22
        )
        ax.contour(x, y, predicted, levels=[0.5], colors=[style.INK], linewidths=1)
        draw_labeled_points(ax, points, labels, looks, size=4, rim=0.5)
        ax.set_title(name)
        ax.set_xlabel("$x_1$")
        ax.set_aspect("equal")
        ax.grid(False)
        ax.set_xlim(-edge, edge)
        ax.set_ylim(-edge, edge)
    axes[0].set_ylabel("$x_2$")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig
