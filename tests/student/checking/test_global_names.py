"""What a student reads about names: those of the notebook, and those that nobody made."""

import textwrap

import numpy as np
import pytest

from grader.exercises import load_reference
from grader.exercises.reference import define
from grader.student.checking.global_names import (
    explain_notebook_data,
    explain_unknown_name,
    notebook_data_read_by,
)
from grader.student.checking.judging import judge
from grader.student.lesson.check import load_questions

NAME = "week2/logistic_regression"
REFERENCE = load_reference(NAME)
QUESTIONS = load_questions(NAME)


def function(body, **notebook):
    source = "def f(z, learning_rate):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    return define(source, "f", {"np": np, **notebook})


def judged(name, old, new, **notebook):
    source = REFERENCE.sources[name]
    assert old in source
    space = {"np": np, **REFERENCE.functions, **notebook}
    return judge(define(source.replace(old, new), name, space), QUESTIONS[name])


def test_numbers_and_arrays_of_the_notebook_are_found_with_their_lines():
    f = function(
        "a = alpha * z\nreturn [X + t for t in a]", alpha=0.1, X=np.ones(2), helper=abs, name="text"
    )
    found = notebook_data_read_by(f)
    assert [(read.name, read.line) for read in found] == [("alpha", 2), ("X", 3)]
    assert explain_notebook_data(f) == (
        "Line 2 uses alpha (and X), which are no arguments of your function; the notebook happens "
        "to have them."
    )


def test_a_constant_of_ones_own_and_a_builtin_are_no_slip():
    f = function("return np.log(sum(z) + EPSILON)", EPSILON=1e-8, sum=3)
    assert explain_notebook_data(f) is None
    assert explain_notebook_data(np.exp) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "notebook", "line"),
    [
        ("optimize", 'learning_rate * grads["dw"]', 'alpha * grads["dw"]', {"alpha": 0.1}, "alpha"),
        ("propagate", "dZ = A - Y", "dZ = A - y", {"y": 0}, "y"),
        ("logistic_loss", "(1 - y)", "(1 - Y)", {"Y": np.zeros((1, 6))}, "Y"),
        ("flatten_images", "reshape(m,", "reshape(m_train,", {"m_train": 500}, "m_train"),
        ("model", "w, b, X_train", "w, b, TRAIN_X", {"TRAIN_X": np.ones((50, 9))}, "TRAIN_X"),
    ],
)
def test_a_wrong_function_that_reads_the_notebook_is_told_so(name, old, new, notebook, line):
    found = judged(name, old, new, **notebook)
    assert found.status in ("wrong", "error")
    assert found.mistake is None
    assert f"uses {line}, which is no argument" in "\n".join(found.lines)


def test_a_known_mistake_has_its_own_words():
    found = judged("propagate", "dZ = A - Y", "s = 0 * alpha\n    dZ = Y - A", alpha=2)
    assert found.mistake == "sign"
    assert "alpha" not in "\n".join(found.lines)


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        ("return exp(z)", "exp", "carry np. in front: np.exp."),
        ("return Z", "Z", "There is no Z, but there is z"),
        ("return numpy.exp(z)", "numpy", "under the short name np."),
        ("grads = z\nreturn dw", "dw", 'grads["dw"].'),
        ("return dw", "dw", "it is none of its arguments."),
        ("return learnin_rate", "learnin_rate", "Is learning_rate meant?"),
    ],
)
def test_a_name_that_nobody_made(body, error, says):
    text = f"name '{error}' is not defined"
    expected = ({"dw": np.ones(2)}, 1.0)
    assert says in explain_unknown_name(text, function(body), ("grads", "cost"), expected)


def test_a_function_of_nearly_that_name_is_meant():
    space = {"np": np, "linear_forward": np.dot}
    exec("def f(x):\n    return linear_forwar(x)\n", space)
    error = "name 'linear_forwar' is not defined"
    assert "Is linear_forward meant?" in explain_unknown_name(error, space["f"], ("a",), 1.0)


def test_other_errors_are_left_to_others():
    assert explain_unknown_name("division by zero", function("return z"), ("a",), 1.0) is None
    assert explain_unknown_name("name 'x' is not defined", np.exp, ("a",), 1.0) is None


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        ("a = z + 1\nreturn a", False),
        ("if z.any():\n    a = z\nelse:\n    a = -z\nreturn a", False),
        ("a = 0\nfor v in z:\n    a = a + v\nreturn a", False),
        ("try:\n    a = z\nfinally:\n    pass\nreturn a", False),
        ("if z.any():\n    a = z\nreturn a", True),
        ("for v in z:\n    a = v\nreturn a", True),
        ("try:\n    a = z / 1\nexcept ValueError:\n    pass\nreturn a", True),
        ("a += z\nreturn a", True),
        ("b = a\na = z\nreturn a + b", True),
        ("a = z\ndel a\nreturn a", True),
    ],
)
def test_what_a_function_has_assigned_itself_is_no_variable_of_the_notebook(
    body: str, is_read: bool
) -> None:
    space: dict[str, object] = {"a": np.ones(3)}
    exec("def f(z):\n    global a\n" + textwrap.indent(body, "    "), space)
    assert bool(notebook_data_read_by(space["f"])) == is_read  # type: ignore[arg-type]
