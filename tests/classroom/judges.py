"""Judges for tests: they compare sources without running them; some student names make them fail.

Each job that a judge starts is a line in the file that an environment variable names.
"""

import itertools
import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.classroom.grading.pools.judging_limits import JudgingLimits, limit_this_process
from grader.engine.judging.interface import Job, Judge, JudgedSubmission
from grader.engine.judging.not_judged import INSTRUCTOR
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import CourseError

JOB_LOG = "JUDGE_JOB_LOG"
JOB_SECONDS = "JUDGE_JOB_SECONDS"
# Windows has no SIGKILL; there SIGTERM ends a process at once.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
KILLS, ONCE, RAISES, EXITS = "kills", "kills once", "raises", "leaves"
REFUSES, BUSY, GREEDY = "refuses", "busy", "greedy"
SMALL_LIMITS = JudgingLimits(cpu_seconds=1.0, memory=64 << 20)


def by_text(job: Job, root: Path) -> JudgedSubmission:
    """Give full points to exercises whose source equals the solution."""
    earlier = _log_job(job.student)
    if job.student.startswith(KILLS) and (job.student != ONCE or not earlier):
        os.kill(os.getpid(), KILL)
    if job.student.startswith(RAISES):
        raise RecursionError("too deep")
    if job.student.startswith(REFUSES):
        raise CourseError("nothing can be judged here")
    if job.student.startswith(EXITS):
        raise SystemExit(3)
    if job.student.startswith(BUSY):
        # In C, where no exception of Python can stop it.
        sum(itertools.repeat(0))
    if job.student.startswith(GREEDY):
        bytearray(1 << 30)
    if job.student != INSTRUCTOR:
        time.sleep(float(os.environ.get(JOB_SECONDS, "0")))
    exercises = tuple(
        each
        for name, text in job.notebooks.items()
        for each in _exercises(root, job.assignment, name, text)
    )
    return JudgedSubmission(
        Result(job.student, job.assignment, "by text", job.run, exercises), job.notebooks
    )


def with_small_limits(job: Job, root: Path) -> JudgedSubmission:
    """Judge like `by_text`, with `SMALL_LIMITS`."""
    limit_this_process(job, SMALL_LIMITS)
    return by_text(job, root)


def _exercises(root: Path, assignment: str, name: str, text: str) -> list[ExerciseResult]:
    right = _cells((root / "source" / assignment / f"{name}.ipynb").read_text(encoding="utf-8"))
    written = _cells(text)
    return [
        ExerciseResult(
            f"{assignment}/{name}",
            exercise,
            float(points if written[exercise]["source"] == right[exercise]["source"] else 0),
            points,
            message=(f"process {os.getpid()}",),
        )
        for grade_id, cell in right.items()
        if (points := cell["metadata"]["nbgrader"].get("points"))
        for exercise in (grade_id.removeprefix("check-"),)
    ]


def _cells(text: str) -> dict[str, Any]:
    cells = json.loads(text)["cells"]
    marked = [cell for cell in cells if cell["metadata"].get("nbgrader")]
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in marked}


def _log_job(student: str) -> int:
    """Log that a student's job is started; return how often it was started before."""
    path = os.environ.get(JOB_LOG)
    if not path or student == INSTRUCTOR:
        return 0
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{student}\n")
    return started_jobs(Path(path)).count(student) - 1


def started_jobs(job_log: Path) -> list[str]:
    """Return the students whose jobs were started, in order."""
    return job_log.read_text(encoding="utf-8").splitlines() if job_log.is_file() else []


def by_change(job: Job, root: Path) -> JudgedSubmission:
    """Give full points to exercises that the student changed."""
    _log_job(job.student)
    time.sleep(float(os.environ.get(JOB_SECONDS, "0")))
    exercises = []
    for name, text in job.notebooks.items():
        path = root / "release" / job.assignment / f"{name}.ipynb"
        released, own = _cells(path.read_text(encoding="utf-8")), _cells(text)
        for grade_id, cell in released.items():
            points = cell["metadata"]["nbgrader"].get("points")
            if points:
                exercise = grade_id.removeprefix("check-")
                changed = own[exercise]["source"] != released[exercise]["source"]
                exercises.append(
                    ExerciseResult(
                        f"{job.assignment}/{name}", grade_id, points if changed else 0, points
                    )
                )
    result = Result(job.student, job.assignment, "written", job.run, tuple(exercises))
    return JudgedSubmission(result, job.notebooks)


@dataclass(frozen=True)
class SharingJudge:
    """Judges like `by_text`; its processes share a file, and append a letter to it for each job."""

    descriptor: int = -1

    def __call__(self, job: Job, root: Path) -> JudgedSubmission:
        os.write(self.descriptor, b"x")
        return by_text(job, root)

    @contextmanager
    def share(self, root: Path) -> Iterator[tuple[Judge, Sequence[int]]]:
        with (root / "shared").open("ab") as file:
            yield SharingJudge(file.fileno()), [file.fileno()]
        (root / "shared.closed").touch()
