"""The figures of week1/first_neuron."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student.experiments.scale_measurement import net_name
from grader.student.figures import style
from grader.student.figures.curves import bent, sigmoid, slope_of
from grader.student.figures.diagram import PALE, Point, arrow, box, join, node, sheet, spread

Floats = npt.NDArray[np.float64]

#: Where the pictures of price against size look.
SIZES = (0.0, 2750.0)
PRICES = (-110.0, 420.0)
NUDGE = 1e-4

_arrow = partial(arrow, head=11, gap=1)


# --- one neuron -----------------------------------------------------------------------------------


@style.styled
def price_against_size(
    size: npt.ArrayLike,
    price: npt.ArrayLike,
    lines: Sequence[tuple[float, float]] = (),
) -> Figure:
    """Draw the prices of houses against their sizes, a panel for each line.

    Parameters
    ----------
    size, price : array of m numbers
        In square feet and in 1000 dollars.
    lines : sequence of (w, b)
        Slope and height at size 0 of the line in each panel; none for the points alone.
    """
    many = len(lines) > 1
    fig = style.new_figure(3.0 if many else 3.4, 8.0 if many else 6.0)
    axes = fig.subplots(1, max(1, len(lines)), sharey=True, squeeze=False)[0]
    x, y = np.ravel(size), np.ravel(price)
    for number, ax in enumerate(axes):
        _draw_houses(ax, x, y)
        if number < len(lines):
            w, b = lines[number]
            ends = np.array(SIZES)
            miss = np.mean(np.abs(w * x + b - y))
            ax.plot(ends, w * ends + b, color=style.BLUE)
            ax.set_title(f"w = {w:g},  b = {b:g}\noff by {miss:.1f} on average", fontsize=10)
    axes[0].set_ylabel("price (1000 dollars)")
    return fig


def _draw_houses(ax: Axes, size: Floats, price: Floats) -> None:
    """Draw houses as points, on the axes that all pictures of price against size share."""
    ax.axhline(0, color=style.GREY, linewidth=1)
    ax.plot(size, price, "o", color=style.ORANGE, ms=5, markeredgecolor=style.PAPER, mew=0.6)
    ax.set_xlim(*SIZES)
    ax.set_ylim(*PRICES)
    ax.set_xticks([0, 500, 1000, 1500, 2000, 2500])
    ax.set_xlabel("size (square feet)")


@style.styled
def line_and_relu(size: npt.ArrayLike, price: npt.ArrayLike, w: float, b: float) -> Figure:
    """Draw prices against sizes with a line, and with the ReLU of the same line.

    Parameters
    ----------
    size, price : array of m numbers
        In square feet and in 1000 dollars.
    w, b : float
        Slope of the line, and its height at size 0; it meets zero at -b / w.
    """
    fig = style.new_figure(3.2)
    axes = fig.subplots(1, 2, sharey=True)
    x = np.linspace(*SIZES, 551)
    line = w * x + b
    for ax, curve, title in zip(
        axes,
        (line, bent(line)),
        ("the bare line,  $wx + b$", r"its ReLU,  $\max(0,\; wx + b)$"),
        strict=True,
    ):
        _draw_houses(ax, np.ravel(size), np.ravel(price))
        ax.axhspan(PRICES[0], 0, color=style.LIGHT, alpha=0.45, linewidth=0)
        ax.plot(x, curve, color=style.BLUE)
        ax.set_title(title)
    axes[0].text(620, -62, "less than nothing", color=style.GREY, fontsize=9.5)
    if w and SIZES[0] < -b / w < SIZES[1]:
        axes[1].plot(-b / w, 0, "s", color=style.INK, ms=6)
        axes[1].annotate(
            f"the kink, at $-b/w$ = {-b / w:.0f}",
            (-b / w, 0),
            (620, -68),
            arrowprops={"arrowstyle": "->", "color": style.GREY},
            color=style.GREY,
            fontsize=9.5,
        )
    axes[0].set_ylabel("price (1000 dollars)")
    return fig


@style.styled
def one_neuron() -> Figure:
    """Draw the smallest network: size, one neuron, price; and the two steps inside the neuron."""
    fig = style.new_figure(1.75)
    ax = _diagram(fig, 100, 21.5)
    _text(ax, (10, 10.5), "size\n$x$", style.BLUE)
    _arrow(ax, (15, 10.5), (30, 10.5), style.GREY)
    box(ax, (52, 10.5), (42, 14), corners="pad=0.3,rounding_size=6")
    _text(ax, (42, 10.5), "$z = wx + b$")
    _arrow(ax, (51, 10.5), (57, 10.5), style.GREY)
    _text(ax, (65, 10.5), r"$a = \max(0, z)$")
    _arrow(ax, (74, 10.5), (87, 10.5), style.GREY)
    _text(ax, (93, 10.5), "price\n" r"$\hat{y} = a$", style.GREEN)
    _text(ax, (52, 19.8), "one neuron", style.GREY)
    return fig


@style.styled
def miss_map(w: npt.ArrayLike, b: npt.ArrayLike, miss: npt.ArrayLike) -> Figure:
    """Draw how far off a line is, for every pair of a slope and a height that was tried.

    Parameters
    ----------
    w : array of k numbers
        The slopes.
    b : array of n numbers
        The heights at size 0.
    miss : array (n, k)
        The average miss in 1000 dollars, a row for each b.
    """
    ws, bs, found = np.asarray(w, float), np.asarray(b, float), np.asarray(miss, float)
    fig = style.new_figure(3.4, 6.0)
    ax = fig.subplots()
    shown = ax.pcolormesh(ws, bs, found, cmap=style.SEQUENTIAL, shading="nearest", rasterized=True)
    row, column = np.unravel_index(found.argmin(), found.shape)
    ax.plot(ws[column], bs[row], "*", color=style.PAPER, ms=17, markeredgecolor=style.INK)
    # On the side of the star on which there is more room.
    right = ws[column] < ws.mean()
    ax.annotate(
        f"the smallest: {found.min():.1f}",
        (ws[column], bs[row]),
        xytext=(12 if right else -12, 0),
        textcoords="offset points",
        color=style.PAPER,
        ha="left" if right else "right",
        va="center",
        fontweight="bold",
    )
    fig.colorbar(shown, ax=ax, label="average miss (1000 dollars)")
    ax.grid(False)
    ax.set_xlabel("w (1000 dollars per square foot)")
    ax.set_ylabel("b (1000 dollars)")
    return fig


# --- the network ----------------------------------------------------------------------------------


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
        axes, (z, bent(z)), ("three lines", "three ReLUs of the same lines"), strict=True
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
    ax = _diagram(fig, 100, 50)
    ax.set_ylim(3, 50)
    left = [(21.0, y) for y in spread(len(inputs), 24, 11)]
    middle = [(55.0, y) for y in spread(len(hidden), 24, 13.5)]
    end = (84.0, 24.0)
    for number, place in enumerate(middle, 1):
        color, width = (style.ORANGE, 2.0) if number == unit else (style.GREY, 0.9)
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
        ax.text(x, 49.5, word, ha="center", va="top", color=style.GREY, fontsize=9.5)
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
    for ax, (name, guess) in zip(axes, answers.items(), strict=True):
        ax.plot([0, top], [0, top], color=style.GREY, linestyle="--", linewidth=1.2)
        ax.plot(paid, np.ravel(guess), "o", color=style.BLUE, ms=4, alpha=0.6, mew=0)
        miss = np.mean(np.abs(np.ravel(guess) - paid))
        ax.set_title(f"{name}: off by {miss:.1f}", fontsize=10)
        ax.set_xlabel("price paid (1000 dollars)")
        ax.set_xlim(0, top)
        ax.set_ylim(0, top)
        ax.set_aspect("equal")
    axes[0].set_ylabel("price computed (1000 dollars)")
    return fig


# --- supervised learning and its data -------------------------------------------------------------


@style.styled
def network_families() -> Figure:
    """Draw the three families of networks: standard, convolutional, recurrent."""
    fig = style.new_figure(2.95)
    left, middle, right = fig.subplots(1, 3)
    _draw_standard(left)
    _draw_convolutional(middle)
    _draw_recurrent(right)
    return fig


def _draw_standard(ax: Axes) -> None:
    """Draw layers in which every unit sees all of the layer before."""
    _prepare(ax, 40, 40, "standard (fully connected)")
    layers = ((6, 4), (20, 4), (34, 1))
    places = [[(float(x), y) for y in spread(n, 21, 8)] for x, n in layers]
    for before, after in itertools.pairwise(places):
        join(ax, before, after, style.GREY, 0.8)
    for column, color in zip(places, (style.BLUE, style.INK, style.GREEN), strict=True):
        for place in column:
            _dot(ax, place, color)
    _text(ax, (20, 1.5), "each unit sees every input", style.GREY, 9)


def _draw_convolutional(ax: Axes) -> None:
    """Draw a small window that slides over a picture, and the map that it fills."""
    _prepare(ax, 40, 40, "convolutional (CNN)")
    _grid(ax, (2, 12), 6, 3.0, style.BLUE)
    _grid(ax, (25, 15), 4, 3.0, style.INK)
    # A window of 3 by 3 at the upper left fills the upper left entry.
    ax.add_patch(Rectangle((2, 21), 9, 9, fill=False, edgecolor=style.ORANGE, linewidth=2.2))
    ax.add_patch(Rectangle((25, 24), 3, 3, fill=False, edgecolor=style.ORANGE, linewidth=2.2))
    for y0, y1 in ((30, 27), (21, 24)):
        ax.plot([11, 25], [y0, y1], color=style.ORANGE, linewidth=1, linestyle="--")
    _arrow(ax, (3, 33), (12, 33), style.ORANGE)
    _text(ax, (11, 8.5), "picture", style.BLUE, 9)
    _text(ax, (31, 8.5), "map", style.INK, 9)
    _text(ax, (20, 1.5), "one small window slides over all", style.GREY, 9)


def _draw_recurrent(ax: Axes) -> None:
    """Draw a unit that is used step after step and hands on what it remembers."""
    _prepare(ax, 40, 40, "recurrent (RNN)")
    for number, x in enumerate((7.0, 20.0, 33.0), 1):
        _arrow(ax, (x, 11.5), (x, 17.5), style.GREY)
        _arrow(ax, (x, 24.5), (x, 30.5), style.GREY)
        _dot(ax, (x, 9), style.BLUE)
        _dot(ax, (x, 33), style.GREEN)
        ax.add_patch(Rectangle((x - 3, 18), 6, 6, facecolor=PALE, edgecolor=style.INK))
        _text(ax, (x, 5), f"step {number}", style.BLUE, 9)
        if number < 3:
            _arrow(ax, (x + 3, 21), (x + 10, 21), style.ORANGE)
    _text(ax, (20, 1.5), "one after the other, with a memory", style.GREY, 9)


@style.styled
def unstructured_data(
    picture: npt.NDArray[Any], wave: npt.ArrayLike, rate: int, sentence: str
) -> Figure:
    """Draw a picture, a sound and a text, each with the first numbers that it is stored as.

    Parameters
    ----------
    picture : ndarray (height, width, 3)
    wave : array of numbers
        A sound, sample after sample.
    rate : int
        Samples in a second.
    sentence : str
    """
    fig = style.new_figure(3.5)
    axes = fig.subplots(1, 3)
    left, middle, right = axes
    style.bare(left)
    left.imshow(picture)
    samples = np.asarray(wave, float)
    shown = samples[: rate // 50]
    middle.plot(1000 * np.arange(len(shown)) / rate, shown, color=style.BLUE, marker=".", lw=1)
    middle.set_xlabel("time (milliseconds)")
    middle.set_ylabel("air pressure (no unit)")
    style.bare(right)
    right.text(0.5, 0.5, _wrapped(sentence, 18), ha="center", va="center", fontsize=11.5)
    numbers = (
        ", ".join(str(int(v)) for v in picture.ravel()[:5]),
        ", ".join(f"{v:.2f}" for v in samples[:4]),
        ", ".join(str(ord(letter)) for letter in sentence[:5]),
    )
    counts = (picture.size, len(samples), len(sentence))
    names = ("image", "audio", "text")
    for ax, name, count, start in zip(axes, names, counts, numbers, strict=True):
        ax.set_title(f"{name}: {count} numbers\n{start}, ...", fontsize=10)
    return fig


def _wrapped(sentence: str, width: int) -> str:
    """Return a sentence in lines of about this many letters."""
    lines = [""]
    for word in sentence.split():
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


# --- scale ----------------------------------------------------------------------------------------


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
    ax.axhline(50, color=style.GREY, linewidth=1, linestyle=":")
    ax.text(float(amounts.max()), 50.6, "guessing", color=style.GREY, ha="right", fontsize=9)
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
            color=style.GREY,
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
            title, answer, points = cell
            land = np.asarray(answer(grid), float).reshape(121, 121)
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
    for column, (name, f) in enumerate((("sigmoid", sigmoid), ("ReLU", bent))):
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
    axes[1, 0].text(-6, 0.5, "nearly\nflat", ha="center", va="center", color=style.GREY)
    axes[1, 0].text(6, 0.5, "nearly\nflat", ha="center", va="center", color=style.GREY)
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
    ax = _diagram(fig, 70, 36)
    places = {"idea": (35.0, 30.0), "code": (56.0, 7.0), "experiment": (14.0, 7.0)}
    for name, place in places.items():
        box(ax, place, (16, 5.2), name, corners="pad=0.6", words={"fontsize": 11.5})
    for start, stop in (
        ((45.0, 28.5), (55.0, 11.5)),
        ((46.5, 7.0), (23.5, 7.0)),
        ((15.0, 11.5), (25.0, 28.5)),
    ):
        arrow(ax, start, stop, style.BLUE, width=1.8, head=15, gap=2, path="arc3,rad=-0.22")
    _text(ax, (35, 17.5), "the faster it turns,\nthe more you try", style.GREY)
    return fig


# --- parts of diagrams ----------------------------------------------------------------------------

#: White behind a text that stands on lines.
_HALO: dict[str, Any] = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.0}}


def _prepare(ax: Axes, width: float, height: float, title: str = "") -> None:
    """Make axes a sheet for a diagram."""
    sheet(ax, width, height)
    ax.set_aspect("equal")
    if title:
        ax.set_title(title, fontsize=10)


def _diagram(fig: Figure, width: float, height: float) -> Axes:
    """Return axes for a diagram that fills the figure."""
    ax = fig.subplots()
    _prepare(ax, width, height)
    return ax


def _text(ax: Axes, at: Point, words: str, color: str = style.INK, size: float = 10.5) -> None:
    """Write words around a point."""
    ax.text(*at, words, ha="center", va="center", color=color, fontsize=size)


def _node(ax: Axes, at: Point, words: str, color: str) -> None:
    """Draw a unit as a circle with its name."""
    node(ax, at, 3.4, color, words, words={"color": color, "zorder": 4}, linewidth=1.8, zorder=3)


def _dot(ax: Axes, at: Point, color: str) -> None:
    """Draw a unit as a small circle."""
    node(ax, at, 2.2, color, linewidth=1.8, zorder=3)


def _grid(ax: Axes, corner: Point, n: int, cell: float, color: str) -> None:
    """Draw a grid of n by n cells from its lower left corner."""
    for i in range(n):
        for j in range(n):
            ax.add_patch(
                Rectangle(
                    (corner[0] + j * cell, corner[1] + i * cell),
                    cell,
                    cell,
                    facecolor=color,
                    alpha=0.12 + 0.1 * ((3 * i + 5 * j) % 4),
                    edgecolor=style.PAPER,
                    linewidth=0.8,
                )
            )
