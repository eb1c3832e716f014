"""The figures of week4/deep_network: readable, labelled, and saying what is true."""

import inspect
import itertools
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text

from grader.exercises import load_reference
from grader.student import figures

LESSON = "deep_network"
F = load_reference(f"week4/{LESSON}").functions
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


DRAWINGS: dict[str, Callable[[], Figure]] = {
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
    "nudge_errors": lambda: figures.nudge_errors(np.exp, 1.0),
    "learned_regions": lambda: figures.learned_regions({"a": half, "b": half}, POINTS, LABELS),
}

everything = pytest.mark.parametrize("name", DRAWINGS)


def visible_texts(fig: Figure) -> list[Text]:
    """Return the texts of a figure that a reader sees."""
    return [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible()]


def words(fig: Figure) -> str:
    """Return all that is written in a figure."""
    return "\n".join(text.get_text() for text in visible_texts(fig))


def has_scale(ax: Axes) -> bool:
    """Tell whether axes measure something, other than those of a picture or a diagram."""
    return len(ax.get_xticks()) > 0


def is_number(text: Text) -> bool:
    """Tell whether a text is a tick, perhaps one outside the range of its axis."""
    word = text.get_text().replace("−", "-")
    if "mathdefault" in word:
        return True
    try:
        float(word)
    except ValueError:
        return False
    return True


def test_every_drawing_function_is_drawn_here() -> None:
    drawn = {name.split(",")[0] for name in DRAWINGS}
    assert drawn == {n for n in figures.__all__ if getattr(figures, n).__module__.endswith(LESSON)}
    for name in drawn:
        assert "Parameters" in (inspect.getdoc(getattr(figures, name)) or "")


@everything
def test_axes_that_measure_are_labelled(name: str) -> None:
    for ax in DRAWINGS[name]().axes:
        if has_scale(ax):
            assert ax.get_xlabel()
            shared = len(ax.get_shared_y_axes().get_siblings(ax)) > 1
            assert ax.get_ylabel() or shared


@everything
def test_no_text_is_cut_off(name: str) -> None:
    fig = DRAWINGS[name]()
    fig.draw_without_rendering()
    page = fig.bbox.padded(1)
    texts = [text for text in visible_texts(fig) if not is_number(text)]
    assert texts
    for text in texts:
        box = text.get_window_extent()
        assert page.containsx(box.x0) and page.containsx(box.x1), text.get_text()
        assert page.containsy(box.y0) and page.containsy(box.y1), text.get_text()


@everything
def test_a_drawing_opens_no_window_and_changes_no_setting(name: str) -> None:
    before = dict(plt.rcParams)
    assert isinstance(DRAWINGS[name](), Figure)
    assert plt.get_fignums() == []
    assert dict(plt.rcParams) == before


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
    one, both = figures.nudge_errors(np.exp, 1.0).axes[0].get_lines()
    errors = {line.get_label(): np.asarray(line.get_ydata()) for line in (one, both)}
    at = int(np.argmin(np.abs(np.log10(np.asarray(one.get_xdata(), dtype=float)) + 4)))
    assert errors["on one side"][at] == pytest.approx(5e-5, rel=0.1)
    assert errors["on both sides"][at] < 1e-7
