"""Calling nbgrader: its configuration, its folders, its log, and its converters.

The configuration of a course is read from ``nbgrader_config.py`` beside ``source/``, so that plain
nbgrader commands and those of `course` use the same one.
"""

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from traitlets.config import Config

from grader.engine.judging.assignment import GradedCell
from grader.engine.nbgrader_course.configuration import read_configuration
from grader.student.text import printable


class NbgraderFolders(Protocol):
    """The folders of a course and of its grading, in nbgrader's layout."""

    # `grader.classroom.workspace.Workspace` has these properties and describes them.
    @property
    def root(self) -> Path: ...  # noqa: D102
    @property
    def work(self) -> Path: ...  # noqa: D102
    @property
    def course(self) -> Path: ...  # noqa: D102
    @property
    def source(self) -> Path: ...  # noqa: D102
    @property
    def release(self) -> Path: ...  # noqa: D102
    @property
    def submitted(self) -> Path: ...  # noqa: D102
    @property
    def autograded(self) -> Path: ...  # noqa: D102
    @property
    def feedback(self) -> Path: ...  # noqa: D102
    @property
    def db_url(self) -> str: ...  # noqa: D102
    @property
    def log(self) -> Path: ...  # noqa: D102
    def graded_cells(self, assignment: str) -> tuple[GradedCell, ...]: ...  # noqa: D102
    def redacted(self, text: str) -> str: ...  # noqa: D102


def load_config(workspace: NbgraderFolders) -> Config:
    """Load the configuration of a course, with the folders of this grading.

    Raises
    ------
    CourseError
        If the course has none, or it cannot be read.
    """
    config = read_configuration(workspace.root).config
    folders = config.CourseDirectory
    folders.root = str(workspace.work)
    # The folders below are absolute, and in nbgrader's own order.
    folders.pop("directory_structure", None)
    folders.source_directory = str(workspace.source)
    folders.release_directory = str(workspace.release)
    folders.submitted_directory = str(workspace.submitted)
    folders.autograded_directory = str(workspace.autograded)
    folders.feedback_directory = str(workspace.feedback)
    folders.db_url = workspace.db_url
    return config


class SubmissionConverter(BaseConverter):  # type: ignore[misc]  # nbgrader ships no types
    """A mixin for nbgrader's converters that converts the notebooks of one submission.

    nbgrader itself finds submissions by glob patterns, which do not match a name with a bracket,
    and only reports that there was an error. Here the paths are given and an error is raised.

    Parameters
    ----------
    assignment, student : str
    paths : tuple of Path
    config : Config
    log : logging.Logger
    """

    def __init__(
        self,
        assignment: str,
        student: str,
        paths: tuple[Path, ...],
        config: Config,
        log: logging.Logger,
    ) -> None:
        self._task = (assignment, student, paths)
        super().__init__(coursedir=CourseDirectory(config=config, log=log), config=config, log=log)
        self.force = True

    def init_notebooks(self) -> None:
        """Set the notebooks to the given paths."""
        _, _, paths = self._task
        self.notebooks = [str(path) for path in paths]

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Return the names of student, assignment and notebook for the preprocessors."""
        assignment, student, _ = self._task
        name = Path(notebook_filename).stem
        return {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "nbgrader": {
                "student": student,
                "assignment": assignment,
                "notebook": name,
                "db_url": self.coursedir.db_url,
            },
        }

    def convert_notebooks(self) -> None:
        """Convert the notebooks, and raise any error."""
        assignment, student, _ = self._task
        self.init_destination(assignment, student)
        self.init_assignment(assignment, student)
        for path in self.notebooks:
            self.convert_single_notebook(path)
        self.set_permissions(assignment, student)


def _schema_version() -> str:
    """Return the version of nbgrader's database schema.

    For every new gradebook, nbgrader starts the program `alembic` for that: it must be on the
    path, and imports all of nbgrader once more, which takes several CPU-seconds.
    """
    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


class _RedactingFormatter(logging.Formatter):
    """Formats lines of the log, tracebacks included: without secrets, names escaped."""

    def __init__(self, redacted: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        return printable(self._redacted(super().format(record)), keep="\n")


@contextmanager
def nbgrader_session(workspace: NbgraderFolders) -> Iterator[logging.Logger]:
    """Write nbgrader's log to a file, and restore the state of this process at the end.

    Parameters
    ----------
    workspace : NbgraderFolders

    Yields
    ------
    logging.Logger
        The logger for nbgrader's objects.
    """
    workspace.work.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("grader.nbgrader")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.FileHandler(workspace.log, encoding="utf-8", delay=True)
    handler.setFormatter(_RedactingFormatter(workspace.redacted))
    log.addHandler(handler)
    before, folder = dict(os.environ), Path.cwd()
    original, nbgrader.api.get_alembic_version = nbgrader.api.get_alembic_version, _schema_version
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            yield log
    finally:
        for warning in caught:
            log.info("%s: %s", warning.category.__name__, warning.message)
        nbgrader.api.get_alembic_version = original
        # nbgrader's own `setenv` does not restore the environment after an error.
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)
        log.removeHandler(handler)
        handler.close()
