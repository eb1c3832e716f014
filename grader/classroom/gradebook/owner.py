"""Whether a gradebook is of the course that is graded, asked before anything is judged."""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.classroom.workspace import Workspace
from grader.student.text import CourseError

_NO_COURSE = "default_course"
"""nbgrader's name of a course that has none."""

_ASSIGNMENTS = "SELECT name, course_id FROM assignment"
_CELLS = """\
SELECT assignment.name, notebook.name, base_cell.name FROM base_cell
JOIN notebook ON notebook.id = base_cell.notebook_id
JOIN assignment ON assignment.id = notebook.assignment_id"""


@dataclass(frozen=True)
class CourseNames:
    """The names that tell a course from others.

    Parameters
    ----------
    course_id : str
        Empty if the course sets none.
    assignments : collection of str
    cells : collection of tuple of str
        Of the assignment that is graded: notebook and cell, all that have nbgrader's metadata.
    """

    course_id: str
    assignments: Collection[str]
    cells: Collection[tuple[str, str]]


def require_own_gradebook(workspace: Workspace, assignment: str, course: CourseNames) -> None:
    """Raise a `CourseError` if the gradebook is another course's.

    Courses that set no ``course_id`` are told apart by the names of their assignments, notebooks
    and cells.
    """
    own = course.course_id or _NO_COURSE
    rows = _select(workspace, _ASSIGNMENTS)
    ids = {str(each) for _, each in rows if each}
    location, cure = workspace.gradebook_location, _cure(workspace)
    if others := sorted(ids - {own, _NO_COURSE}):
        raise CourseError(
            f"The gradebook {location} is of the course {others[0]!r}, and this is {own!r}. {cure}."
        )
    names = sorted({str(name) for name, _ in rows})
    is_nameless = own == _NO_COURSE and assignment in course.assignments
    if names and is_nameless and not {*names} & {*course.assignments}:
        raise CourseError(
            f"The gradebook {location} is of another course: it contains {_listed(names)}, and "
            f"this course does not. {cure}, or set c.CourseDirectory.course_id in "
            "nbgrader_config.py if it is this course's."
        )
    held = {(book, cell) for name, book, cell in _select(workspace, _CELLS) if name == assignment}
    if held and course.cells and not held & {*course.cells}:
        known = _listed(sorted(f"{notebook}: {cell}" for notebook, cell in held))
        raise CourseError(
            f"The gradebook {location} is of another course: the cells of its {assignment} are "
            f"{known}, and this course has none of them. {cure}."
        )


def _cure(workspace: Workspace) -> str:
    if workspace.db is None:
        return "Grade into another folder with --into"
    return "Grade into another gradebook with --db, or into a folder with --into"


def _listed(names: Sequence[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def _select(workspace: Workspace, query: str) -> Sequence[Sequence[Any]]:
    """Return rows of the gradebook; none if there is no gradebook, or none that can be read.

    nbgrader says later what is wrong with it, or upgrades it.
    """
    if workspace.db is not None:
        return _select_from_server(workspace.db, query)
    if not workspace.gradebook.is_file():
        return ()
    address = f"{Path(workspace.gradebook).as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as gradebook:
            return gradebook.execute(query).fetchall()
    except sqlite3.Error:
        return ()


def _select_from_server(url: str, query: str) -> Sequence[Sequence[Any]]:
    # Half a second of imports, which a gradebook in a file does not need.
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as gradebook:
            return [tuple(row) for row in gradebook.execute(text(query))]
    except (SQLAlchemyError, ImportError):
        return ()
