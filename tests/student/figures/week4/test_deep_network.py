"""The figures of week4/deep_network: readable, labeled, and saying what is true."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Circle, Rectangle

from grader.exercises import load_reference
from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

F = load_reference("week4/deep_network").functions
RNG = np.random.default_rng(3)


def a_round(*layer_dims: int, m: int = 4) -> tuple[list[Any], Any, float, dict[str, Any]]:
    """Return caches, AL, cost and grads of a network."""
    net = F["initialize_parameters_deep"](list(layer_dims), np.random.default_rng(1))
    X, Y = RNG.normal(size=(layer_dims[0], m)), RNG.integers(0, 2, size=(1, m))
    AL, caches = F["L_model_forward"](X, net)
    return caches, AL, F["compute_cost"](AL, Y), F["L_model_backward"](AL, Y, caches)


ROUND = a_round(3, 5, 5, 3, 1)
SHALLOW = a_round(2, 1, m=1)
POINTS, LABELS = RNG.normal(size=(2, 20)), RNG.integers(0, 2, size=(1, 20))


def half(at: Any) -> Any:
    """Answer 1 on the right."""
    return at[:1]


DRAWINGS: Drawings = {
    "networks": lambda: figures.networks([[3, 1], [3, 4, 1], [3, 5, 5, 1], [3, 4, 4, 4, 4, 4, 1]]),
    "networks, three": lambda: figures.networks([[3, 1], [3, 4, 1], [3, 5, 5, 3, 1]]),
    "shapes_on_network": lambda: figures.shapes_on_network([2, 3, 5, 4, 2, 1], 1),
    "shapes_on_network, many": lambda: figures.shapes_on_network([2, 3, 5, 4, 2, 1], 9),
    "layer_outputs": lambda: figures.layer_outputs(ROUND[0], ROUND[1]),
    "layer_outputs, shallow": lambda: figures.layer_outputs(SHALLOW[0], SHALLOW[1]),
    "blocks_and_caches": lambda: figures.blocks_and_caches(ROUND[0], ROUND[1]),
    "blocks_and_caches, three": lambda: figures.blocks_and_caches(*a_round(3, 4, 2, 1)[:2]),
    "whole_flow": lambda: figures.whole_flow(*a_round(3, 4, 2, 1)),
    "simple_to_complex": lambda: figures.simple_to_complex(
        RNG.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    ),
    "xor_tournament": lambda: figures.xor_tournament([1, 0, 1, 1, 0, 1, 0, 0]),
    "xor_tournament, five": lambda: figures.xor_tournament([1, 0, 1, 1, 1]),
    "units_for_parity": lambda: figures.units_for_parity({2: 3, 3: 6, 4: 9}, {2: 3, 3: 5, 4: 9}),
    "signal_through_layers": lambda: figures.signal_through_layers(
        {"0.01": [1, 0.05, 0.002], "1 / sqrt(n)": [1, 0.7, 0.5], "1": [1, 5, 30]}
    ),
    "slope_errors": lambda: figures.slope_errors(np.exp, 1.0),
    "learned_regions": lambda: figures.learned_regions({"a": half, "b": half}, POINTS, LABELS),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "deep_network"
    drawings = DRAWINGS


def test_arguments_are_left_as_they_are() -> None:
    caches, AL, cost, grads = a_round(3, 4, 2, 1)
    copies = [array.copy() for (A, W, b), Z in caches for array in (A, W, b, Z)]
    figures.layer_outputs(caches, AL)
    figures.blocks_and_caches(caches, AL)
    figures.whole_flow(caches, AL, cost, grads)
    after = [array for (A, W, b), Z in caches for array in (A, W, b, Z)]
    assert all((a == b).all() for a, b in zip(after, copies, strict=True))


@given(st.lists(st.integers(1, 6), min_size=2, max_size=7))
@settings(max_examples=15, deadline=None)
def test_a_network_has_a_circle_for_each_unit_and_a_line_for_each_weight(dims: list[int]) -> None:
    ax = figures.networks([dims]).axes[0]
    circles = [patch for patch in ax.patches if isinstance(patch, Circle)]
    assert len(circles) == sum(dims)
    assert len(ax.get_lines()) == sum(a * b for a, b in itertools.pairwise(dims))


@given(st.lists(st.integers(1, 6), min_size=2, max_size=6), st.integers(1, 9))
@settings(max_examples=15, deadline=None)
def test_the_shapes_are_written_below_the_network(dims: list[int], m: int) -> None:
    written = words(figures.shapes_on_network(dims, m)).split("\n")
    shown = sorted(line for line in written if line.startswith("("))
    weights = F["parameter_shapes"](dims).values()
    computed = F["activation_shapes"](dims, m).values()
    assert shown == sorted(str(shape) for shape in [*weights, *computed])


def test_the_outputs_show_the_numbers() -> None:
    caches, AL = ROUND[:2]
    written = words(figures.layer_outputs(caches, AL))
    for value in (caches[0][0][0][0, 0], AL[0, 0]):
        assert f"{value:.2g}" in written or f"{value:.2f}" in written
    assert "$A^{[4]}$  (1, 4)" in written


def test_a_cache_has_a_cell_for_each_of_its_numbers() -> None:
    caches, AL = ROUND[:2]
    ax = figures.blocks_and_caches(caches, AL).axes[0]
    cells = [p for p in ax.patches if type(p) is Rectangle and p.get_fill()]
    assert len(cells) == sum(a.size for (A, W, b), Z in caches for a in (A, W, b, Z))
    written = words(ax.figure)  # type: ignore[arg-type]
    assert "$Z^{[4]}$ (1, 4)" in written and "$W^{[1]}$ (5, 3)" in written


@given(st.lists(st.integers(0, 1), min_size=2, max_size=12))
@settings(max_examples=15, deadline=None)
def test_the_tournament_ends_with_the_parity(bits: list[int]) -> None:
    fig = figures.xor_tournament(bits)
    right = fig.axes[1]
    rounds = int(np.ceil(np.log2(len(bits))))
    top = [t.get_text() for t in right.texts if abs(t.get_position()[1] - rounds) < 0.1]
    assert top[0] == str(sum(bits) % 2)
    assert f"{len(bits) - 1} small network" in right.get_title()


def test_the_flow_shows_cost_and_shapes() -> None:
    caches, AL, cost, grads = a_round(3, 4, 2, 1)
    written = words(figures.whole_flow(caches, AL, cost, grads))
    assert f"J = {cost:.3f}" in written
    for l in (1, 2, 3):
        assert str(grads[f"dW{l}"].shape) in written


def test_both_sides_are_the_more_exact() -> None:
    one, both = figures.slope_errors(np.exp, 1.0).axes[0].get_lines()
    errors = {line.get_label(): np.asarray(line.get_ydata()) for line in (one, both)}
    at = int(np.argmin(np.abs(np.log10(np.asarray(one.get_xdata(), dtype=float)) + 4)))
    assert errors["on one side"][at] == pytest.approx(5e-5, rel=0.1)
    assert errors["on both sides"][at] < 1e-7
