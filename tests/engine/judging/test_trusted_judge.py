import json
import os
from pathlib import Path

import pytest

from grader.classroom.grading.pools.local_pool import LocalPool
from grader.engine.judging.interface import Job, JudgedSubmission
from grader.engine.judging.trusted_judge import cached_server, judge_one
from grader.exercises.judge_names import TRUSTED
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, make_course, notebook


def zygotes(course: Path) -> list[int]:
    """The pids of the zygotes of a course: its processes that are not forked from one another."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if str(course / "datasets").encode() in (path / "cmdline").read_bytes():
                stat = (path / "stat").read_text(encoding="utf-8").rpartition(")")[2]
                parents[int(path.name)] = int(stat.split()[1])
        except OSError:
            continue
    return [pid for pid, parent in parents.items() if parent not in parents]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = make_course(tmp_path / "course")
    (made / "datasets").mkdir()
    return made


def job(student: str) -> Job:
    return Job(student, ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(SOLUTIONS))})


def test_the_processes_of_a_class_share_one_warm_process(course: Path) -> None:
    with LocalPool(judge_one, course, 2) as pool:
        pool.submit(job(f"student {i}") for i in range(5))
        outcomes = [outcome for _, outcome in pool.outcomes()]
        (warm,) = zygotes(course)
        stat = Path(f"/proc/{warm}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        assert int(stat.split()[1]) == os.getpid()
    results = [each.result for each in outcomes if isinstance(each, JudgedSubmission)]
    assert [each.points for each in results] == [5] * 5
    assert all(each.engine.startswith(f"{TRUSTED}, ") for each in results)
    assert zygotes(course) == []


def test_a_process_alone_keeps_its_warm_process_for_the_next_job(course: Path) -> None:
    assert [judge_one(job(name), course).result.points for name in ("one", "two")] == [5, 5]
    assert len(zygotes(course)) == 1
    assert cached_server(course) is cached_server(course)
