"""What is said of a failed assert is so, and holds for the function without it."""

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.calling import call, without_asserts
from grader.student.checking.judging import judge
from tests.student.messages.examples.checked import (
    KnownMistake,
    MistakeOutcome,
    checked,
    question,
    solved,
    written,
)

SIZES = (4, 1, 7)
ARRAYS = [np.arange(2.0 * m).reshape(2, m) + 1 for m in SIZES]
MEANS = [X.mean(axis=1, keepdims=True) for X in ARRAYS]
CASES = [
    solved({"X": X}, mean, {"m": m}, mistaken={"sum": MistakeOutcome(m * mean)})
    for X, mean, m in zip(ARRAYS, MEANS, SIZES, strict=True)
]
QUESTION = question(CASES, mistakes=(KnownMistake("sum", "It is the sum."),))
MEAN = "s = X.mean(axis=1, keepdims=True)\n"


@pytest.mark.parametrize(
    ("test", "compared"),
    [
        ("s.shape == X.shape", "s.shape is (2, 1) and X.shape is (2, 4)"),
        ("s.shape == (2,)", "s.shape is (2, 1)"),
        ("(s.ndim == 2 and s.shape[1] == 2)", "s.ndim is 2 and s.shape[1] is 1"),
        ("isinstance(s, float)", "s is an array of shape (2, 1)"),
        ("not s.shape == (2, 1)", "s.shape is (2, 1)"),
        ("np.allclose(s, 0)", "s is an array of shape (2, 1)"),
    ],
)
def test_a_wrong_assert_is_at_fault(test, compared):
    text = checked(written(f"{MEAN}assert {test}\nreturn s"), QUESTION)
    assert f"AssertionError: Here {compared}." in text
    assert "Without line 3 of your function all results are right" in text


def test_an_assert_is_not_at_fault_where_extreme_numbers_give_a_wrong_result():
    extreme = solved({"X": np.full((2, 3), 1e9)}, np.full((2, 1), 1e9), {"m": 3}, rule="finite")
    body = f"{MEAN}assert s.ndim == 1\nreturn np.minimum(s, 1e6)"
    text = checked(written(body), question([*CASES, extreme]))
    assert "Without the assert the result is wrong: A: right shape" in text


def test_a_wrong_result_is_at_fault_and_its_known_mistake_is_named():
    body = "s = X.sum(axis=1, keepdims=True)\nassert s[0, 0] < 3, 'too large'\nreturn s"
    found = judge(written(body), QUESTION)
    assert found.mistake == "sum"
    assert found.lines[1] == "  AssertionError: too large Here s[0, 0] is 10.0."
    assert found.lines[2:] == ("  Without the assert the result is wrong.", "  It is the sum.")


def test_an_assert_in_a_helper_is_left_out_there():
    space = {"np": np}
    define(
        "def mean(X):\n    assert X.ndim == 3\n    return X.mean(axis=1, keepdims=True)\n",
        "mean",
        space,
    )
    function = define("def scale(X):\n    return mean(X)\n", "scale", space)
    text = checked(function, QUESTION)
    assert "line 2 of mean, which it calls, stops:" in text and "Here X.ndim is 2." in text
    assert "Without line 2 of mean all results are right" in text
    assert call(function, CASES[0].arguments).failure.kind == "AssertionError"


def test_nothing_is_said_of_a_function_that_stops_without_the_assert_as_well():
    text = checked(written("assert X.ndim == 1\nreturn X[3, 3, 3]"), QUESTION)
    assert "Here X.ndim is 2." in text and "Without" not in text


def test_what_cannot_be_read_has_its_asserts():
    space = {}
    exec("def scale(X):\n    assert False\n", space)
    assert without_asserts(space["scale"], "scale") is None
    assert "AssertionError" in checked(space["scale"], QUESTION)


def test_the_sides_of_an_assert_that_cannot_be_evaluated_again_are_left_out():
    body = "rows = iter([1])\nassert next(rows) == 2\nreturn X"
    assert "Here" not in checked(written(body), QUESTION)
