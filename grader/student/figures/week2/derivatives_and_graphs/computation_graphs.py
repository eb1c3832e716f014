"""Computation graphs with their values and derivatives, and the time they take."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import PALE, Point, arrow, box, new_sheet, slope_of, style
from grader.student.figures.week2.derivatives_and_graphs.number_format import format_number

Function = Callable[[Any], Any]

#: A step of a graph: the name of its result, the operation, the names of what it takes.
Step = tuple[str, str, Sequence[str]]

_slope = partial(slope_of, nudge=1e-6)

_arrow = partial(arrow, gap=1)


@style.styled
def small_graph(a: float, b: float, c: float, derivatives: bool = False) -> Figure:
    """Draw the graph of J = 3(a + bc) with the values on its edges.

    Parameters
    ----------
    a, b, c : float
        What the graph starts from.
    derivatives : bool
        Whether to draw, below the edges, the derivatives of J as well. They are measured.
    """
    u, v = b * c, a + b * c
    inputs = {"a": a, "b": b, "c": c, "u": u, "v": v}
    rest: Mapping[str, Function] = {
        "a": lambda x: 3 * (x + b * c),
        "b": lambda x: 3 * (a + x * c),
        "c": lambda x: 3 * (a + b * x),
        "u": lambda x: 3 * (a + x),
        "v": lambda x: 3 * x,
    }
    fig, ax = new_sheet(3.5, 44)
    boxes = {"u": (30.0, 12.0), "v": (57.0, 25.0), "J": (84.0, 25.0)}
    for (name, middle), formula in zip(
        boxes.items(), ("$u = bc$", "$v = a + u$", "$J = 3v$"), strict=True
    ):
        box(ax, middle, (13.5, 6.0), formula)
        assert name in formula
    edges = {
        "a": ((4.0, 37.0), (49.2, 28.4)),
        "b": ((4.0, 20.5), (22.2, 14.0)),
        "c": ((4.0, 3.5), (22.2, 10.0)),
        "u": ((38.6, 14.0), (48.6, 22.4)),
        "v": ((64.8, 25.0), (76.2, 25.0)),
    }
    for name, (start, end) in edges.items():
        if len(name) == 1 and start[0] < 10:
            ax.text(2.2, start[1], f"${name}$", ha="center", va="center", fontsize=12)
        _draw_edge(
            ax,
            start,
            end,
            f"${name}$ = {format_number(inputs[name])}",
            f"d{name} = {format_number(float(_slope(rest[name], inputs[name])))}"
            if derivatives
            else "",
        )
    _arrow(ax, (91.8, 25.0), (99.0, 25.0), style.BLUE)
    ax.text(
        84,
        30.5,
        f"$J$ = {format_number(3 * v)}",
        ha="center",
        va="bottom",
        color=style.BLUE,
        fontsize=12,
    )
    _legend(ax, derivatives)
    return fig


def _draw_edge(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], above: str, below: str
) -> None:
    """Draw an edge with its value and, where one is given, its derivative."""
    along = np.subtract(end, start)
    across = np.array([-along[1], along[0]]) / np.hypot(*along)
    middle = (np.add(start, end)) / 2
    angle = float(np.degrees(np.arctan2(along[1] * 3.5 / 44, along[0] * 8.0 / 100)))
    shift = 1.1 * across if below else 0 * across
    _arrow(ax, tuple(start + shift), tuple(end + shift), style.BLUE)
    look: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "rotation": angle,
        "rotation_mode": "anchor",
    }
    x, y = middle + shift + 2.0 * across
    ax.text(x, y, above, color=style.BLUE, **look)
    if below:
        _arrow(ax, tuple(end - shift), tuple(start - shift), style.ORANGE, "--")
        x, y = middle - shift - 2.2 * across
        ax.text(x, y, below, color=style.ORANGE, fontweight="bold", fontsize=9.5, **look)


def _legend(ax: Axes, derivatives: bool) -> None:
    """Say what the two kinds of arrows mean."""
    ax.text(65, 8.5, "forward: values", color=style.BLUE, ha="left", va="center")
    _arrow(ax, (88, 8.5), (99, 8.5), style.BLUE)
    if derivatives:
        ax.text(65, 3.5, "backward: derivatives", color=style.ORANGE, ha="left", va="center")
        _arrow(ax, (99, 3.5), (88, 3.5), style.ORANGE, "--")


#: How an operation with its inputs x and y is written in a box.
_WRITTEN = {
    "add": "{x} + {y}",
    "subtract": "{x} - {y}",
    "multiply": r"{x} \cdot {y}",
    "log": r"\ln {x}",
    "sigmoid": r"\sigma({x})",
}


@style.styled
def graph(
    steps: Sequence[Step],
    values: Mapping[str, float],
    derivatives: Mapping[str, float] | None = None,
) -> Figure:
    """Draw any graph: a box for each step, values and derivatives as they are given.

    Constants, whose names are numbers, have no box of their own.

    Parameters
    ----------
    steps : sequence of (name, operation, inputs)
        The steps in an order in which they can be computed.
    values : dict of str to float
        The value of every name.
    derivatives : dict of str to float, optional
        For a name such as "u" the derivative "du".
    """
    places, edges = _places(steps)
    columns = 1 + max(x for x, _ in places.values())
    rows = 1 + max(abs(y) for _, y in places.values()) * 2
    wide, high = 100 / columns, 10.0
    fig = style.new_figure(0.3 + 0.66 * rows)
    ax = fig.subplots()
    style.bare(ax)
    ax.set_xlim(-0.5 * wide, (columns - 0.5) * wide)
    ax.set_ylim(-(rows + 0.1) / 2 * high, (rows + 0.1) / 2 * high)
    formulas = {name: (operation, inputs) for name, operation, inputs in steps}
    size = 10.5 if columns <= 6 else 7.8
    half = 0.32 if columns <= 6 else 0.41
    middle = {name: (x * wide, y * high) for name, (x, y) in places.items()}
    for edge in edges:
        _draw_line(ax, [middle[name] for name in edge], half * wide)
    lines = 2 if derivatives is None else 3
    for name in (name for name in middle if name in values):
        x, y = middle[name]
        given = name not in formulas
        box(
            ax,
            (x, y),
            (2 * half * wide, 0.8 * high),
            corners="pad=0.1",
            facecolor=style.PAPER if given else PALE,
            edge=style.LIGHT if given else style.INK,
            linewidth=0.8,
        )
        gap = 0.25 * high
        top = y + gap * (lines - 1) / 2
        title = _symbol(name) if given else _formula(name, *formulas[name])
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size}
        ax.text(x, top, f"${title}$", color=style.INK, **look)
        ax.text(x, top - gap, format_number(values[name]), color=style.BLUE, **look)
        if derivatives is not None:
            written = f"$d{_symbol(name)}$: {format_number(derivatives[f'd{name}'])}"
            ax.text(x, top - 2 * gap, written, color=style.ORANGE, **look)
    return fig


def _draw_line(ax: Axes, middles: Sequence[Point], half: float) -> None:
    """Draw an edge from box to box, with an arrow at its end; `half` is half a box's width."""
    # Between two columns an edge may slope; past a box of its column it runs level.
    sides = [(x + side * half, y) for x, y in middles for side in (-1, 1)]
    *_, before, end = points = sides[1:-1]
    ax.plot(*zip(*points[:-1], strict=True), color=style.GRAY, linewidth=0.9)
    _arrow(ax, before, end, style.GRAY, width=0.9)


def _is_constant(name: str) -> bool:
    """Tell whether a name is that of a constant, such as "3"."""
    return name.lstrip("-").replace(".", "", 1).isdigit()


def _symbol(name: str) -> str:
    """Write a name as a formula does: digits at its end are a subscript."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    return f"{letters}_{{{digits}}}" if letters and digits else name


def _formula(name: str, operation: str, inputs: Sequence[str]) -> str:
    """Write a step's formula."""
    right = _WRITTEN[operation].format(x=_symbol(inputs[0]), y=_symbol(inputs[-1]))
    return f"{_symbol(name)} = {right}"


def _places(steps: Sequence[Step]) -> tuple[dict[str, tuple[float, float]], list[list[str]]]:
    """Lay a graph out in columns, each name as far to the right as its takers allow.

    Returns
    -------
    places : dict of str to (column, row)
        Of every name, and of the bends of long edges, so that no edge runs through a box.
    edges : list of list of str
        For each edge the places that it passes.
    """
    ends = [
        (taken, name)
        for name, _, inputs in steps
        for taken in dict.fromkeys(inputs)
        if not _is_constant(taken)
    ]
    names = list(dict.fromkeys([name for pair in ends for name in pair] + [s[0] for s in steps]))
    from_end = dict.fromkeys(names, 0)
    for name, _, inputs in reversed(steps):
        for taken in inputs:
            if taken in from_end:
                from_end[taken] = max(from_end[taken], from_end[name] + 1)
    takers: dict[str, list[str]] = {}
    edges = []
    for taken, name in ends:
        bends = range(from_end[taken] - 1, from_end[name], -1)
        edge = [taken, *(f"{taken} to {name}, {bend}" for bend in bends), name]
        from_end.update(zip(edge[1:-1], bends, strict=True))
        for one, other in itertools.pairwise(edge):
            takers.setdefault(one, []).append(other)
        edges.append(edge)
    last = max(from_end.values())
    row = dict.fromkeys(from_end, 0.0)
    for distance in range(last + 1):
        column = [name for name in from_end if from_end[name] == distance]
        wish = {n: float(np.mean([row[by] for by in takers.get(n, [n])])) for n in column}
        column.sort(key=wish.__getitem__, reverse=True)
        for place, name in enumerate(column):
            row[name] = (len(column) - 1) / 2 - place
    return {name: (float(last - from_end[name]), row[name]) for name in from_end}, edges


@style.styled
def work(sizes: Sequence[int], seconds: Mapping[str, Sequence[float]]) -> Figure:
    """Draw how long all derivatives of a graph take, against the number of its inputs.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of inputs.
    seconds : dict of str to sequence of float
        For each way of computing the derivatives its time, as long as it was measured.
    """
    fig = style.new_figure(3.3)
    ax = fig.subplots()
    for number, (name, times) in enumerate(seconds.items()):
        ax.plot(
            list(sizes)[: len(times)],
            list(times),
            color=style.PALETTE[number],
            marker=style.MARKERS[number],
            linestyle=style.DASHES[number],
            linewidth=1.4,
            label=name,
        )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("number of inputs (logarithmic)")
    ax.set_ylabel("seconds for all derivatives\n(logarithmic)")
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=len(seconds))
    return fig
