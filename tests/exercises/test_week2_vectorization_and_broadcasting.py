"""The solutions of the notebook against NumPy itself, plain Python and automatic differentiation.

Nothing here compares a solution with itself.
"""

import itertools
import math
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.exercises import exercises_of, load_reference

NOTEBOOK = "week2/vectorization_and_broadcasting"
F = load_reference(NOTEBOOK).functions

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 6))
shapes = hnp.array_shapes(min_dims=2, max_dims=2, max_side=6)
tables = hnp.arrays(np.float64, shapes, elements=numbers)
any_arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=5), elements=numbers)


def exactly(x):
    """Return the exact value of a float."""
    return Fraction(float(x))


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=30))
@pytest.mark.parametrize("name", ["dot_loop", "dot_vectorized"])
def test_dot_is_the_exact_sum_of_products(name, pairs):
    a, b = (np.array(column) for column in zip(*pairs, strict=True))
    exact = sum(exactly(x) * exactly(y) for x, y in pairs)
    room = 1e-12 * sum(abs(x * y) for x, y in pairs) + 1e-12
    assert float(F[name](a, b)) == pytest.approx(float(exact), abs=room)


@given(tables, st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("name", ["matvec_loops", "matvec"])
def test_matvec_is_the_sum_along_each_row_in_plain_python(name, A, seed):
    v = np.random.default_rng(seed).normal(size=(A.shape[1], 1))
    rows, column = A.tolist(), v.ravel().tolist()
    expected = [[math.fsum(x * y for x, y in zip(row, column, strict=True))] for row in rows]
    u = F[name](A, v)
    assert u.shape == (A.shape[0], 1)
    np.testing.assert_allclose(u, expected, rtol=1e-10, atol=1e-9)


@given(any_arrays.map(lambda v: np.where(np.abs(v) < 1e-3, 0.5, np.clip(v, -300, 300))))
def test_each_function_is_that_of_plain_python(v):
    of_one = {
        "exp": math.exp,
        "abs": abs,
        "log": lambda x: math.log(abs(x)),
        "maximum": lambda x: max(x, 0.0),
        "square": lambda x: x * x,
        "reciprocal": lambda x: 1 / x,
    }
    results = F["elementwise"](v)
    assert list(results) == list(of_one)
    for name, function in of_one.items():
        expected = np.array([function(x) for x in v.ravel().tolist()]).reshape(v.shape)
        np.testing.assert_allclose(results[name], expected, rtol=1e-12, atol=1e-14)


def test_the_calories_of_the_lesson():
    A = np.array([[56.0, 0.0, 4.4, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
    expected = [
        [100 * Fraction(str(x)) / sum(Fraction(str(y)) for y in column) for x in column]
        for column in A.T.tolist()
    ]
    found = F["calorie_percentages"](A)
    np.testing.assert_allclose(found.T, np.array(expected, dtype=float), rtol=1e-12)
    assert found[0, 0] == pytest.approx(94.9, abs=0.05)


@given(hnp.arrays(np.float64, shapes, elements=st.floats(0.1, 1e3)))
def test_each_column_of_percentages_adds_up_to_a_hundred(A):
    found = F["calorie_percentages"](A)
    for j, column in enumerate(A.T.tolist()):
        total = math.fsum(column)
        np.testing.assert_allclose(found[:, j], [100 * x / total for x in column], rtol=1e-12)
    np.testing.assert_allclose(found.sum(axis=0), 100.0)


def truth(s, t):
    """Return what NumPy makes of two shapes, None where it refuses them."""
    try:
        return np.broadcast_shapes(s, t)
    except ValueError:
        return None


@given(*[st.lists(st.integers(0, 4), max_size=5).map(tuple)] * 2)
def test_the_shape_is_the_one_that_numpy_finds(s, t):
    assert F["broadcast_shape"](s, t) == truth(s, t)


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4))
def test_shapes_that_fit_are_never_refused(made):
    s, t = made.input_shapes
    assert F["broadcast_shape"](s, t) == made.result_shape == (np.zeros(s) + np.zeros(t)).shape


def test_the_shape_is_right_for_every_pair_of_small_shapes():
    small = [s for k in range(4) for s in itertools.product((1, 2, 3), repeat=k)]
    for s, t in itertools.product(small, small):
        assert F["broadcast_shape"](s, t) == truth(s, t), (s, t)
        assert F["broadcast_shape"](s, t) == F["broadcast_shape"](t, s)


def test_the_cases_of_broadcast_shape_hold_both_kinds():
    for seed in range(20):
        cases = exercises_of(NOTEBOOK)["broadcast_shape"].cases(np.random.default_rng(seed))
        results = [truth(c.arguments["s"], c.arguments["t"]) for c in cases]
        assert 3 <= results.count(None) <= len(results) - 6


@given(st.integers(1, 9), st.sampled_from(["n", "row", "column"]))
def test_a_column_holds_the_same_entries_in_the_same_order(n, form):
    v = np.arange(n) * 1.5
    given_ = {"n": v, "row": v[np.newaxis], "column": v[:, np.newaxis]}[form]
    assert F["as_column"](given_).tolist() == [[x] for x in v.tolist()]


@given(tables.map(lambda x: x + np.where(np.abs(x).max(axis=1) < 0.1, 1.0, 0.0)[:, np.newaxis]))
def test_normalized_rows_have_length_one_and_keep_their_direction(x):
    found = F["normalize_rows"](x)
    for row, original in zip(found.tolist(), x.tolist(), strict=True):
        length = math.hypot(*original)
        assert row == pytest.approx([value / length for value in original], rel=1e-12)
        assert math.hypot(*row) == pytest.approx(1.0)


def log_sum(x):
    """Return the logarithm of the sum of exponentials, for a row of moderate numbers."""
    return anp.log(anp.sum(anp.exp(x)))


@given(hnp.arrays(np.float64, shapes, elements=st.floats(-20, 20)))
def test_softmax_is_the_gradient_of_the_logarithm_of_the_sum(x):
    found = F["softmax"](x)
    expected = np.array([autograd.grad(log_sum)(row) for row in x])
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@given(hnp.arrays(np.float64, shapes, elements=st.floats(-1e300, 1e300)))
def test_softmax_of_any_scores_is_a_row_of_probabilities(x):
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        found = F["softmax"](x / 2)
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    largest = np.take_along_axis(found, x.argmax(axis=1, keepdims=True), axis=1)
    assert (largest[:, 0] == found.max(axis=1)).all()


@given(st.floats(-300, 300))
def test_softmax_of_two_classes_is_the_sigmoid(z):
    a = F["softmax"](np.array([[z, 0.0]]))[0, 0]
    assert a == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-9)


@given(st.lists(st.tuples(st.integers(-9, 9), numbers), min_size=1, max_size=20))
def test_losses_are_sums_in_plain_python(pairs):
    y, yhat = (np.array([column]) for column in zip(*pairs, strict=True))
    l1 = math.fsum(abs(a - b) for a, b in pairs)
    l2 = math.fsum((a - b) ** 2 for a, b in pairs)
    assert F["l1_loss"](yhat, y) == pytest.approx(l1)
    assert F["l2_loss"](yhat, y) == pytest.approx(l2)
