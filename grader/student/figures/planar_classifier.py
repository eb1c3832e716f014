"""The figures of week3/planar_classifier.

Whatever a network answers is computed by functions that the lesson hands over: what the lesson
asks for is not to be found in its figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle, Wedge

from grader.student.figures import style
from grader.student.figures.classes import draw_classes
from grader.student.figures.diagram import arrow, box, join, new_sheet, node, spread

Floats = npt.NDArray[np.float64]
Answer = Callable[[Floats], npt.ArrayLike]
#: Title, what answers for points (2, k) with (1, k) (or nothing), points (2, m), labels (1, m).
Panel = tuple[str, Answer | None, npt.NDArray[Any], npt.NDArray[Any]]

#: Colour and marker of the classes, and the tint of the area where a class is the answer.
CLASSES = ((style.ORANGE, "o", "#F7DCC8"), (style.BLUE, "s", "#CFE3F1"))
GRID = 150

_arrow = partial(arrow, width=1.4, head=12, gap=2)
_box = partial(box, corners="pad=0,rounding_size=1.2", linewidth=1.2, words={"linespacing": 1.5})


# --- points and borders ---------------------------------------------------------------------------


@style.styled
def planar(panels: Sequence[Panel], columns: int = 3) -> Figure:
    """Draw sets of points, each with the area where a model answers 1 and where it answers 0.

    Parameters
    ----------
    panels : sequence of (title, answer, X, Y)
        `answer` takes points (2, k) and returns (1, k): labels or probabilities. None draws the
        points alone.
    columns : int
        Panels in a row.
    """
    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    size = min(8.0 / columns, 4.2)
    fig = style.new_figure(rows * (size + 0.12) + 0.2, width=size * columns)
    axes = fig.subplots(rows, columns, squeeze=False)
    for ax in axes.flat[len(panels) :]:
        ax.set_visible(False)
    for number, (ax, (title, answer, X, Y)) in enumerate(zip(axes.flat, panels, strict=False)):
        _draw_panel(ax, answer, np.asarray(X, dtype=float), np.asarray(Y), columns)
        ax.set_title(title)
        if number + columns >= len(panels):
            ax.set_xlabel("$x_1$")
        if number % columns == 0:
            ax.set_ylabel("$x_2$")
    return fig


def _draw_panel(ax: Axes, answer: Answer | None, X: Floats, Y: Any, columns: int) -> None:
    """Draw the areas and the points of one panel."""
    middle, half = (X.max(axis=1) + X.min(axis=1)) / 2, 0.56 * np.ptp(X, axis=1).max()
    (left, bottom), (right, top) = middle - half, middle + half
    if answer is not None:
        across, up = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
        found = np.asarray(answer(np.stack([across.ravel(), up.ravel()])), dtype=float)
        shown = found.reshape(across.shape)
        tints = [tint for _, _, tint in CLASSES]
        ax.contourf(across, up, shown, levels=[-0.1, 0.5, 1.1], colors=tints)
        if shown.min() < 0.5 < shown.max():
            ax.contour(across, up, shown, levels=[0.5], colors=style.INK, linewidths=1.2)
    looks = {label: (color, marker) for label, (color, marker, _) in enumerate(CLASSES)}
    draw_classes(ax, X, Y, looks, size=4.6 - 0.6 * columns, rim=0.3)
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    ax.set_aspect("equal")
    ax.grid(False)
    if answer is None and columns == 1:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), markerscale=1.6)


# --- diagrams -------------------------------------------------------------------------------------


@style.styled
def training_loop() -> Figure:
    """Draw how a network is built: structure, first parameters, and the loop of four steps."""
    fig, ax = new_sheet(2.9, 36)
    size = (17.0, 7.6)
    _box(ax, (10, 18), size, "structure:\nhow many units?")
    _box(ax, (32, 18), size, "first parameters")
    steps = (
        ((58, 29), "1  forward\npropagation"),
        ((88, 29), "2  cost"),
        ((88, 7), "3  backward\npropagation"),
        ((58, 7), "4  update"),
    )
    for place, text in steps:
        _box(ax, place, (20.0, 8.6), text, facecolor="#E3EEF6", edge=style.BLUE)
    _arrow(ax, (18.5, 18), (23.5, 18), style.INK)
    _arrow(ax, (40.5, 18), (50, 24.7), style.INK, path="arc3,rad=-0.15")
    _arrow(ax, (68, 29), (78, 29), style.BLUE)
    _arrow(ax, (88, 24.7), (88, 11.3), style.BLUE)
    _arrow(ax, (78, 7), (68, 7), style.BLUE)
    _arrow(ax, (58, 11.3), (58, 24.7), style.BLUE)
    for (x, y), text, side in (
        ((73, 30.2), "$A^{[2]}$", "bottom"),
        ((73, 8.2), "gradients", "bottom"),
    ):
        ax.text(x, y, text, ha="center", va=side, color=style.BLUE, fontsize=9.5)
    ax.text(56.8, 18, "new parameters", ha="right", va="center", color=style.BLUE, fontsize=9.5)
    ax.text(73, 18, "again and again", ha="center", va="center", color=style.GREY)
    ax.text(32, 9.5, "once", ha="center", va="center", color=style.GREY)
    ax.text(10, 9.5, "once", ha="center", va="center", color=style.GREY)
    return fig


@style.styled
def network_with_shapes(n_x: int, n_h: int, n_y: int) -> Figure:
    """Draw a network with one hidden layer, and the shapes of its parameters.

    Parameters
    ----------
    n_x, n_h, n_y : int
        Units of the input, the hidden and the output layer.
    """
    fig, ax = new_sheet(4.0, 50)
    ax.set_aspect("equal")
    columns, middle = (16.0, 48.0, 80.0), 28.0
    step = min(9.0, 38.0 / max(n_x, n_h, n_y))
    radius = min(3.0, 0.4 * step)
    heights = [spread(n, middle, step) for n in (n_x, n_h, n_y)]
    for layer in (0, 1):
        starts = [(columns[layer] + radius, y) for y in heights[layer]]
        ends = [(columns[layer + 1] - radius, y) for y in heights[layer + 1]]
        join(ax, starts, ends, style.GREY, 0.9)
    ax.plot([80 + radius, 88], [heights[2][0]] * 2, color=style.GREY, linewidth=0.9)
    looks = ((style.PAPER, style.INK), ("#F7DCC8", style.ORANGE), ("#CFE3F1", style.BLUE))
    for layer, (x, ys) in enumerate(zip(columns, heights, strict=True)):
        for number, y in enumerate(ys, start=1):
            fill, edge = looks[layer]
            name = f"$x_{{{number}}}$" if layer == 0 else f"$a^{{[{layer}]}}_{{{number}}}$"
            node(
                ax,
                (x, y),
                radius,
                edge,
                name if radius >= 1.9 else "",
                face=fill,
                words={"fontsize": 8.5 if layer else 10},
                linewidth=1.3,
            )
    ax.text(89, heights[2][0], r"$\hat{y}$", ha="left", va="center", fontsize=12)
    for x, name, layer, n in zip(
        columns,
        ("input layer", "hidden layer", "output layer"),
        (0, 1, 2),
        (n_x, n_h, n_y),
        strict=True,
    ):
        text = f"{name}, $l = {layer}$\n$a^{{[{layer}]}}$: ({n}, 1)"
        ax.text(x, 3.2, text, ha="center", va="center", linespacing=1.5)
    for x, layer, rows, inputs in ((32, 1, n_h, n_x), (64, 2, n_y, n_h)):
        text = f"$W^{{[{layer}]}}$: ({rows}, {inputs})    $b^{{[{layer}]}}$: ({rows}, 1)"
        ax.text(x, 49, text, ha="center", va="top", fontsize=9.5)
    return fig


@style.styled
def hidden_unit(
    x: npt.NDArray[Any], w: npt.NDArray[Any], b: float, activation: Callable[[float], float]
) -> Figure:
    """Draw one unit opened up: its two steps, with their numbers, and where it sits in its layer.

    Parameters
    ----------
    x : ndarray (3, 1)
        What comes in.
    w : ndarray (1, 3)
        The unit's row of weights.
    b : float
        Its bias.
    activation : function of a number
    """
    z = (np.asarray(w) @ np.asarray(x)).item() + b
    fig, ax = new_sheet(3.2, 40)
    ax.set_aspect("equal")
    inputs = spread(3, 20, 11)
    for number, (y, value, weight) in enumerate(
        zip(inputs, np.ravel(x), np.ravel(w), strict=True), start=1
    ):
        node(ax, (7, y), 3.6, style.INK, f"$x_{number}$")
        ax.text(7, y - 5.2, f"{value:g}", ha="center", va="center", color=style.BLUE, fontsize=9)
        _arrow(ax, (10.6, y), (36.6, 20 + (y - 20) * 0.35), style.GREY)
        ax.text(
            21,
            20 + (y - 20) * 0.78 + 2.4,
            f"$w_{number}$ = {weight:g}",
            ha="center",
            va="center",
            color=style.BLUE,
            fontsize=9,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5},
        )
    ax.add_patch(Wedge((50, 20), 13.5, 90, 270, facecolor="#F7DCC8", edgecolor=style.ORANGE))
    ax.add_patch(Wedge((50, 20), 13.5, -90, 90, facecolor="#FBEEE4", edgecolor=style.ORANGE))
    ax.text(43.6, 22.4, "$z = w\\,x + b$", ha="center", va="center", fontsize=9.5)
    ax.text(43.6, 17.4, f"{z:.3g}", ha="center", va="center", color=style.BLUE, fontsize=9.5)
    ax.text(56.3, 22.4, "$a = g(z)$", ha="center", va="center", fontsize=9.5)
    ax.text(
        56.3, 17.4, f"{activation(z):.3f}", ha="center", va="center", color=style.BLUE, fontsize=9.5
    )
    ax.text(43.6, 35.6, "step 1", ha="center", va="bottom", color=style.GREY)
    ax.text(56.4, 35.6, "step 2", ha="center", va="bottom", color=style.GREY)
    _arrow(ax, (44.5, 1.2), (44.5, 7.2), style.GREY)
    ax.text(43.2, 2.2, f"$b$ = {b:g}", ha="right", va="center", color=style.BLUE, fontsize=9)
    _arrow(ax, (63.5, 20), (74, 20), style.BLUE)
    ax.text(68.7, 22.6, "$a$", ha="center", va="center", color=style.BLUE)
    ax.text(
        75,
        20,
        "to every unit\nof the next layer",
        ha="left",
        va="center",
        linespacing=1.5,
    )
    return fig


#: A matrix in the figure of the blocks: name, rows, columns, kind of colouring.
_Block = tuple[str, int, int, str]


@style.styled
def layer_blocks(m: int, n_x: int, n_h: int) -> Figure:
    """Draw the forward equations for m examples, every matrix as a block of cells.

    Parameters
    ----------
    m : int
        Number of examples: columns.
    n_x, n_h : int
        Units of the input and of the hidden layer: rows.
    """
    rows: tuple[tuple[_Block | str, ...], ...] = (
        (
            ("$W^{[1]}$", n_h, n_x, "plain"),
            ("$X$", n_x, m, "examples"),
            "+",
            ("$b^{[1]}$", n_h, 1, "plain"),
            "=",
            ("$Z^{[1]}$", n_h, m, "examples"),
            r"$\rightarrow$",
            ("$A^{[1]}$", n_h, m, "examples"),
        ),
        (
            ("$W^{[2]}$", 1, n_h, "plain"),
            ("$A^{[1]}$", n_h, m, "examples"),
            "+",
            ("$b^{[2]}$", 1, 1, "plain"),
            "=",
            ("$Z^{[2]}$", 1, m, "examples"),
            r"$\rightarrow$",
            ("$A^{[2]}$", 1, m, "examples"),
        ),
    )
    heights = [max(p[1] for p in parts if not isinstance(p, str)) for parts in rows]
    widest = max(sum(_room(part) for part in parts) for parts in rows)
    total = sum(heights) + 3.4 * len(rows)
    fig = style.new_figure(min(6.6, 8.0 * (total + 0.6) / max(widest, 24) + 0.3))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    ax.set_xlim(-0.4, max(widest, 24))
    ax.set_ylim(-total + 1.2, 1.6)
    top = 0.0
    for parts, height in zip(rows, heights, strict=True):
        left = 0.0
        for part in parts:
            _draw_part(ax, part, left, top - height / 2)
            left += _room(part)
        top -= height + 3.4
    return fig


def _room(part: _Block | str) -> float:
    """Return the width that a block or a sign takes."""
    return 1.5 if isinstance(part, str) else max(part[2], 2.4) + 0.9


def _draw_part(ax: Axes, part: _Block | str, left: float, middle: float) -> None:
    """Draw a block or a sign between `left` and its right end."""
    center = left + (_room(part) - 0.5) / 2
    if isinstance(part, str):
        ax.text(center, middle, part, ha="center", va="center", fontsize=13)
        return
    name, rows, columns, kind = part
    for j in range(columns):
        color = style.PALETTE[j % 4] if kind == "examples" else style.GREY
        for i in range(rows):
            corner = (center - columns / 2 + j, middle + rows / 2 - i - 1)
            ax.add_patch(Rectangle(corner, 1, 1, facecolor=color, alpha=0.6, edgecolor=style.PAPER))
        if kind == "examples" and rows > 0:
            x = center - columns / 2 + j + 0.5
            ax.text(x, middle + rows / 2 - 0.5, f"({j + 1})", ha="center", va="center", fontsize=7)
    ax.text(center, middle + rows / 2 + 0.2, name, ha="center", va="bottom")
    ax.text(
        center,
        middle - rows / 2 - 0.2,
        f"({rows}, {columns})",
        ha="center",
        va="top",
        fontsize=8.5,
        color=style.GREY,
    )


@style.styled
def network_graph(n_x: int = 3, n_h: int = 4, m: int = 7) -> Figure:
    """Draw the graph of a network with one hidden layer, forward and back, with all shapes.

    Parameters
    ----------
    n_x, n_h, m : int
        Sizes for the shapes; there is one output unit.
    """
    fig, ax = new_sheet(4.1, 51)
    y = 31.0
    boxes = (
        (22.0, 17.0, "$Z^{[1]} = W^{[1]} X + b^{[1]}$"),
        (43.0, 13.0, r"$A^{[1]} = \tanh Z^{[1]}$"),
        (64.5, 17.5, "$Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}$"),
        (84.5, 12.0, r"$A^{[2]} = \sigma(Z^{[2]})$"),
    )
    ax.text(5, y, "$X$", ha="center", va="center", fontsize=12, color=style.BLUE)
    ax.text(5, y - 4.2, f"({n_x}, {m})", ha="center", va="center", fontsize=8, color=style.GREY)
    shapes = (f"({n_h}, {m})", f"({n_h}, {m})", f"(1, {m})", f"(1, {m})")
    for (x, width, text), shape in zip(boxes, shapes, strict=True):
        box(ax, (x, y), (width, 8), text, corners="pad=0,rounding_size=1", words={"fontsize": 8.6})
        ax.text(x, y + 5.4, shape, ha="center", va="center", fontsize=8, color=style.GREY)
    ax.text(97.6, y, "$J$", ha="center", va="center", fontsize=13, color=style.BLUE)
    ends = (
        (7.0, 13.5, "", ""),
        (30.5, 36.5, "", "$dZ^{[1]}$\n(7.4)"),
        (49.5, 55.75, "", ""),
        (73.25, 78.5, "", "$dZ^{[2]}$\n(7.1)"),
        (90.5, 96.0, "", ""),
    )
    for number, (left, right, _, back) in enumerate(ends):
        _arrow(ax, (left, y + 1.4), (right, y + 1.4), style.BLUE)
        if number:
            _arrow(ax, (right, y - 1.4), (left, y - 1.4), style.ORANGE, "--")
        if back:
            ax.text(
                (left + right) / 2,
                y - 8.2,
                back,
                ha="center",
                va="center",
                color=style.ORANGE,
                fontsize=9.5,
                linespacing=1.4,
            )
    for x, layer, rows, inputs, numbers in (
        (22.0, 1, n_h, n_x, ("7.5", "7.6")),
        (64.5, 2, 1, n_h, ("7.2", "7.3")),
    ):
        for shift, letter, size, formula in (
            (-7.5, "W", (rows, inputs), numbers[0]),
            (7.5, "b", (rows, 1), numbers[1]),
        ):
            at = x + shift
            _arrow(ax, (at - 0.9, 16.4), (x + 0.45 * shift - 0.9, y - 4), style.BLUE)
            _arrow(ax, (x + 0.45 * shift + 0.9, y - 4), (at + 0.9, 16.4), style.ORANGE, "--")
            ax.text(
                at,
                14.0,
                f"${letter}^{{[{layer}]}}$",
                ha="center",
                va="center",
                color=style.BLUE,
            )
            ax.text(
                at,
                9.6,
                f"$d{letter}^{{[{layer}]}}$ ({formula})",
                ha="center",
                va="center",
                color=style.ORANGE,
            )
            ax.text(at, 5.6, f"both {size}", ha="center", va="center", fontsize=8, color=style.GREY)
    ax.text(4, 47.5, "forward: values", color=style.BLUE, ha="left", va="center")
    _arrow(ax, (26, 47.5), (36, 47.5), style.BLUE)
    ax.text(52, 47.5, "backward: derivatives of J", color=style.ORANGE, ha="left", va="center")
    _arrow(ax, (95, 47.5), (85, 47.5), style.ORANGE, "--")
    return fig


# --- experiments ----------------------------------------------------------------------------------


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
    ax.axhline(line, color=style.GREY, linestyle=":", linewidth=1.5)
    ax.text(len(sizes) - 0.75, line + 0.012, "logistic regression", color=style.GREY, ha="right")
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
