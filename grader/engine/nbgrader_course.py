"""nbgrader's view of a desk: its settings, its folders, its log, and one submission at a time.

What a course sets is in ``nbgrader_config.py`` beside ``source/``, and is read from there, so that
plain nbgrader commands and ours agree.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.engine.judging.assignment import GradedCell
from grader.student.text import CourseError

CONFIG_FILE = "nbgrader_config.py"


class Workspace(Protocol):
    """What judging needs to know about the place where the class is graded."""

    # The properties are those of `grader.classroom.workspace.Workspace`, and are described there.
    @property
    def root(self) -> Path: ...  # noqa: D102
    @property
    def work(self) -> Path: ...  # noqa: D102
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


def gradebook_url(workspace: Workspace) -> str:
    """Address of the desk's gradebook, as SQLAlchemy reads it."""
    return workspace.db_url


def settings(workspace: Workspace) -> Config:
    """Read the settings of the course, with the folders of this desk."""
    path = workspace.root / CONFIG_FILE
    if not path.is_file():
        raise CourseError(f"{workspace.root} is no course folder: it has no {CONFIG_FILE}.")
    config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    folders = config.CourseDirectory
    folders.root = str(workspace.work)
    folders.source_directory = str(workspace.source)
    folders.release_directory = str(workspace.release)
    folders.submitted_directory = str(workspace.submitted)
    folders.autograded_directory = str(workspace.autograded)
    folders.feedback_directory = str(workspace.feedback)
    folders.db_url = gradebook_url(workspace)
    return config


class OneSubmission(BaseConverter):  # type: ignore[misc]  # nbgrader ships no types
    """Mixed into a converter of nbgrader: converts the notebooks of one student, by their paths.

    nbgrader's own loop finds submissions by glob patterns, so that a name with a bracket is lost,
    and its handling of errors says no more than that there was one. Here the paths are given and
    an error goes to the caller.
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
        """Take the paths as they were given."""
        _, _, paths = self._task
        self.notebooks = [str(path) for path in paths]

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Tell the preprocessors whose notebook it is."""
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
        """Convert the notebooks; what goes wrong goes to the caller."""
        assignment, student, _ = self._task
        self.init_destination(assignment, student)
        self.init_assignment(assignment, student)
        for path in self.notebooks:
            self.convert_single_notebook(path)
        self.set_permissions(assignment, student)


def _schema() -> str:
    """Version of nbgrader's database.

    For every new gradebook, nbgrader starts the program `alembic` to ask for it: that must be on
    the path, and imports all of nbgrader once more, for several CPU-seconds.
    """
    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


@contextmanager
def quiet(workspace: Workspace) -> Iterator[logging.Logger]:
    """Run nbgrader with all it says going to the desk's log, and the process left as it was.

    Parameters
    ----------
    workspace : Workspace

    Yields
    ------
    logging.Logger
        To be handed to nbgrader's objects.
    """
    workspace.work.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("grader.nbgrader")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.FileHandler(workspace.log, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    before, folder = dict(os.environ), Path.cwd()
    ask_program, nbgrader.api.get_alembic_version = nbgrader.api.get_alembic_version, _schema
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            yield log
    finally:
        for warning in caught:
            log.info("%s: %s", warning.category.__name__, warning.message)
        nbgrader.api.get_alembic_version = ask_program
        # nbgrader's own `setenv` does not restore what it set when an error passes through it.
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)
        log.removeHandler(handler)
        handler.close()
