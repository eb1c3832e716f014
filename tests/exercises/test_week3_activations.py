"""The solutions of the notebook against automatic differentiation and closed forms.

Nothing here compares a solution with itself: the other side is autograd, NumPy, a formula worked
out by hand, or plain Python arithmetic.
"""

import math
from itertools import pairwise

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.exercises import load_reference

F = load_reference("week3/activations").functions

seeds = st.integers(0, 2**32 - 1)
shapes = hnp.array_shapes(min_dims=0, max_dims=3, max_side=5)
sizes = st.integers(1, 6)


def arrays(low, high):
    return hnp.arrays(np.float64, shapes, elements=st.floats(low, high))


FORWARD = {
    "sigmoid": lambda Z: 1 / (1 + anp.exp(-Z)),
    "tanh": anp.tanh,
    "relu": lambda Z: anp.where(Z > 0, Z, 0.0),
    "leaky_relu": lambda Z: anp.where(Z > 0, Z, 0.01 * Z),
}


@given(st.lists(sizes, min_size=3, max_size=7), sizes, seeds)
def test_any_number_of_linear_layers_folds_into_one(widths, m, seed):
    rng = np.random.default_rng(seed)
    layers = [
        (rng.normal(size=(n, before)), rng.normal(size=(n, 1))) for before, n in pairwise(widths)
    ]
    X = rng.normal(size=(widths[0], m))
    A = X
    for W, b in layers:
        A = W @ A + b
    W, b = layers[0]
    for W2, b2 in layers[1:]:
        W, b = F["collapse_linear"](W, b, W2, b2)
    assert W.shape == (widths[-1], widths[0]) and b.shape == (widths[-1], 1)
    np.testing.assert_allclose(W @ X + b, A, atol=1e-9 * max(1.0, np.abs(A).max()))


def test_the_example_of_the_text_folds_as_worked_out_by_hand():
    W, b = F["collapse_linear"](
        np.array([[1, 0], [2, 1]]), np.array([[1], [0]]), np.array([[3, -1]]), np.array([[5]])
    )
    assert (W.tolist(), b.tolist()) == ([[1, -1]], [[8]])


@given(arrays(-700, 700))
@pytest.mark.parametrize("name", FORWARD)
def test_activations_of_any_array(name, Z):
    found = F[name](Z)
    assert np.shape(found) == Z.shape
    np.testing.assert_allclose(found, FORWARD[name](Z), rtol=1e-9, atol=1e-12)


@given(st.floats(-700, 700))
@pytest.mark.parametrize("name", FORWARD)
def test_activations_of_a_number(name, z):
    by_hand = {
        "sigmoid": lambda: 1 / (1 + math.exp(-z)),
        "tanh": lambda: math.tanh(z),
        "relu": lambda: max(0.0, z),
        "leaky_relu": lambda: z if z > 0 else z / 100,
    }
    assert F[name](z) == pytest.approx(by_hand[name](), rel=1e-9, abs=1e-12)


@given(arrays(-1e300, 1e300))
@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_curves_with_limits_stay_within_them_without_a_warning(name, Z):
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        a = np.asarray(F[name](Z))
    assert ((a >= (0 if name == "sigmoid" else -1)) & (a <= 1)).all()


@given(st.floats(-300, 300), st.floats(0.01, 0.99))
def test_the_leak_has_the_slope_that_is_asked_for(z, slope):
    assert F["leaky_relu"](z, slope) == pytest.approx(z if z > 0 else slope * z)


@given(sizes, sizes, seeds)
@pytest.mark.parametrize("name", FORWARD)
def test_the_way_back_is_that_of_automatic_differentiation(name, n, m, seed):
    rng = np.random.default_rng(seed)
    dA, Z = rng.normal(size=(n, m)), 3 * rng.normal(size=(n, m))
    expected = autograd.grad(lambda Z: anp.sum(dA * FORWARD[name](Z)))(Z)
    found = F[f"{name}_backward"](dA, Z)
    assert found.shape == Z.shape
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-12)


@given(sizes, sizes, seeds, st.floats(0.01, 0.9))
def test_the_way_back_through_a_leak_of_any_slope(n, m, seed, slope):
    rng = np.random.default_rng(seed)
    dA, Z = rng.normal(size=(n, m)), rng.normal(size=(n, m))
    found = F["leaky_relu_backward"](dA, Z, slope)
    by_hand = [
        [d if z > 0 else slope * d for d, z in zip(*rows, strict=True)]
        for rows in zip(dA.tolist(), Z.tolist(), strict=True)
    ]
    np.testing.assert_allclose(found, by_hand, rtol=1e-12)


def test_the_ways_back_at_huge_z_are_finite():
    dA, Z = np.ones((1, 2)), np.array([[-1e5, 1e5]])
    with np.errstate(all="raise", under="ignore"):
        assert F["sigmoid_backward"](dA, Z).tolist() == [[0.0, 0.0]]
        assert F["tanh_backward"](dA, Z).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("sigmoid", {10: 4.5396e-05, -10: 4.5396e-05, 0: 0.25}),
        ("tanh", {10: 8.2446e-09, -10: 8.2446e-09, 0: 1.0}),
        ("relu", {10: 1.0, -10: 0.0}),
        ("leaky_relu", {10: 1.0, -10: 0.01}),
    ],
)
def test_slopes_that_the_lesson_speaks_of(name, values):
    for z, slope in values.items():
        found = F[f"{name}_backward"](np.array([[1.0]]), np.array([[float(z)]])).item()
        assert found == pytest.approx(slope, rel=1e-3)


@given(arrays(-3, 3))
@pytest.mark.parametrize("function", [np.sin, np.exp, lambda z: z**3 - z])
def test_a_measured_slope_is_the_derivative(function, z):
    derivative = {np.sin: np.cos, np.exp: np.exp}.get(function, lambda z: 3 * z**2 - 1)
    np.testing.assert_allclose(
        F["numerical_slope"](function, z), derivative(z), rtol=1e-6, atol=1e-6
    )


@given(st.floats(-2, 2), st.floats(0.01, 0.5))
def test_of_a_cube_the_error_of_a_nudge_is_its_square(z, epsilon):
    found = F["numerical_slope"](lambda v: v**3, z, epsilon)
    assert found == pytest.approx(3 * z**2 + epsilon**2, abs=1e-9)


@given(arrays(-1, 1).filter(lambda A: A.size > 0), st.floats(0.5, 0.999))
def test_the_share_is_a_count_over_all_entries(A, limit):
    entries = np.ravel(A).tolist()
    share = sum(abs(a) > limit for a in entries) / len(entries)
    assert F["share_saturated"](A, limit) == pytest.approx(share)


@given(st.floats(-3, 3), st.lists(st.floats(-3, 3), min_size=1, max_size=8))
def test_a_chain_and_its_slope(x, weights):
    def chain(x):
        for w in weights:
            x = 1 / (1 + anp.exp(-w * x))
        return x

    a, dx = F["sigmoid_chain"](x, weights)
    assert a == pytest.approx(chain(x))
    assert dx == pytest.approx(autograd.grad(chain)(x), rel=1e-8, abs=1e-15)
    assert abs(dx) <= math.prod(abs(w) for w in weights) / 4 ** len(weights) + 1e-15
