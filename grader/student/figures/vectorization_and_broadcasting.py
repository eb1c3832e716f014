"""The figures of week2/vectorization_and_broadcasting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter, NullLocator

from grader.student.figures import style
from grader.student.figures.diagram import arrow

Shape = tuple[int, ...]

BYTES_OF_A_PAIR = 16


# --- time -----------------------------------------------------------------------------------------


@style.styled
def lanes(widths: Sequence[int], n: int = 16) -> Figure:
    """Draw how n pairs of numbers are multiplied with one, two, four ... lanes.

    Parameters
    ----------
    widths : sequence of int
        For each panel the number of lanes: how many pairs one instruction works on.
    n : int
        Number of pairs.
    """
    fig = style.new_figure(0.8 + 0.26 * sum(widths) + 0.42 * len(widths))
    axes = fig.subplots(len(widths), 1, sharex=True, squeeze=False, height_ratios=list(widths))
    for ax, width in zip(axes[:, 0], widths, strict=True):
        steps = -(-n // width)
        for i in range(n):
            step, lane = divmod(i, width)
            ax.add_patch(
                Rectangle(
                    (step, lane), 1, 1, facecolor=style.BLUE, alpha=0.8, edgecolor=style.PAPER
                )
            )
            ax.text(
                step + 0.5,
                lane + 0.5,
                f"{i + 1}",
                color=style.PAPER,
                ha="center",
                va="center",
                fontsize=8.5,
            )
        name = "1 lane" if width == 1 else f"{width} lanes"
        ax.set_title(f"{name}: {steps} {'step' if steps == 1 else 'steps'}", loc="left", pad=3)
        ax.set_xlim(0, n)
        ax.set_ylim(width, 0)
        ax.set_yticks([])
        ax.set_ylabel("lane")
        ax.grid(False)
    axes[-1, 0].set_xlabel("step: one instruction for all lanes")
    axes[-1, 0].xaxis.set_major_locator(MaxNLocator(integer=True))
    return fig


@style.styled
def loop_and_vectorized(loop: Mapping[int, float], vectorized: Mapping[int, float]) -> Figure:
    """Draw measured times of a loop and of its vectorized form, in all and for each number.

    Parameters
    ----------
    loop, vectorized : dict of int to float
        Seconds of one call, by the number of entries. Where the loop was not measured, its line
        is continued in proportion to n, and said to be so.
    """
    fig = style.new_figure(3.6)
    axes = fig.subplots(1, 2)
    sizes = np.array(sorted(vectorized), dtype=float)
    last = max(loop)
    beyond = sizes[sizes >= last]
    for ax, per_number in zip(axes, (False, True), strict=True):
        scale = 1e9 / sizes if per_number else np.ones_like(sizes)
        factor = dict(zip(sizes, scale, strict=True))
        ax.plot(
            list(loop),
            [seconds * factor[n] for n, seconds in loop.items()],
            color=style.ORANGE,
            marker="o",
            ms=5.5,
            label="loop, measured",
        )
        if len(beyond) > 1:
            ax.plot(
                beyond,
                [loop[last] * n / last * factor[n] for n in beyond],
                color=style.ORANGE,
                linestyle=":",
                label="loop, extrapolated (not measured)",
            )
        ax.plot(
            sizes,
            [vectorized[int(n)] * factor[n] for n in sizes],
            color=style.BLUE,
            marker="s",
            ms=5.5,
            label="vectorized, measured",
        )
        ax.set_xscale("log")
        ax.set_yscale("log")
        ax.set_xticks(sizes)
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.set_xlabel("n, entries in each array")
    axes[0].set_title("one call", pad=8)
    axes[0].set_ylabel("time (seconds)")
    axes[1].set_title("the same, for each pair of numbers", pad=8)
    axes[1].set_ylabel("time / n (nanoseconds)")
    axes[1].yaxis.set_major_formatter("{x:g}")
    memory = axes[1].secondary_xaxis(
        -0.24, functions=(lambda n: n * BYTES_OF_A_PAIR, lambda size: size / BYTES_OF_A_PAIR)
    )
    memory.set_xticks(sizes[::2] * BYTES_OF_A_PAIR)
    memory.xaxis.set_major_formatter(FuncFormatter(lambda size, _: _bytes(size)))
    memory.xaxis.set_minor_locator(NullLocator())
    memory.set_xlabel("memory that a and b take")
    handles, labels = axes[0].get_legend_handles_labels()
    fig.get_layout_engine().set(h_pad=0.08)  # type: ignore[union-attr,call-arg]
    fig.legend(handles, labels, loc="outside upper center", ncols=len(labels), fontsize=9)
    return fig


def _bytes(size: float) -> str:
    """Write a number of bytes, rounded."""
    power = min(int(np.log10(size) // 3), 2)
    return f"{size / 1000**power:.3g} {('B', 'kB', 'MB')[power]}"


# --- tables ---------------------------------------------------------------------------------------


@style.styled
def sums_along_axes(A: npt.NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """Draw a table with its sums along axis 0 below it and its sums along axis 1 at its right.

    Parameters
    ----------
    A : ndarray (m, n)
    rows, columns : sequence of str
        What the rows and the columns are.
    """
    m, n = A.shape
    fig = style.new_figure(0.44 * m + 1.75)
    ax = fig.subplots()
    style.bare(ax)
    _cells(ax, A, (0, 0), style.BLUE, width=1.6)
    for i, name in enumerate(rows):
        ax.text(-0.2, -i - 0.5, name, ha="right", va="center")
    for j, name in enumerate(columns):
        ax.text(1.6 * j + 0.8, 0.25, name, ha="center", va="bottom")
    _cells(ax, A.sum(axis=0)[np.newaxis], (0, -m - 1.0), style.ORANGE, width=1.6)
    _cells(ax, A.sum(axis=1)[:, np.newaxis], (1.6 * n + 1.2, 0), style.GREEN, width=1.6)
    arrow(ax, (0.8 * n, -m - 0.06), (0.8 * n, -m - 0.96), style.ORANGE, width=1.6, head=13)
    arrow(ax, (1.6 * n + 0.06, -m / 2), (1.6 * n + 1.16, -m / 2), style.GREEN, width=1.6, head=13)
    ax.text(
        0.8 * n,
        -m - 2.2,
        "axis=0 goes down: one sum for each column",
        color=style.ORANGE,
        ha="center",
        va="top",
    )
    ax.text(
        1.6 * n + 3.0,
        -m / 2,
        "axis=1 goes across:\none sum for each row",
        color=style.GREEN,
        ha="left",
        va="center",
    )
    ax.set_xlim(-1.6, 1.6 * n + 7.4)
    ax.set_ylim(-m - 2.9, 0.9)
    return fig


def _cells(
    ax: Axes, values: npt.NDArray[Any], corner: tuple[float, float], color: str, width: float = 1
) -> None:
    """Draw a table of numbers as coloured cells, with its upper left corner at a point."""
    left, top = corner
    for (i, j), value in np.ndenumerate(values):
        ax.add_patch(
            Rectangle(
                (left + width * j, top - i - 1),
                width,
                1,
                facecolor=color,
                alpha=0.2,
                edgecolor=style.PAPER,
                linewidth=2,
            )
        )
        ax.text(left + width * (j + 0.5), top - i - 0.5, f"{value:g}", ha="center", va="center")


@style.styled
def shares(parts: npt.NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """Draw percentages as one stacked bar for each column.

    Parameters
    ----------
    parts : ndarray (m, n)
        Per cent; each column should add up to 100.
    rows, columns : sequence of str
        What the rows and the columns are.
    """
    fig = style.new_figure(0.5 * len(columns) + 0.95)
    ax = fig.subplots()
    start = np.zeros(len(columns))
    hatches = ("", "//", "..", "xx", "--")
    for number, (name, row) in enumerate(zip(rows, np.asarray(parts), strict=True)):
        ax.barh(
            columns,
            row,
            left=start,
            height=0.62,
            label=name,
            color=style.PALETTE[number % len(style.PALETTE)],
            alpha=0.75,
            hatch=hatches[number % len(hatches)],
            edgecolor=style.PAPER,
        )
        for j, share in enumerate(row):
            if share > 7:
                ax.text(
                    start[j] + share / 2,
                    j,
                    f"{share:.1f}",
                    ha="center",
                    va="center",
                    bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5},
                )
        start += row
    ax.invert_yaxis()
    ax.set_xlim(0, max(100.0, float(start.max())))
    ax.set_xlabel("share of the calories (%)")
    ax.set_ylabel("food")
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(rows))
    return fig


@style.styled
def one_strip(shapes: Sequence[tuple[int, int]]) -> Figure:
    """Draw the numbers of an array as they lie in memory, and what different shapes make of them.

    Parameters
    ----------
    shapes : sequence of (rows, columns)
        All of the same product, which is the number of entries.
    """
    n = shapes[0][0] * shapes[0][1]
    tallest = max(rows for rows, _ in shapes)
    gap = 1.5
    widest = sum(columns for _, columns in shapes) + gap * (len(shapes) - 1)
    room = max(float(n), widest)
    fig = style.new_figure(min(7.0, (tallest + 4.6) * style.WIDTH / (room + 1.6)))
    ax = fig.subplots()
    style.bare(ax)
    ax.set_aspect("equal")
    left = (room - n) / 2
    _strip(ax, np.arange(n)[np.newaxis], (left, 0))
    ax.text(room / 2, 0.25, f"the memory: {n} numbers in a row", ha="center", va="bottom")
    left = (room - widest) / 2
    for rows, columns in shapes:
        numbers = np.arange(n).reshape(rows, columns)
        _strip(ax, numbers, (left, -2.6))
        ax.text(left + columns / 2, -2.35, f"read as ({rows}, {columns})", ha="center", va="bottom")
        left += columns + gap
    ax.set_xlim(-0.8, room + 0.8)
    ax.set_ylim(-2.8 - tallest, 1.2)
    return fig


def _strip(ax: Axes, numbers: npt.NDArray[Any], corner: tuple[float, float]) -> None:
    """Draw numbers in cells whose colour tells their place in memory."""
    left, top = corner
    for (i, j), value in np.ndenumerate(numbers):
        ax.add_patch(
            Rectangle(
                (left + j, top - i - 1),
                1,
                1,
                facecolor=style.BLUE,
                alpha=0.12 + 0.5 * value / numbers.size,
                edgecolor=style.PAPER,
                linewidth=1.5,
            )
        )
        ax.text(left + j + 0.5, top - i - 0.5, f"{value}", ha="center", va="center", fontsize=9)


# --- broadcasting ---------------------------------------------------------------------------------


@style.styled
def stretched(pairs: Sequence[tuple[Shape, Shape]]) -> Figure:
    """Draw the sum of two arrays, with the copies that broadcasting makes of their entries.

    Parameters
    ----------
    pairs : sequence of (shape, shape)
        For each panel the shapes of the two arrays, each with at most two axes.
    """
    columns = 1 if len(pairs) == 1 else 2
    rows = -(-len(pairs) // columns)
    heights = [
        max(_panel_size(s, t)[0] for s, t in pairs[columns * row : columns * (row + 1)])
        for row in range(rows)
    ]
    widest = max(_panel_size(s, t)[1] for s, t in pairs)
    # Cells as large as the page allows, but not larger than a finger's width.
    cell = min(0.5, style.WIDTH / columns / widest)
    fig = style.new_figure(cell * sum(heights) + 0.1 * rows)
    axes = fig.subplots(rows, columns, squeeze=False, height_ratios=heights)
    for ax in axes.flat:
        style.bare(ax)
        ax.set_aspect("equal")
    room = style.WIDTH / columns / cell
    for index, (s, t) in enumerate(pairs):
        ax = axes.flat[index]
        _draw_sum(ax, s, t, room, min(8.5, 25 * cell))
        ax.set_ylim(-heights[index // columns] + 1.1, 1.1)
        ax.set_xlim(0, room)
    return fig


def _two_axes(shape: Shape) -> tuple[int, int]:
    """Return a shape filled up with ones on its left to two axes."""
    rows, columns = (1, 1, *shape)[-2:]
    return rows, columns


def _fitting(s: Shape, t: Shape) -> tuple[int, int] | None:
    """Return the shape that NumPy makes of two shapes, filled up; None if they do not fit."""
    try:
        return _two_axes(np.broadcast_shapes(s, t))
    except ValueError:
        return None


def _panel_size(s: Shape, t: Shape) -> tuple[float, float]:
    """Return the height and the width that a panel needs, in cells."""
    result = _fitting(s, t)
    (m, n), (k, q) = _two_axes(s), _two_axes(t)
    if result is None:
        return max(m, k) + 1.6, n + q + 8
    return result[0] + 2.2, 3 * max(result[1], 2) + 3.5


def _draw_sum(ax: Axes, s: Shape, t: Shape, room: float, font: float) -> None:
    """Draw one sum: two arrays, stretched where they have to be, and their result."""
    first = np.arange(1, np.prod(s, dtype=int) + 1).reshape(_two_axes(s))
    second = 100 * np.arange(1, np.prod(t, dtype=int) + 1).reshape(_two_axes(t))
    result = _fitting(s, t)
    left = (room - _panel_size(s, t)[1]) / 2 + 0.4
    if result is None:
        left = _draw_array(ax, first, first.shape, left, style.BLUE, f"{s}", font)
        left = _draw_sign(ax, "+", left)
        left = _draw_array(ax, second, second.shape, left, style.ORANGE, f"{t}", font)
        left = _draw_sign(ax, "=", left)
        ax.text(left + 0.2, -0.5, f"no result:\n{_clash(s, t)}", ha="left", va="center")
        return
    left = _draw_array(ax, first, result, left, style.BLUE, f"{s}", font)
    left = _draw_sign(ax, "+", left)
    left = _draw_array(ax, second, result, left, style.ORANGE, f"{t}", font)
    left = _draw_sign(ax, "=", left)
    total = first + second
    _draw_array(ax, total, total.shape, left, style.GREEN, f"{np.broadcast_shapes(s, t)}", font)


def _clash(s: Shape, t: Shape) -> str:
    """Say at which axis, from the right, two shapes do not fit."""
    for p, q in zip(reversed(s), reversed(t), strict=False):
        if p != q and 1 not in (p, q):
            return f"{p} and {q} differ,\nand neither is 1"
    return ""


def _draw_sign(ax: Axes, sign: str, left: float) -> float:
    """Draw a sign in the first row; return where the next array begins."""
    ax.text(left + 0.5, -0.5, sign, ha="center", va="center", fontsize=13)
    return left + 1.25


def _draw_array(
    ax: Axes,
    values: npt.NDArray[Any],
    size: Shape,
    left: float,
    color: str,
    label: str,
    font: float,
) -> float:
    """Draw an array and the copies that stretch it to a size; return where it ends."""
    rows, columns = size
    left += max(0.0, (2 - columns) / 2)
    spread = np.broadcast_to(values, (rows, columns))
    for (i, j), value in np.ndenumerate(spread):
        own = i < values.shape[0] and j < values.shape[1]
        ax.add_patch(
            Rectangle(
                (left + j + 0.04, -i - 0.96),
                0.92,
                0.92,
                facecolor=(color, 0.35) if own else style.PAPER,
                edgecolor=color,
                linewidth=1.3,
                linestyle="-" if own else (0, (2, 2)),
            )
        )
        ax.text(
            left + j + 0.5,
            -i - 0.5,
            f"{value}",
            ha="center",
            va="center",
            fontsize=font,
            color=style.INK if own else style.GREY,
        )
    written = "number" if label == "()" else label
    ax.text(left + columns / 2, 0.25, written, ha="center", va="bottom", fontweight="bold")
    if values.shape != size:
        under = f"as if {size}"
        ax.text(
            left + columns / 2,
            -rows - 0.2,
            under,
            ha="center",
            va="top",
            fontsize=8.5,
            color=style.GREY,
        )
    return left + columns + max(0.0, (2 - columns) / 2)
