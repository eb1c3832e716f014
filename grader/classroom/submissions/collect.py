"""Collect submissions: copy and repair the files, and report what cannot be judged and why."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.classroom.submissions.cell_repair import (
    count_changed_exercises,
    count_exercises,
    repair,
    unanswered,
)
from grader.classroom.submissions.file_formats import (
    StudentCell,
    UnreadableError,
    check_size,
    read_cells,
    unpack,
)
from grader.classroom.submissions.student_files import (
    NOTEBOOK_SUFFIXES,
    copy_folder,
    excluded_notes,
    other_files,
    read_timestamp,
    utf8_name,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job
from grader.engine.judging.result import Submission
from grader.student.messages import file_repairs
from grader.student.text import CourseError

ReleaseNotebooks = Mapping[str, Mapping[str, Any]]
"""Parsed JSON of the release notebooks of an assignment, by name."""

_ReadFiles = dict[str, tuple[list[StudentCell], list[str]]]
"""By file name, the cells of a student's file and notes on how it was read."""


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
        files, unreadable, reading_notes = _read_files(folder)
        excluded = excluded_notes(folder)
        problems, notes, unchanged = _repair_all(target, releases, files, unreadable)
        timestamp = read_timestamp(folder)
    except OSError as error:
        reason = file_repairs.unreadable_submission(error.strerror)
        return CollectedSubmission(student, None, reason)
    except Exception as error:
        # An unexpected error must not stop the grading of the other submissions.
        detail = f"{type(error).__name__}: {str(error)[:200]}"
        return CollectedSubmission(student, None, file_repairs.unreadable_submission(detail))
    notes = [*reading_notes, *notes, *excluded]
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
    folder = workspace.submitted / submission.student / submission.assignment
    included, _ = other_files(folder)
    # A name that is not UTF-8 could not be sent to another machine.
    files = {utf8_name(p.relative_to(folder).as_posix()): p.read_bytes() for p in included}
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


def _read_files(folder: Path) -> tuple[_ReadFiles, dict[str, str], list[str]]:
    """Read every file of a student that may contain a notebook.

    Returns the files, by name why others are unreadable, and notes.
    """
    files: _ReadFiles = {}
    unreadable: dict[str, str] = {}
    notes: list[str] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in NOTEBOOK_SUFFIXES):
        if path.is_symlink() or not path.is_file():
            continue
        name = utf8_name(path.name)
        try:
            check_size(name, path.stat().st_size)
            whole = path.read_bytes()
            parts = unpack(name, whole)
        except UnreadableError as error:
            unreadable[name] = str(error)
            continue
        if parts != {name: whole}:
            notes.append(file_repairs.unpacked(name))
        for part, data in parts.items():
            try:
                # A notebook in the folder has priority over one in an archive.
                if part == name or part not in files:
                    files[part] = read_cells(part, data)
            except UnreadableError as error:
                unreadable[part] = str(error)
    return files, unreadable, notes


def _repair_all(
    target: Path, releases: ReleaseNotebooks, files: _ReadFiles, unreadable: Mapping[str, str]
) -> tuple[dict[str, str], list[str], dict[str, tuple[str, ...]]]:
    """Write the repaired notebooks of one student.

    Returns, by notebook, why some are missing, notes on the repairs, and, by notebook, the
    exercises that the student did not change.
    """
    problems: dict[str, str] = {}
    notes: list[str] = []
    unchanged: dict[str, tuple[str, ...]] = {}
    for name, release in releases.items():
        file = _file_for(name, release, files, releases)
        if file is None:
            problems[name] = _why_missing(name, files, unreadable)
            continue
        cells, reading_notes = files[file]
        if file != f"{name}.ipynb":
            notes.append(file_repairs.other_file_name(name, file))
        notebook, repair_notes = repair(release, cells)
        notes += [*reading_notes, *repair_notes]
        unchanged[name] = unanswered(release, notebook)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (target / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    return problems, notes, unchanged


def _why_missing(name: str, files: _ReadFiles, unreadable: Mapping[str, str]) -> str:
    if len(unreadable) == 1 and not files:
        return next(iter(unreadable.values()))
    if f"{name}.ipynb" in unreadable:
        return unreadable[f"{name}.ipynb"]
    if f"{name}.ipynb" in files:
        return file_repairs.other_notebook(name)
    return file_repairs.no_notebook(name, sorted([*files, *unreadable]))


def _file_for(
    name: str, release: Mapping[str, Any], files: _ReadFiles, releases: ReleaseNotebooks
) -> str | None:
    """Choose a student's file for a release notebook: by its name, else by its exercises.

    If nothing is changed in the file with the right name, another file in which exercises are
    changed is chosen: the student worked in a copy.
    """
    names_of_others = {f"{other}.ipynb" for other in releases if other != name}
    candidates = {
        file: count
        for file, (cells, _) in files.items()
        if file not in names_of_others and (count := count_exercises(release, cells))
    }
    if len(candidates) <= 1:
        return next(iter(candidates), None)
    ranks = {
        file: (count_changed_exercises(release, files[file][0]), count)
        for file, count in candidates.items()
    }
    named = f"{name}.ipynb"
    if named in ranks and ranks[named][0]:
        return named
    best = max(ranks, key=lambda file: (*ranks[file], file == named), default=None)
    if best is None or (named in ranks and not ranks[best][0]):
        return named if named in ranks else best
    return best
