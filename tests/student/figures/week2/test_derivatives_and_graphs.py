"""The figures of week2/derivatives_and_graphs: readable, labeled, and saying what is true."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

BOXES = [
    ("u", "multiply", ["b", "c"]),
    ("v", "add", ["a", "u"]),
    ("J", "multiply", ["3", "v"]),
]
VALUES = {"a": 5.0, "b": 3.0, "c": 2.0, "3": 3.0, "u": 6.0, "v": 11.0, "J": 33.0}
SLOPES = {"da": 3, "db": 6, "dc": 9, "d3": 11, "du": 3, "dv": 3, "dJ": 1}
LOGISTIC = [
    ("p1", "multiply", ["w1", "x1"]),
    ("p2", "multiply", ["w2", "x2"]),
    ("s", "add", ["p1", "p2"]),
    ("z", "add", ["s", "b"]),
    ("a", "sigmoid", ["z"]),
    ("r", "log", ["a"]),
    ("u", "multiply", ["y", "r"]),
    ("k", "subtract", ["1", "y"]),
    ("q", "subtract", ["1", "a"]),
    ("t", "log", ["q"]),
    ("v", "multiply", ["k", "t"]),
    ("e", "add", ["u", "v"]),
    ("L", "subtract", ["0", "e"]),
]
NAMES = {name for node in LOGISTIC for name in (node[0], *node[2])}
PATH = [4.0, 3.2, 2.6, 2.3]


def bowl(w):
    return (w - 2) ** 2 + 1


DRAWINGS: Drawings = {
    "distances": lambda: figures.distances({f"alpha = {k}": np.geomspace(3, k, 9) for k in PATH}),
    "downhill": lambda: figures.downhill(bowl, [0.1, 0.5, 0.9, 1.05]),
    "downhill, one": lambda: figures.downhill(bowl, [0.3]),
    "graph": lambda: figures.graph(BOXES, VALUES, SLOPES),
    "graph, forward": lambda: figures.graph(BOXES, VALUES),
    "graph, one box": lambda: figures.graph([("J", "log", ["a"])], {"a": 1.0, "J": 0.0}),
    "graph, logistic": lambda: figures.graph(
        LOGISTIC, dict.fromkeys(NAMES, -0.73105), {f"d{name}": -0.73105 for name in NAMES}
    ),
    "nudge_errors": lambda: figures.nudge_errors(
        [1, 0.1, 0.01], {"to the right": [0.1, 0.01, 0.0], "to both sides": [0.1, 1e-3, 1e-5]}
    ),
    "slopes_along": lambda: figures.slopes_along(["a^2", "a^3", "ln a"]),
    "slopes_along, line": lambda: figures.slopes_along(["3a"]),
    "small_graph": lambda: figures.small_graph(5, 3, 2),
    "small_graph, backward": lambda: figures.small_graph(5, 3, 2, derivatives=True),
    "small_graph, long numbers": lambda: figures.small_graph(-5, -5, 10, derivatives=True),
    "triangles": lambda: figures.triangles("3a", [2, 5], 0.001),
    "triangles, curve": lambda: figures.triangles("a^3", [2, 5], 0.001),
    "triangles, wide": lambda: figures.triangles("ln a", [1.0], 1),
    "triangles, steep": lambda: figures.triangles("a^3", [5.0], 0.01),
    "walks": lambda: figures.walks(bowl, {"from 4": PATH, "from 3.2": PATH[1:]}),
    "work": lambda: figures.work([1, 10, 100], {"nudging": [1e-5, 1e-3], "back": [1e-5] * 3}),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "derivatives_and_graphs"
    drawings = DRAWINGS
    share_label = ("slopes_along y", "triangles y")


@pytest.mark.parametrize(
    ("f", "a", "shown"),
    [
        ("3a", 2, {"6.000", "6.003", "0.003"}),
        ("a^2", 2, {"4.000", "4.004", "0.004"}),
        ("a^2", 5, {"25.000", "25.010", "0.010"}),
        ("a^3", 2, {"8.000", "8.012", "0.012"}),
        ("ln a", 2, {"0.69315", "0.69365", "0.00050"}),
    ],
)
def test_the_triangle_shows_the_numbers_of_the_text(f, a, shown) -> None:
    fig = figures.triangles(f, [a], 0.001)
    fig.draw_without_rendering()
    assert shown <= {text.get_text() for text in fig.axes[1].findobj(Text)}


def test_triangles_of_one_figure_are_stretched_alike() -> None:
    _, at_2, at_5 = figures.triangles("a^2", [2, 5], 0.001).axes
    heights = [np.diff(ax.get_ylim()).item() for ax in (at_2, at_5)]
    assert heights[0] == pytest.approx(heights[1])


@given(st.floats(-5, 10), st.floats(-5, 10), st.floats(-5, 10))
@settings(max_examples=15, deadline=None)
def test_the_small_graph_shows_values_and_derivatives(a: float, b: float, c: float) -> None:
    written = words(figures.small_graph(a, b, c, derivatives=True)).replace("$", "").split("\n")
    shown = dict(line.split(" = ") for line in written if " = " in line)
    expected = {"da": 3, "du": 3, "dv": 3, "db": 3 * c, "dc": 3 * b}
    for name, value in expected.items():
        assert float(shown[name]) == pytest.approx(value, rel=1e-3, abs=1e-6), name
    for name, value in {"a": a, "b": b, "c": c}.items():
        assert float(shown[name]) == pytest.approx(value, rel=1e-3, abs=1e-9), name
    forward = words(figures.small_graph(a, b, c))
    assert "da" not in forward and "backward" not in forward


def boxes(fig: Figure) -> list[FancyBboxPatch]:
    """Return the boxes of a graph."""
    return [p for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch)]


@pytest.mark.parametrize("name", ["graph", "graph, logistic", "graph, one box"])
def test_the_boxes_of_a_graph_stand_apart(name: str) -> None:
    drawn = [box.get_extents() for box in boxes(DRAWINGS[name]())]
    for one, other in itertools.combinations(drawn, 2):
        assert not one.overlaps(other)


def test_a_graph_has_a_box_for_every_name_but_constants() -> None:
    fig = figures.graph(BOXES, VALUES, SLOPES)
    assert len(boxes(fig)) == 6
    written = words(fig)
    for line in ("$u = b \\cdot c$", "$J = 3 \\cdot v$", "$dc$: 9", "$dJ$: 1", "33"):
        assert line in written
    assert "d3" not in written


def test_no_edge_of_a_graph_runs_through_a_box() -> None:
    fig = DRAWINGS["graph, logistic"]()
    drawn = [box.get_extents().shrunk(0.96, 0.96) for box in boxes(fig)]
    for line in fig.axes[0].get_lines():
        points = line.get_transform().transform(line.get_xydata())
        for one, other in itertools.pairwise(points):
            along = [one + k * (other - one) for k in np.linspace(0, 1, 50)]
            assert not any(box.contains(*point) for box in drawn for point in along)


def test_descent_from_both_sides_meets_at_the_lowest_point() -> None:
    ax = figures.downhill(bowl, [0.3]).axes[0]
    walks = [line.get_xdata() for line in ax.get_lines() if len(line.get_xdata()) == 13]
    left, right = walks
    assert (np.diff(left) > 0).all() and (np.diff(right) < 0).all()
    assert left[-1] == pytest.approx(2, abs=0.01) and right[-1] == pytest.approx(2, abs=0.01)


def test_curves_differ_in_more_than_colour() -> None:
    fig = figures.distances({name: np.arange(1, 9) for name in "abcde"})
    looks = [(line.get_linestyle(), line.get_marker()) for line in fig.axes[0].get_lines()]
    assert len(looks) == len(set(looks)) == 5


def test_an_error_of_zero_has_no_point_on_a_logarithmic_axis() -> None:
    line = DRAWINGS["nudge_errors"]().axes[0].get_lines()[0]
    assert np.isnan(np.asarray(line.get_ydata())).tolist() == [False, False, True]


def test_arguments_are_left_as_they_are() -> None:
    values, nodes = dict(VALUES), [(n, op, list(i)) for n, op, i in BOXES]
    figures.graph(nodes, values, SLOPES)
    assert values == VALUES and nodes == BOXES
