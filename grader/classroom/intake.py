"""Finds what was handed in, and says in a sentence what cannot be judged and why."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.classroom.desk import Desk
from grader.classroom.repair import likeness, repair
from grader.classroom.salvage import StudentCell, UnreadableError, read_cells
from grader.engine.result import Submission
from grader.student.errors import CourseError

_NOTEBOOKS = (".ipynb", ".py", ".zip")


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
    """

    student: str
    submission: Submission | None
    problem: str | None = None
    notes: tuple[str, ...] = ()


def take_in(desk: Desk, assignment: str, folder: Path) -> tuple[Arrival, ...]:
    """Copy the submissions of an assignment to the desk and look at each.

    Parameters
    ----------
    desk : Desk
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
    wanted = tuple(dict.fromkeys(cell.notebook for cell in desk.graded_cells(assignment)))
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
    return tuple(_arrival(desk, assignment, student, wanted) for student in students)


def readable_name(name: str) -> str:
    """Return the name of a folder as text that any file can hold.

    A name that is no UTF-8 text, as old archives bring them, has a mark for each such letter.
    """
    return os.fsencode(name).decode("utf-8", "replace")


def _arrival(desk: Desk, assignment: str, home: Path, wanted: tuple[str, ...]) -> Arrival:
    student = readable_name(home.name)
    releases = {name: _release(desk, assignment, name) for name in wanted}
    try:
        origin = home / assignment
        if not origin.is_dir():
            return Arrival(student, None, f"There is no folder {assignment!r} from this student.")
        folder = _copy(origin, desk.submitted / student / assignment)
        target = desk.repaired / student / assignment
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        faults, notes = _repair_all(folder, target, releases)
    except OSError as error:
        return Arrival(student, None, f"The submission cannot be read ({error.strerror}).")
    readable = tuple(name for name in wanted if name not in faults)
    problem = " ".join(faults.values()) or None
    if not readable:
        return Arrival(student, None, problem, tuple(notes))
    submission = Submission(student, assignment, target, readable)
    return Arrival(student, submission, problem, tuple(notes))


def _release(desk: Desk, assignment: str, name: str) -> dict[str, Any]:
    path = desk.release / assignment / f"{name}.ipynb"
    try:
        release: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} is not there or damaged. Run: course build") from error
    return release


def _repair_all(
    folder: Path, target: Path, releases: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, str], list[str]]:
    """Write the repaired notebooks of one student; return what is wrong and what was mended."""
    found, unreadable = {}, {}
    for path in sorted(p for p in folder.iterdir() if p.suffix in _NOTEBOOKS and p.is_file()):
        try:
            found[path.name] = read_cells(path.name, path.read_bytes())
        except UnreadableError as error:
            unreadable[path.name] = str(error)
    faults: dict[str, str] = {}
    notes: list[str] = []
    for name, release in releases.items():
        file = _file_for(name, release, {k: cells for k, (cells, _) in found.items()}, releases)
        if file is None:
            others = ", ".join(sorted([*found, *unreadable]))
            there = f"there is only {others}" if others else "there is no notebook at all"
            fault = f"{name}.ipynb was not handed in; {there}."
            faults[name] = unreadable.get(f"{name}.ipynb", fault)
            continue
        cells, remarks = found[file]
        if file != f"{name}.ipynb":
            notes.append(f"{name} was handed in as {file}.")
        notebook, mended = repair(release, cells)
        notes += [*remarks, *mended]
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (target / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    return faults, notes


def _file_for(
    name: str,
    release: Mapping[str, Any],
    found: Mapping[str, list[StudentCell]],
    releases: Mapping[str, Mapping[str, Any]],
) -> str | None:
    """Choose the file that holds a notebook: by its name, else by the exercises in it."""
    if f"{name}.ipynb" in found and likeness(release, found[f"{name}.ipynb"]):
        return f"{name}.ipynb"
    taken = {f"{other}.ipynb" for other in releases if other != name}
    likely = {file: likeness(release, cells) for file, cells in found.items() if file not in taken}
    best = max(likely, key=lambda file: likely[file], default=None)
    if best is not None and likely[best]:
        return best
    return f"{name}.ipynb" if f"{name}.ipynb" in found else None


def _copy(origin: Path, target: Path) -> Path:
    """Copy a student's folder, unless it is there already. Symbolic links stay behind."""
    if origin.resolve() == target:
        return target
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name_of_folder, folders, files in os.walk(origin):
        folder = Path(name_of_folder)
        here = target / folder.relative_to(origin)
        folders[:] = [
            name
            for name in folders
            if name not in (".ipynb_checkpoints", "__pycache__")
            and not (folder / name).is_symlink()
        ]
        for name in folders:
            (here / name).mkdir()
        for name in files:
            # What a link points to is not the student's to hand in.
            if (folder / name).is_file() and not (folder / name).is_symlink():
                shutil.copyfile(folder / name, here / name)
    return target
