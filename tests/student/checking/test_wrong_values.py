"""Facts about wrong numbers are claimed only where they hold in every case."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.checking.comparison import Contract, compare
from grader.student.checking.wrong_values import describe

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
        (lambda a, m: np.ones((3, 2)), "It is the same in all 3 cases."),
        (lambda a, m: a + 1, "Every entry is exactly 1 too large."),
        (lambda a, m: a - 2, "Every entry is exactly 2 too small."),
        (lambda a, m: 1 - a, "Every entry is 1 minus the expected one."),
        (lambda a, m: 1 / a, "Every entry is 1 divided by the expected one."),
        (lambda a, m: a**2, "Every entry is the square of the expected one."),
        (lambda a, m: np.abs(a), "All entries have the right size, and some have the wrong sign."),
        (lambda a, m: a[::-1], "All its numbers are right, but they stand in the wrong places."),
        (lambda a, m: np.vstack([a[:1], a[1:] ** 3]), "Only its first row is right."),
        (lambda a, m: np.vstack([a[:2], a[2:] ** 3]), "Only its last row is wrong."),
        (lambda a, m: np.hstack([a[:, :1] ** 3, a[:, 1:]]), "Only its first column is wrong."),
        (lambda a, m: a + m * (m > 1), "It is right in 1 of 3 cases: where m = 1."),
        (lambda a, m: a + (m == 4), "It is right in 2 of 3 cases."),
    ],
)
def test_the_fact_is_named(wrong, sentence):
    assert sentence in describe("A", seen(column, wrong))


def test_an_argument_and_what_belongs_elsewhere_are_named():
    found = seen(column, lambda a, m: a**3)
    given = [{"x": 7, "dZ": output.got} for _, output in found]
    assert describe("A", found, given) == "It is the argument dZ, as it was given."
    other = [(f, compare(o.got, o.expected, ONE)["A"]) for f, o in found]
    assert describe("A", found, (), {"B": found, "C": other}) == "It is what C should be."


def test_zeros_of_all_sizes_are_named():
    found = seen(lambda rng, m: rng.normal(size=(2, m)), lambda a, m: 0 * a)
    assert describe("A", found) == "Every entry is 0."


def test_one_number_is_no_evidence_of_a_constant():
    assert describe("A", seen(lambda rng, m: float(rng.normal()), lambda a, m: a / 3, (4,))) is None


def test_a_setting_may_be_a_word_or_any_number():
    rng = np.random.default_rng(3)
    facts = [{"operation": "log", "eps": 0.1}, {"operation": "sigmoid", "eps": 0.5}]
    facts.append({"operation": "sigmoid", "eps": 0.2})
    made = [rng.normal(size=(2, 2)) for _ in facts]
    right_for_log = [(a, a + (f["operation"] != "log")) for a, f in zip(made, facts, strict=True)]
    found = [(f, compare(*pair, ONE)["A"]) for f, pair in zip(facts, right_for_log, strict=True)]
    found[1][1].got[0, 0] = found[2][1].got[0, 0] = 7
    assert describe("A", found) == "It is right in 1 of 3 cases: where operation = log."
    times_eps = [(a, a * f["eps"]) for a, f in zip(made, facts, strict=True)]
    found = [(f, compare(*pair, ONE)["A"]) for f, pair in zip(facts, times_eps, strict=True)]
    assert describe("A", found) is None


@pytest.mark.parametrize(
    ("factor", "named"),
    [
        (lambda eps: eps, "eps"),
        (lambda eps: 2 * eps, "2 eps"),
        (lambda eps: 1 / eps, "1 / eps"),
        (lambda eps: 1 / (2 * eps), "1 / (2 eps)"),
    ],
)
def test_a_factor_may_be_a_number_among_the_arguments(factor, named):
    rng = np.random.default_rng(3)
    given = [{"eps": 0.1, "names": ["a"]}, {"eps": 0.25, "names": ["b"]}]
    made = [rng.normal(size=(2, 2)) for _ in given]
    found = [
        ({"m": 2}, compare(a, a * factor(each["eps"]), ONE)["A"])
        for a, each in zip(made, given, strict=True)
    ]
    says = f"Every entry is the expected one times {named}."
    assert describe("A", found, given) == says
    # The same number in all cases may be the factor by chance.
    one = [({"m": 2}, compare(3.0, 3.0 * 0.1, ONE)["A"])] * 2
    assert describe("A", one, given[:1] * 2) is None


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
