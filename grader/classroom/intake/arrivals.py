"""Finds what was handed in, and says in a sentence what cannot be judged and why."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.classroom.grading.digests import files_below
from grader.classroom.intake.cell_repair import likeness, repair, unanswered, written
from grader.classroom.intake.file_formats import (
    StudentCell,
    UnreadableError,
    read_cells,
    too_large,
    unpacked,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job
from grader.engine.judging.result import Submission
from grader.student.text.errors import CourseError

_NOTEBOOKS = (".ipynb", ".py", ".zip")
_TIMESTAMP = "timestamp.txt"

_MOST_BYTES = 50_000_000
"""Of a student's other files together; they travel with the submission."""

Found = Mapping[str, tuple[list[StudentCell], list[str]]]
Releases = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Arrival:
    """What came from one student.

    Parameters
    ----------
    student : str
    submission : Submission or None
        None where there is nothing that could be judged.
    problem : str or None
        What is wrong with all, or with a part, of it.
    notes : tuple of str
        What was mended.
    unanswered : mapping of str to tuple of str
        By notebook, the grade ids of the exercises that stand as they were handed out.
    timestamp : str or None
        When it was handed in, as ``timestamp.txt`` says.
    """

    student: str
    submission: Submission | None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timestamp: str | None = None


def take_in(workspace: Workspace, assignment: str, folder: Path) -> tuple[Arrival, ...]:
    """Copy the submissions of an assignment to the desk and look at each.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    folder : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``. It may be the desk's own
        ``submitted/``; then nothing is copied.

    Returns
    -------
    tuple of Arrival
        One for each folder of a student, in the order of their names.

    Raises
    ------
    CourseError
        If there is no such folder, or no folder of a student in it.
    """
    releases = read_releases(workspace, assignment)
    homes = homes_of_students(workspace, assignment, folder)
    return tuple(arrive(workspace, assignment, home, releases) for home in homes)


def homes_of_students(workspace: Workspace, assignment: str, folder: Path) -> tuple[Path, ...]:
    """Return the folders of the students in a folder of submissions, in the order of their names.

    Raises
    ------
    CourseError
        If there is no such folder, or no folder of a student in it.
    """
    wanted = _wanted(workspace, assignment)
    if not folder.is_dir():
        raise CourseError(f"There is no folder {folder}.")
    students = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    layout = f"{folder}/<student>/{assignment}/{wanted[0]}.ipynb"
    if not students:
        raise CourseError(f"No submission in {folder}. Lay them out as {layout}")
    if not any((student / assignment).is_dir() for student in students):
        raise CourseError(
            f"No student in {folder} has a folder {assignment!r}. Lay them out as {layout}"
        )
    return tuple(students)


def read_releases(workspace: Workspace, assignment: str) -> Releases:
    """Read the release notebooks of an assignment, by name.

    Raises
    ------
    CourseError
        If one is not there.
    """
    return {name: _release(workspace, assignment, name) for name in _wanted(workspace, assignment)}


def readable_name(name: str) -> str:
    """Return the name of a folder as text that any file can hold.

    A name that is no UTF-8 text, as old archives bring them, has a mark for each such letter.
    """
    return os.fsencode(name).decode("utf-8", "replace")


def arrive(workspace: Workspace, assignment: str, home: Path, releases: Releases) -> Arrival:
    """Copy what one student handed in to the desk, and repair it.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    home : Path
        The student's folder, in which one is named like the assignment.
    releases : mapping
        What `read_releases` returned.
    """
    student = readable_name(home.name)
    try:
        origin = home / assignment
        if origin.is_symlink():
            return Arrival(
                student, None, f"The folder {assignment!r} is a link, which is not followed."
            )
        if not origin.is_dir():
            return Arrival(student, None, _no_folder(home, assignment))
        folder = _copy(origin, workspace.submitted / student / assignment)
        target = workspace.repaired / student / assignment
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        found, unreadable, remarks = _read_all(folder)
        left_out = _left_out(folder)
        faults, notes, open_still = _repair_all(target, releases, found, unreadable)
        timestamp = _timestamp(folder)
    except OSError as error:
        return Arrival(student, None, f"The submission cannot be read ({error.strerror}).")
    except Exception as error:
        # Whatever it is that nobody thought of, the others are still to be graded.
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        return Arrival(student, None, f"The submission cannot be read ({reason}).")
    notes = [*remarks, *notes, *left_out]
    readable = tuple(name for name in releases if name not in faults)
    problem = " ".join(faults.values()) or None
    if not readable:
        return Arrival(student, None, problem, tuple(notes), {}, timestamp)
    submission = Submission(student, assignment, target, readable)
    return Arrival(student, submission, problem, tuple(notes), open_still, timestamp)


def job_of(workspace: Workspace, submission: Submission, run: str) -> Job:
    """Return a submission that has arrived as plain data.

    Raises
    ------
    OSError
        If its files are no longer there.
    """
    texts = {
        name: (submission.folder / f"{name}.ipynb").read_text(encoding="utf-8")
        for name in submission.notebooks
    }
    folder = workspace.submitted / submission.student / submission.assignment
    taken, _ = _others(folder)
    # A name that is no text could not travel to another machine.
    files = {readable_name(p.relative_to(folder).as_posix()): p.read_bytes() for p in taken}
    return Job(submission.student, submission.assignment, run, texts, files)


def _wanted(workspace: Workspace, assignment: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.notebook for cell in workspace.graded_cells(assignment)))


def _no_folder(home: Path, assignment: str) -> str:
    others = sorted(readable_name(p.name) for p in home.iterdir() if not p.name.startswith("."))
    there = f" There is: {', '.join(others[:5])}." if others else ""
    return f"There is no folder {assignment!r} from this student.{there}"


def _release(workspace: Workspace, assignment: str, name: str) -> dict[str, Any]:
    path = workspace.release / assignment / f"{name}.ipynb"
    try:
        release: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} is not there or damaged. Run: course build") from error
    return release


def _read_all(
    folder: Path,
) -> tuple[dict[str, tuple[list[StudentCell], list[str]]], dict[str, str], list[str]]:
    """Read every file of a student that may be a notebook; say which cannot be read, and why."""
    found: dict[str, tuple[list[StudentCell], list[str]]] = {}
    unreadable: dict[str, str] = {}
    remarks: list[str] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in _NOTEBOOKS):
        if path.is_symlink() or not path.is_file():
            continue
        name = readable_name(path.name)
        try:
            too_large(name, path.stat().st_size)
            whole = path.read_bytes()
            parts = unpacked(name, whole)
        except UnreadableError as error:
            unreadable[name] = str(error)
            continue
        if parts != {name: whole}:
            remarks.append(f"{name} is a zip, which was unpacked.")
        for part, data in parts.items():
            try:
                # A notebook that lies there itself counts before one in an archive.
                if part == name or part not in found:
                    found[part] = read_cells(part, data)
            except UnreadableError as error:
                unreadable[part] = str(error)
    return found, unreadable, remarks


def _repair_all(
    target: Path, releases: Releases, found: Found, unreadable: Mapping[str, str]
) -> tuple[dict[str, str], list[str], dict[str, tuple[str, ...]]]:
    """Write the repaired notebooks of one student.

    Returns what is wrong, what was mended, and what stands as it was handed out.
    """
    faults: dict[str, str] = {}
    notes: list[str] = []
    open_still: dict[str, tuple[str, ...]] = {}
    for name, release in releases.items():
        file = _file_for(name, release, found, releases)
        if file is None:
            others = ", ".join(sorted([*found, *unreadable]))
            there = f"there is only {others}" if others else "there is no notebook at all"
            fault = f"{name}.ipynb was not handed in; {there}."
            if f"{name}.ipynb" in found:
                fault = f"{name}.ipynb holds none of the exercises: it is another notebook."
            faults[name] = unreadable.get(f"{name}.ipynb") or fault
            if len(unreadable) == 1 and not found:
                faults[name] = next(iter(unreadable.values()))
            continue
        cells, remarks = found[file]
        if file != f"{name}.ipynb":
            notes.append(f"{name} was handed in as {file}.")
        notebook, mended = repair(release, cells)
        notes += [*remarks, *mended]
        open_still[name] = unanswered(release, notebook)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (target / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    return faults, notes, open_still


def _file_for(
    name: str, release: Mapping[str, Any], found: Found, releases: Releases
) -> str | None:
    """Choose the file that holds a notebook: by its name, else by the exercises in it.

    One of the right name in which nothing is written gives way to another, as a copy that the
    student worked on instead.
    """
    taken = {f"{other}.ipynb" for other in releases if other != name}
    alike = {
        file: count
        for file, (cells, _) in found.items()
        if file not in taken and (count := likeness(release, cells))
    }
    if len(alike) <= 1:
        return next(iter(alike), None)
    likely = {file: (written(release, found[file][0]), count) for file, count in alike.items()}
    named = f"{name}.ipynb"
    if named in likely and likely[named][0]:
        return named
    best = max(likely, key=lambda file: (*likely[file], file == named), default=None)
    if best is None or (named in likely and not likely[best][0]):
        return named if named in likely else best
    return best


def _others(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return a student's files that are no notebooks: those that come along, and those too many."""
    taken: list[Path] = []
    left: list[Path] = []
    room = _MOST_BYTES
    for path in sorted(files_below(folder)):
        if path.suffix.lower() in _NOTEBOOKS or path == folder / _TIMESTAMP:
            continue
        size = path.stat().st_size
        if size > room:
            left.append(path)
            continue
        room -= size
        taken.append(path)
    return taken, left


def _left_out(folder: Path) -> list[str]:
    return [
        f"{readable_name(path.relative_to(folder).as_posix())} has "
        f"{path.stat().st_size // 1_000_000} MB and was left out."
        for path in _others(folder)[1]
    ]


def _timestamp(folder: Path) -> str | None:
    path = folder / _TIMESTAMP
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(200).decode("utf-8-sig", "replace").replace("\0", "").strip() or None


def _copy(origin: Path, target: Path) -> Path:
    """Copy a student's folder, unless it is there already. Symbolic links stay behind."""
    if origin.resolve() == target:
        return target
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in files_below(origin):
        there = target / path.relative_to(origin)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)
    return target
