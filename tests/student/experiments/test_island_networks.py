"""The networks that lessons train for their readers, and the measurement that is shipped."""

import csv
import itertools

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.student.data import shipped_file
from grader.student.experiments import island_networks as experiments
from grader.student.experiments.island_networks import Run


def test_half_of_the_map_is_land() -> None:
    X, Y = experiments.islands(100_000, 1)
    assert X.shape == (2, 100_000)
    assert Y.shape == (1, 100_000)
    assert np.abs(X).max() <= 1
    assert set(np.unique(Y)) == {0, 1}
    assert Y.mean() == pytest.approx(0.5, abs=0.01)


def test_points_depend_on_the_seed_alone_and_labels_on_the_points() -> None:
    X, Y = experiments.islands(50, 3)
    np.testing.assert_array_equal(X, experiments.islands(50, 3)[0])
    assert (experiments.islands(50, 4)[0] != X).any()
    np.testing.assert_array_equal(Y, experiments.island(X))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 5), max_size=3),
    st.sampled_from(["relu", "sigmoid"]),
    st.sampled_from(["label", "number"]),
    st.integers(0, 2**32 - 1),
)
def test_training_follows_the_slopes_of_automatic_differentiation(hidden, kind, target, seed):
    rng = np.random.default_rng(seed)
    sizes = [3, *hidden, 1]
    layers = [rng.normal(size=(n + 1, k)) for n, k in itertools.pairwise(sizes)]
    inputs, truth = rng.normal(size=(6, 3)), rng.integers(0, 2, size=(6, 1)).astype(float)

    def loss(layers):
        signal = inputs
        for number, layer in enumerate(layers):
            z = anp.dot(signal, layer[:-1]) + layer[-1:]
            bend = anp.maximum(z, 0) if kind == "relu" else 1 / (1 + anp.exp(-z))
            signal = z if number == len(layers) - 1 else bend
        if target == "number":
            return anp.mean((signal - truth) ** 2) / 2
        return anp.mean(anp.logaddexp(0.0, signal) - truth * signal)

    found = experiments._slopes(layers, inputs, truth, kind, target)
    for one, other in zip(found, autograd.grad(loss)(layers), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-8, atol=1e-10)


def test_a_network_learns_and_the_same_arguments_give_the_same_network() -> None:
    X, Y = experiments.islands(300, 1)
    net = experiments.train(X, Y, (16, 16), seed=2, steps=1500)
    again = experiments.train(X, Y, (16, 16), seed=2, steps=1500)
    other = experiments.train(X, Y, (16, 16), seed=3, steps=1500)
    assert experiments.accuracy(net, X, Y) > 0.9
    assert experiments.cost(net, X, Y) < 0.4
    for one, same, different in zip(net.weights, again.weights, other.weights, strict=True):
        np.testing.assert_array_equal(one, same)
        assert (one != different).any()


def test_a_network_has_a_row_for_each_unit() -> None:
    X, Y = experiments.islands(40, 1)
    net = experiments.train(X, Y, (5, 3), steps=2)
    assert [W.shape for W in net.weights] == [(5, 2), (3, 5), (1, 3)]
    assert [b.shape for b in net.biases] == [(5, 1), (3, 1), (1, 1)]
    assert net.z(X).shape == (1, 40)


def test_a_single_neuron_finds_the_line_through_numbers() -> None:
    x = np.linspace(-1, 1, 200)[np.newaxis]
    net = experiments.train(x, 3 * x - 0.5, (), steps=3000, target="number")
    assert net.weights[0].item() == pytest.approx(3, abs=1e-3)
    assert net.biases[0].item() == pytest.approx(-0.5, abs=1e-3)


def test_arguments_are_left_as_they_are() -> None:
    X, Y = experiments.islands(40, 1)
    x, y = X.copy(), Y.copy()
    experiments.train(X, Y, (4,), steps=20)
    np.testing.assert_array_equal(X, x)
    np.testing.assert_array_equal(Y, y)


def test_a_watcher_sees_the_network_before_every_fiftieth_step() -> None:
    X, Y = experiments.islands(40, 1)
    seen: list[int] = []
    experiments.train(X, Y, (4,), steps=101, watch=lambda step, net: seen.append(step))
    assert seen == [0, 50, 100]


def test_a_measurement_has_a_run_for_each_size_amount_and_turn() -> None:
    runs = list(experiments.measure(sizes=(0, 3), amounts=(10, 20), runs=2, steps=5))
    assert [(r.hidden_units, r.examples, r.run) for r in runs] == [
        (size, m, run) for size in (0, 3) for m in (10, 20) for run in (0, 1)
    ]
    assert runs[0].parameters == 3
    # 2 times 3, 3 times 3 and 3 times 1 weights, and 3 + 3 + 1 biases.
    assert runs[-1].parameters == 18 + 7
    assert runs[-1].multiplications == 3 * 18 * 64 * 5
    table = experiments.as_table(runs)
    assert table.columns == Run._fields
    assert table.rows.shape == (8, len(Run._fields))
    text = experiments.summary(table, spread=True).splitlines()
    assert text[0].split() == ["examples", "10", "20"]
    assert [line[:22].strip() for line in text[1:]] == ["a single neuron", "2 layers of 3 units"]


# --- what is shipped ------------------------------------------------------------------------------


def test_the_shipped_measurement_is_whole() -> None:
    curves = experiments.load_scale_curves()
    assert curves.columns == Run._fields
    found = [tuple(row) for row in curves.select("hidden_units", "examples", "run").rows]
    assert found == [
        (size, m, run)
        for size in experiments.SIZES
        for m in experiments.AMOUNTS
        for run in range(experiments.RUNS)
    ]
    for name in ("train_accuracy", "test_accuracy"):
        assert ((curves.column(name) > 0.4) & (curves.column(name) <= 1)).all()


@pytest.mark.parametrize(("size", "m"), [(0, 30), (4, 300), (64, 100)])
def test_a_part_of_the_shipped_measurement_can_be_measured_again(size: int, m: int) -> None:
    [run] = experiments.measure((size,), (m,), runs=1)
    with shipped_file("scale_curves.csv").open(newline="", encoding="utf-8") as file:
        [line] = [
            row
            for row in csv.DictReader(file)
            if (row["hidden_units"], row["examples"], row["run"]) == (str(size), str(m), "0")
        ]
    assert (int(line["parameters"]), float(line["multiplications"])) == (
        run.parameters,
        run.multiplications,
    )
    # Another NumPy may round otherwise, and a long training makes the difference grow.
    assert float(line["test_accuracy"]) == pytest.approx(run.test_accuracy, abs=0.03)


def test_the_lesson_reads_the_shipped_measurement_rightly() -> None:
    curves = experiments.load_scale_curves()

    def reached(size: int, m: int) -> np.ndarray:
        chosen = (curves.column("hidden_units") == size) & (curves.column("examples") == m)
        return curves.column("test_accuracy")[chosen]

    # Small models level off, large ones go on improving.
    assert reached(0, 10000).mean() - reached(0, 100).mean() < 0.02
    assert reached(4, 10000).mean() - reached(4, 1000).mean() < 0.01
    steps = [reached(64, m).mean() for m in experiments.AMOUNTS]
    assert steps == sorted(steps)
    # With little data the bands of neighbouring sizes overlap, and 64 units do no better than 16.
    for one, other in ((0, 4), (4, 16), (16, 64)):
        assert reached(one, 30).max() > reached(other, 30).min()
    assert reached(64, 30).mean() - reached(16, 30).mean() < 0.01
    assert 0 < reached(64, 10000).mean() - reached(16, 10000).mean() < 0.05


def test_relu_learns_faster_than_the_sigmoid() -> None:
    costs = experiments.relu_against_sigmoid(rates=(0.3, 3.0), runs=2, steps=1000)
    (relu, relu_costs), (sigmoid, sigmoid_costs) = costs.items()
    assert relu.startswith("relu, rate ")
    assert sigmoid.startswith("sigmoid, rate ")
    assert relu_costs.shape == sigmoid_costs.shape == (2, 21)
    assert relu_costs[:, -1].max() < sigmoid_costs[:, -1].min()


def test_learned_maps_come_with_the_points_they_learned_from() -> None:
    [row] = experiments.learned_maps(sizes=(3,), amounts=(10, 20), steps=5)
    assert [title for title, _, _ in row] == ["2 x 3 units, 10 points", "2 x 3 units, 20 points"]
    assert [points.shape for _, _, points in row] == [(2, 10), (2, 20)]
    assert set(np.unique(row[0][1](np.zeros((2, 3))))) <= {0, 1}
