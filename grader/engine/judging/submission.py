"""Judging one submission with a given fork server: all its notebooks, and the result."""

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.engine.judging.cell.outcome import as_line
from grader.engine.judging.cell.static_modules import is_installed, module_paths
from grader.engine.judging.interface import Job, JudgedSubmission, submission_seed
from grader.engine.judging.notebook import (
    JudgedNotebook,
    Notebook,
    Server,
    code_cells,
    grading_environment,
    judge_notebook,
)
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
    seed = submission_seed(job.assignment, job.student, job.run)
    judged: dict[str, JudgedNotebook] = {}
    for name in filter(sources.__contains__, job.notebooks):
        content = _parse(job.notebooks[name])
        if content is None:
            notes.append(grading_problems.unreadable_notebook(name))
            continue
        files = {**job.files, **_other_notebooks(job, name)}
        with grading_environment(course_root, seed):
            judged[name] = judge_notebook(server, content, sources[name], files, limits)
    exercises = tuple(
        _exercise_result(job.assignment, cell, judged.get(cell.notebook))
        for cell in graded_cells(folder)
    )
    notes += [f"{name}: {each.problem}" for name, each in judged.items() if each.problem]
    result = Result(
        job.student,
        job.assignment,
        engine,
        job.run,
        exercises,
        problem=_problem(judged),
        notes=tuple(map(as_line, notes)),
    )
    texts = {
        name: json.dumps(each.content, ensure_ascii=False, indent=1) + "\n"
        for name, each in judged.items()
    }
    return JudgedSubmission(result, texts)


def _other_notebooks(job: Job, name: str) -> dict[str, bytes]:
    """Return the files of a submission's notebooks but one."""
    return {
        f"{other}.ipynb": text.encode() for other, text in job.notebooks.items() if other != name
    }


def _problem(judged: Mapping[str, JudgedNotebook]) -> str | None:
    """Return the problems of single exercises as one line, None if there are none."""
    problems = [
        f"{name}, {grade_id}: {outcome.problem}"
        for name, each in judged.items()
        for grade_id, outcome in each.outcomes.items()
        if outcome.problem
    ]
    return as_line(" ".join(problems)) if problems else None


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


def _exercise_result(
    assignment: str, cell: GradedCell, judged: JudgedNotebook | None
) -> ExerciseResult:
    notebook = f"{assignment}/{cell.notebook}"
    outcome = None if judged is None else judged.outcomes.get(cell.grade_id)
    if outcome is None:
        message = (
            grading_problems.no_readable_notebook(cell.notebook)
            if judged is None
            else grading_problems.no_check_cell(cell.exercise)
        )
        return ExerciseResult(notebook, cell.exercise, 0.0, cell.points, message=(message,))
    return ExerciseResult(
        notebook,
        cell.exercise,
        outcome.points,
        cell.points,
        outcome.groups,
        outcome.message,
        outcome.seed,
    )
