"""The project's public doors as the fuzzer uses them: commands, one fork server, a picture."""

import importlib
import json
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.cli import course
from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging import trusted_judge
from grader.engine.judging.interface import Job, JudgedSubmission
from grader.engine.judging.result import ExerciseResult, Result
from grader.engine.judging.submission import judge_submission
from grader.engine.page_content import rebuilt_cells, source_of
from grader.engine.remote.limits import CallLimits
from grader.engine.sandbox.tiers import Tier
from grader.student.data import load_image
from grader.student.text import CourseError
from tests.sandboxed import PATIENT, tier_here

# What each command would import anew in its fork.
for _module in ("nbgrader.converters", "nbgrader.api", "nbconvert.exporters", "rich.console"):
    importlib.import_module(_module)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for _module in ("grader.classroom.pages.report", "grader.classroom.grading.whole_class"):
        importlib.import_module(_module)

ROOT = Path(__file__).parents[2]
LIMITS = PATIENT
SHORT = CallLimits(call=4.0, total=12.0)

__all__ = [
    "LIMITS",
    "ROOT",
    "CourseError",
    "Graded",
    "Ran",
    "Tier",
    "command",
    "judge",
    "load_image",
    "server",
]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    output: bytes
    memory: int
    cpu: float


@dataclass(frozen=True)
class Graded:
    """What the judge found: points and messages by exercise, notes, the executed notebook."""

    points: Mapping[str, float]
    messages: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    notebook: str


def command(*words: str | Path, cheap: bool = False, seconds: float = 600.0) -> Ran:
    """Run `course` in a fork of this process; -9 is the code of one that did not end in time.

    Parameters
    ----------
    *words : str or Path
    cheap : bool
        Whether a judge that runs nothing takes the place of the real one.
    seconds : float
    """
    with tempfile.TemporaryFile() as output:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            _in_child([str(word) for word in words], output.fileno(), cheap)
        end = time.monotonic() + seconds
        done = 0
        while not done and time.monotonic() < end:
            time.sleep(0.05)
            done, status, usage = os.wait4(child, os.WNOHANG)
        if not done:
            os.killpg(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
        output.seek(0)
        code = os.waitstatus_to_exitcode(status) if done else -9
        cpu = usage.ru_utime + usage.ru_stime
        return Ran(code, output.read(), usage.ru_maxrss * 1024, cpu)


def _in_child(words: list[str], output: int, cheap: bool) -> None:
    """Run `course` in a new session, with its output in a file; never return."""
    code = 70
    try:
        os.setsid()
        os.dup2(output, 1)
        os.dup2(output, 2)
        # As Python opens them for a pipe, or for a file.
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        os.environ |= {"COLUMNS": "200", "OMP_NUM_THREADS": "1"}
        if cheap:
            trusted_judge.judge_one = cheap_judge  # type: ignore[assignment]
        try:
            course(words, standalone_mode=True)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def cheap_judge(job: Job, root: Path) -> JudgedSubmission:
    """Give a point to each exercise whose function is defined; run nothing.

    The notebooks come back made safe for pages, as from the real judge.
    """
    results = []
    shown = {}
    for name, text in job.notebooks.items():
        content = json.loads(text)
        lesson = json.loads((root / f"source/{job.assignment}/{name}.ipynb").read_text("utf-8"))
        lesson_texts = {source_of(cell) for cell in lesson["cells"]}
        safe = {**content, "cells": rebuilt_cells(content["cells"], lesson_texts)}
        shown[name] = json.dumps(safe)
        for cell in content["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            if marks.get("solution") and not marks.get("grade"):
                exercise = marks["grade_id"]
                found = f"def {exercise}(" in "".join(cell["source"])
                results.append(
                    ExerciseResult(f"{job.assignment}/{name}", exercise, float(found), 1)
                )
    result = Result(job.student, job.assignment, "cheap", job.run, tuple(results))
    return JudgedSubmission(result, shown)


@contextmanager
def server(root: Path, tier: Tier = Tier.ISOLATED) -> Iterator[ForkServer]:
    """A fork server of a course, in a tier of isolation."""
    with fork_server(root, LIMITS, tier=tier_here(tier)) as started:
        yield started


def judge(
    server: ForkServer, root: Path, name: str, notebook: str, files: Mapping[str, bytes]
) -> Graded:
    """Judge one notebook of ``week1``."""
    job = Job("student", "week1", "a run", {name: notebook}, files)
    judged = judge_submission(server, job, root, SHORT)
    result: Any = judged.result
    return Graded(
        {each.exercise: each.points for each in result.exercises},
        {each.exercise: tuple(each.message) for each in result.exercises},
        tuple(result.notes),
        judged.notebooks.get(name, ""),
    )
