"""What each rule catches, and what it must not catch."""

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.calls import call
from grader.student.rules import RULES

X = np.arange(6.0).reshape(2, 3)


def broken(rule, body, arguments="X", helpers=(), **namespace):
    source = f"def f({arguments}):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    space = {"np": np, **namespace}
    for helper in [s for s in namespace.values() if isinstance(s, str) and s.startswith("def ")]:
        define(helper, helper[4 : helper.index("(")], space)
    f = define(source, "f", space)
    return RULES[rule](f, [call(f, {"X": X})], helpers)


@pytest.mark.parametrize(
    "body",
    [
        "for i in range(X.shape[0]): pass",
        "i = 0\nwhile i < 3: i += 1",
        "return [x for x in X]",
        "return sum(float(x) for x in X.ravel())",
        "return {i: x for i, x in enumerate(X)}",
        "return list(map(abs, X))",
        "return np.vectorize(abs)(X)",
        "return np.apply_along_axis(np.sum, 0, X)",
        "return f(X[1:]) if len(X) else 0",
        "def g(x):\n    for v in x: pass\nreturn g(X)",
    ],
)
def test_vectorized_catches_loops_over_the_data(body):
    assert "one array operation" in broken("vectorized", body)


def test_vectorized_looks_into_the_student_s_own_helpers():
    helper = "def add_up(x):\n    s = 0\n    for v in x:\n        s += v\n    return s\n"
    says = broken("vectorized", "return add_up(X)", helper=helper)
    assert says.startswith("line 3 of add_up is a for loop")
    assert broken("vectorized", "return add_up(X)", helpers=("add_up",), helper=helper) is None


@pytest.mark.parametrize(
    "body",
    [
        "return X.sum(axis=1)",
        "return np.einsum('ij->j', X)",
        "for name in ('a', 'b'): pass",
        "for k in range(2): pass",
        "return {k: v for k, v in {'a': 1}.items()}",
        "return X if X.any() else -X",
    ],
)
def test_vectorized_lets_array_code_and_small_loops_pass(body):
    assert broken("vectorized", body) is None


def test_vectorized_refuses_what_it_cannot_read():
    space = {}
    exec("def f(X):\n    return X", space)
    assert "cannot be read" in RULES["vectorized"](space["f"], [], ())


@pytest.mark.parametrize("body", ["X -= 1", "X[0] = 9", "X *= 0", "X.sort(); X[:] = X[::-1]"])
def test_unchanged_catches_changes_in_place(body):
    assert "changes its argument X in place" in broken("unchanged", body)


@pytest.mark.parametrize("body", ["X = X - 1", "Y = X.copy()\nY -= 1", "return X"])
def test_unchanged_lets_new_arrays_pass(body):
    assert broken("unchanged", body) is None


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        ("return X @ train_set_x", "train_set_x", np.ones((3, 1))),
        ("return parameters['w']", "parameters", {"w": 1}),
        ("return X / num_px", "num_px", 64),
        ("return [train for _ in (1,)]", "train", np.ones(2)),
    ],
)
def test_own_arguments_catches_the_notebook_s_data(body, name, value):
    assert f"reads {name} from the notebook" in broken("own_arguments", body, **{name: value})


def test_own_arguments_lets_functions_modules_and_settings_pass():
    helper = "def helper(x):\n    return x\n"
    body = "print(len(X))\nreturn helper(np.maximum(X, EPSILON))"
    assert broken("own_arguments", body, helper_source=helper, EPSILON=1e-8) is None
