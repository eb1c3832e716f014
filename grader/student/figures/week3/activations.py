"""The figures of week3/activations.

Slopes are measured here by a small nudge, never by a formula: what the lesson asks for is not to
be found in its figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from grader.student.figures.drawing import draw_labeled_points, relu, sigmoid, slope_of, style

Floats = npt.NDArray[np.float64]
Activation = Callable[[Any], Any]

NUDGE = 1e-5
_slope = partial(slope_of, nudge=NUDGE)
#: Light versions of blue and orange, for the two sides of a boundary.
SIDES = ("#FBE3D2", "#D3E6F2")
CLASSES = {1: (style.BLUE, "o"), 0: (style.ORANGE, "s")}
RANGE = 6.0
DEPTH = 10


def _four(leak: float) -> dict[str, Activation]:
    return {
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "ReLU": relu,
        f"leaky ReLU ({leak:g})": partial(relu, leak=leak),
    }


# --- what a network can do ------------------------------------------------------------------------


@style.styled
def boundaries(
    X: npt.NDArray[Any], Y: npt.NDArray[Any], nets: Mapping[str, Callable[[Floats], Floats]]
) -> Figure:
    """Draw two classes of points and where each network changes its answer, a panel for each.

    Parameters
    ----------
    X : ndarray (2, m)
    Y : ndarray (1, m)
        Labels, 0 or 1.
    nets : dict of str to function
        Each takes points (2, k) and returns the probability of label 1, (1, k).
    """
    fig = style.new_figure(4.2)
    axes = fig.subplots(1, len(nets), sharey=True, squeeze=False)[0]
    reach = float(np.abs(X).max()) * 1.12
    along = np.linspace(-reach, reach, 161)
    x1, x2 = np.meshgrid(along, along)
    grid = np.stack([x1.ravel(), x2.ravel()])
    for ax, (name, net) in zip(axes, nets.items(), strict=True):
        one = np.asarray(net(grid)).reshape(x1.shape)
        ax.contourf(x1, x2, one > 0.5, levels=[-0.5, 0.5, 1.5], cmap=ListedColormap(SIDES))
        if one.min() < 0.5 < one.max():
            ax.contour(x1, x2, one, levels=[0.5], colors=style.INK, linewidths=1.6)
        draw_labeled_points(ax, X, Y, CLASSES, size=4.5, rim=0.5)
        right = float(np.mean((np.asarray(net(X)) > 0.5) == Y))
        ax.set_title(f"{name}\n{right:.0%} of the answers right")
        ax.set_xlabel("$x_1$")
        ax.set_aspect("equal")
        ax.grid(False)
    axes[0].set_ylabel("$x_2$")
    handles, names = axes[0].get_legend_handles_labels()
    fig.legend(handles, names, loc="outside lower center", ncols=2, handletextpad=0.1)
    return fig


# --- the four functions ---------------------------------------------------------------------------


@style.styled
def activations(z: float | None = None, leak: float = 0.01) -> Figure:
    """Draw the four activation functions with their slopes, a panel for each.

    Parameters
    ----------
    z : float, optional
        Where to draw the tangent and write down its slope; nowhere by default.
    leak : float
        Slope of the leaky ReLU for negative z.
    """
    fig = style.new_figure(5.6)
    axes = fig.subplots(2, 2, sharex=True)
    for ax, (name, g) in zip(axes.flat, _four(leak).items(), strict=True):
        _draw_with_slope(ax, g)
        ax.set_title(name if z is None else f"{name}\n{_draw_tangent(ax, g, z)}")
    for ax in axes[0]:
        ax.set_ylim(-1.35, 1.35)
    for ax in axes[1]:
        ax.set_xlabel("z")
        ax.set_ylim(-1.35, 4.2)
    for ax in axes[:, 0]:
        ax.set_ylabel("g(z) and its slope")
    handles, names = axes[0, 0].get_legend_handles_labels()
    fig.legend(handles, names, loc="outside upper center", ncols=2)
    return fig


def _draw_with_slope(ax: Axes, g: Activation) -> None:
    """Draw a function and its slope; at a kink the slope has a gap."""
    # An even number of points: none of them is 0, where some of the functions have no slope.
    z = np.linspace(-RANGE, RANGE, 600)
    slope = np.asarray(_slope(g, z))
    jump = int(np.abs(np.diff(slope)).argmax())
    if abs(slope[jump + 1] - slope[jump]) > 0.3:
        z_slope, slope = np.insert(z, jump + 1, 0.0), np.insert(slope, jump + 1, np.nan)
    else:
        z_slope = z
    ax.axvline(0, color=style.LIGHT, linewidth=1)
    ax.axhline(0, color=style.LIGHT, linewidth=1)
    ax.plot(z, g(z), color=style.BLUE, label="the function $a = g(z)$")
    ax.plot(z_slope, slope, "--", color=style.ORANGE, label="its slope $g'(z)$")
    ax.set_xlim(-RANGE, RANGE)


def _draw_tangent(ax: Axes, g: Activation, z: float) -> str:
    """Draw the tangent at z and return its slope in words; at a kink there is none."""
    left, right = (float(_slope(g, z + side * 2 * NUDGE)) for side in (-1, 1))
    a, slope = float(g(z)), float(_slope(g, z))
    ax.plot([z], [a], "o", color=style.INK, ms=6)
    if abs(left - right) > 0.3:
        return f"z = {z:g}: slope {left:.3g} on the left, {right:.3g} on the right"
    ends = np.array([z - 1.6, z + 1.6])
    ax.plot(ends, a + slope * (ends - z), color=style.INK, linewidth=1.4)
    return f"z = {z:g}: a = {a:.4g}, slope {slope:.3g}"


@style.styled
def kink() -> Figure:
    """Draw the ReLU near 0, with its slope on either side and that of a nudge to both."""
    fig = style.new_figure(2.9)
    panels = fig.subplots(1, 3, sharey=True)
    z = np.array([-1.5, 0.0, 1.5])
    cases = (
        ("nudge to the left", (-0.8, 0.0), style.BLUE),
        ("nudge to the right", (0.0, 0.8), style.GREEN),
        ("nudge to both sides", (-0.8, 0.8), style.PURPLE),
    )
    for ax, (name, ends, color) in zip(panels, cases, strict=True):
        ax.plot(z, relu(z), color=style.LIGHT, linewidth=5, solid_joinstyle="miter")
        heights = [float(relu(end)) for end in ends]
        ax.plot(ends, heights, "o-", color=color)
        slope = (heights[1] - heights[0]) / (ends[1] - ends[0])
        ax.set_title(f"{name}:\nslope {slope:g}")
        ax.set_xlabel("z, in nudges")
        ax.set_xticks([-0.8, 0, 0.8], [r"$-\varepsilon$", "0", r"$+\varepsilon$"])
        ax.set_yticks([0, 0.8], ["0", r"$\varepsilon$"])
        ax.set_ylim(-0.4, 1.6)
    panels[0].set_ylabel("ReLU(z), in nudges")
    return fig


@style.styled
def histograms(values: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw how often each value of an activation occurs, a panel for each name.

    Parameters
    ----------
    values : dict of str to array
    """
    fig = style.new_figure(2.8)
    axes = fig.subplots(1, len(values), sharey=True, squeeze=False)[0]
    bins = np.linspace(-1, 1, 41)
    for number, (ax, (name, array)) in enumerate(zip(axes, values.items(), strict=True)):
        flat = np.asarray(array, dtype=float).ravel()
        ax.hist(
            flat,
            bins,
            weights=np.full(flat.size, 100 / flat.size),
            color=style.PALETTE[number],
            alpha=0.75,
        )
        mean = float(flat.mean())
        ax.axvline(mean, color=style.INK, linestyle="--", linewidth=1.5)
        ax.set_title(f"{name}: mean {mean:.2f} (dashed)".replace("-0.00", "0.00"))
        ax.set_xlabel("activation a")
        ax.set_xlim(-1.05, 1.05)
    axes[0].set_ylabel("share of the values (%)")
    return fig


# --- saturation and depth -------------------------------------------------------------------------


@style.styled
def saturation_by_scale(
    scales: Sequence[float], shares: Sequence[float], slopes: Sequence[float]
) -> Figure:
    """Draw, against the size of the weights, how many units are saturated and what slope is left.

    Parameters
    ----------
    scales : sequence of float
        Spread of the weights.
    shares : sequence of float
        Share of saturated activations, 0 to 1.
    slopes : sequence of float
        Mean slope of the activation function.
    """
    fig = style.new_figure(3.0)
    left, right = fig.subplots(1, 2)
    left.semilogx(scales, 100 * np.asarray(shares), "o-", color=style.BLUE)
    left.set_ylim(-4, 104)
    left.set_ylabel("saturated activations (%)")
    right.loglog(scales, slopes, "s--", color=style.ORANGE)
    right.set_ylabel("mean slope $g'(z)$")
    for ax in (left, right):
        ax.set_xlabel("spread of the weights")
        ax.xaxis.set_major_locator(FixedLocator(list(scales)))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter("{x:g}")
    right.yaxis.set_major_formatter("{x:g}")
    return fig


@style.styled
def chains(weight: float = 1.0, x: float = 1.0) -> Figure:
    """Draw the slope of a chain of single units against its length, for three activations.

    Parameters
    ----------
    weight : float
        The weight of every unit; biases are 0.
    x : float
        The input of the first unit.
    """
    fig = style.new_figure(3.4)
    ax = fig.subplots()
    lowest = 0.1
    units: dict[str, Activation] = {"sigmoid": sigmoid, "tanh": np.tanh, "ReLU": relu}
    for number, (name, g) in enumerate(units.items()):
        a, total = x, [1.0]
        for _ in range(DEPTH):
            total.append(total[-1] * weight * float(_slope(g, weight * a)))
            a = float(g(weight * a))
        size = np.abs(total)
        lowest = min(lowest, float(size[size > 1e-30].min()))
        ax.semilogy(
            range(DEPTH + 1),
            np.where(size > 1e-30, size, np.nan),
            color=style.PALETTE[number],
            linestyle=style.DASHES[number],
            marker=style.MARKERS[number],
            ms=5,
            label=name if size[-1] > 1e-30 else f"{name} (slope 0, off the scale)",
        )
    ax.axhline(1, color=style.GRAY, linewidth=1)
    ax.set_ylim(bottom=lowest / 3)
    ax.set_xticks(range(DEPTH + 1))
    ax.set_xlabel("number of units in the chain")
    ax.set_ylabel("slope of the output\nwith respect to x (logarithmic)")
    ax.set_title(f"every weight {weight:g}, input x = {x:g}", loc="left")
    ax.legend(loc="lower left")
    return fig


# --- which one? -----------------------------------------------------------------------------------


@style.styled
def fitted_curves(
    x: npt.NDArray[Any],
    y: npt.NDArray[Any],
    curves: Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike]],
    x_name: str,
    y_name: str,
) -> Figure:
    """Draw points and the curves that networks have fitted to them.

    Parameters
    ----------
    x, y : ndarray (1, m)
    curves : dict of str to (x, y)
        Points along each curve.
    x_name, y_name : str
        Labels of the axes, with units.
    """
    fig = style.new_figure(3.9)
    ax = fig.subplots()
    ax.plot(np.ravel(x), np.ravel(y), ".", color=style.GRAY, ms=4, alpha=0.55, label="data")
    for number, (name, (along, height)) in enumerate(curves.items()):
        ax.plot(
            np.ravel(along),
            np.ravel(height),
            color=style.PALETTE[number],
            linestyle=style.DASHES[number],
            linewidth=2.4,
            label=name,
        )
    ax.set_xlabel(x_name)
    ax.set_ylabel(y_name)
    ax.legend(loc="upper left")
    return fig


@style.styled
def cost_spread(runs: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw the cost of several training runs: the middle run as a line, all of them as a band.

    Parameters
    ----------
    runs : dict of str to array (number of runs, number of steps)
    """
    fig = style.new_figure(3.6)
    ax = fig.subplots()
    for number, (name, values) in enumerate(runs.items()):
        costs = np.asarray(values, dtype=float)
        step = np.arange(costs.shape[1])
        color = style.PALETTE[number]
        ax.fill_between(step, costs.min(axis=0), costs.max(axis=0), color=color, alpha=0.14)
        ax.plot(
            step,
            np.median(costs, axis=0),
            color=color,
            linestyle=style.DASHES[number],
            label=name,
        )
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.set_xlabel("iteration")
    ax.set_ylabel("cost J (logarithmic)")
    ax.legend(loc="lower left")
    return fig
