"""The solutions of the notebook against automatic differentiation and closed forms.

Nothing here compares a solution with itself: the other side is autograd, a formula worked out by
hand, or plain Python arithmetic.
"""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.exercises import load_reference

F = load_reference("week2/logistic_regression").functions

sizes = st.tuples(st.integers(1, 5), st.integers(1, 9))
seeds = st.integers(0, 2**32 - 1)


def draw(size, seed):
    n_x, m = size
    rng = np.random.default_rng(seed)
    Y = rng.integers(0, 2, size=(1, m))
    return rng.normal(size=(n_x, 1)), float(rng.normal()), rng.normal(size=(n_x, m)), Y


def cost_as_log_sum(w, b, X, Y):
    """Return J in a form that is not the lesson's: log(1 + exp(z)) - y z, averaged."""
    Z = anp.dot(anp.transpose(w), X) + b
    return anp.mean(anp.logaddexp(0.0, Z) - Y * Z)


@given(sizes, seeds)
@pytest.mark.parametrize("name", ["propagate", "propagate_loops"])
def test_gradients_are_those_of_automatic_differentiation(name, size, seed):
    w, b, X, Y = draw(size, seed)
    grads, cost = F[name](w, b, X, Y)
    assert cost == pytest.approx(cost_as_log_sum(w, b, X, Y), rel=1e-9)
    dw, db = autograd.grad(cost_as_log_sum, (0, 1))(w, b, X, Y)
    assert grads["dw"].shape == w.shape
    np.testing.assert_allclose(grads["dw"], dw, rtol=1e-8, atol=1e-12)
    assert grads["db"] == pytest.approx(db, rel=1e-8, abs=1e-12)


@given(sizes, seeds)
def test_gradient_of_one_example_is_that_of_automatic_differentiation(size, seed):
    w, b, X, Y = draw((size[0], 1), seed)
    found = F["single_example_gradients"](w, b, X, Y.item())
    dw, db = autograd.grad(cost_as_log_sum, (0, 1))(w, b, X, Y)
    np.testing.assert_allclose(found["dw"], dw, rtol=1e-8, atol=1e-12)
    assert found["db"] == found["dz"] == pytest.approx(db, rel=1e-8, abs=1e-12)


@given(st.floats(-700, 700))
def test_sigmoid_of_a_number(z):
    assert F["sigmoid"](z) == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-12)


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=0), elements=st.floats(-1e300, 1e300)))
def test_sigmoid_of_any_array_keeps_the_shape_and_its_symmetry(z):
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        a, mirrored = F["sigmoid"](z), F["sigmoid"](-z)
    assert np.shape(a) == z.shape
    assert ((a >= 0) & (a <= 1)).all()
    np.testing.assert_allclose(a + mirrored, 1.0, rtol=1e-12)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5), st.integers(1, 3), seeds)
def test_each_column_is_one_image_pixel_after_pixel(m, height, width, channels, seed):
    images = np.random.default_rng(seed).integers(0, 256, (m, height, width, channels))
    X = F["flatten_images"](images)
    assert X.shape == (height * width * channels, m)
    for i in range(m):
        assert X[:, i].tolist() == [int(v) for row in images[i] for pixel in row for v in pixel]


@given(st.integers(1, 500))
def test_parameters_start_at_zero(dim):
    w, b = F["initialize_with_zeros"](dim)
    assert (w.shape, w.any(), b) == ((dim, 1), np.False_, 0)


@given(st.floats(0.001, 0.999))
def test_loss_of_one_example(yhat):
    assert F["logistic_loss"](yhat, 1) == pytest.approx(-math.log(yhat))
    assert F["logistic_loss"](yhat, 0) == pytest.approx(-math.log(1 - yhat))


def test_a_coin_costs_log_two():
    Y = np.array([[1, 0, 0, 1]])
    assert F["logistic_cost"](np.full((1, 4), 0.5), Y) == pytest.approx(math.log(2))


@given(sizes, seeds, st.integers(1, 30), st.floats(0.01, 0.5))
def test_descent_is_the_update_rule_repeated(size, seed, num_iterations, learning_rate):
    w, b, X, Y = draw(size, seed)
    gradient = autograd.grad(cost_as_log_sum, (0, 1))
    expected_w, expected_b = w, b
    for _ in range(num_iterations):
        dw, db = gradient(expected_w, expected_b, X, Y)
        expected_w = expected_w - learning_rate * dw
        expected_b = expected_b - learning_rate * db
    params, _, costs = F["optimize"](w, b, X, Y, num_iterations, learning_rate)
    np.testing.assert_allclose(params["w"], expected_w, rtol=1e-7, atol=1e-10)
    assert params["b"] == pytest.approx(expected_b, rel=1e-7, abs=1e-10)
    assert costs == pytest.approx([cost_as_log_sum(w, b, X, Y)])


def test_one_cost_for_each_hundred_iterations_is_kept_and_printed_on_demand(capsys):
    w, b, X, Y = draw((2, 5), 1)
    assert len(F["optimize"](w, b, X, Y, 201, 0.1)[2]) == 3
    assert capsys.readouterr().out == ""
    F["optimize"](w, b, X, Y, 201, 0.1, print_cost=True)
    assert len(capsys.readouterr().out.splitlines()) == 3


@given(sizes, seeds)
def test_a_prediction_is_the_side_of_the_line(size, seed):
    w, b, X, _ = draw(size, seed)
    labels = F["predict"](w, b, X)
    side = [[int(sum(w[j, 0] * x[j] for j in range(len(x))) + b > 0) for x in X.T]]
    assert labels.tolist() == side


def test_the_whole_model_learns_what_a_line_can_separate():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2, 400))
    Y = (X[[0]] - 2 * X[[1]] > 0.3).astype(int)
    found = F["model"](X[:, :300], Y[:, :300], X[:, 300:], Y[:, 300:], 1500, 0.5)
    assert (found["Y_prediction_train"] == Y[:, :300]).mean() > 0.97
    assert (found["Y_prediction_test"] == Y[:, 300:]).mean() > 0.95
    assert found["costs"] == sorted(found["costs"], reverse=True)
    assert (found["num_iterations"], found["learning_rate"]) == (1500, 0.5)
