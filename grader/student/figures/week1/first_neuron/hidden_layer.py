"""A network with one hidden layer: its ReLUs, its weights, its prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import Point, arrow, node, relu, spread, style
from grader.student.figures.week1.first_neuron.diagram_parts import new_diagram

_arrow = partial(arrow, head=11, gap=1)


@style.styled
def lines_and_kinks(w: Sequence[float], b: Sequence[float], v: Sequence[float]) -> Figure:
    """Draw three units and their weighted sum, without ReLU and with it.

    Parameters
    ----------
    w, b : sequence of three floats
        Weight and bias of each unit, for one input x.
    v : sequence of three floats
        The factors with which the units are added up.
    """
    fig = style.new_figure(3.2)
    axes = fig.subplots(1, 2, sharey=True)
    x = np.linspace(0, 3, 301)
    z = np.multiply.outer(np.asarray(w, float), x) + np.asarray(b, float)[:, np.newaxis]
    for ax, units, title in zip(
        axes, (z, relu(z)), ("three lines", "three ReLUs of the same lines"), strict=True
    ):
        for number, unit in enumerate(units):
            look = number + 1
            ax.plot(
                x,
                v[number] * unit,
                color=style.PALETTE[look],
                linestyle=style.DASHES[look],
                linewidth=1.4,
                label=f"unit {number + 1}, times {v[number]:g}",
            )
        ax.plot(x, np.asarray(v, float) @ units, color=style.BLUE, linewidth=3, label="their sum")
        ax.set_title(title)
        ax.set_xlabel("input x")
        ax.set_xlim(0, 3)
        ax.set_ylim(-4, 4)
    axes[0].set_ylabel("output")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return fig


@style.styled
def house_network(
    inputs: Sequence[str],
    hidden: Sequence[str],
    output: str,
    unit: int = 0,
    values: tuple[Sequence[float], Sequence[float], float] | None = None,
) -> Figure:
    """Draw a network with one hidden layer; every hidden unit is joined to every input.

    Parameters
    ----------
    inputs, hidden : sequence of str
        Names of the inputs and of the hidden units.
    output : str
        Name of the output.
    unit : int
        Hidden unit whose lines are drawn bold, counted from 1; 0 for none.
    values : (inputs, hidden, output), optional
        Numbers to write beside the names.
    """
    fig = style.new_figure(3.75)
    ax = new_diagram(fig, 100, 50)
    ax.set_ylim(3, 50)
    left = [(21.0, y) for y in spread(len(inputs), 24, 11)]
    middle = [(55.0, y) for y in spread(len(hidden), 24, 13.5)]
    end = (84.0, 24.0)
    for number, place in enumerate(middle, 1):
        color, width = (style.ORANGE, 2.0) if number == unit else (style.GRAY, 0.9)
        for start, stop in (*((start, place) for start in left), (place, end)):
            _arrow(ax, start, stop, color, width=width, gap=13)
    for number, (place, name) in enumerate(zip(left, inputs, strict=True), 1):
        _node(ax, place, f"$x_{{{number}}}$", style.BLUE)
        shown = name if values is None else f"{name}\n{values[0][number - 1]:g}"
        ax.text(place[0] - 4.4, place[1], shown, ha="right", va="center")
    for number, (place, name) in enumerate(zip(middle, hidden, strict=True), 1):
        _node(ax, place, f"$a_{{{number}}}$", style.ORANGE if number == unit else style.INK)
        shown = name if values is None else f"{name}: {values[1][number - 1]:g}"
        ax.text(place[0], place[1] + 4.0, shown, ha="center", va="bottom", **_HALO)
    _node(ax, end, r"$\hat{y}$", style.GREEN)
    shown = output if values is None else f"{output}\n{values[2]:g}"
    ax.text(end[0] + 4.4, end[1], shown, ha="left", va="center")
    for x, word in ((21, "input layer"), (55, "hidden layer"), (84, "output")):
        ax.text(x, 49.5, word, ha="center", va="top", color=style.GRAY, fontsize=9.5)
    return fig


@style.styled
def hidden_weights(W: npt.ArrayLike, inputs: Sequence[str]) -> Figure:
    """Draw the weights of hidden units as a table of numbers in colours.

    Parameters
    ----------
    W : array (n_h, n_x)
        A row for each unit.
    inputs : sequence of n_x str
        Names of the inputs.
    """
    weights = np.asarray(W, float)
    limit = float(np.abs(weights).max()) or 1.0
    fig = style.new_figure(0.55 * len(weights) + 1.0, 6.4)
    ax = fig.subplots()
    shown = ax.imshow(
        weights, cmap=style.DIVERGING, vmin=-1.8 * limit, vmax=1.8 * limit, aspect="auto"
    )
    for (row, column), value in np.ndenumerate(weights):
        ax.text(column, row, f"{value:.2f}", ha="center", va="center")
    ax.grid(False)
    ax.set_xticks(range(len(inputs)), inputs)
    ax.set_yticks(range(len(weights)), [f"unit {n}" for n in range(1, len(weights) + 1)])
    ax.tick_params(length=0, labelcolor=style.INK)
    ax.set_xlabel("input")
    ax.set_ylabel("hidden layer")
    fig.colorbar(shown, ax=ax, label="weight")
    return fig


@style.styled
def prices_compared(Y: npt.ArrayLike, answers: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw what models say against what was paid, a panel for each model.

    Parameters
    ----------
    Y : array of m numbers
        Prices that were paid, in 1000 dollars.
    answers : dict of str to array of m numbers
        The model's prices by its name.
    """
    fig = style.new_figure(3.3)
    axes = fig.subplots(1, len(answers), sharey=True, squeeze=False)[0]
    paid = np.ravel(Y)
    top = 1.05 * max(float(np.max(paid)), *(float(np.max(v)) for v in answers.values()))
    for ax, (name, computed) in zip(axes, answers.items(), strict=True):
        ax.plot([0, top], [0, top], color=style.GRAY, linestyle="--", linewidth=1.2)
        ax.plot(paid, np.ravel(computed), "o", color=style.BLUE, ms=4, alpha=0.6, mew=0)
        mean_error = np.mean(np.abs(np.ravel(computed) - paid))
        ax.set_title(f"{name}: off by {mean_error:.1f}", fontsize=10)
        ax.set_xlabel("price paid (1000 dollars)")
        ax.set_xlim(0, top)
        ax.set_ylim(0, top)
        ax.set_aspect("equal")
    axes[0].set_ylabel("price computed (1000 dollars)")
    return fig


#: White behind a text that stands on lines.
_HALO: dict[str, Any] = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.0}}


def _node(ax: Axes, at: Point, words: str, color: str) -> None:
    """Draw a unit as a circle with its name."""
    node(ax, at, 3.4, color, words, words={"color": color, "zorder": 4}, linewidth=1.8, zorder=3)
