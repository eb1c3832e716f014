"""What a function keeps from call to call is named by its line, and nothing else is."""

import functools

import numpy as np
import pytest

from grader.exercises.reference import define
from tests.student.messages.examples.checked import checked, question, solved, written

CASES = [solved({"X": np.ones((2, m))}, 5.0, {"m": m}) for m in (3, 1)]


def said(body, arguments="X", **names):
    return checked(written(body, arguments, **names), question(CASES))


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ("seen.append(1)\nreturn float(len(seen)) + 20", "X, seen=[]"),
        ("seen += [1]\nreturn float(len(seen)) + 20", "X, seen=[]"),
        ("seen['n'] = seen.get('n', 20) + 1\nreturn seen['n']", "X, seen={}"),
        ("total[0] += 1\nreturn total[0] + 20", "X, total=np.zeros(1)"),
    ],
)
def test_a_default_that_changes_is_named(body, arguments):
    name = body.split(".")[0].split(" ")[0].split("[")[0]
    assert f"Line 2 changes {name}. Its default is made only once" in said(body, arguments)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("seen.append(1)\nreturn float(len(seen)) + 20", {"seen": []}),
        ("seen[0] = seen[0] + 1\nreturn seen[0]", {"seen": np.array([20.0])}),
        ("global seen\nseen = seen + 1\nreturn seen", {"seen": 20}),
    ],
)
def test_a_variable_of_the_notebook_that_changes_is_named(body, names):
    assert "changes seen, a variable of the notebook" in said(body, **names)


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        # It is made anew, or the values do not depend on what is kept.
        ("seen = []\nseen.append(1)\nreturn 2.0", "X, seen=[]"),
        ("seen = []\nseen.append(1)\nreturn 2.0", "X"),
        ("seen.append(1)\nreturn 2.0", "X, seen=[]"),
        ("Z = np.append(X, 1)\nreturn 2.0", "X"),
    ],
)
def test_what_is_not_kept_or_changes_nothing_is_not_named(body, arguments):
    assert "changes" not in said(body, arguments)


def test_a_decorator_that_keeps_results_is_named():
    source = "@cache\ndef scale(X):\n    return 2.0\n"
    function = define(source, "scale", {"cache": functools.cache})
    assert "Line 1, @cache, keeps the results" in checked(function, question(CASES))


@pytest.mark.parametrize("name", ["matrix", "asmatrix"])
def test_a_matrix_is_named(name):
    assert "Line 2 makes an np.matrix" in said(f"Z = np.{name}(X)\nreturn float((Z * Z.T).sum())")
    assert "Line 2 makes an np.matrix" in said(f"Z = np.{name}(np.ones((2, 3)))\nreturn Z * Z")
