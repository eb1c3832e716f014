"""Names that NumPy has removed: each is known, and what takes its place is there."""

import ast
import inspect
import pickle
import warnings

import numpy as np
import pytest
from numpy._expired_attrs_2_0 import __expired_attributes__

from grader.student.messages.python_errors import explain_error
from grader.student.messages.python_errors.numpy_names import REPLACEMENTS

REMOVED_EARLIER = {
    *("alen", "asscalar", "bool8", "bytes0", "cumproduct", "disp", "in1d", "int0", "loads"),
    *(
        "mafromtxt",
        "msort",
        "MachAr",
        "NAN",
        "ndfromtxt",
        "object0",
        "product",
        "rank",
        "row_stack",
    ),
    *("sctypeDict", "str0", "trapz", "typeDict", "uint0", "unicode", "void0"),
}
"""Names that NumPy removed before 2.0 or after it, and lists nowhere."""


def listed_by_numpy():
    return {*np.__former_attrs__, *__expired_attributes__}


def test_every_removed_name_is_known():
    assert listed_by_numpy() | REMOVED_EARLIER == set(REPLACEMENTS)


@pytest.mark.parametrize("name", sorted(REPLACEMENTS))
def test_what_takes_its_place_is_there(name):
    expression = REPLACEMENTS[name]
    says = explain_error(f"AttributeError: module 'numpy' has no attribute '{name}'")
    assert says.startswith(f"NumPy has removed np.{name}")
    if expression:
        assert f" {expression} " in says
        modules = {"ast": ast, "inspect": inspect, "pickle": pickle, "warnings": warnings}
        eval(expression, {"np": np, "a": np.ones((1, 1)), **modules})


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (lambda: np.int, "np.int. Write int in its place."),
        (lambda: np.asscalar(np.ones(1)), "a.item() in its place, where a is the array"),
        (lambda: np.Inf, "Write np.inf in its place."),
        (lambda: np.get_array_wrap, "nothing takes its place"),
        (lambda: np.random.rnd(3), "There is no np.random.rnd, but there is np.random.rand."),
        (lambda: np.ones(3).exp(), "An array has no .exp; NumPy has a function of that name"),
    ],
)
def test_names_that_numpy_does_not_have(act, part):
    with warnings.catch_warnings(), pytest.raises(AttributeError) as caught:
        warnings.simplefilter("ignore")
        act()
    assert part in explain_error(f"AttributeError: {caught.value}")
