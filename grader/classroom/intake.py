"""Finds what was handed in, and says in a sentence what cannot be judged and why."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.desk import Desk
from grader.engine.result import Submission
from grader.student.errors import CourseError


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
    """

    student: str
    submission: Submission | None
    problem: str | None = None


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
    try:
        origin = home / assignment
        if not origin.is_dir():
            return Arrival(student, None, f"There is no folder {assignment!r} from this student.")
        folder = _copy(origin, desk.submitted / student / assignment)
        faults = {name: _fault(folder, name) for name in wanted}
    except OSError as error:
        return Arrival(student, None, f"The submission cannot be read ({error.strerror}).")
    readable = tuple(name for name, fault in faults.items() if fault is None)
    problem = " ".join(fault for fault in faults.values() if fault is not None) or None
    if not readable:
        return Arrival(student, None, problem)
    return Arrival(student, Submission(student, assignment, folder, readable), problem)


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


def _fault(folder: Path, name: str) -> str | None:
    """Say what is wrong with a notebook that should be in a folder; None if it can be judged."""
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        others = ", ".join(sorted(other.name for other in folder.glob("*.ipynb")))
        there = f"there is only {others}" if others else "there is no notebook at all"
        return f"{path.name} was not handed in; {there}."
    text = path.read_bytes()
    if not text.strip():
        return f"{path.name} is an empty file."
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        return (
            f"{path.name} is damaged: its JSON breaks off or is wrong at line {error.lineno}, "
            f"column {error.colno}."
        )
    except (UnicodeDecodeError, RecursionError, ValueError):
        return f"{path.name} is damaged: it is no JSON text."
    if not isinstance(notebook, dict) or notebook.get("nbformat") not in (3, 4):
        return f"{path.name} is no Jupyter notebook."
    if notebook["nbformat"] == 4 and not isinstance(notebook.get("cells"), list):
        return f"{path.name} is a notebook without cells."
    return None
