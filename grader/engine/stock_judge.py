"""A judge made of nbgrader's own autograder, in a scratch desk that is thrown away."""

import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.engine.graded import GradedCell, graded_cells
from grader.engine.judged import Job, Judged
from grader.engine.result import Submission
from grader.engine.stock import grade, prepare


@dataclass(frozen=True)
class _Scratch:
    """A desk for one submission; its parts are those of `grader.engine.nbgrader_course.Desk`."""

    root: Path
    work: Path

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def release(self) -> Path:
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        return self.work / "submitted"

    @property
    def autograded(self) -> Path:
        return self.work / "autograded"

    @property
    def feedback(self) -> Path:
        return self.work / "feedback"

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.work / 'gradebook.db'}"

    @property
    def log(self) -> Path:
        return self.work / "grading.log"

    def graded_cells(self, assignment: str) -> tuple[GradedCell, ...]:
        return graded_cells(self.source / assignment)


def judge_one(job: Job, root: Path) -> Judged:
    """Judge a submission in a kernel of its own, together with the hidden tests.

    Parameters
    ----------
    job : Job
    root : Path
        The course.

    Returns
    -------
    Judged
        What a student does in that kernel can change the verdict.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        desk = _Scratch(root, Path(folder).resolve())
        shutil.copyfile(_gradebook(root, job.assignment), desk.work / "gradebook.db")
        home = desk.submitted / job.student / job.assignment
        for name, data in job.files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        home.mkdir(parents=True, exist_ok=True)
        for name, text in job.notebooks.items():
            (home / f"{name}.ipynb").write_text(text, encoding="utf-8")
        submission = Submission(job.student, job.assignment, home, tuple(job.notebooks))
        result = grade(submission, desk, job.run)
        executed = {
            name: path.read_text(encoding="utf-8")
            for name in job.notebooks
            if (path := desk.autograded / job.student / job.assignment / f"{name}.ipynb").is_file()
        }
    return Judged(result, executed)


@functools.lru_cache(maxsize=4)
def _gradebook(root: Path, assignment: str) -> Path:
    """Make an empty gradebook that knows the assignment, once in a process."""
    kept = tempfile.TemporaryDirectory(prefix="course-gradebook-")
    _kept.append(kept)
    desk = _Scratch(root, Path(kept.name).resolve())
    prepare(desk, assignment)
    return desk.work / "gradebook.db"


_kept: list[tempfile.TemporaryDirectory[str]] = []
