"""Tests in the student's own process: what can be forged is marked, and nothing else is gained."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import CallLimits
from tests.attacks.own_process_course import (
    ASSIGNMENT,
    NOTEBOOK,
    OWN,
    POINTS,
    SECRET,
    make_course,
    notebook,
)
from tests.attacks.test_verdicts import load
from tests.sandboxed import SMALL

ATTACKS = sorted(Path(__file__).with_name("own_process").glob("*.py"))
LIMITS = CallLimits(call=3.0, total=4.0)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course, SMALL) as server:
        yield server


def submission(attack: Any, student: str = "s") -> Job:
    """The notebook of a student with what an attack hands in."""
    answers = {n: getattr(attack, n.upper()) for n in POINTS if hasattr(attack, n.upper())}
    return Job(student, ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(answers))})


def test_an_honest_student_earns_all_points(server: ForkServer, course: Path) -> None:
    job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook({}))})
    found = judge_submission(server, job, course, LIMITS).result.exercises
    assert [each.points for each in found] == [float(each) for each in POINTS.values()], found
    assert {each.exercise for each in found if each.forgeable} == {f"check-{n}" for n in OWN}


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_what_is_forged_is_marked_and_no_test_is_told(
    path: Path, server: ForkServer, course: Path
) -> None:
    attack = load(path)
    judged = judge_submission(server, submission(attack), course, LIMITS)
    exercises = judged.result.exercises
    assert judged.result.points == attack.SCORE, [each.message for each in exercises]
    marked = sum(each.points or 0.0 for each in exercises if each.forgeable)
    assert getattr(attack, "FORGED", 0.0) <= marked
    for each in exercises:
        # The way is the class's, whatever the student returns.
        own = each.exercise.removeprefix("check-") in OWN
        assert each.forgeable == (own and each.points is not None)
        assert SECRET not in " ".join((*each.message, each.fault))
    for cell in json.loads(judged.notebooks[NOTEBOOK])["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "check-double":
            continue  # the traceback of the judge itself, of which feedback hides the lines
        assert SECRET not in json.dumps(cell["outputs"])
