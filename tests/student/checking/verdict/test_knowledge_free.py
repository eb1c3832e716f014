"""What needs no knowledge earns no points."""

import numpy as np
import pytest

from grader.student.calling import summarize
from grader.student.checking import Contract, SolvedCase, compare
from grader.student.checking.verdict import parts_of, shows_knowledge
from grader.student.checking.verdict.knowledge_free import filled, knowledge_free_values


def shows(contract, *cases):
    """Return whether something shows knowledge; a case is (arguments, expected, returned)."""
    compared = [
        (SolvedCase(arguments, expected, {}, None, {}), compare(expected, got, contract))
        for arguments, expected, got in cases
    ]
    return shows_knowledge(parts_of(compared, contract), contract)


W = np.array([[1.0, 2.0], [3.0, 5.0]])
ONE = Contract(outputs=("y",))
TWO = Contract(outputs=("grads", "cost"))


def test_the_values_that_anybody_tries_first():
    values = knowledge_free_values({"W": W, "alpha": 0.5}, (W[:1], 3.0))
    assert values["argument W"] is W
    assert [values[name] for name in ("0", "1", "True", "None", '""')] == [0, 1, True, None, ""]
    assert np.array_equal(values["ones like W"], np.ones((2, 2)))
    assert values["zeros like alpha"] == 0.0
    array, number = values["random numbers as expected"]
    assert array.shape == (1, 2)
    assert isinstance(number, float)


@pytest.mark.parametrize(
    ("value", "shape"), [(W, (2, 2)), (summarize(W), (2, 2)), (np.float64(3), ()), (2.5, ())]
)
def test_what_is_filled_keeps_its_shape(value, shape):
    assert np.array_equal(filled(value, np.ones), np.ones(shape))


def test_what_is_filled_keeps_its_structure():
    value = {"W": W, "sizes": (3, [1, "relu"]), "f": abs}
    found = filled(value, np.zeros)
    assert np.array_equal(found.pop("W"), np.zeros((2, 2)))
    assert found == {"sizes": (0, [0, "relu"]), "f": abs}


def test_a_right_part_shows_knowledge():
    right = ({"dW": 2 * W}, 3.0)
    assert shows(TWO, ({"W": W}, right, right))
    assert shows(TWO, ({"W": W}, right, ({"dW": 2 * W}, 0.0)))
    assert not shows(TWO, ({"W": W}, right, ({"dW": W}, 0.0)))


@pytest.mark.parametrize("free", [0.0, 1.0, W, np.zeros((3, 2)), np.ones(2)])
def test_a_part_for_which_a_knowledge_free_value_is_right_shows_none(free):
    expected = ({"dW": free}, 3.0)
    assert not shows(TWO, ({"W": W}, expected, ({"dW": free}, 0.0)))
    assert shows(TWO, ({"W": W}, expected, ({"dW": free}, 3.0)))


def test_one_value_has_to_be_right_in_all_cases():
    both = [({"W": W}, True, True), ({"W": W[:1]}, False, False)]
    assert shows(ONE, *both)
    assert not shows(ONE, both[0], ({"W": W[:1]}, False, True))


def test_an_argument_that_is_returned_whole_shows_nothing():
    parameters = {"W": W, "b": np.ones((2, 1))}
    expected = {"W": 2 * W, "b": parameters["b"]}
    assert not shows(ONE, ({"parameters": parameters}, expected, parameters))
    assert shows(ONE, ({"parameters": parameters}, expected, expected))


def test_where_zeros_are_all_that_is_asked_for_they_count():
    expected = (np.zeros((3, 1)), 0.0)
    contract = Contract(outputs=("w", "b"))
    assert shows(contract, ({"dim": 3}, expected, (np.zeros((3, 1)), 1.0)))
    assert not shows(contract, ({"dim": 3}, expected, (np.ones((3, 1)), 1.0)))


def test_the_numbers_of_an_argument_in_another_shape_show_nothing():
    v = np.array([1.0, 2.0, 3.0])
    for got in (v, v[None]):
        assert not shows(ONE, ({"v": v}, v[:, None], got))
    assert shows(ONE, ({"v": v}, 2 * v[:, None], 2 * v))
