"""The limits end each of the worst submissions with a result, and the README says what they are."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import CallLimits
from tests.benchmarks.worst_submissions import README, WORST, readme_section
from tests.sandboxed import SMALL, TIERS, tier_here
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, RUN, SOLUTIONS, make_course, notebook

SHORT = CallLimits(call=2.0, total=5.0)
QUICK = ("one buffer, many arrays", "a long range", "large arrays", "branches with names")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course, SMALL, tier=tier_here(TIERS[0])) as server:
        yield server


@pytest.mark.parametrize(
    "name",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in WORST],
)
def test_each_ends_with_a_result(server: ForkServer, course: Path, name: str) -> None:
    text = json.dumps(notebook({**SOLUTIONS, "double": WORST[name]}))
    job = Job("worst", ASSIGNMENT, RUN, {NOTEBOOK: text})
    judged = judge_submission(server, job, course, SHORT)
    assert [each.exercise for each in judged.result.exercises] == ["double", "negate"]
    assert len(judged.notebooks[NOTEBOOK]) < 8 * SMALL.output


def test_the_readme_says_what_the_limits_allow() -> None:
    assert readme_section() in README.read_text(encoding="utf-8")
