"""Vector instructions, and the time of a loop and of a vectorized computation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter, NullLocator

from grader.student.figures.drawing import style

BYTES_OF_A_PAIR = 16


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
    _add_memory_axis(axes[1], sizes)
    handles, labels = axes[0].get_legend_handles_labels()
    fig.get_layout_engine().set(h_pad=0.08)  # type: ignore[union-attr,call-arg]
    fig.legend(handles, labels, loc="outside upper center", ncols=len(labels), fontsize=9)
    return fig


def _add_memory_axis(ax: Any, sizes: npt.NDArray[np.float64]) -> None:
    """Add an axis below the one of n, with the bytes of both arrays."""
    memory = ax.secondary_xaxis(
        -0.24, functions=(lambda n: n * BYTES_OF_A_PAIR, lambda size: size / BYTES_OF_A_PAIR)
    )
    memory.set_xticks(sizes[::2] * BYTES_OF_A_PAIR)
    memory.xaxis.set_major_formatter(FuncFormatter(lambda size, _: _bytes(size)))
    memory.xaxis.set_minor_locator(NullLocator())
    memory.set_xlabel("memory that a and b take")


def _bytes(size: float) -> str:
    """Write a number of bytes, rounded."""
    power = min(int(np.log10(size) // 3), 2)
    return f"{size / 1000**power:.3g} {('B', 'kB', 'MB')[power]}"
