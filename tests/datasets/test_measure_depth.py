"""The measurements behind the tables of `week4/cat_classifier`, and the tables themselves."""

import csv
import importlib.util
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from grader.exercises import load_reference
from grader.student.data import Cats, held_out_drawings, load_cats
from tests.student.data.small_files import small_set, write_pair

DATASETS = Path(__file__).parents[2] / "datasets"
SPEC = importlib.util.spec_from_file_location("measure_depth", DATASETS / "measure_depth.py")
assert SPEC is not None and SPEC.loader is not None
measure = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(measure)


def small_cats(size=4, m=12):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (2 * m, size, size, 3)).astype(np.uint8)
    Y = rng.integers(0, 2, (1, 2 * m))
    return Cats(images[:m], Y[:, :m], images[m:], Y[:, m:], ("not a cat", "cat"))


def table(name):
    with (DATASETS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_steps_are_those_of_the_lesson():
    reference = load_reference("week4/cat_classifier")
    data = measure.task(small_cats())
    dims = [len(data.X), 5, 4, 1]
    start = measure.start(dims, 3)
    expected, _ = reference.functions["L_layer_model"](data.X, data.Y, dims, 0.05, 40, False, start)
    found = measure.descend(data.X, data.Y, start, 0.05, 40)
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("activation", measure.ACTIVATIONS)
def test_each_activation_goes_down_its_own_gradient(activation):
    functions = {
        "relu": lambda z: anp.maximum(z, 0),
        "leaky relu": lambda z: anp.where(z > 0, z, 0.01 * z),
        "tanh": anp.tanh,
        "sigmoid": lambda z: 0.5 * (1 + anp.tanh(z / 2)),
    }
    rng = np.random.default_rng(1)
    X, Y = rng.normal(size=(4, 6)), np.array([[0, 1, 1, 0, 1, 0]])
    start = measure.start([4, 3, 2, 1], 1)

    def cost(p):
        A = X
        for layer in (1, 2, 3):
            Z = anp.dot(p[f"W{layer}"], A) + p[f"b{layer}"]
            A = functions[activation](Z)
        return anp.mean(anp.logaddexp(0.0, Z) - Y * Z)

    gradient = autograd.grad(cost)(start)
    stepped = measure.descend(X, Y, start, 0.1, 1, activation)
    for name, value in start.items():
        np.testing.assert_allclose(stepped[name], value - 0.1 * gradient[name], atol=1e-12)


def test_the_short_way_ends_where_the_long_one_does():
    data = measure.task(small_cats(size=6))
    ((train, test),) = measure.trained(data, (4, 3), 2, rate=0.05, iterations=(30,))
    start = measure.start([len(data.X), 4, 3, 1], 2)
    long = measure.descend(data.X, data.Y, start, 0.05, 30)
    for share, X, Y in ((train, data.X, data.Y), (test, data.X_judge, data.Y_judge)):
        assert share == np.mean((measure.probabilities(long, X) > 0.5) == Y)


def test_photographs_of_the_user_s_own_are_measured_and_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(measure, "ITERATIONS", 5)
    monkeypatch.setattr(measure, "LOGISTIC_ITERATIONS", 5)
    write_pair(tmp_path, small_set(m_train=12, m_test=8, size=4))
    assert measure.main(["--photographs", str(tmp_path), "--size", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == [
        f"4, {model}" for model in measure.MODELS
    ]
    assert measure.main(["--photographs", str(tmp_path / "nothing")]) == 1
    assert "There is no such file or folder." in capsys.readouterr().err


def test_the_tables_hold_eight_seeds_of_everything():
    depth = table("depth")
    cells = {(r["size"], r["model"]) for r in depth}
    assert cells == {(size, model) for size in ("64", "32") for model in measure.MODELS}
    assert len(depth) == len(cells) * 8
    sweep = table("hyperparameters")
    values = {(r["changed"], r["value"]) for r in sweep}
    assert len(values) == sum(
        map(
            len,
            (measure.RATES, measure.STOPS, measure.DEPTHS, measure.WIDTHS, measure.ACTIVATIONS),
        )
    )
    assert len(sweep) == len(values) * 8


def test_a_row_of_the_table_can_be_measured_again():
    row = next(r for r in table("depth") if (r["size"], r["model"]) == ("32", "two layers"))
    data = measure.task(load_cats(size=32))
    ((_, test),) = measure.trained(data, (7,), int(row["seed"]))
    # Another processor rounds differently, and 2500 steps may let that grow a little.
    assert test == pytest.approx(float(row["test"]), abs=0.02)


def test_a_drawing_is_held_out_in_all_its_colours_or_not_at_all():
    out = held_out_drawings()
    assert out.shape == (600,)
    assert 0.2 < out.mean() < 0.35
    labels = load_cats(size=32).train_set_y[0]
    assert 0.3 < labels[out].mean() < 0.5
    for row in table("cats_attribution"):
        if row["split"] == "train":
            assert len({bool(out[int(n)]) for n in row["pictures"].split()}) == 1
