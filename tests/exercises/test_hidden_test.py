"""The hidden test: fresh cases, a verdict that can be repeated, points as a plain float."""

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from grader.exercises import load_reference, score
from grader.exercises.hidden_test import MIME, judge_hidden
from grader.exercises.reference import define
from grader.student.calling import replace_globals

NOTEBOOK = "week2/logistic_regression"
REFERENCE = load_reference(NOTEBOOK)


def notebook_with(**changed):
    """Return the namespace of a notebook: the solutions, some of them replaced."""
    space = {"np": np}
    for name, source in {**REFERENCE.sources, **changed}.items():
        define(source, name, space)
    return space


def test_a_right_function_earns_all_points_as_a_plain_float(capsys):
    found = score(REFERENCE.functions["propagate"], NOTEBOOK, "propagate", 8)
    assert type(found) is float
    assert found == 8.0
    assert "8 of 8 points" in capsys.readouterr().out


def test_nothing_goes_to_stderr(capsys):
    source = (
        "import sys\n\ndef sigmoid(z):\n    print('x', file=sys.stderr)\n    return np.log(-1)\n"
    )
    score(define(source, "sigmoid", {"np": np}), NOTEBOOK, "sigmoid", 4)
    assert capsys.readouterr().err == ""


def test_the_seed_decides_the_cases_and_repeats_the_verdict():
    wrong = REFERENCE.sources["propagate"].replace("A - Y", "Y - A")
    f = notebook_with(propagate=wrong)["propagate"]
    one, again, other = (judge_hidden(f, NOTEBOOK, "propagate", s) for s in ("a", "a", "b"))
    assert one == again
    assert one.lines != other.lines
    assert one.mistake == other.mistake == "sign"


@pytest.fixture(scope="module")
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_the_verdict_is_in_the_output(monkeypatch, shell):
    monkeypatch.setenv("COURSE_SEED", "seed of this run")
    with capture_output() as captured:
        score(lambda z: z, NOTEBOOK, "sigmoid", 4)
    data = captured.outputs[0].data[MIME]
    assert data["seed"] == "seed of this run"
    assert data["exercise"] == "sigmoid"
    assert data["points"] < data["max"] == 4.0


def test_without_a_given_seed_each_run_has_its_own(monkeypatch, shell):
    monkeypatch.delenv("COURSE_SEED", raising=False)
    with capture_output() as captured:
        score(REFERENCE.functions["sigmoid"], NOTEBOOK, "sigmoid", 4)
        score(REFERENCE.functions["sigmoid"], NOTEBOOK, "sigmoid", 4)
    seeds = [o.data[MIME]["seed"] for o in captured.outputs]
    assert seeds[0] != seeds[1]


def test_a_mistake_in_an_earlier_exercise_costs_points_once():
    space = notebook_with(sigmoid="def sigmoid(z):\n    return 0 * z\n")
    for name in ("propagate", "optimize", "predict", "model"):
        assert judge_hidden(space[name], NOTEBOOK, name, "s").share == 1.0
    assert judge_hidden(space["sigmoid"], NOTEBOOK, "sigmoid", "s").share < 1.0


def test_a_helper_of_the_student_s_own_calls_the_replaced_functions_too():
    space = {"np": np}
    define("def g(x):\n    return h(x)\n", "g", space)
    define("def h(x):\n    return x\n", "h", space)
    f = define("def f(x, *, k=2):\n    return k * g(x)\n", "f", space)
    replaced = replace_globals(f, {"h": lambda x: x + 1})
    assert (replaced(1), f(1)) == (4, 2)


def test_what_is_no_function_earns_nothing():
    assert score(None, NOTEBOOK, "sigmoid", 4) == 0.0


def test_a_third_argument_of_compute_cost_is_as_good_as_two():
    name = "week3/planar_classifier"
    namespace = {"np": np, "__name__": "student"}
    for exercise, source in load_reference(name).sources.items():
        if exercise == "compute_cost":
            source = source.replace("(A2, Y)", "(A2, Y, parameters)")
        if exercise == "training_step":
            source = source.replace("compute_cost(A2, Y)", "compute_cost(A2, Y, parameters)")
        define(source, exercise, namespace)
    for exercise in ("compute_cost", "training_step", "nn_model"):
        assert judge_hidden(namespace[exercise], name, exercise, "3").share == 1.0
