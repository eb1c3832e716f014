"""The sentences fit what NumPy and Python really say."""

import warnings

import numpy as np
import pytest

from grader.student.explain import explain_error, explain_warning
from grader.student.functions import Polynomial

A, B = np.ones((2, 3)), np.ones((2, 4))


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (lambda: A @ B, "columns of A must be as many as the rows of B; here they are 3 and 2"),
        (lambda: np.dot(A, B), "two inner numbers must be equal"),
        (lambda: A + B, "(2,3) and (2,4) cannot be combined entry by entry"),
        (lambda: A.reshape(4, 2), "6 numbers do not fill an array of shape (4,2)"),
        (lambda: float(A), "takes one number, and was given an array"),
        (lambda: np.sum(A, A), "second argument of np.sum is the axis"),
        (lambda: np.zeros(3, 1), "np.zeros((3, 1))"),
        (lambda: undefined_name, "knows no undefined_name here"),  # noqa: F821
        (lambda: (lambda a, b: a)(1), "called with fewer values"),
        (lambda: 2.5 - (lambda a: a), "call it, with a place in round brackets"),
        (lambda: Polynomial((1.0, 2.0)) * 2, "call it, with a place in round brackets"),
        (lambda: (lambda: 1)(1), "put it back"),
    ],
)
def test_errors(act, part):
    with pytest.raises(Exception) as caught:
        act()
    assert part in explain_error(str(caught.value))


def test_a_missing_key_is_named():
    with pytest.raises(KeyError) as caught:
        {"a": 1}["u"]
    assert "has no entry 'u'" in explain_error(f"KeyError: {caught.value}")


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (lambda: np.exp(np.array([1000.0])), "exp of a number above 709"),
        (lambda: np.log(np.array([0.0])), "log(0) is minus infinity"),
        (lambda: np.array([1.0]) / 0, "divided by exactly 0"),
        (lambda: np.array([np.inf]) - np.inf, "uses nan"),
        (lambda: np.array([1e308]) * 1e10, "larger than any float"),
    ],
)
def test_warnings(act, part):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        act()
    assert part in explain_warning(str(caught[0].message))


def test_what_is_not_known_is_not_explained():
    assert explain_error("something else") is None
    assert explain_warning("something else") is None
