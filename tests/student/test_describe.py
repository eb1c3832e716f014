"""Facts about wrong numbers are claimed only where they hold in every case."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.compare import Contract, compare
from grader.student.describe import describe

ONE = Contract(outputs=("A",))


def seen(make, wrong, sizes=(1, 4, 7)):
    rng = np.random.default_rng(3)
    found = []
    for m in sizes:
        expected = make(rng, m)
        found.append(({"m": m}, compare(expected, wrong(expected, m), ONE)["A"]))
    return found


def column(rng, m):
    return rng.normal(size=(3, 2)) * m


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda a, m: -a, "Every entry has the right size and the wrong sign."),
        (lambda a, m: a * m, "Every entry is exactly 7 times too large, and m = 7."),
        (lambda a, m: a / m, "Every entry is exactly 7 times too small, and m = 7."),
        (lambda a, m: a * 2.5, "Every entry is exactly 2.5 times the expected one."),
        (lambda a, m: a.T, "It is the transpose of the expected array"),
        (lambda a, m: np.ones((3, 2)), "It is the same in every case"),
        (lambda a, m: a + (m > 1), "It is right only where m = 1."),
        (lambda a, m: a + (m == 4), "It is right in 2 of 3 cases."),
    ],
)
def test_the_fact_is_named(wrong, sentence):
    assert sentence in describe("A", seen(column, wrong))


def test_a_setting_may_be_a_word_or_any_number():
    rng = np.random.default_rng(3)
    facts = [{"operation": "log", "eps": 0.1}, {"operation": "sigmoid", "eps": 0.5}]
    made = [rng.normal(size=(2, 2)) for _ in facts]
    right_for_log = [(made[0], made[0]), (made[1], made[1] + 1)]
    found = [(f, compare(*pair, ONE)["A"]) for f, pair in zip(facts, right_for_log, strict=True)]
    assert describe("A", found) == "It is right only where operation = log and eps = 0.1."
    times_eps = [(a, a * f["eps"]) for a, f in zip(made, facts, strict=True)]
    found = [(f, compare(*pair, ONE)["A"]) for f, pair in zip(facts, times_eps, strict=True)]
    assert describe("A", found) is None


def test_a_number_is_not_called_an_entry():
    sentence = describe("cost", seen(lambda rng, m: float(rng.normal()), lambda a, m: -a))
    assert sentence == "The value of cost has the right size and the wrong sign."


@given(st.integers(0, 2**32 - 1))
def test_noise_gets_no_sentence(seed):
    rng = np.random.default_rng(seed)
    assert describe("A", seen(column, lambda a, m: a + rng.normal(size=a.shape))) is None


def test_a_factor_in_one_case_alone_is_not_claimed():
    sentence = describe("A", seen(column, lambda a, m: a * 2 if m == 7 else a + 1))
    assert sentence is None


def test_the_factor_is_that_of_the_largest_case():
    found = []
    for m, n in ((6, 2), (3, 9)):
        expected = np.ones((n, 1))
        found.append(({"m": m, "n": n}, compare(expected, m * expected, ONE)["A"]))
    assert describe("A", found) == "Every entry is exactly 3 times too large, and m = 3."
