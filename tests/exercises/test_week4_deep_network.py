"""The solutions of the notebook against automatic differentiation and other independent means.

Nothing here compares a solution with itself: the other side is autograd, a complex step, central
differences of a cost that is written otherwise, NumPy, or plain Python arithmetic.
"""

import itertools
import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exercises import exercises_of, load_reference, mistaken_source
from grader.exercises.content.gradients import activation_slope, gradient
from grader.exercises.hidden_test import judge_hidden
from grader.exercises.reference import variant_of
from grader.student.checking.judging import judge
from grader.student.lesson.check import load_questions

NOTEBOOK = "week4/deep_network"
REFERENCE = load_reference(NOTEBOOK)
F, GIVEN = REFERENCE.functions, REFERENCE.given

seeds = st.integers(0, 2**32 - 1)
layers = st.lists(st.integers(1, 6), min_size=2, max_size=7)
examples = st.integers(1, 7)


def draw(dims, m, seed):
    """Draw inputs, parameters around 1 and labels; n[L] may be more than one."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for l in range(1, len(dims)):
        parameters[f"W{l}"] = rng.normal(size=(dims[l], dims[l - 1])) * 0.8
        parameters[f"b{l}"] = rng.normal(size=(dims[l], 1)) / 2
    X, Y = rng.normal(size=(dims[0], m)), rng.integers(0, 2, size=(dims[-1], m))
    return X, Y, parameters


def last_z(parameters, X):
    """Return Z of the last layer, for autograd."""
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        Z = anp.dot(parameters[f"W{l}"], A) + parameters[f"b{l}"]
        A = anp.where(Z > 0, Z, 0.0)
    return Z


def cost_as_log_sum(parameters, X, Y):
    """Return J in a form that is not the lesson's: log(1 + exp(z)) - y z, averaged over m."""
    Z = last_z(parameters, X)
    return anp.sum(anp.logaddexp(0.0, Z) - Y * Z) / Y.shape[1]


def is_moderate(AL):
    """Tell whether AL is far enough from 0 and 1 for (8.1) to be exact in floating point."""
    return bool(((AL > 1e-5) & (AL < 1 - 1e-5)).all())


@given(layers, examples, seeds)
@settings(max_examples=120, deadline=None)
def test_the_gradient_is_that_of_automatic_differentiation(dims, m, seed):
    X, Y, parameters = draw(dims, m, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    np.testing.assert_allclose(AL, 1 / (1 + np.exp(-last_z(parameters, X))), rtol=1e-9, atol=1e-15)
    if not is_moderate(AL):
        return
    found = F["L_model_backward"](AL, Y, caches)
    expected = autograd.grad(cost_as_log_sum)(parameters, X, Y)
    L = len(dims) - 1
    names = [f"d{name}" for name in parameters] + [f"dA{l}" for l in range(L)]
    assert sorted(found) == sorted(names)
    for name, value in parameters.items():
        assert found[f"d{name}"].shape == value.shape
        np.testing.assert_allclose(found[f"d{name}"], expected[name], rtol=1e-7, atol=1e-9)
    # dA holds the slopes of the losses, before the mean over the examples.
    dX = autograd.grad(cost_as_log_sum, 1)(parameters, X, Y) * m
    np.testing.assert_allclose(found["dA0"], dX, rtol=1e-7, atol=1e-9)
    for l in range(1, L):
        upper = {
            f"{letter}{k - l}": parameters[f"{letter}{k}"]
            for k in range(l + 1, L + 1)
            for letter in "Wb"
        }
        A = caches[l][0][0]
        dA = autograd.grad(cost_as_log_sum, 1)(upper, A, Y) * m
        np.testing.assert_allclose(found[f"dA{l}"], dA, rtol=1e-7, atol=1e-9)


@given(layers, examples, seeds)
@settings(max_examples=40, deadline=None)
def test_the_gradient_of_the_cases_is_that_of_automatic_differentiation(dims, m, seed):
    X, Y, parameters = draw(dims, m, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    found = gradient(AL, Y, caches)
    for name, slope in autograd.grad(cost_as_log_sum)(parameters, X, Y).items():
        np.testing.assert_allclose(found[f"d{name}"], slope, rtol=1e-7, atol=1e-9)


@given(layers, examples, seeds)
@settings(max_examples=40, deadline=None)
def test_one_slope_is_that_of_a_complex_step(dims, m, seed):
    """A complex step has no rounding error: the imaginary part is the slope itself."""
    X, Y, parameters = draw(dims, m, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    if not is_moderate(AL):
        return
    grads = F["L_model_backward"](AL, Y, caches)
    rng = np.random.default_rng(seed)
    name = str(rng.choice(list(parameters)))
    place = tuple(int(rng.integers(n)) for n in parameters[name].shape)
    nudged = {k: v.astype(complex) for k, v in parameters.items()}
    nudged[name][place] += 1e-30j
    AL, _ = F["L_model_forward"](X, nudged)
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    assert grads[f"d{name}"][place] == pytest.approx(cost.imag / 1e-30, rel=1e-7, abs=1e-10)


@given(layers, examples, seeds)
def test_the_caches_hold_what_went_in(dims, m, seed):
    X, _, parameters = draw(dims, m, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    assert len(caches) == len(dims) - 1
    A = X
    for l, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        np.testing.assert_array_equal(A_prev, A)
        assert W is parameters[f"W{l}"] and b is parameters[f"b{l}"]
        rows = [
            [
                math.fsum([*(w * a for w, a in zip(row, column, strict=True)), bias[0]])
                for column in A.T
            ]
            for row, bias in zip(W, b, strict=True)
        ]
        np.testing.assert_allclose(Z, rows, rtol=1e-9, atol=1e-12)
        A = np.where(Z > 0, Z, 0) if l < len(caches) else 1 / (1 + np.exp(-Z))
    np.testing.assert_allclose(AL, A, rtol=1e-9, atol=1e-15)


@given(st.integers(1, 5), st.integers(1, 5), examples, st.sampled_from(["relu", "sigmoid"]), seeds)
@settings(max_examples=60, deadline=None)
def test_one_layer_back_is_the_vector_jacobian_product(n_prev, n, m, activation, seed):
    rng = np.random.default_rng(seed)
    A, W = rng.normal(size=(n_prev, m)), rng.normal(size=(n, n_prev))
    b, dA = rng.normal(size=(n, 1)), rng.normal(size=(n, m))

    def weighed(A, W, b):
        Z = anp.dot(W, A) + b
        out = anp.maximum(Z, 0.0) if activation == "relu" else 1 / (1 + anp.exp(-Z))
        return anp.sum(dA * out)

    _, cache = F["linear_activation_forward"](A, W, b, activation)
    dA_prev, dW, db = F["linear_activation_backward"](dA, cache, activation)
    expected = [autograd.grad(weighed, k)(A, W, b) for k in range(3)]
    np.testing.assert_allclose(dA_prev, expected[0], rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(dW, expected[1] / m, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(db, expected[2] / m, rtol=1e-8, atol=1e-12)
    assert db.shape == (n, 1)


@given(st.floats(-700, 700))
def test_the_given_activations(z):
    a = GIVEN["sigmoid"](np.array([[z]])).item()
    assert a == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-9, abs=1e-15)
    assert GIVEN["relu"](np.array([[z]])).item() == max(z, 0)
    slope = math.exp(-abs(z)) / (1 + math.exp(-abs(z))) ** 2
    dZ = GIVEN["sigmoid_backward"](np.array([[3.0]]), np.array([[z]])).item()
    assert dZ == pytest.approx(3 * slope, abs=1e-12)
    assert GIVEN["relu_backward"](np.array([[3.0]]), np.array([[z]])).item() == 3 * (z > 0)
    assert activation_slope(np.array([[z]]), last=True).item() == pytest.approx(slope, abs=1e-12)


@given(layers)
def test_layers_and_shapes(dims):
    assert F["layer_count"](dims) == sum(1 for _ in itertools.pairwise(dims))
    shapes = F["parameter_shapes"](dims)
    drawn = F["initialize_parameters_deep"](dims, np.random.default_rng(1))
    assert {name: array.shape for name, array in drawn.items()} == shapes


@given(layers, examples, seeds)
def test_shapes_of_what_is_computed(dims, m, seed):
    X, _, parameters = draw(dims, m, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    found = {f"A{len(caches)}": AL.shape}
    for l, ((A_prev, _, _), Z) in enumerate(caches, start=1):
        found |= {f"A{l - 1}": A_prev.shape, f"Z{l}": Z.shape}
    assert F["activation_shapes"](dims, m) == found


@pytest.mark.parametrize("n", range(1, 11))
def test_the_tree_computes_the_parity_of_all_inputs(n):
    bits = np.array(list(itertools.product((0.0, 1.0), repeat=n))).T
    parity, nets = F["xor_tree"](bits)
    assert parity.tolist() == [
        [float(np.bitwise_xor.reduce(column.astype(int))) for column in bits.T]
    ]
    assert nets == n - 1


@given(st.integers(1, 12), seeds)
def test_the_cost_is_the_mean_of_the_losses(m, seed):
    rng = np.random.default_rng(seed)
    AL, Y = rng.uniform(0.01, 0.99, size=(1, m)), rng.integers(0, 2, size=(1, m))
    losses = [-math.log(a if y else 1 - a) for a, y in zip(AL[0], Y[0], strict=True)]
    assert F["compute_cost"](AL, Y) == pytest.approx(math.fsum(losses) / m)


def test_the_signal_keeps_its_size():
    rng = np.random.default_rng(0)
    parameters = F["initialize_parameters_deep"]([400, 300, 200, 1], rng)
    for l, n in ((1, 400), (2, 300), (3, 200)):
        W = parameters[f"W{l}"]
        assert float(W.std()) == pytest.approx(1 / math.sqrt(n), rel=0.2)
        assert not parameters[f"b{l}"].any()
    again = F["initialize_parameters_deep"]([400, 300, 200, 1], np.random.default_rng(0))
    assert (again["W1"] == parameters["W1"]).all()
    assert F["initialize_parameters_deep"]([3, 2])["W1"].shape == (2, 3)


@given(layers, seeds, st.floats(0.001, 2))
def test_the_step_is_taken_and_the_old_parameters_stay(dims, seed, learning_rate):
    _, _, parameters = draw(dims, 1, seed)
    _, _, slopes = draw(dims, 1, seed + 1)
    grads = {f"d{name}": slope for name, slope in slopes.items()} | {"dA0": np.ones(3)}
    before = {name: array.copy() for name, array in parameters.items()}
    updated = F["update_parameters"](parameters, grads, learning_rate)
    assert updated.keys() == parameters.keys()
    for name, array in before.items():
        np.testing.assert_array_equal(parameters[name], array)
        np.testing.assert_allclose(array - updated[name], learning_rate * slopes[name], atol=1e-12)


@given(layers, examples, seeds)
@settings(max_examples=25, deadline=None)
def test_the_check_agrees_with_differences_of_another_cost(dims, m, seed):
    X, Y, parameters = draw([*dims[:4], 1], m, seed)
    if not is_moderate(F["L_model_forward"](X, parameters)[0]):
        return  # the logarithm of the other cost would be infinite
    rng = np.random.default_rng(seed)
    grads = {f"d{name}": rng.normal(size=array.shape) for name, array in parameters.items()}
    error, name, entry = F["gradient_check"](parameters, grads, X, Y, 1e-4)
    numeric, backprop, places = [], [], []
    for key, array in parameters.items():
        for place in itertools.product(*map(range, array.shape)):
            costs = []
            for sign in (1, -1):
                perturbed = {k: v.copy() for k, v in parameters.items()}
                perturbed[key][place] += sign * 1e-4
                costs.append(cost_as_log_sum(perturbed, X, Y))
            numeric.append((costs[0] - costs[1]) / 2e-4)
            backprop.append(grads[f"d{key}"][place])
            places.append((key, place))
    difference = np.subtract(numeric, backprop)
    lengths = np.linalg.norm(numeric) + np.linalg.norm(backprop)
    assert error == pytest.approx(np.linalg.norm(difference) / lengths, rel=1e-6)
    assert (name, entry) == places[int(np.abs(difference).argmax())]


@given(layers, seeds)
@settings(max_examples=30, deadline=None)
def test_a_right_gradient_passes_and_a_wrong_entry_is_found(dims, seed):
    X, Y, parameters = draw([*dims[:5], 1], 5, seed)
    AL, caches = F["L_model_forward"](X, parameters)
    far_from_kinks = all((np.abs(Z) > 1e-3).all() for _, Z in caches[:-1])
    if not (far_from_kinks and is_moderate(AL)):
        return
    grads = F["L_model_backward"](AL, Y, caches)
    if max(np.abs(grads[f"d{name}"]).max() for name in parameters) <= 1e-3:
        return
    assert F["gradient_check"](parameters, grads, X, Y, 1e-5)[0] < 1e-5
    rng = np.random.default_rng(seed)
    name = str(rng.choice(list(parameters)))
    place = tuple(int(rng.integers(n)) for n in parameters[name].shape)
    grads[f"d{name}"][place] += 0.5
    error, parameter, entry = F["gradient_check"](parameters, grads, X, Y, 1e-5)
    assert error > 1e-3
    assert (parameter, entry) == (name, place)


def test_both_ways_to_number_the_derivatives_are_read_and_a_wrong_one_is_named():
    question = load_questions(NOTEBOOK)["L_model_backward"]
    one_layer_back = F["linear_activation_backward"]

    def numbered_by_layer(AL, Y, caches, chained=True):
        grads, dA = {}, (AL - Y) / (AL * (1 - AL))
        top = dA
        for l in range(len(caches), 0, -1):
            given = dA if chained or l == len(caches) else top
            kind = "sigmoid" if l == len(caches) else "relu"
            dA, dW, db = one_layer_back(given, caches[l - 1], kind)
            grads |= {f"dA{l}": dA, f"dW{l}": dW, f"db{l}": db}
        return grads

    def not_chained(AL, Y, caches):
        return numbered_by_layer(AL, Y, caches, chained=False)

    assert judge(numbered_by_layer, question).share == 1.0
    assert judge(not_chained, question).mistake == "not_chained_dAL"


def test_every_mistake_of_the_exercises_says_what_is_wrong():
    for exercise in exercises_of(NOTEBOOK).values():
        assert len({m.name for m in exercise.mistakes}) == len(exercise.mistakes)
        for mistake in exercise.mistakes:
            # A name that does not exist is explained without a sentence of the exercise.
            assert mistake.says or mistake.rule or mistake.name == "name_misspelt"


def test_a_mask_that_does_not_fit_names_the_same_mistake_as_a_shape_that_does_not():
    question = load_questions(NOTEBOOK)["L_model_backward"]

    def one_layer_back(dA, cache, activation):
        linear_cache, Z = cache
        if activation == "sigmoid":
            return F["linear_activation_backward"](dA, cache, activation)
        dZ = dA.copy()
        dZ[Z <= 0] = 0
        return F["linear_backward"](dZ, linear_cache)

    def cache_off_by_one(AL, Y, caches):
        grads, L = {}, len(caches)
        dA = -Y / AL + (1 - Y) / (1 - AL)
        for l in range(L, 0, -1):
            cache = caches[l - 1] if l == L else caches[l - 2]
            dA, dW, db = one_layer_back(dA, cache, "sigmoid" if l == L else "relu")
            grads |= {f"dA{l - 1}": dA, f"dW{l}": dW, f"db{l}": db}
        return grads

    verdict = judge(cache_off_by_one, question)
    assert verdict.mistake == "cache_of_the_layer_below"
    assert "IndexError: boolean index" in verdict.lines[1]


def test_a_sentence_that_points_to_an_equation_is_the_only_one_that_does():
    source = REFERENCE.sources["L_model_backward"]
    exercise = exercises_of(NOTEBOOK)["L_model_backward"]
    mistake = next(m for m in exercise.mistakes if m.name == "dAL_sign")
    function = variant_of(REFERENCE, exercise.name, mistaken_source(exercise, mistake, source))
    verdict = judge(function, load_questions(NOTEBOOK)["L_model_backward"])
    assert "(8." not in verdict.lines[0] and "(8.1)" in verdict.lines[2]


def test_first_parameters_come_from_the_generator_that_is_given():
    source = REFERENCE.sources["initialize_parameters_deep"]
    begin = "    for l in"
    own = source.replace(begin, "    rng = np.random.default_rng(0)\n" + begin)
    question = load_questions(NOTEBOOK)["initialize_parameters_deep"]
    verdict = judge(variant_of(REFERENCE, "initialize_parameters_deep", own), question)
    assert (verdict.status, verdict.share) == ("rule", pytest.approx(0.8))
    assert "draws nothing from its argument rng" in verdict.lines[1]


def test_first_parameters_of_another_course_come_without_a_generator():
    source = REFERENCE.sources["initialize_parameters_deep"]
    question = load_questions(NOTEBOOK)["initialize_parameters_deep"]
    without_rng = source.replace("layer_dims, rng=None", "layer_dims").replace(
        "rng = np.random.default_rng() if rng is None else rng", "rng = np.random.default_rng()"
    )
    verdict = judge(variant_of(REFERENCE, "initialize_parameters_deep", without_rng), question)
    assert (verdict.status, verdict.share) == ("right", 1.0)
    seeded = without_rng.replace("default_rng()", "default_rng(3)")
    verdict = judge(variant_of(REFERENCE, "initialize_parameters_deep", seeded), question)
    assert (verdict.status, verdict.share) == ("rule", pytest.approx(0.8))
    assert "Two calls returned the same W1" in verdict.lines[1]


def test_a_cost_of_another_course_gets_parameters():
    cost = REFERENCE.sources["compute_cost"].replace("(AL, Y)", "(AL, Y, parameters)")
    used = cost.replace("    ### BEGIN", '    W1 = parameters["W1"]\n    ### BEGIN')
    assert used != cost != REFERENCE.sources["compute_cost"]
    function = variant_of(REFERENCE, "compute_cost", used)
    assert judge(function, load_questions(NOTEBOOK)["compute_cost"]).share == 1.0
    assert judge_hidden(function, NOTEBOOK, "compute_cost", "seed").share == 1.0
