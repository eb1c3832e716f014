"""The sentences fit what NumPy and Python really say."""

import math
import operator

import numpy as np
import pytest

from grader.student.calling import Polynomial
from grader.student.messages.numpy_warnings import explain_warning
from grader.student.messages.python_errors import explain_error, shortened

A, B = np.ones((2, 3)), np.ones((2, 4))
NAME, PAIR = "relu", (A, A)


def grow_in_place():
    b = np.ones((4, 1))
    b -= np.ones(4)


def unpack(x):
    return [n for n, _ in [x.shape]]


def for_ever():
    return for_ever()


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
        (lambda: undefined_name, "undefined_name has no value here"),  # noqa: F821
        (lambda: (lambda a, b: a)(1), "called with fewer values"),
        (lambda: 2.5 - (lambda a: a), "call it, with a place in round brackets"),
        (lambda: Polynomial((1.0, 2.0)) * 2, "call it, with a place in round brackets"),
        (lambda: (lambda: 1)(1), "put it back"),
        (lambda: A @ 2.0, "a number takes *"),
        (lambda: grow_in_place(), "shape (4,4), and there is only room for (4,1)"),
        (lambda: operator.imatmul(A[:, :2].copy(), B), "Write A = A @ B, which makes a new array"),
        (lambda: operator.isub(np.ones(3, int), 0.5), "cannot put fractions there"),
        (lambda: operator.setitem(2.5, slice(None), 1), "assign to its name, without brackets"),
        (lambda: operator.setitem({}, slice(None), 1), "A dictionary has no positions"),
        (lambda: A.__setitem__(0, B[0]), "shape (4,) does not fit into a place of shape (3,)"),
        (lambda: A[0].sum(axis=1), "there is no axis 1"),
        (lambda: A[0][1, 2], "2 positions are given for an array with 1 axes"),
        (lambda: A[2], "one less than the size 2"),
        (lambda: np.concatenate([A, B]), "must agree in the other one"),
        (lambda: 1 if A > 0 else 2, "`or` ask one question"),
        (lambda: np.array([[1, 2], [3]]), "must all have one shape"),
        (lambda: A(0), "square brackets pick entries"),
        (lambda: {}.get(0)[0], "lack its return line"),
        (lambda: {}.get(0) + A, "lack its return line"),
        (lambda: 2 * None, "lack its return line"),
        (lambda: unpack(A[0]), "more or fewer names"),
        (lambda: [1, 2] * 0.5, "A list is not an array"),
        (lambda: [1, 2] - A.tolist(), "A list is not an array"),
        (lambda: np.zeroes(3), "but there is np.zeros"),
        (lambda: A.shape(0), "an entry of a tuple, such as a shape"),
        (lambda: A[0, 0][0], "one index too many"),
        (lambda: A.shape[5], "one number for each axis"),
        (lambda: A[0.5], "A position in an array is a whole number"),
        (lambda: A.__setitem__((0, 0), A[0]), "one number belongs"),
        (lambda: {}.dw, "entries are picked by their names"),
        (lambda: len(A)(A), "Is a * missing?"),
        (lambda: math.log(-1), "log takes no 0"),
        (lambda: math.exp(1000), "exp of a number above 709"),
        (lambda: 1 / 0, "divided by 0"),
        (lambda: NAME(A), "let an if choose"),
        (lambda: range(len(A) / 2), "// gives a whole number"),
        (lambda: PAIR > 0, "One side is a tuple, a list or a dictionary"),
        (lambda: PAIR[0, 1], "A tuple has no rows and columns"),
        (lambda: list(PAIR)[0, 1], "A list has no rows and columns"),
        (lambda: list(PAIR).shape, "A list has no .shape"),
        (lambda: list(A.argmax()), "several are asked for"),
        (lambda: operator.setitem(PAIR, 0, B), "A tuple cannot be changed"),
        (lambda: A[np.ones(5, dtype=bool)], "shape of the array that it picks from"),
        (lambda: for_ever(), "never comes to an end"),
    ],
)
def test_errors(act, part):
    with pytest.raises(Exception) as caught:
        act()
    assert part in explain_error(str(caught.value))


def test_a_warning_that_was_made_an_error_keeps_its_explanation():
    with np.errstate(all="raise"), pytest.raises(FloatingPointError) as caught:
        np.log(np.zeros(1))
    assert explain_error(str(caught.value)).startswith("Log(0) is minus infinity")


def test_what_is_not_known_is_not_explained():
    assert explain_error("something else") is None
    assert explain_warning("something else") is None
    assert explain_warning("overflow of the river") is None


def test_a_missing_key_is_named():
    with pytest.raises(KeyError) as caught:
        {}["W3"]
    assert "no entry 'W3'" in explain_error(f"KeyError: {caught.value}")


def test_what_only_numpy_s_makers_can_read_is_cut():
    with pytest.raises(ValueError) as caught:
        A @ B
    assert shortened(str(caught.value)) == (
        "matmul: Input operand 1 has a mismatch in its core dimension 0 "
        "(size 2 is different from 3)"
    )
