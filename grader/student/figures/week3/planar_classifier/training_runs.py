"""What trainings with several starts, weights and sizes come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from grader.student.figures.drawing import style


@style.styled
def unit_weights(histories: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw one incoming weight of every hidden unit over the iterations, a panel for each start.

    Parameters
    ----------
    histories : dict of str to ndarray (iterations, n_h)
        Title, and the weight of each hidden unit at each iteration.
    """
    fig = style.new_figure(2.9)
    axes = fig.subplots(1, len(histories), squeeze=False)[0]
    # Purple is too pale for the thin line on top.
    colors = (style.BLUE, style.ORANGE, style.GREEN, style.INK)
    for ax, (title, values) in zip(axes, histories.items(), strict=True):
        for unit, weights in enumerate(np.asarray(values, dtype=float).T):
            look = unit % len(colors)
            ax.plot(
                weights,
                color=colors[look],
                # Units that do the same lie on one another: the later ones are thinner.
                linewidth=max(1.4, 6.5 - 1.7 * unit),
                linestyle=style.DASHES[look],
                label=f"unit {unit + 1}",
            )
        ax.set_title(title)
        ax.set_xlabel("iteration")
        if np.ptp(np.asarray(values, dtype=float)) == 0:
            ax.set_ylim(-1, 1)
    axes[0].set_ylabel("weight from $x_1$")
    fig.legend(
        *axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, handlelength=3
    )
    return fig


@style.styled
def saturation(
    activations: Mapping[str, npt.ArrayLike], costs: Mapping[str, npt.ArrayLike]
) -> Figure:
    """Draw how saturated the hidden units are, and how the cost falls, for some starts.

    Parameters
    ----------
    activations : dict of str to ndarray
        Outputs of the hidden units at the start, between -1 and 1.
    costs : dict of str to array (starts, iterations)
        The cost at every iteration, for one start or several, under the same names.
    """
    fig = style.new_figure(3.3)
    left, right = fig.subplots(1, 2, width_ratios=[1, 1.35])
    shares = [float(np.mean(np.abs(np.asarray(A)) > 0.99)) for A in activations.values()]
    colors = [style.PALETTE[k % 5] for k in range(len(shares))]
    bars = left.barh(list(activations), shares, color=colors, height=0.55)
    left.bar_label(bars, labels=[f"{share:.0%}" for share in shares], padding=4)
    left.set_xlim(0, 1.25)
    left.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    left.invert_yaxis()
    left.grid(axis="y", visible=False)
    left.set_xlabel("share of $|A^{[1]}| > 0.99$ at the start")
    left.set_ylabel("start")
    for number, (name, runs) in enumerate(costs.items()):
        for run, values in enumerate(np.atleast_2d(np.asarray(runs, dtype=float))):
            right.plot(
                values,
                color=style.PALETTE[number % 5],
                linestyle=style.DASHES[number % 5],
                linewidth=1.4,
                label=name if run == 0 else None,
            )
    right.set_xlabel("iteration")
    right.set_ylabel("cost J")
    right.set_ylim(bottom=0)
    right.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(costs), fontsize=9)
    return fig


@style.styled
def accuracy_by_size(
    sizes: Sequence[int], train: npt.ArrayLike, held_out: npt.ArrayLike, line: float
) -> Figure:
    """Draw accuracy against the number of hidden units: every start, and the mean.

    Parameters
    ----------
    sizes : sequence of k int
    train, held_out : array (k, starts)
        Shares of right answers.
    line : float
        The accuracy of a model without hidden units.
    """
    fig = style.new_figure(3.3)
    ax = fig.subplots()
    places = np.arange(len(sizes))
    for shift, values, name, color, marker, dash in (
        (-0.09, train, "training points", style.BLUE, "o", "-"),
        (0.09, held_out, "held-out points", style.ORANGE, "s", "--"),
    ):
        found = np.asarray(values, dtype=float)
        ax.plot(places + shift, found.mean(axis=1), color=color, linestyle=dash, label=name)
        for k, starts in enumerate(found):
            at = np.full(len(starts), places[k] + shift)
            ax.plot(at, starts, marker, color=color, ms=5, markeredgecolor=style.PAPER)
    ax.axhline(line, color=style.GRAY, linestyle=":", linewidth=1.5)
    ax.text(len(sizes) - 0.75, line + 0.012, "logistic regression", color=style.GRAY, ha="right")
    ax.set_xticks(places, [str(n) for n in sizes])
    ax.set_xlabel("hidden units $n_h$")
    ax.set_ylabel("accuracy")
    ax.set_ylim(0.4, 1.02)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return fig


@style.styled
def accuracy_over_starts(
    train: npt.ArrayLike, held_out: npt.ArrayLike, line: tuple[float, float]
) -> Figure:
    """Draw the accuracy of trainings from several random starts beside that of a line.

    Parameters
    ----------
    train, held_out : sequence of float
        Accuracy of each training.
    line : (float, float)
        Accuracy of logistic regression on the training and on the held-out points.
    """
    fig = style.new_figure(2.6)
    ax = fig.subplots()
    for shift, values, at, name, color, marker in (
        (-0.08, train, line[0], "training points", style.BLUE, "o"),
        (0.08, held_out, line[1], "held-out points", style.ORANGE, "s"),
    ):
        found = np.asarray(values, dtype=float)
        starts = 1 + np.arange(len(found))
        ax.plot(
            starts + shift,
            found,
            marker,
            color=color,
            ms=6,
            label=f"$n_h = 4$, {name}",
            markeredgecolor=style.PAPER,
        )
        ax.axhline(
            at,
            color=color,
            linestyle=":" if shift < 0 else "--",
            linewidth=1.4,
            label=f"logistic regression, {name}",
        )
    ax.set_xticks(1 + np.arange(np.size(train)))
    ax.set_xlabel("random start")
    ax.set_ylabel("accuracy")
    ax.set_ylim(0.4, 1.02)
    ax.legend(loc="center", bbox_to_anchor=(0.5, 0.45), ncols=2, fontsize=9)
    return fig
