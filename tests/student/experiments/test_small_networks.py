"""The trainer of small networks against automatic differentiation and against closed forms."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.student.experiments.small_networks import train_small_net

sizes = st.integers(1, 4)


def identity(z):
    return z


def cost(parameters, X, Y, g, output):
    """Return the cost in a form of its own: probabilities and their logarithms."""
    W1, b1, W2, b2 = parameters
    Z = anp.dot(W2, g(anp.dot(W1, X) + b1)) + b2
    if output == "linear":
        return anp.mean((Z - Y) ** 2) / 2
    A = 1 / (1 + anp.exp(-Z))
    if output == "squashed":
        return anp.mean((A - Y) ** 2) / 2
    return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))


@given(sizes, sizes, st.integers(1, 7), st.integers(0, 999))
@settings(max_examples=20, deadline=None)
@pytest.mark.parametrize("output", ["sigmoid", "linear", "squashed"])
def test_a_step_is_that_of_automatic_differentiation(output, n_x, n_h, m, seed):
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))
    net, after = (
        train_small_net(X, Y, n_h, np.tanh, output, steps, learning_rate=0.5, seed=seed)
        for steps in (0, 1)
    )
    before = (net.W1, net.b1, net.W2, net.b2)
    gradient = autograd.grad(cost)(before, X, Y, anp.tanh, output)
    for old, new, slope in zip(
        before, (after.W1, after.b1, after.W2, after.b2), gradient, strict=True
    ):
        assert old.shape == new.shape
        np.testing.assert_allclose(new, old - 0.5 * slope, rtol=1e-6, atol=1e-8)
    assert after.costs == pytest.approx([cost(before, X, Y, anp.tanh, output)])


def test_a_linear_network_finds_the_line_of_least_squares():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1, 50))
    Y = 2 * X - 1 + rng.normal(size=(1, 50))
    net = train_small_net(X, Y, 3, identity, "linear", iterations=2000, learning_rate=0.1)
    slope, intercept = np.polyfit(X[0], Y[0], 1)
    np.testing.assert_allclose(net(X), slope * X + intercept, atol=1e-6)


def test_hidden_units_with_tanh_learn_what_no_line_can():
    X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]) * 2 - 1
    Y = np.array([[0, 1, 1, 0]])
    line = train_small_net(X, Y, 4, identity, iterations=500)
    curve = train_small_net(X, Y, 4, np.tanh, iterations=500)
    assert ((curve(X) > 0.5) == Y).all()
    assert ((line(X) > 0.5) == Y).mean() <= 0.75
    assert curve.costs[-1] < 0.05 < 0.6 < line.costs[-1]


def test_the_same_seed_gives_the_same_network_and_arguments_are_left_alone():
    X, Y = np.ones((2, 3)), np.array([[0, 1, 1]])
    nets = [train_small_net(X, Y, 3, np.tanh, iterations=5, seed=s) for s in (4, 4, 5)]
    assert nets[0].costs == nets[1].costs != nets[2].costs
    assert (X == 1).all() and Y.tolist() == [[0, 1, 1]]
