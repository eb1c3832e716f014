"""The figures of week2/logistic_regression: readable, labeled, and saying what is true."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

RNG = np.random.default_rng(7)
PICTURES = RNG.integers(0, 256, (5, 16, 16, 3), dtype=np.uint8)
X = np.array([[-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]])
Y = np.array([[0, 0, 1, 0, 1, 0, 1, 1]])

DRAWINGS: Drawings = {
    "blocks": lambda: figures.blocks(4, 3),
    "blocks, large": lambda: figures.blocks(8, 6),
    "blocks, one example": lambda: figures.blocks(1, 1),
    "cost_curves": lambda: figures.cost_curves({"training": [0.7, 0.5, 0.4]}, every=100),
    "cost_curves, three": lambda: figures.cost_curves(
        {name: RNG.uniform(0.2, 9, 60) for name in "abc"}, every=5, logarithmic=True
    ),
    "cost_surfaces": lambda: figures.cost_surfaces(X, Y),
    "descent": lambda: figures.descent(X, Y, [0.2, 2, 10]),
    "descent, one": lambda: figures.descent(X, Y, [1]),
    "gallery": lambda: figures.gallery(PICTURES, ["cat"] * 5, columns=3, row_names=["a", "b"]),
    "judged_picture": lambda: figures.judged_picture(PICTURES[0], 0.83),
    "line_and_sigmoid": lambda: figures.line_and_sigmoid(X, Y, 0.9, 0.1),
    "losses": figures.losses,
    "one_example_graph": lambda: figures.one_example_graph(
        np.array([[2.0], [-1.0]]), np.array([[0.5], [1.0]]), 1.0, 0
    ),
    "path": lambda: figures.path(X, Y, np.array([[-4.0, 5.0], [1.0, 1.0]])),
    "paths": lambda: figures.paths(X, Y, [0.2, 2, 10]),
    "paths, one": lambda: figures.paths(X, Y, [1]),
    "picture_as_column": lambda: figures.picture_as_column(PICTURES[0]),
    "sigmoid_curve": figures.sigmoid_curve,
    "sigmoid_of_line": lambda: figures.sigmoid_of_line([(3, 0), (1, 2), (-1, 0)]),
    "sigmoid_of_line, flat": lambda: figures.sigmoid_of_line([(0.0, 1.0)]),
    "weights_as_image": lambda: figures.weights_as_image(RNG.normal(size=(16 * 16 * 3, 1))),
    "weights_as_image, zero": lambda: figures.weights_as_image(np.zeros((12, 1))),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "logistic_regression"
    drawings = DRAWINGS
    bear_names = ("judged_picture y",)


def test_arguments_are_left_as_they_are() -> None:
    x, y, pictures = X.copy(), Y.copy(), PICTURES.copy()
    figures.cost_surfaces(x, y)
    figures.paths(x, y, [1.0])
    figures.picture_as_column(pictures[0])
    assert (x == X).all() and (y == Y).all() and (pictures == PICTURES).all()


def test_the_column_begins_and_ends_with_the_numbers_of_the_picture() -> None:
    written = words(figures.picture_as_column(PICTURES[1])).split("\n")
    numbers = PICTURES[1].ravel()
    for j in (*range(9), *range(len(numbers) - 3, len(numbers))):
        assert written[written.index(f"$x_{{{j + 1}}}$") - 1] == str(numbers[j])
    assert "its column: (768, 1)" in written


@given(
    st.lists(st.floats(-2, 2), min_size=5, max_size=5),
    st.sampled_from([0, 1]),
)
@settings(max_examples=15, deadline=None)
def test_the_graph_shows_the_derivatives(values: list[float], y: int) -> None:
    x1, x2, w1, w2, b = values
    written = words(figures.one_example_graph(np.array([[x1], [x2]]), np.array([[w1], [w2]]), b, y))
    a = 1 / (1 + np.exp(-(w1 * x1 + w2 * x2 + b)))
    shown = dict(
        line.replace("$", "").replace(r"\mathbf", "").replace("{", "").replace("}", "").split(" = ")
        for line in written.split("\n")
        if "=" in line and "sigma" not in line and "x_1 +" not in line and "w_1x_1" not in line
    )
    expected = {
        "a": a,
        "da": -y / a + (1 - y) / (1 - a),
        "dz": a - y,
        "dw_1": x1 * (a - y),
        "dw_2": x2 * (a - y),
        "db": a - y,
    }
    for name, value in expected.items():
        assert float(shown[name]) == pytest.approx(value, rel=1e-3, abs=6e-4), name


@given(st.integers(1, 8), st.integers(1, 6))
@settings(max_examples=15, deadline=None)
def test_blocks_have_as_many_cells_as_the_matrices(m: int, n_x: int) -> None:
    fig = figures.blocks(m, n_x)
    cells = fig.axes[0].findobj(lambda artist: isinstance(artist, Rectangle))
    cells = [cell for cell in cells if cell is not fig.axes[0].patch]
    matrices = [(1, n_x), (n_x, m), (1, 1), (1, m)] + 3 * [(1, m)]
    matrices += [(n_x, m), (m, 1), (n_x, 1), (1, m), (1, 1)]
    assert len(cells) == sum(rows * columns for rows, columns in matrices)
    written = words(fig)
    assert written.count("number") == 2
    for shape in ((1, n_x), (n_x, m), (m, 1), (n_x, 1)):
        assert str(shape) in written


def test_only_the_squared_error_rises_above_its_chord() -> None:
    titles = [ax.get_title() for ax in figures.cost_surfaces(X, Y).axes]
    assert [title for title in titles if "above its chord" in title] == [titles[1]]
    assert [title for title in titles if "below its chord" in title] == [titles[3]]


def points(fig: Figure, panel: int = 0) -> list[Any]:
    """Return the marked lines of a panel as arrays (k, 2)."""
    lines = fig.axes[panel].get_lines()
    return [line.get_xydata() for line in lines if len(line.get_xdata()) == 13]


def test_a_good_learning_rate_descends_from_both_sides() -> None:
    left, right = points(figures.descent(X, Y, [2.0]))
    assert left[0, 0] < right[-1, 0] < right[0, 0]
    assert (np.diff(right[:, 1]) < 0).all()
    assert left[-1, 1] == pytest.approx(left[:, 1].min())


def test_a_large_learning_rate_jumps_over_the_lowest_point() -> None:
    left, _ = points(figures.descent(X, Y, [10.0]))
    assert (np.diff(left[:, 1]) > 0).any()


def test_every_panel_starts_at_the_same_point() -> None:
    fig = figures.paths(X, Y, [0.2, 2, 10])
    starts = [points(fig, panel)[0][0].tolist() for panel in range(3)]
    assert starts == [[-4.0, 5.0]] * 3


def test_curves_differ_in_more_than_colour() -> None:
    fig = figures.cost_curves({name: np.arange(60.0) for name in "abcde"})
    looks = [(line.get_color(), line.get_linestyle()) for line in fig.axes[0].get_lines()]
    assert len(looks) == len(set(looks)) == 5
    assert [text.get_text() for text in fig.axes[0].get_legend().get_texts()] == list("abcde")


def test_the_colours_of_weights_are_balanced_about_zero() -> None:
    fig = figures.weights_as_image(np.linspace(-1, 3, 48)[:, np.newaxis])
    limits = {ax.get_images()[0].get_clim() for ax in fig.axes if ax.get_images()}
    assert limits == {(-3.0, 3.0)}
