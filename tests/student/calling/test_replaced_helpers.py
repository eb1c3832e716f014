"""A helper that draws random numbers is replaced while the function that calls it is judged."""

import numpy as np
import pytest

from grader.exercises.exercise import Case, Edit, Exercise, Mistake
from grader.exercises.reference import define, reference_from
from grader.exercises.solving import solve
from grader.student.calling import REPLACEMENTS, replace_globals, with_replaced_helpers
from grader.student.checking.comparison import Contract
from grader.student.checking.judging import judge
from grader.student.checking.question import question_from_data, question_to_data

TRAIN = (
    "def train(n):\n    ### BEGIN SOLUTION\n    start = initialize_parameters(2, n, 1)\n"
    "    parameters = {k: v * 2 for k, v in start.items()}\n    ### END SOLUTION\n"
    "    return parameters\n"
)
REFERENCE = reference_from(
    {
        "initialize_parameters": "def initialize_parameters(n_x, n_h, n_y):\n    return {}\n",
        "train": TRAIN,
    }
)
EXERCISE = Exercise(
    name="train",
    cases=lambda rng: [Case({"n": 3}, {"n": 3}), Case({"n": 2}, {"n": 2})],
    contract=Contract(outputs=("parameters",), may_bring_more=True),
    mistakes=(Mistake("not_doubled", Edit("v * 2", "v * 1"), says="It is not doubled."),),
    replaced_helpers=("initialize_parameters",),
)


def question():
    made = solve(EXERCISE, REFERENCE, np.random.default_rng(0))
    return question_from_data(question_to_data(made))


def student(body, helper="return {'W1': np.random.randn(n_h, n_x)}"):
    namespace = {"np": np}
    define(
        f"def initialize_parameters(n_x, n_h, n_y):\n    {helper}\n",
        "initialize_parameters",
        namespace,
    )
    source = "def train(n):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    return define(source, "train", namespace)


RIGHT = "s = initialize_parameters(2, n, 1)\nreturn {k: 2 * v for k, v in s.items()}"


@pytest.mark.parametrize(
    "body",
    [
        RIGHT,
        "np.random.seed(3)\n" + RIGHT,
        RIGHT.replace("(2, n, 1)", "(n_h=n, n_x=2, n_y=1)"),
        RIGHT + ", [0.7, 0.6]",
    ],
)
def test_a_right_function_is_right_whatever_its_own_helper_draws(body):
    assert judge(student(body), question()).share == 1.0


def test_a_mistake_is_proven_by_numbers():
    assert judge(student(RIGHT.replace("2 * v", "v")), question()).mistake == "not_doubled"


def test_who_never_calls_the_helper_is_told_so():
    found = judge(
        student("return {k: np.ones((1, 1)) for k in ('W1', 'b1', 'W2', 'b2')}"), question()
    )
    assert found.status == "wrong"
    assert "never calls initialize_parameters" in found.lines[-1]


def test_a_helper_of_the_students_own_finds_the_stand_in_too():
    namespace = {"np": np}
    define("def first(n):\n    return initialize_parameters(2, n, 1)\n", "first", namespace)
    train = define(
        "def train(n):\n    return {k: 2 * v for k, v in first(n).items()}\n", "train", namespace
    )
    assert judge(train, question()).share == 1.0
    assert "initialize_parameters" not in namespace


def test_the_notebook_keeps_its_functions():
    function = student(RIGHT)
    before = function.__globals__["initialize_parameters"]
    replaced, (watched,) = with_replaced_helpers(function, ["initialize_parameters"])
    replaced(3)
    assert watched.called
    assert function.__globals__["initialize_parameters"] is before


def test_what_is_no_plain_function_is_left_alone():
    assert replace_globals(max, {"a": len}) is max
    assert with_replaced_helpers(max, ()) == (max, ())


def test_the_start_has_the_sizes_it_is_asked_for_and_no_symmetry():
    start = REPLACEMENTS["initialize_parameters"](3, 5, 2, rng=np.random.default_rng(1))
    shapes = {name: value.shape for name, value in start.items()}
    assert shapes == {"W1": (5, 3), "b1": (5, 1), "W2": (2, 5), "b2": (2, 1)}
    values = np.concatenate([start["W1"].ravel(), start["W2"].ravel()])
    assert len(set(np.round(values, 6))) == len(values)
    again = REPLACEMENTS["initialize_parameters"](3, 5, 2)
    assert all((start[name] == again[name]).all() for name in start)
