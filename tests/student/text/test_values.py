"""How messages write values."""

from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import format_two_numbers


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_two_different_numbers_are_written_differently(a, b):
    one, other = format_two_numbers(a, b)
    assert (one != other) or abs(a - b) <= 1e-12 * max(abs(a), abs(b))
