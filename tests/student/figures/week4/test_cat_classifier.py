"""The figures of week4/cat_classifier: readable, labeled, and saying what is true."""

import numpy as np
import pytest

from grader.student import figures
from grader.student.experiments.training import load_results
from tests.student.figures.drawn import DrawingChecks, Drawings, visible_texts

RNG = np.random.default_rng(3)
START, LEARNED = RNG.normal(size=(5, 192)), RNG.normal(size=(5, 192)) * 4

DRAWINGS: Drawings = {
    "step_times": lambda: figures.step_times({"Z1 = W1 X": 12.5, "dW1 = dZ1 X.T": 0.25}),
    "own_axes": figures.own_axes,
    "depth_and_luck": lambda: figures.depth_and_luck(load_results("depth")),
    "depth_and_luck, one size": lambda: figures.depth_and_luck(
        [row for row in load_results("depth") if row["size"] == "64"]
    ),
    "first_layer": lambda: figures.first_layer(START, LEARNED, START + LEARNED),
    "first_layer, nothing learned": lambda: figures.first_layer(START, 0 * START, START),
    "sweep": lambda: figures.sweep(load_results("hyperparameters")),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "cat_classifier"
    drawings = DRAWINGS
    bear_names = ("step_times y", "depth_and_luck x")


def test_a_bar_is_as_long_as_the_time_it_stands_for() -> None:
    ax = DRAWINGS["step_times"]().axes[0]
    widths = {
        label.get_text(): bar.get_width()
        for label, bar in zip(ax.get_yticklabels(), ax.patches, strict=True)
    }
    assert widths == {"Z1 = W1 X": 12.5, "dW1 = dZ1 X.T": 0.25}
    assert ax.get_xlabel()


def test_the_dots_are_the_rows_and_the_line_is_their_mean() -> None:
    rows = load_results("depth")
    for ax, size in zip(figures.depth_and_luck(rows).axes, ("64", "32"), strict=True):
        for place, model in enumerate(("logistic regression", "two layers", "four layers")):
            expected = [
                100 * float(r["test"]) for r in rows if (r["size"], r["model"]) == (size, model)
            ]
            dots, mean = ax.get_lines()[2 * place : 2 * place + 2]
            assert np.asarray(dots.get_ydata()).tolist() == expected
            assert np.asarray(mean.get_ydata())[0] == pytest.approx(np.mean(expected))


def test_every_value_of_a_hyperparameter_has_its_dots_and_its_name() -> None:
    rows = load_results("hyperparameters")
    fig = DRAWINGS["sweep"]()
    names = list(dict.fromkeys(row["changed"] for row in rows))
    for ax, name in zip(fig.axes, names, strict=False):
        mine = [row for row in rows if row["changed"] == name]
        values = list(dict.fromkeys(row["value"] for row in mine))
        labels = [label.get_text().replace("\n", " ").lower() for label in ax.get_xticklabels()]
        assert labels == values
        dots = [n for line in ax.get_lines() if line.get_marker() == "o" for n in line.get_ydata()]
        assert sorted(dots) == sorted(100 * float(row["held_out"]) for row in mine)
        assert ax.get_xlabel()
    assert fig.axes[0].get_ylabel() and fig.axes[3].get_ylabel()
    fig.draw_without_rendering()
    assert any(label.get_text() for label in fig.axes[0].get_yticklabels())


def test_weights_are_shown_as_the_mean_of_their_channels_balanced_about_zero() -> None:
    fig = DRAWINGS["first_layer"]()
    pictures = [ax.get_images()[0] for ax in fig.axes if ax.get_images()][:15]
    expected = LEARNED[2].reshape(8, 8, 3).mean(axis=2)
    np.testing.assert_allclose(np.asarray(pictures[7].get_array()), expected)
    for picture in pictures:
        low, high = picture.get_clim()
        assert low == -high


def test_the_turned_arrows_keep_their_lengths_and_their_angle() -> None:
    written = [t.get_text() for t in visible_texts(DRAWINGS["own_axes"]()) if "r^" in t.get_text()]
    R = np.array([[float(n) for n in t.split("(")[-1].rstrip(")").split(",")] for t in written]).T
    X = np.array([[2.0, 0.6], [0.6, 2.0], [1.0, 1.7]])
    np.testing.assert_allclose(R.T @ R, X.T @ X, atol=0.03)
