"""The solutions of the notebook against automatic differentiation and pure Python arithmetic.

The functions that the notebook takes over from `week4/deep_network` have tests of their own.
"""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exercises import built_on, exercises_of, load_reference
from grader.exercises.hidden_test import generator

NAME = "week4/cat_classifier"
REFERENCE = load_reference(NAME)
F, GIVEN = REFERENCE.functions, REFERENCE.given

seeds = st.integers(0, 2**32 - 1)
hidden = st.lists(st.integers(1, 5), min_size=0, max_size=4)


def net(dims, rng):
    return {
        f"{p}{n}": rng.normal(size=(dims[n], dims[n - 1] if p == "W" else 1)) * 0.7
        for n in range(1, len(dims))
        for p in "Wb"
    }


def cost_as_log_sum(parameters, X, Y):
    """Return J in a form that is not the lesson's: log(1 + exp(z)) - y z, averaged."""
    A, last = X, len(parameters) // 2
    for n in range(1, last + 1):
        Z = anp.dot(parameters[f"W{n}"], A) + parameters[f"b{n}"]
        A = anp.maximum(Z, 0.0)
    return anp.mean(anp.logaddexp(0.0, Z) - Y * Z)


def descent(parameters, X, Y, rate, iterations):
    """Gradient descent by automatic differentiation; parameters and costs."""
    costs = []
    for i in range(iterations):
        if i % 100 == 0:
            costs.append(float(cost_as_log_sum(parameters, X, Y)))
        gradient = autograd.grad(cost_as_log_sum)(parameters, X, Y)
        parameters = {k: parameters[k] - rate * gradient[k] for k in parameters}
    return parameters, costs


def assert_close(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-7, atol=1e-9, err_msg=name)


def data(n_x, m, rng):
    return rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), hidden, st.integers(1, 7), st.integers(1, 6), seeds)
def test_a_training_is_gradient_descent_on_the_cost(n_x, layers, m, iterations, seed):
    rng = np.random.default_rng(seed)
    dims = [n_x, *layers, 1]
    X, Y = data(n_x, m, rng)
    start = net(dims, rng)
    expected, expected_costs = descent(start, X, Y, 0.2, iterations)
    models = ["L_layer_model"] + ["two_layer_model"] * (len(layers) == 1)
    for model in models:
        found, costs = F[model](X, Y, dims, 0.2, iterations, False, start)
        assert_close(found, expected)
        assert costs == pytest.approx(expected_costs, rel=1e-9)


@pytest.mark.parametrize("model", ["two_layer_model", "L_layer_model"])
def test_every_hundredth_cost_is_kept_and_printed_on_demand(model, capsys):
    rng = np.random.default_rng(3)
    X, Y = data(3, 6, rng)
    _, costs = F[model](X, Y, [3, 2, 1], 0.1, 201)
    assert len(costs) == 3
    assert costs == sorted(costs, reverse=True)
    assert capsys.readouterr().out == ""
    F[model](X, Y, [3, 2, 1], 0.1, 201, print_cost=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"cost after iteration {i}" for i in (0, 100, 200)
    ]


@pytest.mark.parametrize("model", ["two_layer_model", "L_layer_model"])
def test_a_training_in_two_parts_is_one_training(model):
    rng = np.random.default_rng(4)
    dims = [4, 3, 1]
    X, Y = data(4, 8, rng)
    start = net(dims, rng)
    whole, _ = F[model](X, Y, dims, 0.1, 30, False, start)
    half, _ = F[model](X, Y, dims, 0.1, 12, False, start)
    assert_close(F[model](X, Y, dims, 0.1, 18, False, half)[0], whole)


@given(st.integers(1, 4), hidden, st.integers(1, 8), seeds)
def test_an_answer_is_the_sign_of_the_last_z(n_x, layers, m, seed):
    rng = np.random.default_rng(seed)
    parameters = net([n_x, *layers, 1], rng)
    X = rng.normal(size=(n_x, m))
    A, last = X, len(layers) + 1
    for n in range(1, last + 1):
        Z = parameters[f"W{n}"] @ A + parameters[f"b{n}"]
        A = np.maximum(Z, 0)
    assert F["predict"](parameters, X).tolist() == [[int(z > 0) for z in Z[0]]]


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=12))
def test_share_and_positions_of_wrong_answers(pairs):
    predictions, Y = (np.array([row]) for row in zip(*pairs, strict=True))
    wrong = [i for i, (answer, label) in enumerate(pairs) if answer != label]
    assert F["accuracy"](predictions, Y) == pytest.approx(1 - len(wrong) / len(pairs))
    assert F["mislabelled"](predictions, Y).tolist() == wrong


@given(st.integers(1, 5), hidden, st.integers(1, 6), seeds)
def test_all_derivatives_of_parameters_stay_when_that_of_the_pixels_goes(n_x, layers, m, seed):
    rng = np.random.default_rng(seed)
    X, Y = data(n_x, m, rng)
    AL, caches = GIVEN["L_model_forward"](X, net([n_x, *layers, 1], rng))
    full = GIVEN["L_model_backward"](AL, Y, caches)
    lean = GIVEN["L_model_backward"](AL, Y, F["without_dA0"](caches))
    assert lean["dA0"].shape == (0, m)
    for name in full.keys() - {"dA0"}:
        assert np.array_equal(full[name], lean[name])


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 5), hidden, st.integers(1, 20), seeds)
def test_along_the_pictures_own_axes_the_steps_are_the_same(m, layers, iterations, seed):
    rng = np.random.default_rng(seed)
    n_x = m + 3
    X, Y = data(n_x, m, rng)
    dims = [n_x, *layers, 1]
    start = net(dims, rng)
    Q, R = np.linalg.qr(X)
    pixels, costs = F["L_layer_model"](X, Y, dims, 0.1, iterations, False, start)
    along, same_costs = F["L_layer_model"](
        R, Y, [m, *dims[1:]], 0.1, iterations, False, {**start, "W1": start["W1"] @ Q}
    )
    along["W1"] = F["back_to_pixels"](start["W1"], along["W1"], Q)
    assert_close(along, pixels)
    assert same_costs == pytest.approx(costs)


@given(st.integers(1, 30), hidden)
def test_as_many_parameters_as_there_are_numbers_in_them(n_x, layers):
    dims = [n_x, *layers, 1]
    parameters = net(dims, np.random.default_rng(0))
    assert F["count_parameters"](dims) == sum(value.size for value in parameters.values())


def test_the_models_learn_what_one_cut_cannot_separate():
    rng = np.random.default_rng(5)
    angle = rng.uniform(0, 2 * math.pi, size=400)
    radius = np.where(rng.random(400) < 0.5, 1.0, 3.0) + rng.normal(size=400) * 0.2
    X = np.array([radius * np.cos(angle), radius * np.sin(angle)])
    Y = (radius < 2).astype(int)[np.newaxis]
    start = GIVEN["initialize_parameters_deep"]([2, 8, 1], np.random.default_rng(1))
    two, _ = F["two_layer_model"](X, Y, [2, 8, 1], 0.5, 1500, False, start)
    start = GIVEN["initialize_parameters_deep"]([2, 8, 4, 1], np.random.default_rng(1))
    deep, _ = F["L_layer_model"](X, Y, [2, 8, 4, 1], 0.3, 1500, False, start)
    line, _ = F["L_layer_model"](X, Y, [2, 1], 0.3, 1500)
    shares = [F["accuracy"](F["predict"](p, X), Y) for p in (two, deep, line)]
    assert min(shares[:2]) > 0.97
    assert shares[2] < 0.75


def test_the_notebook_is_built_on_the_student_s_own_functions():
    assert built_on(NAME) == ("week4/deep_network",)
    assert built_on("week2/logistic_regression") == ()
    assert {"L_model_forward", "relu"} <= GIVEN.keys()
    assert not GIVEN.keys() & F.keys()


@pytest.mark.parametrize("name", ["L_layer_model", "two_layer_model"])
def test_one_iteration_more_or_less_ends_at_other_parameters(name):
    """Each drawn training moves each parameter in its last iteration, and would in one more."""
    train = F[name]
    for seed in ("104", "1", "2"):
        for case in exercises_of(NAME)[name].cases(generator(seed, NAME, name))[:3]:
            # By position, as a check calls it.
            X, Y, dims, rate, number, _, start = case.arguments.values()
            less, end, more = (
                train(X, Y, dims, rate, n, False, start)[0] for n in range(number - 1, number + 2)
            )
            for other in (less, more):
                for key, value in end.items():
                    assert np.abs(value - other[key]).max() > 1e-5 * np.abs(value).max()
