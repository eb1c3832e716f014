"""The figures of week4/cat_classifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import arrow, style

Floats = npt.NDArray[np.float64]
Rows = Sequence[Mapping[str, str]]

_MODELS = ("logistic regression", "two layers", "four layers")
_PANELS = {
    "learning rate": "learning rate $\\alpha$",
    "iterations": "iterations",
    "layers": "layers $L$",
    "hidden units, two layers": "hidden units ($L = 2$)",
    "activation": "hidden activation",
}


@style.styled
def step_times(parts: Mapping[str, float]) -> Figure:
    """Draw how long the parts of one iteration take, a bar each.

    Parameters
    ----------
    parts : dict of str to float
        Milliseconds by name.
    """
    fig = style.new_figure(0.5 + 0.42 * len(parts))
    ax = fig.subplots()
    names = list(parts)[::-1]
    bars = ax.barh(names, [parts[n] for n in names], color=style.BLUE, height=0.6)
    ax.bar_label(bars, labels=[f"{parts[n]:.1f} ms" for n in names], padding=4)
    ax.set_xlim(0, 1.15 * max(parts.values()))
    ax.set_xlabel("time on this machine (milliseconds)")
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)
    return fig


@style.styled
def own_axes() -> Figure:
    """Draw two arrows in space with their plane, and the same arrows along the plane's axes."""
    X = np.array([[2.0, 0.6], [0.6, 2.0], [1.0, 1.7]])
    Q, R = np.linalg.qr(X)
    signs = np.sign(np.diag(R))
    Q, R = Q * signs, signs[:, np.newaxis] * R
    fig = style.new_figure(3.4)
    left: Any = fig.add_subplot(1, 2, 1, projection="3d")
    corners = np.array([[0, 0], [2.7, 0], [2.7, 2.5], [0, 2.5]]) - [0.2, 0.4]
    plane = Q @ corners.T
    left.plot_trisurf(
        *plane, triangles=[[0, 1, 2], [0, 2, 3]], color=style.LIGHT, alpha=0.45, shade=False
    )
    for column, (color, name) in enumerate(
        ((style.BLUE, "$x^{(1)}$"), (style.ORANGE, "$x^{(2)}$"))
    ):
        x = X[:, column]
        left.quiver(0, 0, 0, *x, color=color, lw=2.2, arrow_length_ratio=0.12)
        left.text(*(1.08 * x), name, color=color)
    for axis, name in zip("xyz", ("pixel 1", "pixel 2", "pixel 3"), strict=True):
        getattr(left, f"set_{axis}label")(name, labelpad=-10)
        getattr(left, f"set_{axis}ticklabels")([])
        getattr(left, f"set_{axis}lim")(0, 2.2)
    left.view_init(elev=22, azim=-35)
    left.set_title("three numbers for each arrow: $X$")
    right = fig.add_subplot(1, 2, 2)
    for column, (color, name) in enumerate(
        ((style.BLUE, "$r^{(1)}$"), (style.ORANGE, "$r^{(2)}$"))
    ):
        r = R[:, column]
        arrow(right, (0, 0), (float(r[0]), float(r[1])), color, width=2.2, head=14)
        right.annotate(
            f"{name}  ({r[0]:.2f}, {abs(r[1]):.2f})",
            r,
            xytext=(-4, 9),
            textcoords="offset points",
            color=color,
            ha="right" if column == 0 else "center",
        )
    right.set_xlim(-0.3, 2.9)
    right.set_yticks(np.arange(0, 2.6, 0.5))
    right.set_ylim(-0.3, 2.5)
    right.set_aspect("equal")
    right.axhline(0, color=style.GRAY, lw=0.8)
    right.axvline(0, color=style.GRAY, lw=0.8)
    right.set_xlabel("along the first column of $Q$")
    right.set_ylabel("along the second")
    right.set_title("two numbers for each: $R$")
    return fig


@style.styled
def depth_and_luck(rows: Rows) -> Figure:
    """Draw the test accuracy of each model, a dot for each seed and a line at the mean.

    Parameters
    ----------
    rows : sequence of dict
        With "size", "model", "seed" and "test", the accuracy as text.
    """
    sizes = list(dict.fromkeys(row["size"] for row in rows))
    fig = style.new_figure(3.2)
    axes = fig.subplots(1, len(sizes), sharey=True, squeeze=False)[0]
    for ax, size in zip(axes, sizes, strict=True):
        for place, model in enumerate(_MODELS):
            found = [r for r in rows if (r["size"], r["model"]) == (size, model)]
            _dots(ax, place, [100 * float(r["test"]) for r in found], place)
        ax.axhline(60, color=style.GRAY, lw=1, ls=(0, (2, 2)))
        ax.set_xticks(range(len(_MODELS)), ["logistic\nregression", "two\nlayers", "four\nlayers"])
        ax.set_xlim(-0.6, len(_MODELS) - 0.4)
        ax.grid(axis="x", visible=False)
        ax.set_title(f"pictures of {size} by {size}")
    axes[0].annotate(
        "always 'not a cat'",
        (-0.55, 60),
        xytext=(0, 4),
        textcoords="offset points",
        color=style.GRAY,
        fontsize=8.5,
    )
    axes[0].set_ylabel("test accuracy (%)")
    axes[0].set_ylim(56, 100)
    return fig


def _dots(ax: Axes, place: float, values: Sequence[float], look: int) -> None:
    """Draw values beside each other at one place of the x axis, and a line at their mean."""
    beside = np.linspace(-0.18, 0.18, len(values)) if len(values) > 1 else np.zeros(1)
    ax.plot(
        place + beside,
        values,
        style.MARKERS[look % len(style.MARKERS)],
        color=style.PALETTE[look % len(style.PALETTE)],
        ms=5,
        alpha=0.75,
        mew=0,
    )
    mean = float(np.mean(values))
    ax.plot([place - 0.3, place + 0.3], [mean, mean], color=style.INK, lw=1.8)


@style.styled
def first_layer(start: Floats, learned: Floats, trained: Floats) -> Figure:
    """Draw the weights of some units as pictures: the start, what was learned, and the sum.

    Parameters
    ----------
    start, learned, trained : ndarray (units, size * size * 3)
        The channels are averaged. Each row of the figure has its own scale, given beside it.
    """
    units, size = len(start), round((start.shape[1] / 3) ** 0.5)
    fig = style.new_figure(3.5)
    axes = fig.subplots(3, units, squeeze=False)
    names = ("start", "learned", "trained")
    for row, (name, weights) in enumerate(zip(names, (start, learned, trained), strict=True)):
        images = weights.reshape(units, size, size, 3).mean(axis=3)
        limit = float(np.quantile(np.abs(images), 0.995)) or 1.0
        for ax, image in zip(axes[row], images, strict=True):
            style.bare(ax)
            shown = ax.imshow(image, cmap=style.DIVERGING, vmin=-limit, vmax=limit)
        axes[row, 0].set_ylabel(name, color=style.INK)
        bar = fig.colorbar(shown, ax=axes[row], aspect=8, pad=0.01, ticks=[-limit, 0, limit])
        bar.ax.set_yticklabels([f"{-limit:.1g}", "0", f"{limit:.1g}"])
    for number, ax in enumerate(axes[0]):
        ax.set_title(f"unit {number + 1}", fontsize=9)
    return fig


@style.styled
def sweep(rows: Rows) -> Figure:
    """Draw the held-out accuracy against each hyperparameter: seeds as dots, means as a line.

    Parameters
    ----------
    rows : sequence of dict
        With "changed", "value", "seed" and "held_out", all as text.
    """
    fig = style.new_figure(5.2)
    grid = fig.subplots(2, 3, sharey=True)
    panels = grid.ravel()
    for number, (changed, label) in enumerate(_PANELS.items()):
        ax = panels[number]
        mine = [row for row in rows if row["changed"] == changed]
        values = list(dict.fromkeys(row["value"] for row in mine))
        means = []
        for place, value in enumerate(values):
            scores = [100 * float(r["held_out"]) for r in mine if r["value"] == value]
            _dots(ax, place, scores, 0)
            means.append(np.mean(scores))
        if changed != "activation":
            ax.plot(range(len(values)), means, color=style.BLUE, lw=1.2)
        ax.set_xticks(
            range(len(values)),
            [v.replace("leaky relu", "leaky\nReLU").replace("relu", "ReLU") for v in values],
        )
        ax.tick_params(axis="x", labelsize=8, labelrotation=35 if changed == "learning rate" else 0)
        ax.set_xlabel(label)
        ax.grid(axis="x", visible=False)
    for ax in grid[:, 0]:
        ax.set_ylabel("held-out accuracy (%)")
    panels[-1].axis("off")
    panels[-1].text(
        0.05,
        0.6,
        "dot: one seed\nline: mean of eight\n60.7 % = always 'not a cat'",
        transform=panels[-1].transAxes,
        va="center",
        color=style.INK,
    )
    return fig
