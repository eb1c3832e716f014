"""The networks that lessons train for their readers."""

import itertools

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.student import experiments
from grader.student.experiments.island_networks import gradients


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

    found = gradients(layers, inputs, truth, kind, target)
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
