"""Gradient descent in one dimension."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.student.figures.drawing import slope_of, style

Floats = npt.NDArray[np.float64]

Function = Callable[[Any], Any]

_slope = partial(slope_of, nudge=1e-6)

STEPS = 12


def _walk(J: Function, start: float, alpha: float, steps: int) -> Floats:
    """Return the places of gradient descent, shape (steps + 1,), with measured slopes."""
    w = [start]
    for _ in range(steps):
        w.append(w[-1] - alpha * float(_slope(J, w[-1])))
    return np.array(w)


@style.styled
def downhill(
    J: Function,
    alphas: Sequence[float],
    starts: tuple[float, float] = (-1.0, 4.5),
    shown: tuple[float, float] = (-3.0, 7.0),
) -> Figure:
    """Draw J(w) with the points of gradient descent from both sides, a panel for each alpha.

    Parameters
    ----------
    J : callable
        The cost of a number or, entry by entry, an array.
    alphas : sequence of float
        Learning rates.
    starts : (float, float)
        Where the two walks begin.
    shown : (float, float)
        The part of the axis of w that is drawn.
    """
    single = len(alphas) == 1
    fig = style.new_figure(3.4 if single else 4.8, 5.0 if single else 8.0)
    rows = 1 if single else 2
    axes = fig.subplots(rows, -(-len(alphas) // rows), sharey=True, sharex=True, squeeze=False)
    w = np.linspace(*shown, 300)
    top = float(np.max(J(w)))
    for ax, alpha in zip(axes.flat, alphas, strict=True):
        ax.plot(w, J(w), color=style.GRAY, linewidth=1.5)
        for start, color, marker, name in (
            (starts[0], style.BLUE, "o", "from the left"),
            (starts[1], style.ORANGE, "s", "from the right"),
        ):
            at = _walk(J, start, alpha, STEPS)
            look: dict[str, Any] = {"color": color, "marker": marker}
            look["markeredgecolor"] = style.PAPER
            ax.plot(at, J(at), ms=5.5, linewidth=0.9, label=name, **look)
            ax.plot(start, J(start), ms=9, **look)
        ax.set_title(rf"$\alpha$ = {alpha:g}, {STEPS} steps")
        ax.set_xlim(*shown)
        ax.set_ylim(-0.06 * top, 1.03 * top)
    for ax in axes[-1]:
        ax.set_xlabel("w")
    for ax in axes[:, 0]:
        ax.set_ylabel("J(w)")
    axes[0, 0].legend(loc="upper center", handlelength=1.2, fontsize=9)
    return fig


@style.styled
def distances(curves: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw distances from the lowest point against the step, on a logarithmic axis.

    Parameters
    ----------
    curves : dict of str to sequence of float
        For each name the distances, the first at step 0. A distance of 0 has no place here and
        ends its curve.
    """
    fig = style.new_figure(3.3)
    ax = fig.subplots()
    for number, (name, values) in enumerate(curves.items()):
        found = np.asarray(values, dtype=float)
        look = number % len(style.PALETTE)
        ax.plot(
            np.arange(len(found)),
            np.where(found > 0, found, np.nan),
            color=style.PALETTE[look],
            linestyle=style.DASHES[look],
            marker=style.MARKERS[look],
            # Thick below thin: a curve that lies on another leaves it to be seen.
            ms=8 - number,
            linewidth=3.2 - 0.45 * number,
            label=name,
        )
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("step")
    ax.set_ylabel("distance from the lowest\npoint (logarithmic)")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


@style.styled
def walks(
    J: Function, paths: Mapping[str, npt.ArrayLike], shown: tuple[float, float] = (-3.0, 7.0)
) -> Figure:
    """Draw J(w) and the points that somebody else's gradient descent has visited.

    Parameters
    ----------
    J : callable
        The cost of a number or, entry by entry, an array.
    paths : dict of str to sequence of float
        For each name the values of w, in the order in which they came.
    shown : (float, float)
        The part of the axis of w that is drawn.
    """
    fig = style.new_figure(3.2)
    ax = fig.subplots()
    w = np.linspace(*shown, 400)
    ax.plot(w, J(w), color=style.GRAY, linewidth=1.5)
    for number, (name, values) in enumerate(paths.items()):
        at = np.asarray(values, dtype=float)
        color, marker = style.PALETTE[number], style.MARKERS[number]
        look: dict[str, Any] = {"color": color, "marker": marker, "markeredgecolor": style.PAPER}
        ax.plot(at, J(at), ms=5.5, linewidth=0.9, label=name, **look)
        ax.plot(at[:1], J(at[:1]), ms=10, **look)
    ax.set_xlim(*shown)
    ax.set_xlabel("w")
    ax.set_ylabel("J(w)")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig
