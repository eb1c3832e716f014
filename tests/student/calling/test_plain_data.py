"""Plain data survives the way to JSON and back."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.student.calling import Logarithm, PlainDataError, Polynomial, decode, encode, same

numbers = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(2**53), 2**53)
arrays = hnp.arrays(
    dtype=st.sampled_from([np.float64, np.int64, np.uint8, np.bool_]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
finite = st.floats(-1e9, 1e9)
functions = st.builds(Logarithm, finite) | st.builds(
    lambda c: Polynomial(tuple(c)), st.lists(finite, max_size=4)
)
plain = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5) | arrays | functions,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def identical(a, b):
    if isinstance(b, np.ndarray):
        return (
            isinstance(a, np.ndarray)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and np.array_equal(a, b, equal_nan=b.dtype.kind == "f")
        )
    if isinstance(b, list | tuple):
        return (
            type(a) is type(b)
            and len(a) == len(b)
            and all(identical(x, y) for x, y in zip(a, b, strict=True))
        )
    if isinstance(b, dict):
        return a.keys() == b.keys() and all(identical(a[k], b[k]) for k in b)
    if isinstance(b, float) and math.isnan(b):
        return isinstance(a, float) and math.isnan(a)
    return type(a) is type(b) and a == b


@given(plain)
def test_json_and_back_gives_the_same_data(value):
    text = json.dumps(encode(value), allow_nan=False)
    assert identical(decode(json.loads(text)), value)


@pytest.mark.parametrize("value", [object(), {1: 2}, np.array([None]), 1j, {1, 2}, len])
def test_anything_else_is_refused(value):
    with pytest.raises(PlainDataError, match="not plain data"):
        encode(value)


@pytest.mark.parametrize("data", [{"array": [1]}, {"float": "seven"}, {"code": "print()"}])
def test_foreign_json_is_refused(data):
    with pytest.raises(PlainDataError, match="course build"):
        decode(data)


@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(-1e6, 1e6)))
def test_same_allows_rounding_and_nothing_more(a):
    assert same(a, a)
    assert same(a * (1 + 1e-9), a)
    scale = max(np.abs(a).max(), 1.0)
    moved = a.copy()
    moved[1, 2] += scale * 1e-3
    assert not same(moved, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, 1.0, True),
        (np.float64(2), 2.0, True),
        (np.array(2.0), 2, True),
        (np.array([2.0]), 2, False),
        (math.nan, math.nan, True),
        (math.inf, math.inf, True),
        (math.inf, -math.inf, False),
        (None, None, True),
        (0, None, False),
        ("a", "a", True),
        ([1], (1,), True),
        ([], [], True),
        ([1.0, 1.00000002e-3], [1.0, 1e-3], True),
        ([1.0, 1.01e-3], [1.0, 1e-3], False),
        ((1.0, 1.00001e-3), (1.0, 1e-3), False),
        (["a", 1], ["a", 1], True),
        ([1, 2], [1], False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1, "b": 1}, {"a": 1}, False),
        (np.array([None]), np.array([1.0]), False),
    ],
)
def test_same_on_single_values(a, b, expected):
    assert same(a, b) is expected


def test_a_list_of_numbers_is_compared_as_an_array_is():
    assert same([1.0, 1e-9], [1.0, 2e-9])
    assert not same([1e-9, 1e-9], [1e-9, 2e-9])
    assert not same([1.0, 2.0], [1.0, 2.0, 3.0])
    assert not same([1.0, 2.0], [1.0, None])
