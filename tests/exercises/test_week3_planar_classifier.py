"""The solutions of the notebook against automatic differentiation, plain Python and closed forms.

Nothing here compares a solution with itself.
"""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exercises import exercises_of, load_reference
from grader.exercises.hidden_test import judge_hidden
from grader.exercises.reference import define
from grader.student import load_planar
from grader.student.checking.judging import judge
from grader.student.lesson.check import load_questions

NOTEBOOK = "week3/planar_classifier"
F = load_reference(NOTEBOOK).functions
NAMES = ("W1", "b1", "W2", "b2")

sizes = st.tuples(*(st.integers(1, 5) for _ in range(2)), st.integers(1, 3), st.integers(1, 7))
one_output = st.tuples(*(st.integers(1, 5) for _ in range(2)), st.just(1), st.integers(1, 7))
seeds = st.integers(0, 2**32 - 1)


def draw(size, seed):
    """Return parameters with weights around 1, X and Y."""
    n_x, n_h, n_y, m = size
    rng = np.random.default_rng(seed)
    shapes = {"W1": (n_h, n_x), "b1": (n_h, 1), "W2": (n_y, n_h), "b2": (n_y, 1)}
    parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return parameters, rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(n_y, m))


def outputs_by_hand(parameters, x):
    """Return what the network says to one example, a list, in plain Python."""
    hidden = [
        math.tanh(sum(w * v for w, v in zip(row, x, strict=True)) + b[0])
        for row, b in zip(parameters["W1"].tolist(), parameters["b1"].tolist(), strict=True)
    ]
    scores = [
        sum(w * a for w, a in zip(row, hidden, strict=True)) + b[0]
        for row, b in zip(parameters["W2"].tolist(), parameters["b2"].tolist(), strict=True)
    ]
    return [1 / (1 + math.exp(-z)) for z in scores]


def cost_as_log_sum(parameters, X, Y):
    """Return J in a form that is not the lesson's: log(1 + exp(z)) - y z, averaged."""
    hidden = anp.tanh(anp.dot(parameters["W1"], X) + parameters["b1"])
    Z2 = anp.dot(parameters["W2"], hidden) + parameters["b2"]
    return anp.sum(anp.logaddexp(0.0, Z2) - Y * Z2) / X.shape[1]


@given(sizes, seeds)
def test_forward_is_plain_arithmetic(size, seed):
    parameters, X, _ = draw(size, seed)
    expected = np.array([outputs_by_hand(parameters, x) for x in X.T.tolist()]).T
    A2, cache = F["forward_propagation"](X, parameters)
    np.testing.assert_allclose(A2, expected, rtol=1e-10)
    np.testing.assert_array_equal(A2, cache["A2"])
    np.testing.assert_allclose(cache["A1"], np.tanh(cache["Z1"]), rtol=1e-12)
    one = F["forward_one_example"](X[:, :1], parameters)
    np.testing.assert_allclose(one, expected[:, :1], rtol=1e-10)


@given(one_output, seeds)
def test_cost_is_the_log_sum(size, seed):
    parameters, X, Y = draw(size, seed)
    cost = F["compute_cost"](F["forward_propagation"](X, parameters)[0], Y)
    assert isinstance(cost, float)
    assert cost == pytest.approx(cost_as_log_sum(parameters, X, Y), rel=1e-6)


@given(sizes, seeds)
def test_gradients_are_those_of_automatic_differentiation(size, seed):
    parameters, X, Y = draw(size, seed)
    _, cache = F["forward_propagation"](X, parameters)
    grads = F["backward_propagation"](parameters, cache, X, Y)
    expected = autograd.grad(cost_as_log_sum)(parameters, X, Y)
    for name in NAMES:
        assert grads[f"d{name}"].shape == parameters[name].shape
        np.testing.assert_allclose(grads[f"d{name}"], expected[name], rtol=1e-7, atol=1e-10)


@given(one_output, seeds, st.data())
def test_a_nudge_finds_the_slope(size, seed, data):
    parameters, X, Y = draw(size, seed)
    before = {name: value.copy() for name, value in parameters.items()}
    name = data.draw(st.sampled_from(NAMES))
    i, j = (data.draw(st.integers(0, n - 1)) for n in parameters[name].shape)
    slope = F["numerical_gradient"](parameters, X, Y, name, i, j)
    expected = autograd.grad(cost_as_log_sum)(parameters, X, Y)[name][i, j]
    assert slope == pytest.approx(expected, rel=1e-5, abs=1e-8)
    assert all((parameters[n] == before[n]).all() for n in NAMES)


@given(st.tuples(st.integers(1, 4), st.integers(1, 4)), seeds, st.floats(0.01, 100))
def test_relative_difference_knows_equal_opposite_and_scaled(shape, seed, scale):
    g = np.random.default_rng(seed).normal(size=shape)
    found = F["relative_difference"]
    assert found(g, g) == 0
    assert found(g, -g) == pytest.approx(1)
    assert found(g, 3 * g) == pytest.approx(0.5)
    h = np.random.default_rng(seed + 1).normal(size=shape)
    assert 0 <= found(g, h) <= 1 + 1e-12
    assert found(scale * g, scale * h) == pytest.approx(found(h, g))


def test_relative_difference_of_a_right_angle():
    assert F["relative_difference"](np.array([[3, 0]]), np.array([[0, 4]])) == pytest.approx(5 / 7)


@given(sizes, seeds, st.floats(0.001, 3))
def test_update_moves_every_entry_against_its_gradient(size, seed, rate):
    parameters, _, _ = draw(size, seed)
    grads = {f"d{name}": value for name, value in draw(size, seed + 1)[0].items()}
    new = F["update_parameters"](parameters, grads, rate)
    for name in NAMES:
        for at in np.ndindex(parameters[name].shape):
            expected = parameters[name][at].item() - rate * grads[f"d{name}"][at].item()
            assert new[name][at] == pytest.approx(expected)


@given(one_output, seeds, st.floats(0.01, 2))
def test_a_step_is_forward_cost_backward_update(size, seed, rate):
    parameters, X, Y = draw(size, seed)
    new, cost = F["training_step"](parameters, X, Y, rate)
    assert cost == pytest.approx(cost_as_log_sum(parameters, X, Y), rel=1e-6)
    slopes = autograd.grad(cost_as_log_sum)(parameters, X, Y)
    for name in NAMES:
        expected = parameters[name] - rate * slopes[name]
        np.testing.assert_allclose(new[name], expected, rtol=1e-7, atol=1e-10)


@given(st.tuples(*(st.integers(1, 9) for _ in range(4))))
def test_layer_sizes_are_rows(size):
    n_x, n_h, n_y, m = size
    X, Y = np.zeros((n_x, m)), np.zeros((n_y, m))
    assert F["layer_sizes"](X, Y, n_h) == (n_x, n_h, n_y)
    assert F["layer_sizes"](X, Y) == (n_x, 4, n_y)


def test_first_parameters_are_normal_and_small():
    rng = np.random.default_rng(1)
    parameters = F["initialize_parameters"](200, 300, 100, rng)
    for name in ("W1", "W2"):
        values = parameters[name] / 0.01
        assert abs(values.mean()) < 0.03
        assert values.std() == pytest.approx(1, rel=0.02)
        # Of normal numbers 68 % lie within one standard deviation; of uniform ones 58 %.
        assert np.mean(np.abs(values) < 1) == pytest.approx(0.6827, abs=0.01)
    assert {n: v.shape for n, v in parameters.items()} == {
        "W1": (300, 200),
        "b1": (300, 1),
        "W2": (100, 300),
        "b2": (100, 1),
    }
    assert not parameters["b1"].any() and not parameters["b2"].any()
    again = F["initialize_parameters"](2, 3, 1, np.random.default_rng(7))
    same = F["initialize_parameters"](2, 3, 1, np.random.default_rng(7))
    assert (again["W1"] == same["W1"]).all()


@given(st.integers(1, 5), st.integers(1, 4), seeds)
def test_rows_are_identical_is_a_set_of_rows(n, k, seed):
    rng = np.random.default_rng(seed)
    W = rng.integers(0, 2, size=(n, k)).astype(float)
    assert F["rows_are_identical"](W) == (len({tuple(row) for row in W.tolist()}) == 1)
    assert F["rows_are_identical"](W[:1] + np.zeros((n, 1)) + 1e-13 * rng.normal(size=(n, k)))


@given(one_output, seeds)
def test_an_answer_is_the_side_of_one_half(size, seed):
    parameters, X, _ = draw(size, seed)
    expected = [[int(outputs_by_hand(parameters, x)[0] > 0.5) for x in X.T.tolist()]]
    assert F["predict"](parameters, X).tolist() == expected


@settings(max_examples=10)
@given(seeds)
def test_equal_rows_stay_equal_and_zero_stays_zero(seed):
    parameters, X, Y = draw((2, 4, 1, 6), seed)
    parameters["W1"] = np.ones((4, 1)) * parameters["W1"][:1]
    parameters["b1"] = np.full((4, 1), parameters["b1"][0])
    parameters["W2"] = np.full((1, 4), parameters["W2"][0, 0])
    zero = {name: np.zeros_like(value) for name, value in parameters.items()}
    for _ in range(50):
        parameters, _ = F["training_step"](parameters, X, Y, 0.5)
        zero, _ = F["training_step"](zero, X, Y, 0.5)
    assert F["rows_are_identical"](parameters["W1"])
    assert not zero["W1"].any() and not zero["W2"].any()


def logistic_regression(X, Y):
    """Return the accuracy of the best line by Newton's method, which is not the lesson's."""
    rows = np.vstack([X, np.ones((1, X.shape[1]))])
    theta = np.zeros(3)
    for _ in range(20):
        a = 1 / (1 + np.exp(-theta @ rows))
        theta -= np.linalg.solve((rows * a * (1 - a)) @ rows.T, rows @ (a - Y[0]))
    return np.mean((theta @ rows > 0) == Y[0])


def test_the_flower_needs_hidden_units(monkeypatch):
    flower = load_planar("flower")
    assert logistic_regression(flower.X, flower.Y) < 0.55
    assert logistic_regression(flower.X_test, flower.Y_test) < 0.55
    found = []
    original = np.random.default_rng
    for seed in range(10):
        monkeypatch.setattr(np.random, "default_rng", lambda s=seed: original(s))
        parameters = F["nn_model"](flower.X, flower.Y, 4, 3000)
        found.append(np.mean(F["predict"](parameters, flower.X) == flower.Y))
    assert min(found) >= 0.88


def test_costs_are_printed_on_demand(capsys):
    flower = load_planar("flower")
    F["nn_model"](flower.X[:, :9], flower.Y[:, :9], 2, 2001)
    assert capsys.readouterr().out == ""
    F["nn_model"](flower.X[:, :9], flower.Y[:, :9], 2, 2001, print_cost=True)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_backward_cases_are_awkward_on_purpose():
    for seed in range(20):
        cases = exercises_of(NOTEBOOK)["backward_propagation"].cases(np.random.default_rng(seed))
        assert {case.facts["n_y"] for case in cases} == {1, 2}
        assert {case.facts["m"] for case in cases} >= {1}
        for case in cases:
            arguments = case.arguments
            # A cache of a real forward pass, with hidden units that do not see their mean only.
            A1, Z1 = arguments["cache"]["A1"], arguments["cache"]["Z1"]
            np.testing.assert_allclose(A1, np.tanh(Z1))
            assert case.facts["m"] != case.facts["n_h"]
            assert 0.2 < np.abs(arguments["parameters"]["W1"]).max() < 6


@pytest.mark.parametrize(
    "exact",
    [
        "return bool((W == W[0]).all())",
        "return np.array_equal(W, np.repeat(W[:1], len(W), axis=0))",
        "return len({tuple(row) for row in W.tolist()}) == 1",
    ],
)
def test_rows_compared_to_the_last_digit_lose_points_in_check_and_hidden_test_alike(exact):
    f = define(f"def rows_are_identical(W):\n    {exact}\n", "rows_are_identical", {"np": np})
    visible = judge(f, load_questions(NOTEBOOK)["rows_are_identical"])
    hidden = judge_hidden(f, NOTEBOOK, "rows_are_identical", "a")
    assert visible.mistake == hidden.mistake == "exactly_equal"
    assert visible.share == hidden.share < 1.0


def test_a_seed_inside_loses_points_and_randn_without_one_does_not():
    body = (
        "def initialize_parameters(n_x, n_h, n_y, rng=None):\n{}"
        "    return {{'W1': np.random.randn(n_h, n_x) * 0.01, 'b1': np.zeros((n_h, 1)),\n"
        "            'W2': np.random.randn(n_y, n_h) * 0.01, 'b2': np.zeros((n_y, 1))}}\n"
    )
    for line, share in (("", 1.0), ("    np.random.seed(2)\n", 0.8)):
        f = define(body.format(line), "initialize_parameters", {"np": np})
        visible = judge(f, load_questions(NOTEBOOK)["initialize_parameters"])
        assert visible.share == pytest.approx(share)
        hidden = judge_hidden(f, NOTEBOOK, "initialize_parameters", "a")
        assert hidden.share == pytest.approx(share)
