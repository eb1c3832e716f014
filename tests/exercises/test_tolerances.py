"""Tolerances follow from how far rounding moves a result."""

import numpy as np
import pytest

from grader.exercises.tolerances import perturbed, tolerances
from grader.student.checking.comparison import Contract

ONE = Contract(outputs=("s",))


def asked(f, **arguments):
    return tolerances(lambda given: f(**given), arguments, f(**arguments), ONE)


def test_a_product_needs_no_more_than_usual_and_a_sum_that_cancels_does():
    x = np.array([1.0, 3.0, -4.0 + 1e-3])
    assert asked(np.prod, a=x).get("s", 0) <= 1e-5
    assert asked(np.sum, a=np.array([1.0, 2.0, 3.0])) == {}
    assert asked(np.sum, a=np.array([1.0, 3.0, -3.96]))["s"] >= 3e-5


def test_no_sum_may_cancel_so_far_that_anything_is_right():
    assert asked(np.sum, a=np.array([1.0, 3.0, -4.0 + 1e-6])) == {"s": 3e-4}


def test_the_contract_s_own_tolerance_stays_if_it_is_larger():
    loose = Contract(outputs=("s",), tolerance={"s": 1e-2})
    x = np.array([1.0, 3.0, -3.96])
    assert tolerances(lambda given: np.sum(**given), {"a": x}, np.sum(x), loose) == {}


@pytest.mark.parametrize("value", [3, "relu", None, np.array([1, 0])])
def test_only_floats_are_moved(value):
    same = perturbed({"v": [value]}, np.random.default_rng(0))["v"][0]
    assert np.array_equal(same, value)


def test_floats_move_by_up_to_one_unit_of_single_precision():
    x = np.array([1.0, -2.0])
    array, number = perturbed((x, 3.0), np.random.default_rng(0))
    far = np.abs(np.append(array / x, number / 3.0) - 1)
    assert ((far > 0) & (far <= 2.0**-23)).all()
