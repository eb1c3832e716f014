"""The figures of week2/logistic_regression.

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
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator

from grader.student.figures import style
from grader.student.figures.curves import sigmoid, slope_of
from grader.student.figures.diagram import arrow, box, new_sheet

Floats = npt.NDArray[np.float64]

_slope = partial(slope_of, nudge=1e-5)
#: Where the figures about the small set look at w and b.
W_RANGE = (-6.0, 6.0)
B_RANGE = (-8.0, 8.0)
STEPS = 12

_arrow = partial(arrow, head=11, gap=1)


def _scores(w: Any, b: Any, x: Floats) -> Floats:
    """Return w x + b for every pair (w, b), with the examples along a new last axis."""
    w, b = np.broadcast_arrays(w, b)
    return np.asarray(np.multiply.outer(w, x.ravel()) + b[..., np.newaxis])


def _entropy_cost(w: Any, b: Any, x: Floats, y: Floats) -> Floats:
    """Return the mean cross-entropy for every pair (w, b)."""
    z = _scores(w, b, x)
    return np.asarray(np.mean(np.logaddexp(0, z) - y.ravel() * z, axis=-1))


def _squared_cost(w: Any, b: Any, x: Floats, y: Floats) -> Floats:
    """Return the mean of half the squared error for every pair (w, b)."""
    return np.asarray(np.mean((sigmoid(_scores(w, b, x)) - y.ravel()) ** 2 / 2, axis=-1))


def _walk(
    x: Floats, y: Floats, w: float, b: float, alpha: float, steps: int, move_b: bool = True
) -> Floats:
    """Return the points (w, b) of gradient descent, shape (steps + 1, 2)."""
    points = [(w, b)]
    for _ in range(steps):
        at_w, at_b = w, b
        w = at_w - alpha * _slope(lambda v, b=at_b: _entropy_cost(v, b, x, y), at_w)  # type: ignore[misc]
        if move_b:
            b = at_b - alpha * _slope(lambda v, w=at_w: _entropy_cost(w, v, x, y), at_b)  # type: ignore[misc]
        points.append((w, b))
    return np.array(points)


# --- pictures -------------------------------------------------------------------------------------


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
    """Draw the ends of a column of numbers, in the colours of their channels."""
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
        ax.text(1.12, middle, "RGB"[j % 3], ha="left", va="center", color=style.GREY)
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
    right.axvline(0.5, color=style.GREY, linewidth=1, linestyle=":")
    right.set_xlabel("probability, says the model")
    right.grid(axis="y", visible=False)
    return fig


# --- the sigmoid ----------------------------------------------------------------------------------


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
    axes[0].text(-3.8, 1.15, "no probability up here", color=style.GREY, fontsize=9)
    axes[0].text(0.2, -0.9, "nor down here", color=style.GREY, fontsize=9)
    return fig


@style.styled
def sigmoid_curve() -> Figure:
    """Draw the sigmoid with its two limits and its middle."""
    fig = style.new_figure(2.9)
    ax = fig.subplots()
    z = np.linspace(-8, 8, 400)
    ax.plot(z, sigmoid(z), color=style.BLUE)
    for limit in (0, 1):
        ax.axhline(limit, color=style.GREY, linestyle="--", linewidth=1.2)
    ax.plot(0, 0.5, "o", color=style.ORANGE, ms=8)
    ax.annotate(r"$\sigma(0) = \frac{1}{2}$", (0, 0.5), (0.5, 0.42), fontsize=12)
    ax.text(-7.9, 1.04, r"limit 1, for $z \to +\infty$: never reached", color=style.GREY)
    ax.text(
        7.9,
        -0.04,
        r"limit 0, for $z \to -\infty$: never reached",
        color=style.GREY,
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
        ax.plot(x, sigmoid(x), color=style.GREY, linestyle=":", linewidth=1.6)
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


# --- loss and cost --------------------------------------------------------------------------------


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
        arrowprops={"arrowstyle": "->", "color": style.GREY},
        color=style.GREY,
    )
    axes[1].annotate(
        "wrong and sure:\nno upper bound",
        (0.985, 4.3),
        (0.42, 3.6),
        arrowprops={"arrowstyle": "->", "color": style.GREY},
        color=style.GREY,
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
    costs = (_squared_cost, _entropy_cost)
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


# --- gradient descent -----------------------------------------------------------------------------


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
        ax.plot(w, _entropy_cost(w, 0.0, x, y), color=style.GREY, linewidth=1.5)
        for start, color, marker, side in (
            (-4.0, style.BLUE, "o", "from the left"),
            (6.0, style.ORANGE, "s", "from the right"),
        ):
            at = _walk(x, y, start, 0.0, alpha, STEPS, move_b=False)[:, 0]
            ax.plot(
                at,
                _entropy_cost(at, 0.0, x, y),
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
    cost = _entropy_cost(w, b, x, y)
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


# --- diagrams -------------------------------------------------------------------------------------


@style.styled
def one_example_graph(x: npt.NDArray[Any], w: npt.NDArray[Any], b: float, y: float) -> Figure:
    """Draw the graph of logistic regression for one example with two features.

    The values that flow forward stand above the arrows; below them, in the other direction, stand
    the derivatives of the loss.

    Parameters
    ----------
    x, w : ndarray (2, 1)
    b, y : float
    """
    (x1, x2), (w1, w2) = (float(v) for v in x.ravel()), (float(v) for v in w.ravel())

    def loss_of_z(z: float) -> Any:
        return np.logaddexp(0, z) - y * z

    def loss_of_a(a: float) -> Any:
        return -(np.log(a) if y else np.log1p(-a))

    def loss(w1: float, w2: float, b: float) -> Any:
        return loss_of_z(w1 * x1 + w2 * x2 + b)

    z = w1 * x1 + w2 * x2 + b
    a = float(sigmoid(z))
    fig, ax = new_sheet(3.7, 46)
    inputs = (
        (f"$x_1 = {x1:g}$", 41, None),
        (f"$w_1 = {w1:g}$", 32.5, ("dw_1", _slope(lambda v: loss(v, w2, b), w1))),
        (f"$x_2 = {x2:g}$", 24, None),
        (f"$w_2 = {w2:g}$", 15.5, ("dw_2", _slope(lambda v: loss(w1, v, b), w2))),
        (f"$b = {b:g}$", 7, ("db", _slope(lambda v: loss(w1, w2, v), b))),
    )
    for text, height, derivative in inputs:
        ax.text(5.5, height, text, ha="center", va="center", color=style.BLUE)
        _arrow(ax, (11, height), (27.0, 24 + (height - 24) * 0.28), style.BLUE)
        if derivative is not None:
            name, value = derivative
            ax.text(
                5.5,
                height - 3.4,
                f"$\\mathbf{{{name}}} = {value:.3f}$",
                ha="center",
                va="center",
                color=style.ORANGE,
                fontsize=9.5,
            )
    box(ax, (37, 24), (18.4, 6.8), "$z = w_1x_1 + w_2x_2 + b$")
    box(ax, (66, 24), (9.4, 6.8), r"$a = \sigma(z)$")
    box(ax, (90.5, 24), (8.4, 6.8), r"$\mathcal{L}(a, y)$")
    for left, right, forward, backward in (
        (47.0, 60.5, f"$z$ = {z:.3f}", f"dz = {_slope(loss_of_z, z):.3f}"),
        (71.5, 85.5, f"$a$ = {a:.3f}", f"da = {_slope(loss_of_a, a):.3f}"),
    ):
        _arrow(ax, (left, 25.2), (right, 25.2), style.BLUE)
        _arrow(ax, (right, 22.6), (left, 22.6), style.ORANGE, "--")
        middle = (left + right) / 2
        ax.text(middle, 27, forward, ha="center", va="bottom", color=style.BLUE)
        ax.text(
            middle,
            20.8,
            backward,
            ha="center",
            va="top",
            color=style.ORANGE,
            fontweight="bold",
            fontsize=9.5,
        )
    ax.text(90.5, 12, f"$y$ = {y:g}", ha="center", va="center", color=style.BLUE)
    _arrow(ax, (90.5, 14), (90.5, 20), style.BLUE)
    ax.text(
        90.5, 31, f"loss = {float(loss_of_a(a)):.3f}", ha="center", va="bottom", color=style.BLUE
    )
    ax.text(62, 42, "forward: values", color=style.BLUE, ha="left", va="center")
    _arrow(ax, (86, 42), (97, 42), style.BLUE)
    ax.text(62, 37.5, "backward: derivatives", color=style.ORANGE, ha="left", va="center")
    _arrow(ax, (97, 37.5), (86, 37.5), style.ORANGE, "--")
    return fig


#: A matrix in the figure of the blocks: name, rows, columns, colour.
_Block = tuple[str, int, int, str]


@style.styled
def blocks(m: int, n_x: int) -> Figure:
    """Draw the vectorized formulas with every matrix as a block of its rows and columns.

    Parameters
    ----------
    m : int
        Number of examples.
    n_x : int
        Number of features.
    """
    big, row, green = style.BLUE, style.ORANGE, style.GREEN
    formulas: tuple[tuple[str, tuple[_Block | str, ...]], ...] = (
        (
            "forward",
            (
                ("$w^T$", 1, n_x, row),
                ("$X$", n_x, m, big),
                "+",
                ("$b$", 1, 1, row),
                "=",
                ("$Z$", 1, m, green),
            ),
        ),
        (
            "errors",
            (("$A$", 1, m, green), "−", ("$Y$", 1, m, style.PURPLE), "=", ("$dZ$", 1, m, green)),
        ),
        (
            "gradient",
            (
                r"$\frac{1}{m}$",
                ("$X$", n_x, m, big),
                ("$dZ^T$", m, 1, green),
                "=",
                ("$dw$", n_x, 1, row),
            ),
        ),
        ("", (r"$\frac{1}{m}$ sum", ("$dZ$", 1, m, green), "=", ("$db$", 1, 1, row))),
    )
    heights = [max(part[1] for part in parts if not isinstance(part, str)) for _, parts in formulas]
    gap = 3.0
    total = sum(heights) + gap * len(heights)
    widest = max(_width(parts) for _, parts in formulas)
    fig = style.new_figure(min(7.6, 0.205 * total + 0.4))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    ax.set_xlim(-6, max(widest, 30))
    ax.set_ylim(-total + 0.5, 1.2)
    top = 0.0
    for (name, parts), height in zip(formulas, heights, strict=True):
        middle = top - height / 2
        ax.text(-5.8, middle, name, va="center", color=style.GREY)
        left = 0.0
        for part in parts:
            left = _draw_part(ax, part, left, middle)
        top -= height + gap
    return fig


def _part_width(part: _Block | str) -> float:
    """Return the room that a block or a sign takes."""
    if isinstance(part, str):
        return 4.2 if "sum" in part else 2.0
    return max(part[2], 2.6) + 1.6


def _width(parts: Sequence[_Block | str]) -> float:
    """Return the room that a formula takes."""
    return sum(_part_width(part) for part in parts)


def _draw_part(ax: Axes, part: _Block | str, left: float, middle: float) -> float:
    """Draw a block or a sign; return where the next one begins."""
    room = _part_width(part)
    if isinstance(part, str):
        ax.text(left + room / 2 - 0.4, middle, part, ha="center", va="center", fontsize=12)
        return left + room
    name, rows, columns, color = part
    label = "number" if name in ("$b$", "$db$") else f"({rows}, {columns})"
    center = left + (room - 0.8) / 2
    for i in range(rows):
        for j in range(columns):
            corner = (center - columns / 2 + j, middle + rows / 2 - i - 1)
            ax.add_patch(
                Rectangle(
                    corner, 1, 1, facecolor=color, alpha=0.75, linewidth=0.8, edgecolor=style.PAPER
                )
            )
    ax.text(center, middle + rows / 2 + 0.25, name, ha="center", va="bottom")
    ax.text(
        center,
        middle - rows / 2 - 0.3,
        label,
        ha="center",
        va="top",
        fontsize=8.5,
        color=style.GREY,
    )
    return left + room
