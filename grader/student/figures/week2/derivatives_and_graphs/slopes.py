"""Slopes: the small triangle, slopes along a curve, errors against the width of the nudge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import slope_of, style
from grader.student.figures.week2.derivatives_and_graphs.number_format import format_number

Function = Callable[[Any], Any]

_slope = partial(slope_of, nudge=1e-6)

#: The functions of the first sections: formula, function, formula of the slope, range drawn.
_EXAMPLES: Mapping[str, tuple[str, Function, str, tuple[float, float]]] = {
    "3a": ("3a", lambda a: 3.0 * a, "3", (0.0, 6.5)),
    "a^2": ("a^2", lambda a: a * a, "2a", (0.0, 6.5)),
    "a^3": ("a^3", lambda a: a * a * a, "3a^2", (0.0, 6.5)),
    "ln a": (r"\ln a", np.log, "1/a", (0.25, 6.5)),
}


@style.styled
def triangles(f: str, places: Sequence[float], nudge: float) -> Figure:
    """Draw a curve, and beside it the triangle of a nudge at some places, magnified.

    Parameters
    ----------
    f : str
        "3a", "a^2", "a^3" or "ln a".
    places : sequence of float
        Where the triangles stand; one panel for each.
    nudge : float
        Their width.
    """
    formula, function, _, (low, high) = _EXAMPLES[f]
    fig = style.new_figure(3.1, 8.0 if len(places) > 1 else 6.4)
    panels = fig.subplots(1, 1 + len(places), width_ratios=[0.85, *[1] * len(places)])
    a = np.linspace(low, high, 300)
    panels[0].plot(a, function(a), color=style.BLUE)
    panels[0].set_title(f"$f(a) = {formula}$")
    panels[0].set_xlabel("a")
    panels[0].set_ylabel("f(a)")
    heights = [float(function(at + nudge) - function(at)) for at in places]
    steepest = max(abs(height) for height in heights) / nudge
    for number, (ax, at, height) in enumerate(zip(panels[1:], places, heights, strict=True)):
        color = (style.ORANGE, style.GREEN)[number % 2]
        marker = style.MARKERS[number % 2]
        panels[0].plot(at, function(at), color=color, marker=marker, ms=8)
        _draw_triangle(ax, function, at, nudge, height, steepest, color, f)
    return fig


def _draw_triangle(
    ax: Axes,
    function: Function,
    at: float,
    nudge: float,
    height: float,
    steepest: float,
    color: str,
    name: str,
) -> None:
    """Draw the triangle of one nudge. All panels of a figure stretch heights by one factor."""
    base = float(function(at))
    near = np.linspace(at - 0.5 * nudge, at + 1.7 * nudge, 100)
    near = near[near > 0] if name == "ln a" else near
    corners = ([at, at + nudge, at + nudge, at], [base, base, base + height, base])
    ax.fill(*corners, color=color, alpha=0.18)
    ax.plot(near, function(near), color=style.BLUE)
    ax.plot([at, at + nudge], [base, base], color=color, linewidth=1.6)
    ax.plot([at + nudge] * 2, [base, base + height], color=color, linewidth=1.6)
    ax.plot([at, at + nudge], [base, base + height], color=color, linewidth=1.2, linestyle="--")
    room = 1.25 * steepest * nudge
    middle = base + height / 2
    ax.set_xlim(at - 0.5 * nudge, at + 1.7 * nudge)
    ax.set_ylim(middle - 0.75 * room, middle + 0.75 * room)
    ax.set_xticks([at, at + nudge], [_tick(at, nudge, ""), _tick(at + nudge, nudge, "")])
    levels = [base, base + height]
    ax.set_yticks(levels, [_tick(level, nudge, name) for level in levels])
    ax.text(at + nudge / 2, base - 0.03 * room, f"{nudge:g}", ha="center", va="top", color=color)
    ax.text(
        at + 1.06 * nudge,
        middle,
        _tick(height, nudge, name),
        ha="left",
        va="center",
        color=color,
    )
    ax.set_title(f"at a = {at:g}: height/width = {height / nudge:.5g}", fontsize=9.5)
    ax.set_xlabel("a, magnified")
    ax.grid(False)


def _tick(value: float, nudge: float, name: str) -> str:
    """Write a number with the digits that a nudge of this size changes."""
    if nudge <= 0.001:
        return f"{value:.5f}" if name == "ln a" else f"{value:.3f}"
    return f"{value:.4f}".rstrip("0").rstrip(".")


@style.styled
def slopes_along(names: Sequence[str]) -> Figure:
    """Draw curves with a tangent here and there, and below each curve its slope at every place.

    Parameters
    ----------
    names : sequence of str
        Some of "3a", "a^2", "a^3" and "ln a".
    """
    fig = style.new_figure(4.4)
    axes = fig.subplots(2, len(names), sharex=True, squeeze=False)
    for column, name in enumerate(names):
        formula, function, slope_formula, (low, high) = _EXAMPLES[name]
        a = np.linspace(low, high, 200)
        places = np.array([0.5, 2.0, 5.0])
        slopes = _slope(function, places)
        upper, lower = axes[:, column]
        upper.plot(a, function(a), color=style.BLUE)
        for at, slope in zip(places, slopes, strict=True):
            wide = np.array([at - 1.2, at + 1.2])
            upper.plot(wide, function(at) + slope * (wide - at), color=style.ORANGE, linewidth=1.6)
        upper.plot(places, function(places), "o", color=style.ORANGE, ms=5)
        lowest, highest = float(function(low)), float(function(high))
        margin = 0.08 * (highest - lowest)
        upper.set_ylim(lowest - margin, highest + margin)
        upper.set_title(f"$f(a) = {formula}$")
        falls = slopes[-1] < slopes[0]
        lower.plot(a, _slope(function, a), color=style.ORANGE, linestyle="--", linewidth=1.4)
        lower.plot(places, slopes, "o", color=style.ORANGE, ms=6)
        for at, slope in zip(places, slopes, strict=True):
            lower.annotate(
                format_number(slope),
                (at, slope),
                xytext=(5 if falls else -5, 5),
                textcoords="offset points",
                ha="left" if falls else "right",
                fontsize=9,
                color=style.INK,
            )
        lower.set_ylim(0, 1.22 * max(float(np.max(_slope(function, a))), 1e-9))
        lower.set_title(rf"its slope, ${slope_formula}$")
        lower.set_xlabel("a")
    axes[0, 0].set_ylabel("f(a)")
    axes[1, 0].set_ylabel("slope at a")
    return fig


@style.styled
def nudge_errors(widths: npt.ArrayLike, errors: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw how far measured slopes are from the true one, against the width of the nudge.

    Parameters
    ----------
    widths : array_like (k,)
    errors : dict of str to array_like (k,)
        For each way of measuring its errors. Where one is exactly 0 there is no point.
    """
    fig = style.new_figure(3.4)
    ax = fig.subplots()
    for number, (name, values) in enumerate(errors.items()):
        found = np.asarray(values, dtype=float)
        ax.plot(
            np.asarray(widths),
            np.where(found > 0, found, np.nan),
            color=style.PALETTE[number],
            marker=style.MARKERS[number],
            linestyle=style.DASHES[number],
            linewidth=1.3,
            ms=5,
            label=name,
        )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.invert_xaxis()
    ax.set_xlabel("width of the nudge, eps (logarithmic, smaller to the right)")
    ax.set_ylabel("error (logarithmic)")
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=len(errors))
    return fig
