"""Reading a submission ends within its limits, with a result, and touches no other one."""

import functools
import io
import os
import signal
import zipfile
from pathlib import Path

import pytest

from grader.classroom.submissions import limits
from grader.classroom.submissions.collect import (
    CollectedSubmission,
    StudentFolder,
    collect_all,
    student_folders,
)
from grader.classroom.submissions.intake_main import as_values, from_values
from grader.classroom.submissions.intake_process import IntakeProcess
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError
from tests.tiny_course import ASSIGNMENT, SOLUTIONS, notebook, write_submission

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without a fork, only time counts")

BOMB = "bomb"


def folders(workspace: Workspace, folder: Path) -> dict[str, StudentFolder]:
    return {each.student: each for each in student_folders(workspace, ASSIGNMENT, folder)}


@functools.cache
def bomb() -> bytes:
    """Return a zip of a few kB with 15 notebooks of 3 million cells each."""
    packed, text = io.BytesIO(), f'{{"nbformat": 4, "cells": [{"{}," * 3_000_000}{{}}]}}'
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(15):
            archive.writestr(f"{number}.ipynb", text)
    return packed.getvalue()


@pytest.fixture
def submitted(tiny: Workspace, tmp_path: Path) -> dict[str, StudentFolder]:
    """An honest student, and one who hands in a `bomb`."""
    folder = tmp_path / "in"
    write_submission(folder, "anna", notebook(SOLUTIONS))
    write_submission(folder, BOMB, notebook({})).write_bytes(bomb())
    return folders(tiny, folder)


def values_of(workspace: Workspace, folder: Path) -> list[CollectedSubmission]:
    return list(collect_all(workspace, ASSIGNMENT, folder))


def test_what_the_process_collects_is_what_this_one_would(tiny: Workspace, tmp_path: Path) -> None:
    write_submission(tmp_path / "in", "anna", notebook(SOLUTIONS))
    write_submission(tmp_path / "in", "Jos\udce9", notebook({})).write_bytes(b"{")
    (tmp_path / "in" / "zoe").mkdir()
    with IntakeProcess(tiny, ASSIGNMENT) as intake:
        found = [intake.collect(each) for each in folders(tiny, tmp_path / "in").values()]
    here = values_of(tiny, tmp_path / "in")
    assert found == here
    assert [from_values(as_values(each)) for each in here] == here


@pytest.mark.parametrize(
    ("limit", "value", "reason", "try_again"),
    [
        ("MEMORY_BYTES", 100_000_000, "within 100 MB of memory", False),
        ("CPU_SECONDS", 1, "within 1 seconds of CPU time", False),
        ("WALL_SECONDS", 0.5, "within 0.5 seconds", True),
    ],
)
def test_a_limit_ends_one_submission_with_a_result(
    tiny: Workspace,
    submitted: dict[str, StudentFolder],
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: float,
    reason: str,
    try_again: bool,
) -> None:
    monkeypatch.setattr(limits, limit, value)
    with IntakeProcess(tiny, ASSIGNMENT) as intake:
        ended, honest = intake.collect(submitted[BOMB]), intake.collect(submitted["anna"])
    assert ended.submission is None
    assert ended.problem is not None and reason in ended.problem
    assert ended.try_again == try_again
    if limit != "WALL_SECONDS":
        assert honest.submission is not None and honest.problem is None


def test_a_process_that_dies_is_replaced(
    tiny: Workspace, submitted: dict[str, StudentFolder]
) -> None:
    with IntakeProcess(tiny, ASSIGNMENT) as intake:
        for _ in range(2):
            assert intake.collect(submitted["anna"]).submission is not None
            os.kill(intake.pid, signal.SIGKILL)
        assert intake.collect(submitted["anna"]).submission is not None
        pid = intake.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_course_that_cannot_be_read_is_said(
    tiny: Workspace, submitted: dict[str, StudentFolder]
) -> None:
    (tiny.release / ASSIGNMENT / "tiny.ipynb").unlink()
    with (
        IntakeProcess(tiny, ASSIGNMENT) as intake,
        pytest.raises(CourseError, match="not there or damaged"),
    ):
        intake.collect(submitted["anna"])
