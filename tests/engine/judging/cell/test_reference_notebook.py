"""Tests of plain asserts, judged outside of the student's process."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job, JudgedSubmission
from grader.engine.judging.submission import judge_submission
from tests.engine.foreign_course import ASSIGNMENT, NOTEBOOK, POINTS, TESTS, make_course, notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("foreign"))


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course) as server:
        yield server


@pytest.fixture
def judged(server: ForkServer, course: Path):
    def judge(**answers: str) -> JudgedSubmission:
        job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(answers))})
        return judge_submission(server, job, course)

    return judge


def points(judged: JudgedSubmission) -> Mapping[str, float]:
    return {each.exercise.removeprefix("test-"): each.points for each in judged.result.exercises}


def message(judged: JudgedSubmission, name: str) -> str:
    (found,) = [e for e in judged.result.exercises if e.exercise == f"test-{name}"]
    return found.message[0]


def test_the_solutions_earn_every_point(judged) -> None:
    result = judged()
    assert {e.exercise: e.message for e in result.result.exercises if e.message} == {}
    assert points(result) == POINTS


def test_an_empty_notebook_earns_nothing(judged) -> None:
    result = judged(**dict.fromkeys(TESTS, "raise NotImplementedError"))
    assert sum(points(result).values()) == 0
    reason = "The cell of softmax did not run, line 1: NotImplementedError"
    assert message(result, "softmax").startswith(reason)


HALF = {
    "a different value": ("softmax", "def softmax(z):\n    return z / z.sum()", "AssertionError"),
    "an empty array is close to everything": (
        "softmax",
        "def softmax(z):\n    return np.array([])",
        "the shape (0,)",
    ),
    "a changed argument, from which the test computes what it wants": (
        "softmax",
        "def softmax(z):\n    z[:] = 0\n    return np.ones(3) / 3",
        "AssertionError",
    ),
    "an object that equals everything": (
        "softmax",
        "class Liar:\n    __eq__ = lambda *a: True\n    __array_ufunc__ = lambda *a, **k: True\n"
        "def softmax(z):\n    return Liar()",
        "<Liar>",
    ),
    "a broadcast": (
        "softmax",
        "def softmax(z):\n    return np.float64(0.5)",
        "the shape ()",
    ),
    "the instructor's helper is not the student's": (
        "normalize",
        "def normalize(a):\n    a[:] = [1.0, -1.0]",
        "AssertionError",
    ),
    "a fixed start": (
        "initialize",
        "def initialize(n):\n    np.random.seed(5)\n"
        "    return {'W': np.random.randn(n, 2), 'b': np.zeros(n)}",
        "AssertionError",
    ),
    "a value of another kind": ("answer", "answer = np.arange(3)", "ValueError"),
    "a recorder that is called too often": (
        "descend",
        "def descend(x, record):\n    for _ in range(4):\n        record(x)\n    return 1.0",
        "AssertionError",
    ),
}


@pytest.mark.parametrize("case", HALF, ids=str)
def test_a_wrong_answer_costs_its_point_alone(judged, case: str) -> None:
    name, text, reason = HALF[case]
    result = judged(**{name: text})
    others = {"slope"} if name == "softmax" else set()
    lost = {n for n, p in points(result).items() if p < POINTS[n]}
    assert lost - others == {name}
    assert reason in message(result, name)


def test_a_test_may_give_a_part_of_the_points(judged) -> None:
    assert points(judged(checked="def checked(x):\n    return abs(x) ** 0.5"))["checked"] == 2
    assert points(judged(checked="def checked(x):\n    raise ValueError"))["checked"] == 0


def test_a_student_cannot_replace_what_the_instructor_gives(judged) -> None:
    result = judged(answer="answer = 41\nimport numpy as np\nnp.allclose = lambda *a: True")
    assert points(result)["answer"] == 0
    assert points(result)["softmax"] == 1
