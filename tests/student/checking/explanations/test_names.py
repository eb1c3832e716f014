"""What is said of the names on a line is so: each claim is tried on the call that failed."""

import numpy as np
import pytest

from grader.exercises.reference import define
from tests.student.messages.examples.checked import checked, question, solved, written

CASES = [solved({"X": np.ones((2, m))}, 1.0, {"m": m}) for m in (3, 1)]
LOOP = "for i in range(1, X.shape[1]):\n"


def said(body, names=None):
    return checked(written(body, **(names or {})), question(CASES))


@pytest.mark.parametrize(
    "body",
    [
        f"{LOOP}    last = i\nreturn 1.0 + 0 * last",
        f"{LOOP}    pass\nreturn 1.0 + 0 * i",
        f"if X.sum() > 0:\n    {LOOP}        last = 2\nreturn 1.0 + 0 * last",
        "i = 1\nwhile i < X.shape[1]:\n    last = i = i + 1\nreturn 1.0 + 0 * last",
        f"for j in range(2):\n    {LOOP}        last = 2\n    Z = last\nreturn 1.0 + 0 * last",
    ],
)
def test_a_loop_that_did_not_run_is_named(body):
    text = said(body)
    line = 2 + next(i for i, row in enumerate(body.split("\n")) if "X.shape" in row)
    assert f"Only the loop in line {line} gives " in text and "it did not run here." in text
    assert "It runs in 1 of 2 cases, and not where m = 1." in text


@pytest.mark.parametrize(
    "body",
    [
        # The loop ran, and left before the assignment, or did not come to it.
        "for i in range(3):\n    if i < 5:\n        break\n    last = i\nreturn last",
        "for i in range(3):\n    if i > 5:\n        last = i\nreturn last",
        # One of two places; which of them was meant is not known.
        f"if X.sum() < 0:\n    last = 1\n{LOOP}    last = i\nreturn 1.0 + 0 * last",
        # The place of the error is inside the loop.
        "for i in range(3):\n    Z = last if i < 2 else 0\n    last = i\nreturn Z",
    ],
)
def test_no_loop_is_said_not_to_have_run_that_may_have(body):
    assert "the loop in line" not in said(body)


@pytest.mark.parametrize(
    ("body", "names", "says"),
    [
        ("sum = 0\nreturn sum(X)", {}, "Line 2 assigns a value to sum, so sum(...) does not call"),
        ("return sum(X)", {"sum": 0}, "A cell of the notebook assigns a value to sum, so sum("),
        ("max = max(X)\nreturn max", {}, "Line 2 assigns to max, so in all of your function max"),
        ("len = 3\nZ = [1]\nreturn len(Z)", {}, "Line 2 assigns a value to len"),
    ],
)
def test_a_name_that_was_assigned_is_named(body, names, says):
    assert says in said(body, names)


@pytest.mark.parametrize("body", ["m = 2\nreturn m(X)", "return X(0)", "return X.shape(0)"])
def test_what_was_never_a_function_keeps_its_explanation(body):
    assert "ound brackets" in said(body) and "assigns" not in said(body)


def test_the_lines_of_a_helper_are_those_of_the_helper():
    space = {"np": np}
    define(
        "def mean(X):\n    for i in range(1, X.shape[1]):\n        Z = 1.0\n    return Z\n",
        "mean",
        space,
    )
    function = define("def scale(X):\n    return mean(X)\n", "scale", space)
    text = checked(function, question(CASES))
    assert "line 4 of mean, which it calls" in text and "Only the loop in line 2 gives Z" in text


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "for i in [1]:\n    total_new, n = X.sum(), i\n    Z = total\ntotal = Z\nreturn total",
            "The variable `total_new` (line 3) is never used.",
        ),
        ("mean_new = X.mean()\nreturn mean_old", "The variable `mean_new` (line 2) is never used."),
    ],
)
def test_a_variable_that_is_never_used_is_named_beside_an_error(body, says):
    assert says in said(body)


def test_what_is_unpacked_and_has_another_name_may_not_be_needed():
    assert "never used" not in said("rows, columns = X.shape\nreturn columns / mean")
