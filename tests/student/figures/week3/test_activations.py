"""The figures of week3/activations: readable, labeled, and saying what is true."""

import numpy as np
import pytest

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words

RNG = np.random.default_rng(7)
X = RNG.normal(size=(2, 40))
Y = (X[[0]] > 0).astype(int)


def right_half(points: np.ndarray) -> np.ndarray:
    """Return a probability that passes one half where x1 passes 0."""
    return 1 / (1 + np.exp(-3 * points[:1]))


def nowhere(points: np.ndarray) -> np.ndarray:
    return np.full((1, points.shape[1]), 0.2)


DRAWINGS: Drawings = {
    "activations": figures.activations,
    "activations, tangent": lambda: figures.activations(1.0, 0.1),
    "activations, at the kink": lambda: figures.activations(0.0),
    "boundaries": lambda: figures.boundaries(X, Y, {"one": right_half, "two": nowhere}),
    "boundaries, three": lambda: figures.boundaries(X, Y, dict.fromkeys("abc", right_half)),
    "chains": figures.chains,
    "chains, growing": lambda: figures.chains(4.0),
    "chains, cut": lambda: figures.chains(-1.0),
    "cost_spread": lambda: figures.cost_spread(
        {name: RNG.uniform(0.1, 1, size=(3, 20)) for name in "abcd"}
    ),
    "fitted_curves": lambda: figures.fitted_curves(
        X[:1], X[1:], {"line": ([0, 1], [0, 1])}, "size (square feet)", "price"
    ),
    "histograms": lambda: figures.histograms({"sigmoid": right_half(X), "tanh": np.tanh(X)}),
    "kink": figures.kink,
    "saturation_by_scale": lambda: figures.saturation_by_scale(
        [0.01, 1, 100], [0, 0.1, 0.9], [1, 0.6, 0.03]
    ),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "activations"
    drawings = DRAWINGS
    share_label = ("activations y",)


def test_the_tangent_tells_value_and_slope() -> None:
    titles = [ax.get_title() for ax in figures.activations(1.0, 0.1).axes]
    a = 1 / (1 + np.exp(-1))
    assert titles[0] == f"sigmoid\nz = 1: a = {a:.4f}, slope {a * (1 - a):.3f}"
    assert titles[1] == f"tanh\nz = 1: a = {np.tanh(1):.4f}, slope {1 - np.tanh(1) ** 2:.2f}"
    assert titles[2].endswith("a = 1, slope 1")
    left = [ax.get_title() for ax in figures.activations(-2.0, 0.1).axes]
    assert left[2].endswith("a = 0, slope 0")
    assert left[3] == "leaky ReLU (0.1)\nz = -2: a = -0.2, slope 0.1"


def test_at_the_kink_there_are_two_slopes_and_no_tangent() -> None:
    fig = figures.activations(0.0, 0.2)
    titles = [ax.get_title() for ax in fig.axes]
    assert "slope 0 on the left, 1 on the right" in titles[2]
    assert "slope 0.2 on the left, 1 on the right" in titles[3]
    assert len(fig.axes[1].get_lines()) == len(fig.axes[2].get_lines()) + 1
    assert [ax.get_title().split()[-1] for ax in figures.kink().axes] == ["0", "1", "0.5"]


def test_the_slope_is_never_drawn_across_the_jump() -> None:
    for ax in figures.activations().axes[2:]:
        slope = ax.get_lines()[-1].get_ydata()
        assert np.isnan(slope).sum() == 1
        assert set(np.round(slope[~np.isnan(slope)], 6)) in ({0.0, 1.0}, {0.01, 1.0})


def test_the_share_of_right_answers_is_counted() -> None:
    titles = [ax.get_title() for ax in DRAWINGS["boundaries"]().axes]
    assert titles[0] == "one\n100% of the answers right"
    assert titles[1] == f"two\n{1 - Y.mean():.0%} of the answers right"


def test_the_chain_multiplies_the_slopes() -> None:
    lines = {line.get_label(): line.get_ydata() for line in figures.chains(1.0).axes[0].get_lines()}
    a, product = 1.0, 1.0
    for found in lines["sigmoid"][1:]:
        a = 1 / (1 + np.exp(-a))
        product *= a * (1 - a)
        assert found == pytest.approx(product, rel=1e-4)
    assert lines["ReLU"] == pytest.approx(np.ones(11))
    assert "off the scale" in words(figures.chains(-1.0))
