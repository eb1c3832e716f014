"""Functions that are data compute what they say."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.student.calling import Logarithm, Polynomial

coefficients = st.lists(st.floats(-10, 10), min_size=1, max_size=5)


@given(coefficients, st.floats(-3, 3))
def test_a_polynomial_is_the_sum_of_its_powers(c, a):
    expected = sum(k * a**i for i, k in enumerate(c))
    assert math.isclose(Polynomial(tuple(c))(a), expected, rel_tol=1e-9, abs_tol=1e-9)


def test_both_take_arrays_entry_by_entry():
    a = np.array([1.0, 2.0])
    np.testing.assert_allclose(Polynomial((1.0, 0.0, 3.0))(a), [4, 13])
    np.testing.assert_allclose(Logarithm(2.0)(a), [0, 2 * math.log(2)])
