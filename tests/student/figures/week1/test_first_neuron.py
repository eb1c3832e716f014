"""The figures of week1/first_neuron: readable, labeled, and saying what is true."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Circle, FancyArrowPatch

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

RNG = np.random.default_rng(3)
SIZE = RNG.uniform(800, 2200, 40)
PRICE = 0.12 * SIZE + RNG.normal(0, 30, 40)
NAMES = ("size", "bedrooms", "zip code", "wealth")
QUESTIONS = ("family size", "walkability", "school quality")
SIZES, AMOUNTS = np.repeat([0, 4, 64], 6), np.tile(np.repeat([30, 300, 3000], 2), 3)


def sea(X: np.ndarray) -> np.ndarray:
    return (X[:1] > 0.2).astype(int)


DRAWINGS: Drawings = {
    "development_loop": figures.development_loop,
    "hidden_weights": lambda: figures.hidden_weights(RNG.normal(size=(3, 4)), NAMES),
    "hidden_weights, zero": lambda: figures.hidden_weights(np.zeros((1, 2)), NAMES[:2]),
    "house_network": lambda: figures.house_network(NAMES, QUESTIONS, "price", 2),
    "house_network, values": lambda: figures.house_network(
        NAMES, QUESTIONS, "price (1000 $)", values=([1.6, 3, 5, 60], [2.7, 3, 5], 227)
    ),
    "island_maps": lambda: figures.island_maps(
        sea, [[(f"2 x 4 units, {m} points", sea, RNG.uniform(-1, 1, (2, m))) for m in (9, 999)]] * 2
    ),
    "line_and_relu": lambda: figures.line_and_relu(SIZE, PRICE, 0.15, -40),
    "line_and_relu, no kink": lambda: figures.line_and_relu(SIZE, PRICE, 0.0, 50),
    "lines_and_kinks": lambda: figures.lines_and_kinks((2, 2, 2), (0, -2, -4), (1, -2, 2)),
    "miss_map": lambda: figures.miss_map(
        np.linspace(0, 1, 5), np.linspace(-9, 9, 4), RNG.uniform(30, 90, (4, 5))
    ),
    "network_families": figures.network_families,
    "one_neuron": figures.one_neuron,
    "price_against_size": lambda: figures.price_against_size(SIZE, PRICE),
    "price_against_size, one": lambda: figures.price_against_size(SIZE, PRICE, [(0.15, -40)]),
    "price_against_size, three": lambda: figures.price_against_size(
        SIZE, PRICE, [(0.1, 0), (0.15, -40), (0.2, -100)]
    ),
    "prices_compared": lambda: figures.prices_compared(PRICE[None], {"line": [0.12 * SIZE]}),
    "prices_compared, two": lambda: figures.prices_compared(PRICE, {"a": PRICE, "b": PRICE + 9}),
    "scale_curves": lambda: figures.scale_curves(SIZES, AMOUNTS, RNG.uniform(0.5, 1, 18)),
    "steepness": figures.steepness,
    "training_costs": lambda: figures.training_costs(
        {"relu, rate 0.3": RNG.uniform(size=(3, 20)), "sigmoid": RNG.uniform(size=(3, 20))}, 50
    ),
    "unstructured_data": lambda: figures.unstructured_data(
        RNG.integers(0, 256, (16, 16, 3)), np.sin(np.arange(8000.0)), 8000, "The cat looks at you."
    ),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "first_neuron"
    drawings = DRAWINGS


def test_arguments_are_left_as_they_are() -> None:
    size, price = SIZE.copy(), PRICE.copy()
    figures.price_against_size(size, price, [(0.1, 0)])
    figures.line_and_relu(size, price, 0.1, 0)
    assert (size == SIZE).all() and (price == PRICE).all()


@given(st.floats(-0.5, 0.5), st.floats(-100, 100))
@settings(max_examples=15, deadline=None)
def test_a_line_says_how_far_off_it_is(w: float, b: float) -> None:
    written = words(figures.price_against_size(SIZE, PRICE, [(w, b)]))
    found = re.search(r"off by ([\d.]+) on average", written)
    assert found
    distances = [abs(w * x + b - y) for x, y in zip(SIZE, PRICE, strict=True)]
    assert float(found[1]) == pytest.approx(sum(distances) / len(distances), abs=0.06)


def test_the_relu_never_falls_below_zero_and_follows_the_line_above() -> None:
    line, bent = (
        next(c for c in ax.get_lines() if len(c.get_xdata()) == 551)
        for ax in figures.line_and_relu(SIZE, PRICE, 0.15, -40).axes
    )
    x, z = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
    assert z[0] == -40
    np.testing.assert_allclose(bent.get_ydata(), [max(0.0, 0.15 * v - 40) for v in x], atol=1e-9)


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=3))
@settings(max_examples=15, deadline=None)
def test_lines_add_up_to_a_line_and_bent_lines_to_one_with_kinks(v: list[float]) -> None:
    fig = figures.lines_and_kinks((2, 2, 2), (0, -2, -4), v)
    straight, bent = (np.asarray(ax.get_lines()[-1].get_ydata()) for ax in fig.axes)
    np.testing.assert_allclose(np.diff(straight, 2), 0, atol=1e-9)
    steps = np.diff(bent, 2)
    kinks = {round(float(k), 6) for k in np.linspace(0, 3, 301)[1:-1][np.abs(steps) > 1e-9]}
    assert kinks <= {1.0, 2.0}


def test_every_hidden_unit_is_joined_to_every_input_and_to_the_output() -> None:
    ax = figures.house_network(NAMES, QUESTIONS, "price", 2).axes[0]
    lines = [p for p in ax.patches if isinstance(p, FancyArrowPatch)]
    assert len([p for p in ax.patches if isinstance(p, Circle)]) == 4 + 3 + 1
    assert len(lines) == 4 * 3 + 3
    assert len([line for line in lines if line.get_linewidth() == 2.0]) == 4 + 1


def test_the_star_stands_on_the_smallest_miss() -> None:
    w, b = np.linspace(0, 1, 6), np.linspace(-5, 5, 4)
    miss = RNG.uniform(30, 90, (4, 6))
    miss[2, 5] = 3.25
    ax = figures.miss_map(w, b, miss).axes[0]
    [star] = ax.get_lines()
    assert (star.get_xdata()[0], star.get_ydata()[0]) == (w[5], b[2])
    assert "3.2" in words(ax.figure)


def test_curves_are_means_and_bands_reach_from_worst_to_best() -> None:
    accuracy = RNG.uniform(0.5, 1, 18)
    ax = figures.scale_curves(SIZES, AMOUNTS, accuracy).axes[0]
    runs = 100 * accuracy.reshape(3, 3, 2)
    for curve, band, found in zip(ax.get_lines()[:3], ax.collections, runs, strict=True):
        np.testing.assert_allclose(curve.get_ydata(), found.mean(axis=1))
        heights = band.get_paths()[0].vertices[:, 1]
        assert heights.min() == pytest.approx(found.min())
        assert heights.max() == pytest.approx(found.max())


def test_the_sigmoid_is_flat_where_it_is_said_to_be() -> None:
    axes = figures.steepness().axes
    curves = {}
    for ax in axes:
        if ax.get_ylabel() == "steepness":
            column = ax.get_subplotspec().colspan.start
            curves[("sigmoid", "ReLU")[column]] = np.array(ax.get_lines()[0].get_xydata())
    z, steep = curves["sigmoid"].T
    assert steep.max() == pytest.approx(0.25, abs=1e-4)
    assert steep[np.abs(z) >= 4].max() < 0.02
    z, steep = curves["ReLU"].T
    assert steep[z > 0] == pytest.approx(1, abs=1e-6)
    assert steep[z < 0] == pytest.approx(0, abs=1e-6)


def test_data_show_the_numbers_they_are_stored_as() -> None:
    picture = RNG.integers(0, 256, (4, 5, 3))
    wave = np.cos(np.arange(400.0))
    written = words(figures.unstructured_data(picture, wave, 8000, "A cat."))
    assert "image: 60 numbers\n" + ", ".join(map(str, picture.ravel()[:5])) in written
    assert "audio: 400 numbers\n1.00, 0.54" in written
    assert "text: 6 numbers\n65, 32, 99, 97, 116" in written
