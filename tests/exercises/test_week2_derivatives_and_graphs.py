"""The solutions of the notebook against automatic differentiation and closed forms.

Nothing here compares a solution with itself: the other side is autograd, a formula worked out by
hand, or plain Python arithmetic.
"""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exercises import load_reference
from grader.student.calling import Logarithm, Polynomial

F = load_reference("week2/derivatives_and_graphs").functions
LOGISTIC = load_reference("week2/logistic_regression").functions

#: Autograd traces a graph box by box: on a busy machine that takes longer than Hypothesis likes.
unhurried = settings(deadline=None, max_examples=60)

moderate = st.floats(-3, 3)
coefficients = st.lists(moderate, min_size=1, max_size=5)
widths = st.sampled_from([0.5, 0.1, 0.01, 0.001])
seeds = st.integers(0, 2**32 - 1)

OPERATIONS = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "log": anp.log,
    "sigmoid": lambda x: 0.5 + 0.5 * anp.tanh(x / 2),
}

BOXES = [
    ("u", "multiply", ["b", "c"]),
    ("v", "add", ["a", "u"]),
    ("J", "multiply", ["3", "v"]),
]


def taylor(c, a, eps):
    """Return f(a + eps) - f(a) of a polynomial, multiplied out by the binomial theorem."""
    return sum(
        c_k * math.comb(k, j) * a ** (k - j) * eps**j
        for k, c_k in enumerate(c)
        for j in range(1, k + 1)
    )


# ------------------------------------------------------------------------------ nudging


@unhurried
@given(coefficients, moderate, widths)
def test_slope_of_a_polynomial_is_its_binomial_sum(c, a, eps):
    found = F["slope"](Polynomial(tuple(c)), a, eps)
    assert found == pytest.approx(taylor(c, a, eps) / eps, rel=1e-8, abs=1e-8)


@unhurried
@given(coefficients, moderate, widths)
def test_two_sided_slope_of_a_polynomial_has_the_odd_powers_only(c, a, eps):
    odd = (taylor(c, a, eps) - taylor(c, a, -eps)) / (2 * eps)
    found = F["two_sided_slope"](Polynomial(tuple(c)), a, eps)
    assert found == pytest.approx(odd, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    ("f", "a", "expected"),
    [
        (lambda a: 3 * a, 2, 3.0),
        (lambda a: 3 * a, 5, 3.0),
        (lambda a: a**2, 2, 4.001),
        (lambda a: a**2, 5, 10.001),
        (lambda a: a**3, 2, 12.006001),
        (math.log, 2, 1000 * math.log1p(0.0005)),
    ],
)
def test_the_slopes_of_the_text(f, a, expected):
    assert F["slope"](f, a, 0.001) == pytest.approx(expected, rel=1e-9)


@unhurried
@given(st.floats(0.5, 5), st.floats(0.3, 3))
def test_two_sides_come_closer_to_the_derivative_than_one(a, factor):
    one = abs(F["slope"](Logarithm(factor), a, 0.05) - factor / a)
    two = abs(F["two_sided_slope"](Logarithm(factor), a, 0.05) - factor / a)
    assert two < 0.2 * one


@unhurried
@given(coefficients, coefficients, moderate, widths)
def test_error_of_a_claim_is_the_distance_over_the_sizes(c, claim, a, eps):
    f, df = Polynomial(tuple(c)), Polynomial(tuple(claim))
    measured = (f(a + eps) - f(a - eps)) / (2 * eps)
    found = F["derivative_error"](f, df, a, eps)
    assert 0 <= found <= 1
    if measured == df(a):
        assert found == 0
    else:
        size = abs(measured) + abs(df(a))
        assert found * size == pytest.approx(abs(measured - df(a)), rel=1e-12)


@unhurried
@given(st.floats(-2, 2), st.floats(0.5, 4))
def test_a_right_formula_passes_and_a_wrong_one_fails(a, factor):
    def f(x):
        return anp.sin(factor * x) + x**3

    assert F["derivative_error"](f, autograd.grad(f), a, 1e-5) < 1e-4
    assert F["derivative_error"](f, lambda x: -autograd.grad(f)(x), a, 1e-5) in (
        pytest.approx(1.0),
        0.0,
    )


def test_two_zeros_agree():
    assert F["derivative_error"](lambda a: 7.0, lambda a: 0.0, 1.3, 1e-5) == 0


# ------------------------------------------------------------------------------ downhill


@unhurried
@given(moderate, st.floats(0.1, 2), moderate, st.floats(0.01, 1.2), st.integers(0, 20))
def test_descent_in_a_bowl_multiplies_the_distance_by_one_factor(lowest, bend, w0, alpha, steps):
    path = F["gradient_descent_1d"](lambda w: bend * (w - lowest), w0, alpha, steps)
    factor = 1 - alpha * bend
    expected = [lowest + factor**k * (w0 - lowest) for k in range(steps + 1)]
    np.testing.assert_allclose(path, expected, rtol=1e-9, atol=1e-9)


@unhurried
@given(st.floats(-1.9, 1.9).filter(lambda w: abs(w) > 0.1))
def test_descent_never_climbs_with_a_small_learning_rate(w0):
    def cost(w):
        return w**4 / 4 - w**2 / 2

    path = F["gradient_descent_1d"](autograd.grad(cost), w0, 0.05, 300)
    assert (np.diff([cost(w) for w in path]) < 1e-12).all()
    assert path[-1] == pytest.approx(math.copysign(1, w0), abs=1e-6)


# ------------------------------------------------------------------------------- 3(a + bc)


@unhurried
@given(moderate, moderate, moderate)
def test_the_small_graph_forward_and_backward(a, b, c):
    def cost(a, b, c):
        return 3 * (a + b * c)

    values = F["graph_forward"](a, b, c)
    assert values == {"u": b * c, "v": a + b * c, "J": cost(a, b, c)}
    grads = F["graph_backward"](a, b, c)
    for position, name in enumerate(("da", "db", "dc")):
        assert grads[name] == pytest.approx(autograd.grad(cost, position)(a, b, c))
    assert grads["dv"] == pytest.approx(autograd.grad(lambda v: 3 * v)(a + b * c))
    assert grads["du"] == pytest.approx(autograd.grad(lambda u: 3 * (a + u))(b * c))


def test_the_numbers_of_the_text():
    assert F["graph_forward"](5, 3, 2) == {"u": 6, "v": 11, "J": 33}
    assert F["graph_backward"](5, 3, 2) == {"dv": 3, "da": 3, "du": 3, "db": 6, "dc": 9}


# -------------------------------------------------------------------------- any graph


@unhurried
@given(st.sampled_from(list(OPERATIONS)), st.floats(0.1, 4), moderate, moderate)
def test_a_box_forward_and_backward(operation, x, y, dout):
    inputs = [x] if operation in ("log", "sigmoid") else [x, y]
    rule = OPERATIONS[operation]
    assert F["node_forward"](operation, inputs) == pytest.approx(rule(*inputs), rel=1e-12)
    slopes = [autograd.grad(rule, k)(*inputs) for k in range(len(inputs))]
    found = F["node_backward"](operation, inputs, dout)
    assert found == pytest.approx([dout * slope for slope in slopes], rel=1e-9, abs=1e-12)


def random_graph(seed):
    """Draw a graph with boxes that are used often, once, and not at all."""
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c"]
    nodes = []
    for i in range(int(rng.integers(1, 7))):
        operation = str(rng.choice(["add", "subtract", "multiply", "sigmoid"]))
        count = 1 if operation == "sigmoid" else 2
        nodes.append((f"n{i}", operation, [str(name) for name in rng.choice(names, count)]))
        names.append(f"n{i}")
    return nodes, dict(zip("abc", rng.normal(size=3).tolist(), strict=True))


def run(nodes, values):
    """Compute the final output by the table above."""
    found = dict(values)
    for name, operation, inputs in nodes:
        found[name] = OPERATIONS[operation](*(found[i] for i in inputs))
    return found[nodes[-1][0]]


@unhurried
@given(seeds)
def test_every_derivative_of_every_graph_is_that_of_automatic_differentiation(seed):
    nodes, inputs = random_graph(seed)
    values = F["run_forward"](nodes, inputs)
    assert values[nodes[-1][0]] == pytest.approx(run(nodes, inputs), rel=1e-12)
    assert set(values) == {*inputs, *(name for name, _, _ in nodes)}
    grads = F["run_backward"](nodes, values)
    expected = autograd.grad(lambda v: 1.0 * run(nodes, v))(inputs)
    for name in inputs:
        assert grads[f"d{name}"] == pytest.approx(expected[name], rel=1e-9, abs=1e-12)
    # A box's own derivative: cut the graph behind it, and take it for an input.
    for k, (name, _, _) in enumerate(nodes[:-1]):
        behind = autograd.grad(lambda v, k=k: 1.0 * run(nodes[k + 1 :], v))(values)
        assert grads[f"d{name}"] == pytest.approx(behind[name], rel=1e-9, abs=1e-12)
    assert grads[f"d{nodes[-1][0]}"] == 1


@unhurried
@given(seeds)
def test_measured_derivatives_are_near_those_of_automatic_differentiation(seed):
    nodes, inputs = random_graph(seed)
    found = F["measured_gradients"](nodes, inputs, ["c", "a"], 1e-4)
    assert list(found) == ["dc", "da"]
    expected = autograd.grad(lambda v: 1.0 * run(nodes, v))(inputs)
    for name in "ac":
        assert found[f"d{name}"] == pytest.approx(expected[name], rel=1e-4, abs=1e-4)


@unhurried
@given(seeds, st.floats(0.01, 1))
def test_a_step_goes_against_the_gradient_and_moves_nothing_else(seed, alpha):
    nodes, inputs = random_graph(seed)
    before = dict(inputs)
    after = F["descent_step"](nodes, inputs, ["b", "a"], alpha)
    gradient = autograd.grad(lambda v: 1.0 * run(nodes, v))(inputs)
    assert inputs == before
    assert after["c"] == before["c"]
    for name in "ab":
        expected = before[name] - alpha * gradient[name]
        assert after[name] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_example_of_the_text():
    inputs = {"a": 5.0, "b": 3.0, "c": 2.0, "3": 3.0}
    values = F["run_forward"](BOXES, inputs)
    assert values == {**inputs, "u": 6, "v": 11, "J": 33}
    expected = {"da": 3, "db": 6, "dc": 9, "du": 3, "dv": 3, "dJ": 1, "d3": 11}
    assert F["run_backward"](BOXES, values) == expected
    assert F["measured_gradients"](BOXES, inputs, ["a", "b"], 0.1) == pytest.approx(
        {"da": 3, "db": 6}
    )
    after = F["descent_step"](BOXES, inputs, ["a", "b"], 0.1)
    assert after == pytest.approx({"a": 4.7, "b": 2.4, "c": 2, "3": 3})


# ------------------------------------------------------------------- logistic regression


def one_example(n_x):
    """Return the boxes of the loss of logistic regression for one example with n_x features."""
    nodes, total = [], "b"
    for j in range(n_x):
        nodes += [(f"p{j}", "multiply", [f"w{j}", f"x{j}"]), (f"s{j}", "add", [total, f"p{j}"])]
        total = f"s{j}"
    return [
        *nodes,
        ("a", "sigmoid", [total]),
        ("r", "log", ["a"]),
        ("u", "multiply", ["y", "r"]),
        ("k", "subtract", ["1", "y"]),
        ("q", "subtract", ["1", "a"]),
        ("t", "log", ["q"]),
        ("v", "multiply", ["k", "t"]),
        ("e", "add", ["u", "v"]),
        ("L", "subtract", ["0", "e"]),
    ]


@unhurried
@given(st.integers(1, 4), st.sampled_from([0.0, 1.0]), seeds)
def test_the_graph_of_one_example_agrees_with_the_other_notebook(n_x, y, seed):
    rng = np.random.default_rng(seed)
    w, x, b = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, 1)), float(rng.normal())
    inputs = {f"w{j}": float(w[j, 0]) for j in range(n_x)} | {"b": b, "y": y, "0": 0.0, "1": 1.0}
    inputs |= {f"x{j}": float(x[j, 0]) for j in range(n_x)}
    nodes = one_example(n_x)
    grads = F["run_backward"](nodes, F["run_forward"](nodes, inputs))
    by_formula = LOGISTIC["single_example_gradients"](w, b, x, y)
    assert grads["db"] == pytest.approx(by_formula["db"], rel=1e-9)
    assert [grads[f"dw{j}"] for j in range(n_x)] == pytest.approx(
        by_formula["dw"].ravel().tolist(), rel=1e-9
    )


def test_twelve_steps_on_the_graph_are_those_of_the_other_notebook():
    X = np.array([[-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]])
    Y = np.array([[0, 0, 1, 0, 1, 0, 1, 1]])
    nodes, inputs, total = [], {"w0": -4.0, "b": 5.0, "0": 0.0, "1": 1.0, "-1/m": -1 / 8}, "0"
    for i in range(8):
        inputs |= {f"x0_{i}": X[0, i], f"y_{i}": float(Y[0, i])}
        shared = {"w0", "b", "0", "1"}
        for name, operation, taken in one_example(1)[:-1]:
            nodes.append(
                (f"{name}_{i}", operation, [t if t in shared else f"{t}_{i}" for t in taken])
            )
        nodes.append((f"sum_{i}", "add", [total, f"e_{i}"]))
        total = f"sum_{i}"
    nodes.append(("J", "multiply", ["-1/m", total]))
    for _ in range(12):
        inputs = F["descent_step"](nodes, inputs, ["w0", "b"], 2)
    params, _, _ = LOGISTIC["optimize"](np.array([[-4.0]]), 5.0, X, Y, 12, 2)
    assert inputs["w0"] == pytest.approx(params["w"].item(), rel=1e-9)
    assert inputs["b"] == pytest.approx(params["b"], rel=1e-9)
