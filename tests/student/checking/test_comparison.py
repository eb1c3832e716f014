"""Outputs are compared one by one: shape, type, value, in that order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.student.calling import Choice
from grader.student.checking.comparison import Contract, compare

ONE = Contract(outputs=("A",))
GRADS = Contract(outputs=("grads", "cost"), scalars=frozenset({"db"}), tolerance={"cost": 1e-3})
EXPECTED = ({"dw": np.array([[1.0], [2.0]]), "db": 0.5}, 0.25)

matrices = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=2, max_dims=2), elements=st.floats(-9, 9)
)


def kinds(expected, got, contract):
    found = compare(expected, got, contract)
    return {name: c.difference and c.difference.kind for name, c in found.items()}


@given(matrices)
def test_equal_values_have_no_difference(a):
    assert kinds(a, a.copy(), ONE) == {"A": None}
    assert kinds(a, a.astype(np.longdouble), ONE) == {"A": None}


@given(matrices, st.integers(0, 10**6))
def test_one_wrong_entry_is_found_where_it_is(a, where):
    wrong = a.copy()
    index = np.unravel_index(where % a.size, a.shape)
    wrong[index] += 1.0
    difference = compare(a, wrong, ONE)["A"].difference
    assert difference.kind == "value"
    assert f"but at [{index[0]}, {index[1]}]" in difference.fact


@given(matrices)
def test_another_shape_of_the_same_numbers_is_told_from_other_numbers(a):
    flat = compare(a, a.ravel(), ONE)["A"].difference
    if 1 in a.shape:
        assert (flat.kind, flat.values_right) == ("shape", True)
        assert not compare(a, a.ravel() + 1, ONE)["A"].difference.values_right
    else:
        assert not flat.values_right


@pytest.mark.parametrize("db", [0.5, np.float64(0.5), np.array(0.5), np.array([0.5]), [[0.5]]])
def test_a_scalar_may_come_in_any_form_with_one_entry(db):
    assert kinds(EXPECTED, ({"dw": EXPECTED[0]["dw"], "db": db}, 0.25), GRADS)["db"] is None


def test_an_output_has_its_own_tolerance():
    got = ({"dw": EXPECTED[0]["dw"], "db": 0.5 + 1e-4}, 0.25 + 1e-4)
    assert kinds(EXPECTED, got, GRADS) == {"dw": None, "db": "value", "cost": None}


@pytest.mark.parametrize(
    ("got", "fact"),
    [
        (None, "should return grads and cost, and returns None: is the return line missing"),
        (({"dw": 1}, 2, 3), "returns a tuple of 3"),
        (np.zeros(2), "returns an array of shape (2,)"),
    ],
)
def test_another_structure_makes_all_outputs_missing(got, fact):
    found = compare(EXPECTED, got, GRADS)
    assert {c.difference.kind for c in found.values()} == {"missing"}
    assert fact in found["cost"].difference.fact


def test_a_missing_key_is_named_with_the_keys_that_are_there():
    found = compare(EXPECTED, ({"dw": EXPECTED[0]["dw"], "dB": 0.5}, 0.25), GRADS)
    assert found["db"].difference.fact == (
        '"db" is missing from the dictionary grads; it has "dw", "dB"'
    )
    assert found["dw"].difference is None


def test_extra_keys_do_no_harm():
    got = ({**EXPECTED[0], "dZ": np.zeros(3)}, 0.25)
    assert set(kinds(EXPECTED, got, GRADS).values()) == {None}


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_inf_are_wrong(bad):
    assert kinds(np.ones((1, 2)), np.array([[1.0, bad]]), ONE) == {"A": "value"}


@pytest.mark.parametrize(
    "got", [None, "text", {"a": 1}, np.array([[None]]), [[1], [2, 3]], object(), np.array([["1"]])]
)
def test_what_is_no_array_of_numbers_is_a_wrong_type(got):
    assert kinds(np.ones((1, 1)), got, ONE) == {"A": "type"}


def test_a_list_where_an_array_is_asked_for_keeps_its_values():
    difference = compare(np.array([1.0, 2.0]), [1.0, 2.0], ONE)["A"].difference
    assert (difference.kind, difference.values_right) == ("type", True)


def test_lists_are_compared_entry_by_entry():
    contract = Contract(outputs=("caches",))
    found = compare([np.ones(2), np.ones(3)], [np.ones(2), np.zeros(3)], contract)
    assert {n: bool(c.difference) for n, c in found.items()} == {
        "caches[0]": False,
        "caches[1]": True,
    }


@pytest.mark.parametrize("expected", [(), (3,), (2, 3)])
def test_a_shape_is_one_output(expected):
    contract = Contract(outputs=("shape",))
    as_numpy = tuple(np.int64(v) for v in expected)
    for got in (expected, as_numpy):
        assert kinds(expected, got, contract) == {"shape": None}
    found = compare(expected, list(expected), contract)["shape"].difference
    assert (found.kind, found.values_right) == ("type", True)
    for got in ((4,), (3, 2), (1, 2, 3)):
        found = compare(expected, got, contract)["shape"].difference
        assert (found.kind, found.values_right) == ("value", False)
        assert found.fact == f"shape should be {expected}, and is {got}"


@pytest.mark.parametrize("got", [None, 3, "(3,)", np.zeros(3), (3.0,), ("3",)])
def test_what_is_no_tuple_of_whole_numbers_is_no_shape(got):
    contract = Contract(outputs=("shape",))
    assert kinds((3,), got, contract) == {"shape": "type"}


def test_a_shape_where_there_should_be_none():
    found = compare(None, (2, 3), Contract(outputs=("shape",)))["shape"].difference
    assert found.fact == "shape should be None, and is (2, 3)"


def test_a_wrong_text_is_quoted():
    contract = Contract(outputs=("parameter",))
    found = compare("W1", "dW1", contract)["parameter"].difference
    assert found.fact == "parameter should be 'W1', and is 'dW1'"
    found = compare("W1", 1, contract)["parameter"].difference
    assert found.fact == "parameter should be 'W1', and is a number"


def test_shapes_in_a_dictionary_are_outputs_of_their_own():
    expected = {"W1": (4, 3), "b1": (4, 1)}
    found = compare(expected, {"W1": (3, 4)}, Contract(outputs=("shapes",)))
    assert {n: c.difference.kind for n, c in found.items()} == {"W1": "value", "b1": "missing"}


def test_a_list_of_numbers_is_one_output():
    found = compare([1.0, 2.0], [1.0], Contract(outputs=("costs",)))
    assert found["costs"].difference.fact == "costs has 1 entry, expected 2"
    found = compare([0.5], 0.5, Contract(outputs=("costs",)))
    assert found["costs"].difference.fact == "costs is a number, expected a list of 1"
    assert found["costs"].difference.values_right


def test_the_first_output_may_come_alone_where_the_contract_allows_it():
    contract = Contract(outputs=("parameters", "costs"), first_alone=True)
    expected = ({"W1": np.ones((2, 1))}, [0.7, 0.6])
    assert {name: o.difference for name, o in compare(expected, expected, contract).items()} == {
        "W1": None,
        "costs": None,
    }
    alone = compare(expected, {"W1": np.ones((2, 1))}, contract)
    assert {name: o.difference for name, o in alone.items()} == {"W1": None}
    wrong = compare(expected, {"W1": np.zeros((2, 1))}, contract)
    assert wrong["W1"].difference is not None
    other = compare(expected, [0.7, 0.6, 0.5], contract)
    assert all(o.difference is not None for o in other.values())


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("c", None),
        (" (C)", None),
        ("c.", None),
        ("b", "choice is 'b', which is not the right choice"),
        ("e", "choice should be one of the letters a b c d in quotes, and is 'e'"),
        (3, "choice should be one of the letters a b c d in quotes, and is 3"),
        (None, "choice should be one of the letters a b c d in quotes, and is None"),
    ],
)
def test_a_letter_may_stand_in_parentheses(answer, fact):
    difference = compare(Choice("abcd", "c"), answer, Contract(("choice",)))["choice"].difference
    assert (difference.fact if difference else None) == fact


def test_each_letter_is_accepted_where_nobody_is_told_which_one_is_right():
    contract = Contract(("choice",))
    for letter in "abcd":
        assert compare(Choice("abcd"), letter, contract)["choice"].difference is None


def test_an_output_and_an_entry_of_the_same_name_are_told_apart():
    both = Contract(outputs=("A2", "cache"))
    expected = (np.ones(2), {"Z2": np.zeros(2), "A2": np.ones(2)})
    got = (np.zeros(2), {"Z2": np.zeros(2), "A2": np.ones(2)})
    assert kinds(expected, got, both) == {"A2": "value", "Z2": None, 'cache["A2"]': None}
    got = (np.ones(2), {"Z2": np.zeros(2), "A2": np.zeros(2)})
    assert kinds(expected, got, both) == {"A2": None, "Z2": None, 'cache["A2"]': "value"}
    missing = dict.fromkeys(("A2", "Z2", 'cache["A2"]'), "missing")
    assert kinds(expected, None, both) == missing
