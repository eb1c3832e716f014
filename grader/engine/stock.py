"""Judging by nbgrader's own autograder: a kernel for each submission, in one process for a class.

The student's code and the hidden tests share that kernel, so a student who sets out to can change
the verdict. The door, `prepare` and `grade`, is all that the rest of the grader knows of it.
"""

import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeGuard

from nbclient.exceptions import DeadKernelError
from nbconvert.preprocessors import ClearMetadataPreprocessor, Preprocessor
from nbgrader.api import Grade, Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from nbgrader.preprocessors.execute import Execute, UnresponsiveKernelError
from traitlets import Bool, Unicode

from grader.engine.graded import GradedCell
from grader.engine.judged import seed_of
from grader.engine.nbgrader_course import Desk, OneSubmission, gradebook_url, quiet, settings
from grader.engine.result import ExerciseResult, Result, Submission
from grader.student.errors import CourseError
from grader.student.mode import VARIABLE

ENGINE = f"nbgrader {version('nbgrader')}"
VERDICT = "application/vnd.neural-notebooks.verdict+json"

# Two BLAS threads on a busy machine are ten times slower than one.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)
# What is kept of a message: a hidden test of ours says no more than this.
_LINES, _CHARACTERS = 20, 1000
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class LoggedExecute(Execute):  # type: ignore[misc]
    """Runs the notebook; what the kernel itself says goes to a file and not to the terminal."""

    kernel_log = Unicode(os.devnull).tag(config=True)

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel."""
        with open(self.kernel_log, "ab") as file:
            super().start_new_kernel(stdout=file, stderr=file, **kwargs)


class StderrIsANote(Preprocessor):
    """Preprocessor between running and scoring.

    nbgrader gives 0 for a cell that wrote anything to stderr, such as a warning of NumPy's. Where
    the hidden test came to a verdict, what was written is shown with the other output instead.
    """

    # nbconvert skips a preprocessor that is not enabled.
    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Return the cell, with stderr moved to stdout if it holds a verdict."""
        outputs = cell.get("outputs", [])
        if any(VERDICT in (output.get("data") or {}) for output in outputs):
            for output in outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
        return cell, resources


class _Autograde(OneSubmission, Autograde):  # type: ignore[misc]
    """nbgrader's autograder for one submission."""

    def _init_preprocessors(self) -> None:
        # A course's own settings put the trusted judge in the place of Execute.
        self.autograde_preprocessors = [
            LoggedExecute,
            StderrIsANote,
            IgnorePattern,
            ClearMetadataPreprocessor,
            LimitOutput,
            SaveAutoGrades,
            AssignLatePenalties,
            CheckCellMetadata,
        ]
        super()._init_preprocessors()


def prepare(desk: Desk, assignment: str) -> None:
    """Make the gradebook of the desk know the exercises of an assignment.

    Parameters
    ----------
    desk : Desk
    assignment : str

    Raises
    ------
    CourseError
        If the exercises are not those that the gradebook already holds grades for.
    """
    desk.graded_cells(assignment)
    with quiet(desk) as log, tempfile.TemporaryDirectory() as scratch:
        config = settings(desk)
        config.CourseDirectory.assignment_id = assignment
        # The release is made elsewhere and thrown away: only its entry in the gradebook is wanted.
        config.CourseDirectory.release_directory = str(Path(scratch).resolve())
        maker = GenerateAssignment(
            coursedir=CourseDirectory(config=config, log=log), config=config, log=log
        )
        try:
            maker.start()
        except Exception as error:
            log.exception("The gradebook could not take in %s", assignment)
            raise CourseError(
                f"The gradebook of {desk.work} cannot take in the exercises of {assignment}: it "
                "holds grades of another version of them, or was made by another nbgrader. Grade "
                f"into a new folder with --into, or move that file away. Details: {desk.log}"
            ) from error


def grade(submission: Submission, desk: Desk, run: str) -> Result:
    """Judge one submission and write its points into the gradebook of the desk.

    Parameters
    ----------
    submission : Submission
        Its notebooks lie in the desk's ``repaired/``, other files in ``submitted/``.
    desk : Desk
        `prepare` was called for it and the assignment.
    run : str
        Name of this run, from which the seed of the hidden cases is made.

    Returns
    -------
    Result
        Whatever the submission does, there is one; where nothing could be judged it says why, and
        the gradebook holds no points of an earlier run either.
    """
    seed = seed_of(submission.assignment, submission.student, run)
    environment = {"COURSE_SEED": seed, "COURSE_ROOT": str(desk.root), VARIABLE: "1", **_ONE_THREAD}
    paths = tuple(submission.folder / f"{name}.ipynb" for name in submission.notebooks)
    exercises: tuple[ExerciseResult, ...] = ()
    problem = None
    try:
        withdraw(submission.student, submission.assignment, desk)
        with quiet(desk, environment) as log:
            log.info("%s of %s, seed %s", submission.assignment, submission.student, seed)
            try:
                config = settings(desk)
                config.LoggedExecute.kernel_log = str(desk.log)
                # For one cell. A whole lesson, trained to the end, takes less.
                config.LoggedExecute.timeout = 60
                config.LoggedExecute.interrupt_on_timeout = True
                # The outputs are in by then, and nothing of the student's runs on.
                config.LoggedExecute.shutdown_kernel = "immediate"
                _Autograde(submission.assignment, submission.student, paths, config, log).start()
            except Exception:
                log.exception("%s of %s", submission.assignment, submission.student)
                raise
            exercises = _read(submission, desk)
    except Exception as error:
        withdraw(submission.student, submission.assignment, desk)
        exercises, problem = (), f"{_reason(error)} Details: {desk.log.name}"
    return Result(submission.student, submission.assignment, ENGINE, run, exercises, problem)


def withdraw(student: str, assignment: str, desk: Desk) -> None:
    """Take a student's earlier points for an assignment, and pages made of them, off the desk."""
    for place in (desk.autograded, desk.feedback):
        shutil.rmtree(place / student / assignment, ignore_errors=True)
    with quiet(desk), Gradebook(gradebook_url(desk)) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return
        for notebook in submission.notebooks:
            for entry in notebook.grades:
                entry.auto_score = None
                entry.needs_manual_grade = True
        gradebook.db.commit()


@dataclass(frozen=True)
class _Outcome:
    """What the autograded notebook shows of one check cell."""

    points: float | None
    groups: Mapping[str, float]
    message: tuple[str, ...]
    seed: str


def _read(submission: Submission, desk: Desk) -> tuple[ExerciseResult, ...]:
    """Verdicts from the autograded notebooks, points from the gradebook."""
    folder = desk.autograded / submission.student / submission.assignment
    results = []
    shown: dict[str, dict[str, _Outcome]] = {}
    with Gradebook(gradebook_url(desk)) as gradebook:
        for cell in desk.graded_cells(submission.assignment):
            if cell.notebook not in shown:
                shown[cell.notebook] = _outcomes(folder / f"{cell.notebook}.ipynb")
            entry = gradebook.find_grade(
                cell.grade_id, cell.notebook, submission.assignment, submission.student
            )
            handed_in = cell.notebook in submission.notebooks
            outcome = shown[cell.notebook].get(cell.grade_id)
            results.append(_judged(submission.assignment, cell, entry, outcome, handed_in))
        gradebook.db.commit()
    return tuple(results)


def _judged(
    assignment: str, cell: GradedCell, entry: Grade, outcome: _Outcome | None, handed_in: bool
) -> ExerciseResult:
    notebook = f"{assignment}/{cell.notebook}"
    points = float(entry.auto_score or 0.0)
    if outcome is None:
        entry.auto_score, entry.needs_manual_grade = 0.0, False
        message = (
            f"The check cell of {cell.exercise} is missing from the notebook."
            if handed_in
            else f"No readable notebook {cell.notebook} was handed in."
        )
        return ExerciseResult(notebook, cell.exercise, 0.0, cell.points, message=(message,))
    message_lines = outcome.message
    if outcome.points is not None and not math.isclose(outcome.points, points, abs_tol=1e-6):
        # nbgrader gives full points where the number at the end of the cell is missing.
        entry.needs_manual_grade = True
        message_lines += (
            f"The hidden test says {outcome.points:g} points and nbgrader recorded {points:g}: "
            "an instructor should look at this one.",
        )
    return ExerciseResult(
        notebook, cell.exercise, points, cell.points, outcome.groups, message_lines, outcome.seed
    )


def _outcomes(path: Path) -> dict[str, _Outcome]:
    """Outcome of each check cell of an autograded notebook, by grade id."""
    if not path.is_file():
        return {}
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marks.get("grade"):
            found[marks["grade_id"]] = _outcome(cell["outputs"])
    return found


def _outcome(outputs: list[dict[str, Any]]) -> _Outcome:
    # The outputs were made in the student's kernel: nothing about their form is certain.
    for output in outputs:
        verdict = (output.get("data") or {}).get(VERDICT)
        if isinstance(verdict, dict):
            points, groups, lines = (verdict.get(key) for key in ("points", "groups", "message"))
            return _Outcome(
                points=float(points) if _is_number(points) else None,
                groups=(
                    {str(name): float(part) for name, part in groups.items() if _is_number(part)}
                    if isinstance(groups, dict)
                    else {}
                ),
                message=tuple(map(_line, lines[:_LINES])) if isinstance(lines, list) else (),
                seed=_line(verdict.get("seed", "")),
            )
    for output in outputs:
        if output.get("output_type") == "error":
            name, text = str(output.get("ename", "")), str(output.get("evalue", ""))
            first = _COLOUR.sub("", text).strip().partition("\n")[0]
            # What `check` says of an open exercise is a sentence; other errors need their name.
            line = first if first and name == "NotImplementedError" else f"{name}: {first}"
            return _Outcome(None, {}, (_line(line.removesuffix(": ")),), "")
    return _Outcome(None, {}, (), "")


def _line(value: object) -> str:
    """Return a text from the student's kernel as one that any file can hold, and no longer."""
    return str(value)[:_CHARACTERS].encode("utf-8", "replace").decode()


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _reason(error: Exception) -> str:
    if isinstance(error, DeadKernelError):
        return (
            "The kernel died while it ran the notebook (out of memory, or the process was ended "
            "from within)."
        )
    if isinstance(error, UnresponsiveKernelError):
        return "A cell ran over its time limit and could not be interrupted."
    return f"nbgrader could not grade this submission ({type(error).__name__}: {error})."
