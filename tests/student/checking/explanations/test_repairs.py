"""A wrong function is told which change makes it right, if copies of it may be run."""

import pickle
import textwrap
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercises.reference import define
from grader.student.checking import (
    TOO_COSTLY,
    Contract,
    Question,
    SolvedCase,
    Variants,
    is_small,
    judge,
)

RNG = np.random.default_rng(4)
CASES = [(RNG.normal(size=(2, m)), RNG.normal(size=(m, 2))) for m in (3, 5)]


def question(solve, outputs=("A",)):
    cases = tuple(
        SolvedCase({"X": X, "Y": Y}, solve(X, Y), {"m": X.shape[1]}, None, {}) for X, Y in CASES
    )
    return Question("f", "1", Contract(outputs), (), (), {}, (), cases)


def message(body, asked, **names):
    source = "def f(X, Y):\n" + textwrap.indent(body, "    ") + "\n"
    return judge(define(source, "f", {"np": np, **names}), asked).lines


def mean(X, Y):
    return X.mean(axis=1, keepdims=True) - np.exp(Y[:2])


RIGHT = "m = X.shape[1]\ns = np.sum(X, axis=1, keepdims=True)\nA = s / m - np.exp(Y[:2])\nreturn A"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("shape[1]", "shape[0]", "Line 2: with the size of another axis instead of `X.shape[0]`, "),
        (
            "axis=1",
            "axis=0",
            "Line 3: with another axis or keepdims in `np.sum(X, axis=0, keepdims=True)`, ",
        ),
        ("s / m", "s // m", "Line 4: if `s // m` does not make whole numbers, "),
        ("s / m", "m / s", "Line 4: with the parts of `m / s` in another order, "),
        ("s / m", "s", "Line 3: with another function instead of `np.sum`, "),
        ("s / m", "s / m + m", "Line 4: without the second `m`, "),
        ("np.exp(Y", "np.abs(Y", "Line 4: with another function instead of `np.abs`, "),
        (
            "np.exp(Y[:2])",
            "np.exp(X[:2, :2])",
            "Line 4: with another variable instead of `X`, ",
        ),
        ("return A", "return s", "Line 5: with another variable instead of `s`, "),
    ],
)
def test_a_change_that_makes_all_cases_right_is_named_with_its_line(right, wrong, says):
    lines = message(RIGHT.replace(right, wrong), question(mean))
    told = " ".join(line.strip() for line in lines)
    assert says in told
    assert "all 2 cases pass." in told


def test_two_changes_are_named_together():
    body = RIGHT.replace("shape[1]", "shape[0]").replace("np.exp", "np.abs")
    told = " ".join(line.strip() for line in message(body, question(mean)))
    assert (
        "Line 2: " in told
        and "Line 4: with another function instead of `np.abs`. With both, " in told
    )


def test_a_change_may_make_one_output_right():
    asked = question(lambda X, Y: (X @ Y, np.tanh(X) ** 3), ("A", "B"))
    lines = message("A = 2 + X @ Y\nB = np.exp(X) * 17\nreturn A, B", asked)
    assert "Line 2: without `2`, A is right in all 2 cases." in " ".join(lines)


@pytest.mark.parametrize(
    "body",
    [
        "print(open('/dev/null').read())\nreturn X - np.exp(Y[:2])",
        "np.save('/dev/null', X)\nreturn s",
        "import os\nreturn X",
        "seen.append(X)\nreturn X",
        "while X.any():\n    return X",
    ],
)
def test_a_function_that_does_more_than_compute_is_not_run_in_other_forms(body):
    calls = []
    lines = message(f"counted()\n{body}", question(mean), counted=lambda: calls.append(1), seen=[])
    assert len(calls) <= 4 * len(CASES)
    assert not any("cases pass" in line for line in lines)


def test_a_loop_that_a_change_makes_long_ends():
    body = "total = 0\nfor i in range(X.shape[1] * 10 ** 3):\n    total = total + 1\nreturn total"
    assert message(body, question(mean))[0].startswith("f  A is wrong")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("A = X\nA[:] = X - Y.T\nreturn A", "Line 2: with a copy of `X`, all 2 cases pass."),
        ("X -= Y.T\nreturn X", "Line 2: if the result is not written into the argument `X`, "),
        ("X -= Y.T\nreturn A", "Line 2: if the result is not written into the argument `X`, "),
        (
            "both = [each for each in (X, Y.T)]\nboth[0][:] -= both[1]\nreturn both[0]",
            "Line 2: with a copy of the first `each`, all 2 cases pass.",
        ),
    ],
)
def test_the_line_by_which_an_argument_changes_is_named(body, says):
    asked = replace(question(lambda X, Y: X - Y.T), rules=("unchanged",))
    head, *below = message(body, asked)
    assert "it changes what it was given" in head or "name 'A' is not defined" in below[0]
    assert says in " ".join(line.strip() for line in below)


def test_cases_pass_only_if_the_arguments_are_spared_as_well():
    asked = replace(question(lambda X, Y: X - Y.T), rules=("unchanged",))
    lines = message("X -= Y.T\nreturn X + np.sqrt(np.abs(Y.T))", asked)
    says = (
        "Line 2: if the result is not written into the argument `X`. Line 3: without "
        "`np.sqrt(np.abs(Y.T))`. With both, all 2 cases pass."
    )
    assert says in " ".join(line.strip() for line in lines)


def test_questions_of_choice_are_never_solved():
    asked = replace(question(mean), explanations={"a": "One.", "b": "Two."})
    lines = message(RIGHT.replace("axis=1", "axis=0"), asked)
    assert not any("cases pass" in line for line in lines)


def test_changed_copies_leave_random_numbers_and_arguments_as_they_were():
    source = "def f(X):\n    X[0] = np.random.rand()\n    return X\n"
    copies = Variants(define(source, "f", {"np": np}), source, (), ())
    X, before = np.ones(3), np.random.get_state()[2]
    outcomes = copies.run([(), *((n,) for n in range(len(copies.changes)))], {"X": X})
    assert outcomes[0].finished
    assert (X == 1).all() and np.random.get_state()[2] == before


def test_an_entry_that_does_not_belong_there_is_not_called_right():
    cases = tuple(
        SolvedCase({"n": n}, {f"Z{i}": 2.0 * i for i in range(1, n)}, {"n": n}, None, {})
        for n in (3, 5)
    )
    asked = Question("f", "1", Contract(("shapes",), exact=True), (), (), {}, (), cases)
    source = "def f(n):\n    return {f'Z{i}': 3.0 * i for i in range(n)}\n"
    told = " ".join(judge(define(source, "f", {"np": np}), asked).lines)
    assert "Line 2: with another number instead of `3.0`, all" not in told


@pytest.mark.parametrize(
    "large",
    [
        "[np.zeros(10**7)]",
        "[np.zeros(10**5).copy() for _ in range(60)]",
        "np.ones((3000, 1000)).T @ np.ones((3000, 1000))",
    ],
)
def test_a_function_that_takes_much_memory_is_not_run_in_other_forms(large):
    """A changed number can make many times as much of it."""
    source = f"def f(X, Y):\n    return {large}\n"
    function = define(source, "f", {"np": np})
    copies = Variants(function, source, [], [])
    assert copies.cost({"X": CASES[0][0], "Y": CASES[0][1]}) == TOO_COSTLY
    assert judge(function, question(mean)).lines


@pytest.mark.parametrize("iterations", [10, 10**4, 4 * 10**5])
def test_a_function_of_any_cost_has_a_message(iterations):
    body = f"for i in range({iterations}):\n    X = X + 0\nreturn X"
    assert message(body, question(mean))


@given(
    st.recursive(
        st.sampled_from([1.0, None, "text"]) | st.integers(0, 10**6).map(np.zeros),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
    )
)
def test_what_copies_return_is_small_or_left_out(value):
    """However often an array stands in a value, it counts each time."""
    assert not is_small([value, np.zeros(10**6)])
    assert not is_small([[np.zeros(10**4)] * 20, value])
    if is_small(value):
        assert len(pickle.dumps(value)) < 100 * 10**5 + 1000
