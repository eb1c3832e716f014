"""What a grading needs of its course before anything is judged: notebooks, files and settings."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.classroom.workspace import Workspace, require_address
from grader.engine.judging.interface import Job
from grader.engine.nbgrader_course.configuration import (
    CONFIG_FILE,
    Configuration,
    read_configuration,
)
from grader.engine.nbgrader_course.own_preprocessors import preprocessors_of
from grader.engine.nbgrader_course.prepared import prepare
from grader.student.text import CourseError

_NO_COURSE = "default_course"
"""nbgrader's name of a course that has none."""


@dataclass(frozen=True)
class GradedCourse:
    """The course of a grading.

    Parameters
    ----------
    configuration : Configuration
    files : mapping of str to bytes
        The course's own files beside the notebooks of the assignment.
    kept : frozenset of str
        Those of which a student's version is kept.
    cell_seconds : float, optional
    changes_executed : bool
        Whether preprocessors of the course change executed notebooks.
    """

    configuration: Configuration
    files: Mapping[str, bytes]
    kept: frozenset[str] = frozenset()
    cell_seconds: float | None = None
    changes_executed: bool = False

    def completed(self, job: Job) -> Job:
        """Return a job with the course's files in place of the student's, as in nbgrader."""
        own = {name: data for name, data in job.files.items() if self.configuration.keeps(name)}
        given = {
            name: data
            for name, data in self.files.items()
            if name not in self.kept or name not in own
        }
        return replace(job, files={**own, **given}, cell_seconds=self.cell_seconds)


def course_workspace(root: Path, into: Path | None, db: str | None) -> Workspace:
    """Return the workspace of a course.

    Parameters
    ----------
    root : Path
    into : Path, optional
        The folder for all that grading makes; by default the course itself.
    db : str, optional
        Address of the gradebook; by default, in the course itself, the one that the course sets.
    """
    if db is None and into is None and (root / CONFIG_FILE).is_file():
        db = str(read_configuration(root).value("CourseDirectory.db_url")) or None
    if db is not None:
        require_address(db)
    return Workspace(root, into or root, db)


def set_up_course(
    workspace: Workspace, assignment: str, console: Console | None = None
) -> GradedCourse:
    """Prepare the notebooks of an assignment, and say which settings are not obeyed.

    Raises
    ------
    CourseError
        If the course cannot be graded.
    """
    configuration = read_configuration(workspace.root)
    prepare(configuration, assignment, workspace.prepared)
    _require_own_gradebook(workspace, configuration)
    if console is not None:
        for sentence in configuration.not_obeyed():
            console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    source = configuration.step("source", assignment)
    kept = configuration.value("Autograde.exclude_overwriting").get(assignment, ())
    return GradedCourse(
        configuration,
        {name: path.read_bytes() for name, path in configuration.files_in(source)},
        frozenset(map(str, kept)),
        _positive(configuration.value("Execute.timeout")),
        bool(preprocessors_of(configuration).after),
    )


def _positive(seconds: Any) -> float | None:
    """Return a limit of time, None if the course sets none."""
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else None


def _require_own_gradebook(workspace: Workspace, configuration: Configuration) -> None:
    """Raise a `CourseError` if the gradebook is another course's."""
    own = str(configuration.value("CourseDirectory.course_id") or _NO_COURSE)
    others = [each for each in _courses_in(workspace) if each not in (own, _NO_COURSE)]
    if others:
        raise CourseError(
            f"The gradebook {workspace.gradebook_location} is of the course {others[0]!r}, and "
            f"this is {own!r}. Grade into another folder with --into."
        )


def _courses_in(workspace: Workspace) -> Iterable[str]:
    """Return the courses that have assignments in the gradebook, if that is a file."""
    if workspace.db is not None or not workspace.gradebook.is_file():
        return ()
    address = f"{Path(workspace.gradebook).as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as gradebook:
            rows = gradebook.execute("SELECT DISTINCT course_id FROM assignment").fetchall()
    except sqlite3.Error:
        # nbgrader says later what is wrong with it, or upgrades it.
        return ()
    return sorted(str(name) for (name,) in rows if name)
