"""Random numbers are judged by shape, mean and spread; chance alone never makes them wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.calling import (
    RandomOutput,
    SampleSummary,
    decode,
    encode,
    same,
    summarize,
    with_summaries,
)
from grader.student.checking.comparison import Contract, compare

seeds = st.integers(0, 2**32 - 1)
shapes = st.tuples(st.integers(1, 25), st.integers(1, 25))
SMALL = RandomOutput(scales=(0.01,))


def normal(shape, seed, scale=0.01):
    return np.random.default_rng(seed).normal(size=shape) * scale


@given(shapes, seeds)
def test_a_right_draw_of_any_shape_is_right(shape, seed):
    assert SMALL.fault(normal(shape, seed)) is None


@given(shapes, seeds, seeds)
def test_two_draws_of_one_kind_are_alike(shape, seed, other):
    one, two = summarize(normal(shape, seed)), summarize(normal(shape, other))
    assert one.is_consistent_with(two) and two.is_consistent_with(one)


def test_a_right_draw_is_never_called_wrong_in_a_hundred_thousand():
    rng = np.random.default_rng(5)
    for shape in ((1, 1), (3, 2), (6, 6), (17, 21)):
        for _ in range(25_000 if shape[0] < 4 else 2_500):
            assert SMALL.fault(rng.normal(size=shape) * 0.01) is None


WRONG = {
    "unscaled": (lambda rng, s: rng.normal(size=s), "standard deviation"),
    "a tenth": (lambda rng, s: rng.normal(size=s) * 0.001, "standard deviation 0.00"),
    "uniform": (lambda rng, s: rng.random(s) * 0.01, "no entry is negative"),
    "below zero": (lambda rng, s: -rng.random(s) * 0.01, "no entry is positive"),
    "off centre": (lambda rng, s: rng.normal(size=s) * 0.01 + 0.01, "mean 0.0"),
    "zeros": (lambda rng, s: np.zeros(s), "all zeros"),
    "constant": (lambda rng, s: np.full(s, 0.01), "every entry is 0.01"),
    "rows": (lambda rng, s: np.ones((s[0], 1)) * rng.normal(size=(1, s[1])) * 0.01, "rows are eq"),
    "nan": (lambda rng, s: np.full(s, np.nan), "nan"),
}


@pytest.mark.parametrize("name", WRONG)
@given(seed=seeds)
def test_what_is_wrong_with_a_large_draw_is_said(name, seed):
    make, words = WRONG[name]
    assert words in SMALL.fault(make(np.random.default_rng(seed), (17, 21)))


@pytest.mark.parametrize("name", [n for n in WRONG if n != "nan"])
@given(seed=seeds)
def test_a_wrong_draw_is_like_its_own_kind_and_no_other(name, seed):
    rng, shape = np.random.default_rng(seed), (17, 21)
    one, two = (summarize(WRONG[name][0](rng, shape)) for _ in range(2))
    assert one.is_consistent_with(two)
    assert not one.is_consistent_with(summarize(rng.normal(size=shape) * 0.01))
    assert not one.is_consistent_with(summarize(WRONG[name][0](rng, (21, 17))))


@given(seeds, st.integers(1, 30))
def test_a_spread_may_depend_on_the_inputs(seed, inputs):
    either = RandomOutput(scales=(0.01,), by_inputs=(1.0, 2.0))
    shape = (40, inputs)
    for scale in (0.01, inputs**-0.5, (2 / inputs) ** 0.5):
        assert either.fault(normal(shape, seed, scale)) is None
    assert either.fault(normal(shape, seed, 30.0)) is not None


@given(shapes, seeds)
def test_a_draw_travels_as_plain_data(shape, seed):
    draw = summarize(normal(shape, seed))
    again = decode(encode({"W": draw}))["W"]
    assert again == draw
    assert same(normal(shape, seed + 1), again)


def test_only_what_is_wanted_becomes_a_draw():
    value = {"W1": np.ones((2, 2)), "b1": np.zeros((2, 1)), "n": 3}
    found = with_summaries((value, 1.0), lambda name: name.startswith("W"))
    assert isinstance(found[0]["W1"], SampleSummary)
    assert (found[0]["b1"] == 0).all()
    assert found[1] == 1.0


def test_an_output_is_compared_by_what_the_contract_asks_of_its_name():
    contract = Contract(outputs=("parameters",), drawn={"W*": SMALL})
    expected = {"W1": summarize(normal((17, 21), 1)), "b1": np.zeros((17, 1))}
    right = {"W1": normal((17, 21), 2), "b1": np.zeros((17, 1))}
    assert not any(c.difference for c in compare(expected, right, contract).values())
    for wrong, kind in (
        (normal((17, 21), 2, 1.0), "value"),
        (normal((21, 17), 2), "shape"),
        (None, "type"),
        (normal((17, 21), 2).tolist(), "type"),
    ):
        found = compare(expected, right | {"W1": wrong}, contract)
        assert (found["W1"].difference.kind, found["b1"].difference) == (kind, None)


def test_of_few_numbers_chance_explains_every_difference():
    rng = np.random.default_rng(6)
    for _ in range(20_000):
        assert summarize(rng.normal(size=(2, 1))).is_consistent_with(
            summarize(rng.normal(size=(2, 1)))
        )


def test_one_number_where_a_matrix_belongs_is_like_any_other_such_number():
    one, other = with_summaries({"W1": 0.3, "n": 3}, lambda name: True), {"W1": -7.5, "n": 3}
    assert isinstance(one["W1"], SampleSummary)
    assert same(other, one) and same(decode(encode(one)), other)
    assert not same({"W1": np.array([[0.3]]), "n": 3}, one)
