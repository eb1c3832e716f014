"""Accuracy against the amount of data, and the training of small networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from grader.student.experiments.scale_measurement import net_name
from grader.student.figures.drawing import arrow, box, relu, sigmoid, slope_of, style
from grader.student.figures.week1.first_neuron.diagram_parts import new_diagram, write_centered

Floats = npt.NDArray[np.float64]

NUDGE = 1e-4


@style.styled
def scale_curves(
    hidden_units: npt.ArrayLike, examples: npt.ArrayLike, accuracy: npt.ArrayLike
) -> Figure:
    """Draw accuracy against amount of data: a curve for each size, a band for the spread.

    Parameters
    ----------
    hidden_units, examples, accuracy : array of k numbers
        Size of the network, amount of data and accuracy on fresh data (0 to 1) of each of k runs.
        The band reaches from the worst to the best run of the same size and amount.
    """
    sizes, amounts = np.ravel(hidden_units), np.ravel(examples)
    percent = 100 * np.ravel(np.asarray(accuracy, float))
    fig = style.new_figure(3.9, 7.2)
    ax = fig.subplots()
    for number, size in enumerate(np.unique(sizes)):
        chosen = sizes == size
        at = np.unique(amounts[chosen])
        runs = [percent[chosen & (amounts == m)] for m in at]
        color = style.PALETTE[number % len(style.PALETTE)]
        low, high = [r.min() for r in runs], [r.max() for r in runs]
        ax.fill_between(at, low, high, color=color, alpha=0.18, linewidth=0)
        ax.plot(
            at,
            [r.mean() for r in runs],
            color=color,
            linestyle=style.DASHES[number % len(style.DASHES)],
            marker=style.MARKERS[number % len(style.MARKERS)],
            ms=5,
            label=net_name(size),
        )
    ax.axhline(50, color=style.GRAY, linewidth=1, linestyle=":")
    ax.text(float(amounts.max()), 50.6, "guessing", color=style.GRAY, ha="right", fontsize=9)
    ax.set_xscale("log")
    ax.set_xticks(np.unique(amounts), [f"{int(m)}" for m in np.unique(amounts)])
    ax.minorticks_off()
    ax.set_xlabel("examples to learn from (logarithmic)")
    ax.set_ylabel("right answers on fresh data (%)")
    ax.set_ylim(45, 101)
    handles, labels = ax.get_legend_handles_labels()
    fig.legend(handles[::-1], labels[::-1], loc="outside right center")
    return fig


@style.styled
def island_maps(
    truth: Callable[[Floats], npt.NDArray[Any]],
    maps: Sequence[Sequence[tuple[str, Callable[[Floats], npt.NDArray[Any]], Floats]]],
) -> Figure:
    """Draw the map of the made-up task, and the maps that networks have learned.

    Parameters
    ----------
    truth : function
        From points (2, m) to 1 for land and 0 for sea, (1, m).
    maps : sequence of rows; a row is a sequence of (title, answer, points)
        The answer of a network is a function like `truth`; the points (2, m) are those that it
        has learned from, at most 300 of which are drawn.
    """
    columns = max(len(row) for row in maps) + 1
    fig = style.new_figure(2.3 * len(maps) * 4 / columns)
    axes = fig.subplots(len(maps), columns, squeeze=False)
    for ax in axes[1:2, 0]:
        ax.text(0.5, 0.62, "yellow: land\nblue: sea", ha="center", va="center", fontsize=9)
        ax.text(
            0.5,
            0.3,
            "points: examples\nto learn from",
            ha="center",
            va="center",
            fontsize=9,
            color=style.GRAY,
        )
    line = np.linspace(-1, 1, 121)
    grid = np.stack(np.meshgrid(line, line)).reshape(2, -1)
    for ax in axes.flat:
        style.bare(ax)
    for row, cells in enumerate(maps):
        everything = [("the truth", truth, np.zeros((2, 0)))] if row == 0 else [None]
        for ax, cell in zip(axes[row], [*everything, *cells], strict=False):
            if cell is None:
                continue
            title, predict, points = cell
            land = np.asarray(predict(grid), float).reshape(121, 121)
            ax.imshow(
                land,
                extent=(-1, 1, -1, 1),
                origin="lower",
                cmap=style.SEQUENTIAL,
                vmin=-0.15,
                vmax=1.15,
            )
            some = points[:, :300]
            on_land = truth(some).ravel() == 1
            ax.plot(*some[:, on_land], "^", color=style.INK, ms=2.4, mew=0)
            ax.plot(*some[:, ~on_land], "o", color=style.PAPER, ms=2.2, mew=0)
            ax.set_title(title, fontsize=9.5, pad=4)
            ax.set_xlim(-1, 1)
            ax.set_ylim(-1, 1)
    return fig


@style.styled
def steepness() -> Figure:
    """Draw sigmoid and ReLU, and below them how steep each is."""
    fig = style.new_figure(4.0)
    axes = fig.subplots(2, 2, sharex=True, height_ratios=[1.35, 1])
    z = np.linspace(-8, 8, 401)
    for column, (name, f) in enumerate((("sigmoid", sigmoid), ("ReLU", relu))):
        above, below = axes[:, column]
        above.plot(z, f(z), color=style.BLUE)
        above.set_title(name)
        steep = slope_of(f, z, NUDGE)
        if name == "ReLU":
            # No slope at the kink itself: leave a gap there.
            steep = np.where(np.abs(z) < NUDGE, np.nan, steep)
        below.plot(z, steep, color=style.ORANGE, linestyle="--")
        below.set_ylim(-0.08, 1.15)
        below.set_xlabel("z")
        below.set_xlim(-8, 8)
    for ax in axes[:, 0]:
        ax.axvspan(-8, -4, color=style.LIGHT, alpha=0.5, linewidth=0)
        ax.axvspan(4, 8, color=style.LIGHT, alpha=0.5, linewidth=0)
    axes[1, 0].text(-6, 0.5, "nearly\nflat", ha="center", va="center", color=style.GRAY)
    axes[1, 0].text(6, 0.5, "nearly\nflat", ha="center", va="center", color=style.GRAY)
    axes[0, 0].set_ylabel("value")
    axes[1, 0].set_ylabel("steepness")
    axes[0, 1].set_ylabel("value")
    axes[1, 1].set_ylabel("steepness")
    return fig


@style.styled
def training_costs(curves: Mapping[str, npt.ArrayLike], every: int) -> Figure:
    """Draw how the cost falls during training: a curve for each kind, a band for the spread.

    Parameters
    ----------
    curves : dict of str to array (runs, k)
        The cost of each run after 0, `every`, 2 `every`, ... steps.
    every : int
    """
    fig = style.new_figure(3.3, 7.2)
    ax = fig.subplots()
    for number, (name, costs) in enumerate(curves.items()):
        runs = np.asarray(costs, float)
        step = every * np.arange(runs.shape[1])
        color = style.PALETTE[number]
        ax.fill_between(
            step, runs.min(axis=0), runs.max(axis=0), color=color, alpha=0.18, linewidth=0
        )
        ax.plot(step, runs.mean(axis=0), color=color, linestyle=style.DASHES[number], label=name)
    ax.set_xlabel("step of the training")
    ax.set_ylabel("cost (0: all right and sure)")
    ax.set_ylim(bottom=0)
    ax.set_xlim(left=0)
    fig.legend(loc="outside right center")
    return fig


@style.styled
def development_loop() -> Figure:
    """Draw the loop of idea, code and experiment."""
    fig = style.new_figure(2.7, 5.6)
    ax = new_diagram(fig, 70, 36)
    places = {"idea": (35.0, 30.0), "code": (56.0, 7.0), "experiment": (14.0, 7.0)}
    for name, place in places.items():
        box(ax, place, (16, 5.2), name, corners="pad=0.6", words={"fontsize": 11.5})
    for start, stop in (
        ((45.0, 28.5), (55.0, 11.5)),
        ((46.5, 7.0), (23.5, 7.0)),
        ((15.0, 11.5), (25.0, 28.5)),
    ):
        arrow(ax, start, stop, style.BLUE, width=1.8, head=15, gap=2, path="arc3,rad=-0.22")
    write_centered(ax, (35, 17.5), "the faster it turns,\nthe more you try", style.GRAY)
    return fig
