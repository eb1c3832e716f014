"""Judging one submission with a given fork server: all its notebooks, and the result."""

import itertools
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.engine.judging.cell.error_source import describe
from grader.engine.judging.cell.outcome import as_line
from grader.engine.judging.cell.static_text.static_modules import is_installed, module_paths
from grader.engine.judging.interface import Job, JudgedSubmission, submission_seed
from grader.engine.judging.not_judged import INSTRUCTOR, exercise_not_judged
from grader.engine.judging.notebook import (
    JudgedNotebook,
    Notebook,
    Server,
    code_cells,
    grading_environment,
    judge_notebook,
    not_judged_notebook,
)
from grader.engine.judging.reference_run import known_reference_run
from grader.engine.judging.result import ExerciseResult, Result
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits
from grader.exercises.judge_names import TRUSTED
from grader.student.messages import grading_problems
from grader.student.text import CourseError

_MAX_NOTES_ON_MODULES = 10


def judge_submission(
    server: Server,
    job: Job,
    course_root: Path,
    limits: CallLimits = DEFAULT_LIMITS,
    engine: str = TRUSTED,
) -> JudgedSubmission:
    """Judge one submission with a given fork server.

    Raises
    ------
    CourseError
        If the course has no such assignment.
    """
    folder = course_root / "source" / job.assignment
    sources = {path.stem: _read_source(path) for path in sorted(folder.glob("*.ipynb"))}
    if not sources:
        raise CourseError(f"There is no instructor notebook in {folder}. Run: course build")
    notes = list(itertools.islice(_modules_not_used(job), _MAX_NOTES_ON_MODULES))
    cells = graded_cells(folder)
    seed = submission_seed(job.assignment, job.student, job.run)
    judged: dict[str, JudgedNotebook] = {}
    for name in filter(sources.__contains__, job.notebooks):
        content = _parse(job.notebooks[name])
        if content is None:
            notes.append(grading_problems.unreadable_notebook(name))
            continue
        files = {**job.files, **_other_notebooks(job, name)}
        faults = _faults_by_cell(job, name, cells)
        try:
            with grading_environment(course_root, seed):
                own = _own_process(job, name, cells, server, folder, sources[name])
                judged[name] = judge_notebook(
                    server, content, sources[name], files, limits, faults, own
                )
        except CourseError:
            raise
        except Exception as error:
            # The student's other notebooks can still be judged.
            judged[name] = not_judged_notebook(content, sources[name], describe(error))
    exercises = tuple(_exercise_result(job, cell, judged.get(cell.notebook)) for cell in cells)
    notes += [f"{name}: {each.problem}" for name, each in judged.items() if each.problem]
    result = Result(
        job.student,
        job.assignment,
        engine,
        job.run,
        exercises,
        notes=tuple(map(as_line, notes)),
    )
    texts = {
        name: json.dumps(each.content, ensure_ascii=False, indent=1) + "\n"
        for name, each in judged.items()
    }
    return JudgedSubmission(result, texts)


def _faults_by_cell(job: Job, notebook: str, cells: Sequence[GradedCell]) -> dict[str, str]:
    """Return by grade id why some cells of a notebook are not judged for anybody."""
    faults = job.not_judged.get(notebook, {})
    return {
        cell.grade_id: faults[cell.exercise]
        for cell in cells
        if cell.notebook == notebook and cell.exercise in faults
    }


def _own_process(
    job: Job,
    notebook: str,
    cells: Sequence[GradedCell],
    server: Server,
    folder: Path,
    source: Notebook,
) -> Collection[str]:
    """Return by grade id which tests of a notebook run in the student's own process."""
    if job.own_process is None:
        files = job.files if job.student == INSTRUCTOR else None
        return known_reference_run(server, folder, notebook, source, files).own_process
    exercises = job.own_process.get(notebook, ())
    return frozenset(
        cell.grade_id for cell in cells if cell.notebook == notebook and cell.exercise in exercises
    )


def _other_notebooks(job: Job, name: str) -> dict[str, bytes]:
    """Return the files of a submission's notebooks but one."""
    return {
        f"{other}.ipynb": text.encode() for other, text in job.notebooks.items() if other != name
    }


def _modules_not_used(job: Job) -> Iterator[str]:
    """Yield a note on each module of the student's that has the name of an installed one."""
    for name, path in module_paths(job.files).items():
        if "." not in name and is_installed(name):
            yield grading_problems.module_not_used(path, name)


def _parse(text: str) -> Notebook | None:
    """Return a student's notebook, None if it cannot be read."""
    try:
        content: Notebook = json.loads(text)
        code_cells(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return content


def _read_source(path: Path) -> Notebook:
    """Read an instructor's notebook."""
    try:
        content: Notebook = json.loads(path.read_text(encoding="utf-8"))
        code_cells(content)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CourseError(
            f"{path} is not a notebook as `course build` writes it ({type(error).__name__}: "
            f"{error}). Build the course again: course build"
        ) from error
    return content


def _exercise_result(job: Job, cell: GradedCell, judged: JudgedNotebook | None) -> ExerciseResult:
    notebook = f"{job.assignment}/{cell.notebook}"
    outcome = None if judged is None else judged.outcomes.get(cell.grade_id)
    if cell.is_manual:
        message = (grading_problems.manually_graded(),)
        return ExerciseResult(notebook, cell.exercise, None, cell.points, message=message)
    if judged is None and cell.notebook not in job.notebooks:
        message = (grading_problems.no_readable_notebook(cell.notebook),)
        return ExerciseResult(notebook, cell.exercise, 0.0, cell.points, message=message)
    if judged is None:
        fault = grading_problems.unreadable_notebook(cell.notebook)
        return exercise_not_judged(job.assignment, cell, fault)
    if outcome is None:
        # Deleted cells were restored from the release.
        return exercise_not_judged(
            job.assignment, cell, grading_problems.no_check_cell(cell.exercise)
        )
    return ExerciseResult(
        notebook,
        cell.exercise,
        outcome.points,
        cell.points,
        outcome.groups,
        outcome.message,
        outcome.seed,
        outcome.fault,
        outcome.forgeable,
    )
