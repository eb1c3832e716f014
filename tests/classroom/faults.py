"""A course whose grader fails for some students, each in another room, and a pool to grade it here.

A fault has the name of the student for whom it is planted.
"""

import errno
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.grading.pools.pool import Failure, PoolResult
from grader.classroom.results import Record, write_record
from grader.classroom.submissions import collect
from grader.classroom.submissions.collect import CollectedSubmission, StudentFolder
from grader.classroom.workspace import Workspace
from grader.engine.fork_server import ForkServer
from grader.engine.judging.interface import Job, Judge
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits
from grader.engine.sandbox.policy import SandboxError
from grader.student.messages import grading_problems
from grader.student.text import CourseError
from tests.notebooks import cell, notebook_of
from tests.tiny_course import write

ASSIGNMENT, NOTEBOOK = "week1", "first_neuron"
SOLUTIONS = {
    "relu": (
        "import numpy as np\n\n\ndef relu(z):\n    ### BEGIN SOLUTION\n    a = np.maximum(0, z)\n"
        "    ### END SOLUTION\n    return a"
    ),
    "neuron": "def neuron(x, w, b):\n    return relu((w.T @ x).item() + b)",
}
POINTS = {"relu": 3, "neuron": 2}
_TEST = """\
### BEGIN HIDDEN TESTS
from grader.exercises import score
score({name}, "week1/first_neuron", "{named}", {points})
### END HIDDEN TESTS"""


def notebook(answers: Mapping[str, str], hidden: str = "") -> dict[str, Any]:
    """Return a student's notebook, or the instructor's; `hidden` is what the test of relu names."""
    cells = [cell("def check(function):\n    print(function)", grade_id="setup", locked=True)]
    for name, points in POINTS.items():
        named = hidden if name == "relu" else name
        test = "\n" + _TEST.format(name=name, named=named, points=points) if hidden else ""
        marks: dict[str, Any] = {"grade": True, "locked": True, "points": points}
        cells += [
            cell(answers.get(name, SOLUTIONS[name]), grade_id=name, solution=True),
            cell(f"check({name}){test}", grade_id=f"check-{name}", **marks),
        ]
    return notebook_of(cells)


def make_course(root: Path, hidden: str = "relu") -> Path:
    """Write a course of two exercises of this project."""
    for tree, content in (("source", notebook({}, hidden)), ("release", notebook({}))):
        write(root / tree / ASSIGNMENT / f"{NOTEBOOK}.ipynb", content)
    shutil.copy(Path(__file__).parents[2] / "nbgrader_config.py", root)
    return root


def write_class(folder: Path, answers: Mapping[str, Mapping[str, str]]) -> Path:
    """Write the notebooks of some students."""
    for student, each in answers.items():
        write(folder / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb", notebook(each))
    return folder


def _raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


_FULL = OSError(errno.ENOSPC, "No space left on device")
_NO_MEMORY = OSError(errno.ENOMEM, "Cannot allocate memory")


def _with_typo(source: str, namespace: dict[str, Any], label: str) -> Any:
    from grader.engine.judging.cell.autograder_tests import run_test

    return run_test("typo_of_ours\n" + source, namespace, label)


def _without_reference(notebook: str) -> Any:
    from grader.exercises.reference import load_reference, reference_from

    texts = load_reference(notebook).sources
    return reference_from({name: f"def {name}(*a):\n    return 1 / 0" for name in texts})


IN_JUDGE: Mapping[str, tuple[str, Any]] = {
    "a typo in a hidden test": ("grader.engine.judging.cell.cell_judge.run_test", _with_typo),
    "a rule": (
        "grader.student.checking.judging.RULES",
        dict.fromkeys(("unchanged", "own_arguments"), _raising(KeyError("rule of ours"))),
    ),
    "a reference": ("grader.exercises.hidden_test.load_reference", _without_reference),
    "a comparison": ("grader.student.checking.judging.compare", _raising(AttributeError("x"))),
    "an assertion": ("grader.student.checking.judging.compare", _raising(AssertionError("ours"))),
    "no memory": ("grader.exercises.hidden_test.judge", _raising(MemoryError("ours"))),
    "a full disk": ("grader.exercises.hidden_test.display", _raising(_FULL)),
    "a library that ends": ("grader.exercises.hidden_test.solve", _raising(SystemExit(3))),
    "the text of a cell": (
        "grader.engine.judging.notebook.CellJudge.add_cell", _raising(RecursionError("ours")),
    ),
    "a task that cannot be read": (
        "grader.engine.fork_server.protocol.asdict", lambda cell: {"of": "ours"},
    ),
    "a helper without memory": (
        "grader.exercises.hidden_test._called_as", lambda *_: _raising(MemoryError("helper")),
    ),
    "a helper on a full disk": (
        "grader.exercises.hidden_test._called_as", lambda *_: _raising(_NO_MEMORY),
    ),
    "walls that refuse": (
        "grader.engine.fork_server.server.ForkServer.run", _raising(SandboxError("ours")),
    ),
    "a submission": (
        "grader.engine.judging.submission.graded_cells", _raising(RecursionError("ours")),
    ),
}  # fmt: skip
"""By student, what is replaced by what while the student is judged."""

JUDGING_SECONDS, CALL_SECONDS = 2.0, 0.5


class _SlowOnce:
    """Solves the cases of the first exercise too late for all of them."""

    def __init__(self) -> None:
        self.is_late = False

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        from grader.exercises.solving import solve

        if not self.is_late:
            time.sleep(JUDGING_SECONDS + 0.5)
        self.is_late = True
        return solve(*arguments, **more)


def _endless(*_: Any) -> Any:
    while True:
        pass


LATE: Mapping[str, tuple[str, Any]] = {
    "a slow judge": ("grader.exercises.hidden_test.solve", _SlowOnce()),
    "an endless helper": ("grader.exercises.hidden_test._called_as", lambda *_: _endless),
}
"""The same where it takes longer than `JUDGING_SECONDS`, or than `CALL_SECONDS`."""

IN_READER: Mapping[str, BaseException] = {
    "the reader": KeyError("id"),
    "a file that cannot be read": PermissionError(errno.EACCES, "Permission denied"),
}
DAMAGED = "a damaged result"
FAULTS = (*IN_JUDGE, *IN_READER, DAMAGED)


@dataclass
class HerePool:
    """Judges in this process, where faults can be planted, as a worker process does."""

    server: ForkServer
    root: Path
    students: list[str] = field(default_factory=list)
    limits: CallLimits = DEFAULT_LIMITS

    def submit(self, jobs: Iterator[Job]) -> None:
        self._jobs = jobs

    def outcomes(self) -> Iterator[tuple[Job, PoolResult]]:
        for job in self._jobs:
            self.students.append(job.student)
            yield job, self._judge(job)

    def _judge(self, job: Job) -> PoolResult:
        with pytest.MonkeyPatch.context() as patch:
            planted = {**IN_JUDGE, **LATE}.get(job.student)
            if planted is not None:
                patch.setattr(*planted)
            try:
                return judge_submission(self.server, job, self.root, self.limits)
            except CourseError as error:
                return Failure(str(error))
            except BaseException as error:
                return Failure(grading_problems.grader_failed(f"{type(error).__name__}: {error}"))


class HereReader:
    """Reads submissions in this process."""

    def __init__(self, workspace: Workspace, assignment: str, log: Path) -> None:
        self._task = workspace, assignment
        self._releases = collect.read_release_notebooks(workspace, assignment)

    def __enter__(self) -> "HereReader":
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass

    def collect(self, student: StudentFolder) -> CollectedSubmission:
        with pytest.MonkeyPatch.context() as patch:
            if student.student in IN_READER:
                patch.setattr(collect, "repair", _raising(IN_READER[student.student]))
            return collect.collect_submission(*self._task, student, self._releases)


def write_and_damage(workspace: Workspace, record: Record, *more: Any) -> Path:
    """Write a record; one student's file is broken off, as by a disk that fails."""
    path = write_record(workspace, record, *more)
    if record.result.student == DAMAGED:
        path.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    return path


@contextmanager
def graded_here(pool: HerePool) -> Iterator[None]:
    """Have `course grade` work in this process, with faults."""
    module = "grader.classroom.grading.whole_class"

    @contextmanager
    def make_pool(judge: Judge, workspace: Workspace, assignment: str) -> Iterator[HerePool]:
        yield pool

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{module}.local_pools", lambda jobs: make_pool)
        patch.setattr(f"{module}.IntakeProcess", HereReader)
        patch.setattr(f"{module}.write_record", write_and_damage)
        yield
