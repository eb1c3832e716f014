"""No attack on the verdict gets more points than its code deserves, or sees a hidden test."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import CallLimits
from tests.attacks.verdicts_course import ASSIGNMENT, NOTEBOOK, SECRET, make_course, notebook
from tests.sandboxed import SMALL

ATTACKS = sorted(Path(__file__).with_name("verdicts").glob("*.py"))


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course, SMALL) as server:
        yield server


def test_an_honest_student_earns_all_points(server: ForkServer, course: Path) -> None:
    job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook({}))})
    assert [e.points for e in judge_submission(server, job, course).result.exercises] == [3.0, 2.0]


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_the_honest_score_and_no_more(path: Path, server: ForkServer, course: Path) -> None:
    attack = load(path)
    answers = {
        n: getattr(attack, n.upper()) for n in ("double", "shift") if hasattr(attack, n.upper())
    }
    job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(answers))})
    judged = judge_submission(server, job, course, CallLimits(call=3.0, total=4.0))
    exercises = judged.result.exercises
    assert sum(e.points for e in exercises) == attack.SCORE, [e.message for e in exercises]
    said = " ".join(line for e in exercises for line in e.message)
    assert getattr(attack, "SAYS", "") in said
    for cell in json.loads(judged.notebooks[NOTEBOOK])["cells"]:
        if cell["metadata"]["nbgrader"].get("locked"):
            continue
        assert SECRET not in json.dumps(cell["outputs"])
