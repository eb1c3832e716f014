"""Collect submissions: copy and repair the files, and report what cannot be judged and why."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.classroom.submissions.cell_repair import repair, unanswered
from grader.classroom.submissions.student_files import (
    copy_folder,
    files_below,
    read_timestamp,
    utf8_name,
)
from grader.classroom.submissions.submitted_files import (
    SubmittedFiles,
    choose_file,
    read_other_files,
    read_submitted_files,
    write_other_files,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job
from grader.engine.judging.result import Submission
from grader.student.messages import file_repairs
from grader.student.text import CourseError

ReleaseNotebooks = Mapping[str, Mapping[str, Any]]
"""Parsed JSON of the release notebooks of an assignment, by name."""


@dataclass(frozen=True)
class CollectedSubmission:
    """What was found in the folder of one student.

    Parameters
    ----------
    student : str
    submission : Submission or None
        None if nothing can be judged.
    problem : str or None
        Why all or a part of it cannot be judged.
    notes : tuple of str
        What was repaired.
    unanswered : mapping of str to tuple of str
        By notebook, the grade ids of the exercises that the student did not change.
    timestamp : str or None
        Time of the submission, from ``timestamp.txt``.
    """

    student: str
    submission: Submission | None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timestamp: str | None = None


def collect_all(
    workspace: Workspace, assignment: str, folder: Path
) -> tuple[CollectedSubmission, ...]:
    """Collect the submissions of an assignment from a folder.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    folder : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``. It may be the workspace's own
        ``submitted/``; then nothing is copied.

    Returns
    -------
    tuple of CollectedSubmission
        One for each folder of a student, ordered by name.

    Raises
    ------
    CourseError
        If the folder does not exist, or contains no folder of a student.
    """
    releases = read_release_notebooks(workspace, assignment)
    students = student_folders(workspace, assignment, folder)
    return tuple(collect_submission(workspace, assignment, each, releases) for each in students)


def student_folders(workspace: Workspace, assignment: str, folder: Path) -> tuple[Path, ...]:
    """Return the folders of the students in a folder of submissions, ordered by name.

    Raises
    ------
    CourseError
        If the folder does not exist, or contains no folder of a student.
    """
    notebooks = _notebook_names(workspace, assignment)
    if not folder.is_dir():
        raise CourseError(f"There is no folder {folder}.")
    students = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    layout = f"{folder}/<student>/{assignment}/{notebooks[0]}.ipynb"
    if not students:
        raise CourseError(f"No submission in {folder}. Lay them out as {layout}")
    if not any((student / assignment).is_dir() for student in students):
        raise CourseError(
            f"No student in {folder} has a folder {assignment!r}. Lay them out as {layout}"
        )
    return tuple(students)


def read_release_notebooks(workspace: Workspace, assignment: str) -> ReleaseNotebooks:
    """Read the release notebooks of an assignment.

    Raises
    ------
    CourseError
        If one of them is missing or damaged.
    """
    names = _notebook_names(workspace, assignment)
    return {name: _read_release(workspace, assignment, name) for name in names}


def collect_submission(
    workspace: Workspace, assignment: str, student_folder: Path, releases: ReleaseNotebooks
) -> CollectedSubmission:
    """Copy the submission of one student to the workspace, and repair it.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    student_folder : Path
        Contains a folder with the name of the assignment.
    releases : mapping
        What `read_release_notebooks` returned.
    """
    student = utf8_name(student_folder.name)
    try:
        origin = student_folder / assignment
        if origin.is_symlink():
            return CollectedSubmission(student, None, file_repairs.folder_is_link(assignment))
        if not origin.is_dir():
            return CollectedSubmission(student, None, _no_folder(student_folder, assignment))
        folder = copy_folder(origin, workspace.submitted / student / assignment)
        target = workspace.repaired / student / assignment
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        paths = {utf8_name(p.relative_to(folder).as_posix()): p for p in files_below(folder)}
        files = read_submitted_files(paths)
        problems, notes, unchanged = _repair_all(target, releases, files)
        write_other_files(target, files.others)
        timestamp = read_timestamp(folder)
    except OSError as error:
        reason = file_repairs.unreadable_submission(error.strerror)
        return CollectedSubmission(student, None, reason)
    except Exception as error:
        # An unexpected error must not stop the grading of the other submissions.
        detail = f"{type(error).__name__}: {str(error)[:200]}"
        return CollectedSubmission(student, None, file_repairs.unreadable_submission(detail))
    notes = [*files.notes, *notes]
    readable = tuple(name for name in releases if name not in problems)
    problem = " ".join(problems.values()) or None
    if not readable:
        return CollectedSubmission(student, None, problem, tuple(notes), {}, timestamp)
    submission = Submission(student, assignment, target, readable)
    return CollectedSubmission(student, submission, problem, tuple(notes), unchanged, timestamp)


def make_job(workspace: Workspace, submission: Submission, run: str) -> Job:
    """Read the files of a collected submission into a job.

    Raises
    ------
    OSError
        If the files no longer exist.
    """
    texts = {
        name: (submission.folder / f"{name}.ipynb").read_text(encoding="utf-8")
        for name in submission.notebooks
    }
    files = read_other_files(submission.folder)
    return Job(submission.student, submission.assignment, run, texts, files)


def _notebook_names(workspace: Workspace, assignment: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.notebook for cell in workspace.graded_cells(assignment)))


def _no_folder(student_folder: Path, assignment: str) -> str:
    others = sorted(utf8_name(p.name) for p in student_folder.iterdir() if p.name[0] != ".")
    return file_repairs.no_folder(assignment, others)


def _read_release(workspace: Workspace, assignment: str, name: str) -> dict[str, Any]:
    path = workspace.release / assignment / f"{name}.ipynb"
    try:
        release: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} is not there or damaged. Run: course build") from error
    return release


def _repair_all(
    target: Path, releases: ReleaseNotebooks, files: SubmittedFiles
) -> tuple[dict[str, str], list[str], dict[str, tuple[str, ...]]]:
    """Write the repaired notebooks of one student.

    Returns, by notebook, why some are missing, notes on the repairs, and, by notebook, the
    exercises that the student did not change.
    """
    problems: dict[str, str] = {}
    notes: list[str] = []
    unchanged: dict[str, tuple[str, ...]] = {}
    for name, release in releases.items():
        file = choose_file(name, release, files, releases)
        if file is None:
            problems[name] = _why_missing(name, files)
            continue
        found_as = file.name if file.archive else file.path
        if found_as != f"{name}.ipynb":
            notes.append(file_repairs.other_file_name(name, found_as))
        notebook, repair_notes = repair(release, file.cells)
        notes += [*file.notes, *repair_notes]
        unchanged[name] = unanswered(release, notebook)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (target / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    return problems, notes, unchanged


def _why_missing(name: str, files: SubmittedFiles) -> str:
    read = [file.path for file in files.read]
    if len(files.unreadable) == 1 and not read:
        return next(iter(files.unreadable.values()))
    if f"{name}.ipynb" in files.unreadable:
        return files.unreadable[f"{name}.ipynb"]
    if f"{name}.ipynb" in read:
        return file_repairs.other_notebook(name)
    return file_repairs.no_notebook(name, sorted([*read, *files.unreadable]))
