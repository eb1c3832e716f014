"""The solutions against other people's code, a complex step and fifty digits.

The forward passes are compared with scikit-learn's models of the same weights, the gradients with
complex steps (automatic differentiation is in the tests of each notebook), and the costs with the
sum of log(1 + exp(z)) - y z in exact decimal arithmetic, a form that no lesson uses.
"""

import itertools
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from grader.exercises import load_reference

LINE = load_reference("week2/logistic_regression").functions
PLANAR = load_reference("week3/planar_classifier").functions
DEEP = load_reference("week4/deep_network").functions
CATS = load_reference("week4/cat_classifier").functions

widths = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=30, deadline=None)


def net(seed, dims, m):
    """Draw X, Y and parameters with weights around 1."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for l, (n_in, n_out) in enumerate(itertools.pairwise(dims), 1):
        parameters[f"W{l}"] = rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)
        parameters[f"b{l}"] = rng.normal(size=(n_out, 1)) / 2
    return rng.normal(size=(dims[0], m)), rng.integers(0, 2, size=(1, m)), parameters


def perceptron(dims, parameters, activation):
    """Return scikit-learn's network with these weights; a short fit gives it its form."""
    model = MLPClassifier(tuple(dims[1:-1]), activation=activation, solver="sgd", max_iter=1)
    model.partial_fit(np.eye(2, dims[0]), [0, 1], classes=[0, 1])
    layers = range(1, len(dims))
    model.coefs_ = [parameters[f"W{l}"].T for l in layers]
    model.intercepts_ = [parameters[f"b{l}"].ravel() for l in layers]
    return model


@given(widths, st.integers(1, 9), seeds)
@few
def test_logistic_regression_is_scikit_learn_s(n_x, m, seed):
    X, _, parameters = net(seed, [n_x, 1], m)
    w, b = parameters["W1"].T, float(parameters["b1"].item())
    model = LogisticRegression().fit(np.eye(2, n_x), [0, 1])
    model.coef_, model.intercept_ = w.T, np.array([b])
    probabilities = model.predict_proba(X.T)[:, 1:].T
    np.testing.assert_allclose(LINE["sigmoid"](w.T @ X + b), probabilities, rtol=1e-10)
    np.testing.assert_array_equal(LINE["predict"](w, b, X), model.predict(X.T)[np.newaxis])


@given(widths, widths, st.integers(1, 9), seeds)
@few
def test_one_hidden_layer_is_scikit_learn_s(n_x, n_h, m, seed):
    dims = [n_x, n_h, 1]
    X, _, parameters = net(seed, dims, m)
    model = perceptron(dims, parameters, "tanh")
    probabilities = model.predict_proba(X.T)[:, 1:].T
    np.testing.assert_allclose(
        PLANAR["forward_propagation"](X, parameters)[0], probabilities, rtol=1e-9
    )
    np.testing.assert_array_equal(PLANAR["predict"](parameters, X), model.predict(X.T)[np.newaxis])


@given(st.lists(widths, min_size=2, max_size=5), st.integers(1, 9), seeds)
@few
def test_a_deep_network_is_scikit_learn_s(hidden, m, seed):
    dims = [*hidden, 1]
    X, _, parameters = net(seed, dims, m)
    model = perceptron(dims, parameters, "relu")
    probabilities = model.predict_proba(X.T)[:, 1:].T
    np.testing.assert_allclose(DEEP["L_model_forward"](X, parameters)[0], probabilities, rtol=1e-9)
    np.testing.assert_array_equal(CATS["predict"](parameters, X), model.predict(X.T)[np.newaxis])


def exact_cost(A, Y):
    """Return the mean of log(1 + exp(z)) - y z with 50 digits, z being the logit of A."""
    with localcontext() as context:
        context.prec = 50
        total = Decimal(0)
        for a, y in zip(A.ravel().tolist(), Y.ravel().tolist(), strict=True):
            z = (Decimal(a) / (1 - Decimal(a))).ln()
            total += (1 + z.exp()).ln() - int(y) * z
        return float(total / Y.shape[1])


@given(st.integers(1, 9), seeds, st.floats(0.5, 12))
@few
def test_costs_are_right_to_the_last_digits(m, seed, far):
    rng = np.random.default_rng(seed)
    A = 1 / (1 + np.exp(-far * rng.normal(size=(1, m))))
    A = np.clip(A, 1e-9, 1 - 1e-9)
    Y = rng.integers(0, 2, size=(1, m))
    expected = exact_cost(A, Y)
    for cost in (LINE["logistic_cost"], PLANAR["compute_cost"], DEEP["compute_cost"]):
        assert cost(A, Y) == pytest.approx(expected, rel=1e-7)


@given(widths, st.integers(1, 9), seeds)
@few
def test_slopes_of_logistic_regression_are_those_of_a_complex_step(n_x, m, seed):
    X, Y, parameters = net(seed, [n_x, 1], m)
    w, b = parameters["W1"].T, float(parameters["b1"].item())

    def cost(w, b):
        Z = w.T @ X + b
        return np.mean(np.log(1 + np.exp(Z)) - Y * Z)

    grads, _ = LINE["propagate"](w, b, X, Y)
    step = 1e-30j
    for j in range(n_x):
        nudge = np.zeros(w.shape, dtype=complex)
        nudge[j] = step
        slope = cost(w + nudge, b).imag / 1e-30
        assert grads["dw"][j, 0] == pytest.approx(slope, rel=1e-9, abs=1e-12)
    assert grads["db"] == pytest.approx(cost(w, b + step).imag / 1e-30, rel=1e-9, abs=1e-12)


@given(widths, widths, st.integers(1, 9), seeds)
@few
def test_slopes_of_one_hidden_layer_are_those_of_a_complex_step(n_x, n_h, m, seed):
    X, Y, parameters = net(seed, [n_x, n_h, 1], m)

    def cost(p):
        Z = p["W2"] @ np.tanh(p["W1"] @ X + p["b1"]) + p["b2"]
        return np.mean(np.log(1 + np.exp(Z)) - Y * Z)

    _, cache = PLANAR["forward_propagation"](X, parameters)
    grads = PLANAR["backward_propagation"](parameters, cache, X, Y)
    for name, array in parameters.items():
        for place in np.ndindex(array.shape):
            nudged = {key: value.astype(complex) for key, value in parameters.items()}
            nudged[name][place] += 1e-30j
            slope = cost(nudged).imag / 1e-30
            assert grads[f"d{name}"][place] == pytest.approx(slope, rel=1e-8, abs=1e-11)


@given(st.lists(widths, min_size=2, max_size=4), st.integers(1, 6), seeds)
@few
def test_slopes_of_a_deep_network_are_those_of_central_differences(hidden, m, seed):
    X, Y, parameters = net(seed, [*hidden, 1], m)

    def cost(p):
        A = X
        for l in range(1, len(hidden) + 1):
            Z = p[f"W{l}"] @ A + p[f"b{l}"]
            A = np.maximum(Z, 0)
        return np.mean(np.logaddexp(0, Z) - Y * Z)

    AL, caches = DEEP["L_model_forward"](X, parameters)
    if any((np.abs(Z) < 1e-3).any() for _, Z in caches[:-1]):
        return  # so near a kink a step may cross it
    grads = DEEP["L_model_backward"](AL, Y, caches)
    for name, array in parameters.items():
        for place in np.ndindex(array.shape):
            ends = []
            for step in (1e-6, -1e-6):
                nudged = {**parameters, name: array.copy()}
                nudged[name][place] += step
                ends.append(cost(nudged))
            slope = (ends[0] - ends[1]) / 2e-6
            assert grads[f"d{name}"][place] == pytest.approx(slope, rel=1e-5, abs=1e-8)
