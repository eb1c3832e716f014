"""How messages write values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import format_two_numbers, kind_name


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_two_different_numbers_are_written_differently(a, b):
    one, other = format_two_numbers(a, b)
    assert (one != other) or abs(a - b) <= 1e-12 * max(abs(a), abs(b))


@pytest.mark.parametrize("value", [1j, np.complex64(1)])
def test_a_complex_number_is_called_one(value: complex) -> None:
    assert kind_name(value) == "a complex number"
    assert kind_name(value.real) == "a number"
