"""Collect submissions: copy and repair the files, and report what cannot be judged and why."""

import functools
import itertools
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.classroom.machine_errors import MachineError, is_of_machine, not_written
from grader.classroom.submissions import limits
from grader.classroom.submissions.cell_repair import repair, unanswered
from grader.classroom.submissions.forms.name_patterns import is_of_program
from grader.classroom.submissions.forms.safe_names import is_escaped, path_in_submission, student_id
from grader.classroom.submissions.student_files import (
    MAX_NAMES,
    copy_files,
    has_notebook,
    list_files,
    read_file,
    read_timestamp,
)
from grader.classroom.submissions.submitted_files import (
    SubmittedFiles,
    choose_file,
    other_work,
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
class StudentFolder:
    """The folder of one student, and the student's id: see `safe_names.student_id`."""

    student: str
    path: Path


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
    try_again : bool
        Whether the problem may be temporary.
    is_fault : bool
        Whether the reading failed, and not because the submission is known to be damaged.
    """

    student: str
    submission: Submission | None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timestamp: str | None = None
    try_again: bool = False
    is_fault: bool = False


def collect_all(
    workspace: Workspace, assignment: str, folder: Path
) -> tuple[CollectedSubmission, ...]:
    """Collect the submissions of an assignment from a folder, in this process and without limits.

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


def student_folders(
    workspace: Workspace, assignment: str, folder: Path
) -> tuple[StudentFolder, ...]:
    """Return the folders of the students in a folder of submissions, ordered by name.

    Raises
    ------
    CourseError
        If the folder does not exist, or contains no folder of a student.
    """
    notebooks = _notebook_names(workspace, assignment)
    if not folder.is_dir():
        raise CourseError(f"There is no folder {folder}.")
    paths = sorted(path for path in folder.iterdir() if _is_student(path, assignment))
    layout = f"{folder}/<student>/{assignment}/{notebooks[0]}.ipynb"
    if not paths:
        raise CourseError(f"No submission in {folder}. Lay them out as {layout}")
    if not any(_is_folder(path / assignment) for path in paths):
        raise CourseError(
            f"No student in {folder} has a folder {assignment!r}. Lay them out as {layout}"
        )
    ids = _student_ids([p.name for p in paths], own=folder.resolve() == workspace.submitted)
    return tuple(
        sorted(
            (StudentFolder(ids[path.name], path) for path in paths), key=lambda each: each.student
        )
    )


def entries_left_out(assignment: str, folder: Path) -> list[str]:
    """Return the names in a folder of submissions that may be submissions and are not graded.

    These are notebooks and archives beside the folders of the students, and hidden folders with a
    notebook or an archive near their top that have no folder for the assignment.
    """
    return sorted(
        path_in_submission([path.name])
        for path in folder.iterdir()
        if not _is_student(path, assignment) and has_notebook(path, depth=2)
    )


def _is_student(path: Path, assignment: str) -> bool:
    """Return whether an entry of a folder of submissions is the folder of a student.

    A hidden folder is one only if a submission is in it.
    """
    if is_of_program(path.name):
        return False
    return _is_folder(path / assignment if path.name.startswith(".") else path)


def _student_ids(names: Sequence[str], *, own: bool) -> dict[str, str]:
    """Return the student's id for each name of a folder; different names have different ids.

    Parameters
    ----------
    names : sequence of str
    own : bool
        Whether the folders are in ``submitted/``, where copies already have an id as their name.
    """
    copies = {name for name in names if own and is_escaped(name)}
    ids = {name: student_id(name) for name in names if name not in copies}
    taken = set(ids.values())
    for name in sorted(copies):
        each = name
        while each in taken:
            each = student_id(each)
        ids[name] = each
        taken.add(each)
    return ids


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # One folder that cannot be looked into must not stop the class.
        return False


def read_release_notebooks(workspace: Workspace, assignment: str) -> ReleaseNotebooks:
    """Read the release notebooks of an assignment.

    Raises
    ------
    CourseError
        If one of them is missing or damaged.
    """
    names = _notebook_names(workspace, assignment)
    return {name: _read_release(workspace, assignment, name) for name in names}


Change = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Changes a restored notebook, given its name, before it is executed."""


def _unchanged(name: str, notebook: dict[str, Any]) -> dict[str, Any]:
    return notebook


def collect_submission(
    workspace: Workspace,
    assignment: str,
    student: StudentFolder,
    releases: ReleaseNotebooks,
    change: Change = _unchanged,
) -> CollectedSubmission:
    """Copy the submission of one student to the workspace, and repair it.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    student : StudentFolder
        Contains a folder with the name of the assignment.
    releases : mapping
        What `read_release_notebooks` returned.
    change : callable, optional

    Raises
    ------
    MachineError, MemoryError
        If this machine cannot write files, or memory is exhausted. Any other error becomes the
        problem of the submission.
    """
    try:
        collected = _collect(workspace, assignment, student, releases, change)
    except (MachineError, MemoryError):
        raise
    except OSError as error:
        reason = file_repairs.unreadable_submission(error.strerror)
        collected = CollectedSubmission(
            student.student, None, reason, try_again=True, is_fault=True
        )
    except CourseError as error:
        collected = CollectedSubmission(student.student, None, str(error), is_fault=True)
    except Exception as error:
        # An unexpected error must not stop the grading of the other submissions.
        detail = f"{type(error).__name__}: {str(error)[:200]}"
        reason = file_repairs.unreadable_submission(detail)
        collected = CollectedSubmission(student.student, None, reason, is_fault=True)
    notes = list(collected.notes)
    if student.student != student.path.name:
        notes.insert(0, file_repairs.escaped_folder_name(student.student))
    return replace(collected, notes=file_repairs.few_notes(notes, limits.MAX_NOTES))


def _collect(
    workspace: Workspace,
    assignment: str,
    student: StudentFolder,
    releases: ReleaseNotebooks,
    change: Change,
) -> CollectedSubmission:
    name, origin = student.student, student.path / assignment
    if origin.is_symlink():
        return CollectedSubmission(name, None, file_repairs.folder_is_link(assignment))
    if not origin.is_dir():
        return CollectedSubmission(name, None, _no_folder(student.path, assignment))
    tree = list_files(origin)
    target = workspace.repaired / name / assignment
    _make_empty(target)
    copy_notes: list[str] = []
    if origin.resolve().parent.parent != workspace.submitted:
        copies = workspace.submitted / name / assignment
        _make_empty(copies)
        copy_notes = copy_files(tree, copies)
    files = read_submitted_files({file.name: file.path for file in tree.files}, releases)
    for file in tree.too_large:
        files.unreadable[file.name] = file_repairs.too_large(file.name, file.size)
    problems, notes, unchanged = _repair_all(workspace, target, releases, files, change)
    _write_here(target, lambda: write_other_files(target, files.others))
    timestamp = read_timestamp(origin)
    notes = [*files.notes, *notes, *tree.notes(), *copy_notes]
    readable = tuple(name for name in releases if name not in problems)
    problem = " ".join(problems.values()) or None
    if not readable:
        return CollectedSubmission(name, None, problem, tuple(notes), {}, timestamp)
    submission = Submission(name, assignment, target, readable)
    return CollectedSubmission(name, submission, problem, tuple(notes), unchanged, timestamp)


def _make_empty(folder: Path) -> None:
    """Create a folder of ours, without what an earlier submission left there."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_here(folder, lambda: folder.mkdir(parents=True))


def _write_here(folder: Path, write: Callable[[], object]) -> None:
    """Write something to a folder of ours.

    Raises
    ------
    MachineError
        If this machine cannot write files.
    """
    try:
        write()
    except OSError as error:
        if is_of_machine(error):
            raise not_written(f"The folder {folder}", error) from error
        raise


def make_job(workspace: Workspace, submission: Submission, run: str) -> Job:
    """Read the files of a collected submission into a job.

    Raises
    ------
    OSError
        If the files no longer exist.
    """
    texts = {
        name: read_file(submission.folder / f"{name}.ipynb", limits.MAX_REPAIRED_BYTES).decode()
        for name in submission.notebooks
    }
    files = read_other_files(submission.folder)
    return Job(submission.student, submission.assignment, run, texts, files)


def _notebook_names(workspace: Workspace, assignment: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.notebook for cell in workspace.graded_cells(assignment)))


def _no_folder(student_folder: Path, assignment: str) -> str:
    with os.scandir(student_folder) as entries:
        names = [e.name for e in itertools.islice(entries, MAX_NAMES) if e.name[0] != "."]
    others = sorted(path_in_submission([name]) for name in names)
    return file_repairs.no_folder(assignment, others)


def _read_release(workspace: Workspace, assignment: str, name: str) -> dict[str, Any]:
    path = workspace.release / assignment / f"{name}.ipynb"
    try:
        release: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} is not there or damaged. Run: course build") from error
    return release


def _repair_all(
    workspace: Workspace,
    target: Path,
    releases: ReleaseNotebooks,
    files: SubmittedFiles,
    change: Change,
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
        if unchosen := other_work(name, release, file, files, releases):
            notes.append(file_repairs.other_work(name, unchosen))
        own = functools.partial(workspace.own_texts, target.name, name)
        notebook, repair_notes = repair(release, file.cells, own)
        notes += [*file.notes, *repair_notes]
        unchanged[name] = unanswered(release, notebook)
        text = json.dumps(change(name, notebook), ensure_ascii=False, indent=1) + "\n"
        data = text.encode("utf-8", "replace")
        if len(data) > limits.MAX_REPAIRED_BYTES:
            problems[name] = file_repairs.too_large(found_as, len(data))
            continue
        _write_here(target, functools.partial((target / f"{name}.ipynb").write_bytes, data))
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
