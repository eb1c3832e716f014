"""The figures of week2/derivatives_and_graphs.

Slopes are measured here by a small nudge, never by a formula, and every number on a graph is
either handed in or measured: what the lesson asks for is not to be found in its figures.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.student.figures import style
from grader.student.figures.curves import slope_of
from grader.student.figures.diagram import PALE, arrow, box, new_sheet

Floats = npt.NDArray[np.float64]
Function = Callable[[Any], Any]
#: A step of a graph: the name of its result, the operation, the names of what it takes.
Step = tuple[str, str, Sequence[str]]

_slope = partial(slope_of, nudge=1e-6)
STEPS = 12

_arrow = partial(arrow, gap=1)

#: The functions of the first sections: formula, function, formula of the slope, range drawn.
_EXAMPLES: Mapping[str, tuple[str, Function, str, tuple[float, float]]] = {
    "3a": ("3a", lambda a: 3.0 * a, "3", (0.0, 6.5)),
    "a^2": ("a^2", lambda a: a * a, "2a", (0.0, 6.5)),
    "a^3": ("a^3", lambda a: a * a * a, "3a^2", (0.0, 6.5)),
    "ln a": (r"\ln a", np.log, "1/a", (0.25, 6.5)),
}


def _short(value: float) -> str:
    """Write a number with at most four digits, and no sign on zero."""
    return f"{value + 0.0:.4g}"


# --- the little triangle --------------------------------------------------------------------------


@style.styled
def triangles(f: str, places: Sequence[float], nudge: float) -> Figure:
    """Draw a curve, and beside it the triangle of a nudge at some places, magnified.

    Parameters
    ----------
    f : str
        "3a", "a^2", "a^3" or "ln a".
    places : sequence of float
        Where the triangles stand; one panel for each.
    nudge : float
        Their width.
    """
    formula, function, _, (low, high) = _EXAMPLES[f]
    fig = style.new_figure(3.1, 8.0 if len(places) > 1 else 6.4)
    panels = fig.subplots(1, 1 + len(places), width_ratios=[0.85, *[1] * len(places)])
    a = np.linspace(low, high, 300)
    panels[0].plot(a, function(a), color=style.BLUE)
    panels[0].set_title(f"$f(a) = {formula}$")
    panels[0].set_xlabel("a")
    panels[0].set_ylabel("f(a)")
    heights = [float(function(at + nudge) - function(at)) for at in places]
    steepest = max(abs(height) for height in heights) / nudge
    for number, (ax, at, height) in enumerate(zip(panels[1:], places, heights, strict=True)):
        color = (style.ORANGE, style.GREEN)[number % 2]
        marker = style.MARKERS[number % 2]
        panels[0].plot(at, function(at), color=color, marker=marker, ms=8)
        _draw_triangle(ax, function, at, nudge, height, steepest, color, f)
    return fig


def _draw_triangle(
    ax: Axes,
    function: Function,
    at: float,
    nudge: float,
    height: float,
    steepest: float,
    color: str,
    name: str,
) -> None:
    """Draw the triangle of one nudge. All panels of a figure stretch heights by one factor."""
    base = float(function(at))
    near = np.linspace(at - 0.5 * nudge, at + 1.7 * nudge, 100)
    near = near[near > 0] if name == "ln a" else near
    corners = ([at, at + nudge, at + nudge, at], [base, base, base + height, base])
    ax.fill(*corners, color=color, alpha=0.18)
    ax.plot(near, function(near), color=style.BLUE)
    ax.plot([at, at + nudge], [base, base], color=color, linewidth=1.6)
    ax.plot([at + nudge] * 2, [base, base + height], color=color, linewidth=1.6)
    ax.plot([at, at + nudge], [base, base + height], color=color, linewidth=1.2, linestyle="--")
    room = 1.25 * steepest * nudge
    middle = base + height / 2
    ax.set_xlim(at - 0.5 * nudge, at + 1.7 * nudge)
    ax.set_ylim(middle - 0.75 * room, middle + 0.75 * room)
    ax.set_xticks([at, at + nudge], [_tick(at, nudge, ""), _tick(at + nudge, nudge, "")])
    levels = [base, base + height]
    ax.set_yticks(levels, [_tick(level, nudge, name) for level in levels])
    ax.text(at + nudge / 2, base - 0.03 * room, f"{nudge:g}", ha="center", va="top", color=color)
    ax.text(
        at + 1.06 * nudge,
        middle,
        _tick(height, nudge, name),
        ha="left",
        va="center",
        color=color,
    )
    ax.set_title(f"at a = {at:g}: height/width = {height / nudge:.5g}", fontsize=9.5)
    ax.set_xlabel("a, magnified")
    ax.grid(False)


def _tick(value: float, nudge: float, name: str) -> str:
    """Write a number with the digits that a nudge of this size changes."""
    if nudge <= 0.001:
        return f"{value:.5f}" if name == "ln a" else f"{value:.3f}"
    return f"{value:.4f}".rstrip("0").rstrip(".")


@style.styled
def slopes_along(names: Sequence[str]) -> Figure:
    """Draw curves with a tangent here and there, and below each curve its slope at every place.

    Parameters
    ----------
    names : sequence of str
        Some of "3a", "a^2", "a^3" and "ln a".
    """
    fig = style.new_figure(4.4)
    axes = fig.subplots(2, len(names), sharex=True, squeeze=False)
    for column, name in enumerate(names):
        formula, function, slope_formula, (low, high) = _EXAMPLES[name]
        a = np.linspace(low, high, 200)
        places = np.array([0.5, 2.0, 5.0])
        slopes = _slope(function, places)
        upper, lower = axes[:, column]
        upper.plot(a, function(a), color=style.BLUE)
        for at, slope in zip(places, slopes, strict=True):
            wide = np.array([at - 1.2, at + 1.2])
            upper.plot(wide, function(at) + slope * (wide - at), color=style.ORANGE, linewidth=1.6)
        upper.plot(places, function(places), "o", color=style.ORANGE, ms=5)
        lowest, highest = float(function(low)), float(function(high))
        margin = 0.08 * (highest - lowest)
        upper.set_ylim(lowest - margin, highest + margin)
        upper.set_title(f"$f(a) = {formula}$")
        falls = slopes[-1] < slopes[0]
        lower.plot(a, _slope(function, a), color=style.ORANGE, linestyle="--", linewidth=1.4)
        lower.plot(places, slopes, "o", color=style.ORANGE, ms=6)
        for at, slope in zip(places, slopes, strict=True):
            lower.annotate(
                _short(slope),
                (at, slope),
                xytext=(5 if falls else -5, 5),
                textcoords="offset points",
                ha="left" if falls else "right",
                fontsize=9,
                color=style.INK,
            )
        lower.set_ylim(0, 1.22 * max(float(np.max(_slope(function, a))), 1e-9))
        lower.set_title(rf"its slope, ${slope_formula}$")
        lower.set_xlabel("a")
    axes[0, 0].set_ylabel("f(a)")
    axes[1, 0].set_ylabel("slope at a")
    return fig


@style.styled
def nudge_errors(widths: npt.ArrayLike, errors: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw how far measured slopes are from the true one, against the width of the nudge.

    Parameters
    ----------
    widths : array_like (k,)
    errors : dict of str to array_like (k,)
        For each way of measuring its errors. Where one is exactly 0 there is no point.
    """
    fig = style.new_figure(3.4)
    ax = fig.subplots()
    for number, (name, values) in enumerate(errors.items()):
        found = np.asarray(values, dtype=float)
        ax.plot(
            np.asarray(widths),
            np.where(found > 0, found, np.nan),
            color=style.PALETTE[number],
            marker=style.MARKERS[number],
            linestyle=style.DASHES[number],
            linewidth=1.3,
            ms=5,
            label=name,
        )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.invert_xaxis()
    ax.set_xlabel("width of the nudge, eps (logarithmic, smaller to the right)")
    ax.set_ylabel("error (logarithmic)")
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=len(errors))
    return fig


# --- downhill -------------------------------------------------------------------------------------


def _walk(J: Function, start: float, alpha: float, steps: int) -> Floats:
    """Return the places of gradient descent, shape (steps + 1,), with measured slopes."""
    w = [start]
    for _ in range(steps):
        w.append(w[-1] - alpha * float(_slope(J, w[-1])))
    return np.array(w)


@style.styled
def downhill(
    J: Function,
    alphas: Sequence[float],
    starts: tuple[float, float] = (-1.0, 4.5),
    shown: tuple[float, float] = (-3.0, 7.0),
) -> Figure:
    """Draw J(w) with the points of gradient descent from both sides, a panel for each alpha.

    Parameters
    ----------
    J : callable
        The cost of a number or, entry by entry, an array.
    alphas : sequence of float
        Learning rates.
    starts : (float, float)
        Where the two walks begin.
    shown : (float, float)
        The part of the axis of w that is drawn.
    """
    single = len(alphas) == 1
    fig = style.new_figure(3.4 if single else 4.8, 5.0 if single else 8.0)
    rows = 1 if single else 2
    axes = fig.subplots(rows, -(-len(alphas) // rows), sharey=True, sharex=True, squeeze=False)
    w = np.linspace(*shown, 300)
    top = float(np.max(J(w)))
    for ax, alpha in zip(axes.flat, alphas, strict=True):
        ax.plot(w, J(w), color=style.GREY, linewidth=1.5)
        for start, color, marker, name in (
            (starts[0], style.BLUE, "o", "from the left"),
            (starts[1], style.ORANGE, "s", "from the right"),
        ):
            at = _walk(J, start, alpha, STEPS)
            look: dict[str, Any] = {"color": color, "marker": marker}
            look["markeredgecolor"] = style.PAPER
            ax.plot(at, J(at), ms=5.5, linewidth=0.9, label=name, **look)
            ax.plot(start, J(start), ms=9, **look)
        ax.set_title(rf"$\alpha$ = {alpha:g}, {STEPS} steps")
        ax.set_xlim(*shown)
        ax.set_ylim(-0.06 * top, 1.03 * top)
    for ax in axes[-1]:
        ax.set_xlabel("w")
    for ax in axes[:, 0]:
        ax.set_ylabel("J(w)")
    axes[0, 0].legend(loc="upper center", handlelength=1.2, fontsize=9)
    return fig


@style.styled
def distances(curves: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw distances from the lowest point against the step, on a logarithmic axis.

    Parameters
    ----------
    curves : dict of str to sequence of float
        For each name the distances, the first at step 0. A distance of 0 has no place here and
        ends its curve.
    """
    fig = style.new_figure(3.3)
    ax = fig.subplots()
    for number, (name, values) in enumerate(curves.items()):
        found = np.asarray(values, dtype=float)
        look = number % len(style.PALETTE)
        ax.plot(
            np.arange(len(found)),
            np.where(found > 0, found, np.nan),
            color=style.PALETTE[look],
            linestyle=style.DASHES[look],
            marker=style.MARKERS[look],
            # Thick below thin: a curve that lies on another leaves it to be seen.
            ms=8 - number,
            linewidth=3.2 - 0.45 * number,
            label=name,
        )
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("step")
    ax.set_ylabel("distance from the lowest\npoint (logarithmic)")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


@style.styled
def walks(
    J: Function, paths: Mapping[str, npt.ArrayLike], shown: tuple[float, float] = (-3.0, 7.0)
) -> Figure:
    """Draw J(w) and the points that somebody else's gradient descent has visited.

    Parameters
    ----------
    J : callable
        The cost of a number or, entry by entry, an array.
    paths : dict of str to sequence of float
        For each name the values of w, in the order in which they came.
    shown : (float, float)
        The part of the axis of w that is drawn.
    """
    fig = style.new_figure(3.2)
    ax = fig.subplots()
    w = np.linspace(*shown, 400)
    ax.plot(w, J(w), color=style.GREY, linewidth=1.5)
    for number, (name, values) in enumerate(paths.items()):
        at = np.asarray(values, dtype=float)
        color, marker = style.PALETTE[number], style.MARKERS[number]
        look: dict[str, Any] = {"color": color, "marker": marker, "markeredgecolor": style.PAPER}
        ax.plot(at, J(at), ms=5.5, linewidth=0.9, label=name, **look)
        ax.plot(at[:1], J(at[:1]), ms=10, **look)
    ax.set_xlim(*shown)
    ax.set_xlabel("w")
    ax.set_ylabel("J(w)")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


# --- graphs ---------------------------------------------------------------------------------------


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
            f"${name}$ = {_short(inputs[name])}",
            f"d{name} = {_short(float(_slope(rest[name], inputs[name])))}" if derivatives else "",
        )
    _arrow(ax, (91.8, 25.0), (99.0, 25.0), style.BLUE)
    ax.text(
        84, 30.5, f"$J$ = {_short(3 * v)}", ha="center", va="bottom", color=style.BLUE, fontsize=12
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
        # Between two columns an edge may slope; past a box of its column it runs level.
        sides = [
            (x + side * half * wide, y)
            for x, y in (middle[name] for name in edge)
            for side in (-1, 1)
        ]
        *_, before, end = points = sides[1:-1]
        ax.plot(*zip(*points[:-1], strict=True), color=style.GREY, linewidth=0.9)
        _arrow(ax, before, end, style.GREY, width=0.9)
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
        ax.text(x, top - gap, _short(values[name]), color=style.BLUE, **look)
        if derivatives is not None:
            written = f"$d{_symbol(name)}$: {_short(derivatives[f'd{name}'])}"
            ax.text(x, top - 2 * gap, written, color=style.ORANGE, **look)
    return fig


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
