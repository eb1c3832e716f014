"""The figures of week3/planar_classifier: readable, labeled, and saying what is true."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Circle, Rectangle

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

RNG = np.random.default_rng(3)
X = RNG.normal(size=(2, 40))
Y = RNG.integers(0, 2, size=(1, 40))


def left_half(points: Any) -> Any:
    """Answer 1 on the left."""
    return points[:1] < 0


DRAWINGS: Drawings = {
    "accuracy_by_size": lambda: figures.accuracy_by_size(
        [1, 4, 50], RNG.uniform(0.5, 0.9, (3, 2)), RNG.uniform(0.5, 0.9, (3, 2)), 0.51
    ),
    "accuracy_over_starts": lambda: figures.accuracy_over_starts(
        [0.9, 0.95], [0.9, 0.93], (0.51, 0.49)
    ),
    "hidden_unit": lambda: figures.hidden_unit(
        np.array([[1.0], [2.0], [-1.0]]), np.array([[0.5, -0.25, 1.0]]), 0.5, np.tanh
    ),
    "layer_blocks": lambda: figures.layer_blocks(5, 3, 4),
    "layer_blocks, large": lambda: figures.layer_blocks(8, 6, 8),
    "layer_blocks, one": lambda: figures.layer_blocks(1, 1, 1),
    "network_graph": figures.network_graph,
    "network_with_shapes": lambda: figures.network_with_shapes(3, 4, 1),
    "network_with_shapes, large": lambda: figures.network_with_shapes(6, 8, 3),
    "planar": lambda: figures.planar([("points", None, X, Y)]),
    "planar, eight": lambda: figures.planar([("left", left_half, X, Y)] * 8, columns=4),
    "planar, one answer": lambda: figures.planar([("all", lambda p: 0 * p[:1], X, Y)]),
    "saturation": lambda: figures.saturation(
        {"scale 1": X, "scale 100": 0 * X + 1}, {"scale 1": [[3, 2, 1]], "scale 100": [3, 3, 3]}
    ),
    "training_loop": figures.training_loop,
    "unit_weights": lambda: figures.unit_weights(
        {"all zero": np.zeros((5, 4)), "random": RNG.normal(size=(5, 4))}
    ),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "planar_classifier"
    drawings = DRAWINGS
    share_label = ("planar x", "planar y", "unit_weights y")


def test_arguments_are_left_as_they_are() -> None:
    before = X.copy(), Y.copy()
    figures.planar([("left", left_half, X, Y)])
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(Y, before[1])


@given(st.integers(1, 6), st.integers(1, 8), st.integers(1, 3))
@settings(max_examples=10, deadline=None)
def test_the_network_has_its_units_lines_and_shapes(n_x: int, n_h: int, n_y: int) -> None:
    fig = figures.network_with_shapes(n_x, n_h, n_y)
    assert len(fig.findobj(Circle)) == n_x + n_h + n_y
    assert len(fig.axes[0].get_lines()) == n_x * n_h + n_h * n_y + 1
    written = words(fig)
    shapes = ((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1))
    assert all(str(shape) in written for shape in shapes)


@given(st.integers(1, 8), st.integers(1, 6), st.integers(1, 8))
@settings(max_examples=10, deadline=None)
def test_blocks_have_as_many_cells_as_the_matrices(m: int, n_x: int, n_h: int) -> None:
    fig = figures.layer_blocks(m, n_x, n_h)
    cells = [cell for cell in fig.findobj(Rectangle) if cell not in (fig.patch, fig.axes[0].patch)]
    matrices = [(n_h, n_x), (n_x, m), (n_h, 1), (n_h, m), (n_h, m)]
    matrices += [(1, n_h), (n_h, m), (1, 1), (1, m), (1, m)]
    assert len(cells) == sum(rows * columns for rows, columns in matrices)


def test_the_unit_computes_what_it_shows() -> None:
    written = words(DRAWINGS["hidden_unit"]())
    assert f"{0.5 - 0.5 - 1 + 0.5:.3g}" in written
    assert f"{np.tanh(-0.5):.3f}" in written


def test_points_of_a_class_have_their_marker_and_colour() -> None:
    zero, one = figures.planar([("points", None, X, Y)]).axes[0].get_lines()
    np.testing.assert_array_equal(zero.get_xydata().T, X[:, Y[0] == 0])
    np.testing.assert_array_equal(one.get_xydata().T, X[:, Y[0] == 1])
    assert zero.get_marker() != one.get_marker()
    assert zero.get_color() != one.get_color()


def test_the_border_lies_where_the_answer_changes() -> None:
    ax = figures.planar([("left", left_half, X, Y)]).axes[0]
    border = np.concatenate([p.vertices for p in ax.collections[-1].get_paths()])
    assert np.abs(border[:, 0]).max() < 0.1


def test_shares_of_saturated_units_are_counted() -> None:
    A1 = np.array([[0.995, -0.999, 0.5, 0.0]])
    fig = figures.saturation({"start": A1}, {"start": [1.0, 0.5]})
    assert "50%" in words(fig)


def test_units_that_do_the_same_can_all_be_seen() -> None:
    lines = figures.unit_weights({"equal": np.ones((5, 4))}).axes[0].get_lines()
    widths = [line.get_linewidth() for line in lines]
    assert widths == sorted(widths, reverse=True)
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 4
