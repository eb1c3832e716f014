"""The solutions of the notebook against plain Python arithmetic and closed forms.

Nothing here compares a solution with itself.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.exercises import load_reference

F = load_reference("week1/first_neuron").functions

numbers = st.floats(-1e6, 1e6)
seeds = st.integers(0, 2**32 - 1)


def unit(x, w, b):
    """Return the output of one neuron, in plain Python."""
    z = math.fsum([*(wj * xj for wj, xj in zip(w, x, strict=True)), b])
    return z if z > 0 else 0.0


@given(numbers)
def test_relu_of_a_number(z):
    assert F["relu"](z) == (z if z > 0 else 0)


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=0), elements=numbers))
def test_relu_of_any_array_splits_it_into_its_two_sides(z):
    above, below = F["relu"](z), F["relu"](-z)
    assert np.shape(above) == z.shape
    assert (above >= 0).all()
    # A number is what is above zero less what is below, and only one of them is there.
    np.testing.assert_array_equal(above - below, z)
    np.testing.assert_array_equal(above + below, np.abs(z))


@given(st.integers(1, 9), seeds)
def test_a_neuron_is_a_sum_that_is_bent(n_x, seed):
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(2, n_x, 1))
    b = float(rng.normal())
    found = F["neuron"](x, w, b)
    assert np.ndim(found) == 0
    assert found == pytest.approx(unit(x[:, 0], w[:, 0], b), abs=1e-12)


def test_the_neuron_of_the_text():
    x, w = np.array([[2.0], [10.0]]), np.array([[150.0], [-8.0]])
    assert F["neuron"](x, w, 20.0) == 240
    assert F["neuron"](np.array([[2.0], [50.0]]), w, 20.0) == 0


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_the_miss_is_the_average_distance(pairs):
    Yhat, Y = (np.array([row]) for row in zip(*pairs, strict=True))
    expected = math.fsum(abs(guess - truth) for guess, truth in pairs) / len(pairs)
    assert F["average_miss"](Yhat, Y) == pytest.approx(expected)
    assert F["average_miss"](Y, Yhat) == F["average_miss"](Yhat, Y)
    assert F["average_miss"](Y, Y) == 0


def test_the_miss_of_the_text():
    Yhat, Y = np.array([[110, 190, 300]]), np.array([[100, 200, 300]])
    assert F["average_miss"](Yhat, Y) == pytest.approx(6.667, abs=5e-4)


@given(st.integers(1, 6), st.integers(1, 6), seeds)
def test_a_network_is_neurons_after_neurons(n_x, n_h, seed):
    rng = np.random.default_rng(seed)
    x, W1, b1 = rng.normal(size=(n_x, 1)), rng.normal(size=(n_h, n_x)), rng.normal(size=(n_h, 1))
    W2, b2 = rng.normal(size=(1, n_h)), rng.normal(size=(1, 1))
    hidden = [unit(x[:, 0], W1[k], b1[k, 0]) for k in range(n_h)]
    expected = unit(hidden, W2[0], b2[0, 0])
    assert F["house_price"](x, W1, b1, W2, b2) == pytest.approx(expected, abs=1e-12)


def test_the_networks_of_the_text():
    tiny = [np.array(v) for v in ([[1], [2]], [[1, 1], [1, -1]], [[0], [0]], [[2, 5]], [[-1]])]
    assert F["house_price"](*tiny) == 5
    W1 = np.array([[0.5, 0.8, 0, 0], [0, 0, -1, 0], [0, 0, -0.2, 0.1]])
    rest = (W1, np.array([[-0.5], [8], [0]]), np.array([[40, 8, 15]]), np.array([[20]]))
    for miles, price in ((5, 227), (12, 182)):
        x = np.array([[1.6], [3], [miles], [60]])
        assert F["house_price"](x, *rest) == pytest.approx(price)


@given(st.integers(1, 8), st.integers(1, 6), seeds)
def test_a_split_table_can_be_put_together_again(m, n_x, seed):
    table = np.random.default_rng(seed).normal(size=(m, n_x + 1))
    X, Y = F["split_features"](table)
    assert (X.shape, Y.shape) == ((n_x, m), (1, m))
    for i in range(m):
        assert [*X[:, i].tolist(), Y[0, i]] == table[i].tolist()


def test_the_table_of_the_text():
    X, Y = F["split_features"](np.array([[836, 2, 59], [1167, 3, 68], [796, 2, 69]]))
    assert X.tolist() == [[836, 1167, 796], [2, 3, 2]]
    assert Y.tolist() == [[59, 68, 69]]
