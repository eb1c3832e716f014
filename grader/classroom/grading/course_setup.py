"""What a grading needs of its course before anything is judged: notebooks, files and settings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from grader.classroom.gradebook.owner import CourseNames, require_own_gradebook
from grader.classroom.workspace import Workspace, require_address
from grader.engine.judging.interface import Job
from grader.engine.nbgrader_course.configuration import (
    CONFIG_FILE,
    Configuration,
    read_configuration,
)
from grader.engine.nbgrader_course.own_preprocessors import (
    not_run,
    preprocessors_of,
    require_late_penalty,
)
from grader.engine.nbgrader_course.prepared import prepare

_GRADE_ID: Final = re.compile(r'"grade_id"\s*:\s*"([^"]*)"')


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
    source = configuration.step("source", assignment)
    require_late_penalty(configuration)
    # First, because a folder of another course's results must stay as it is.
    course_id = str(configuration.value("CourseDirectory.course_id") or "")
    names = CourseNames(course_id, configuration.assignments(), frozenset(_cells_in(source)))
    require_own_gradebook(workspace, assignment, names)
    prepare(configuration, assignment, workspace.prepared)
    if console is not None:
        for sentence in (*configuration.not_obeyed(), *not_run(configuration)):
            console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    kept = configuration.value("Autograde.exclude_overwriting").get(assignment, ())
    return GradedCourse(
        configuration,
        {name: path.read_bytes() for name, path in configuration.files_in(source)},
        frozenset(map(str, kept)),
        _positive(configuration.value("Execute.timeout")),
        bool(preprocessors_of(configuration).after),
    )


def _cells_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the notebook and the name of each cell of nbgrader's, in whatever format."""
    for path in folder.glob("*.ipynb"):
        for name in _GRADE_ID.findall(path.read_text(encoding="utf-8", errors="replace")):
            yield path.stem, name


def _positive(seconds: Any) -> float | None:
    """Return a limit of time, None if the course sets none."""
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else None
