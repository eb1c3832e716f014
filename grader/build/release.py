"""From instructor notebooks to student notebooks, by nbgrader's own `generate_assignment`.

It runs in this process, without a database and without the user's Jupyter configuration: only the
course's `nbgrader_config.py` counts.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.build.errors import BuildError

if TYPE_CHECKING:
    from traitlets.config.loader import Config

CONFIG_FILE = "nbgrader_config.py"


def release_tree(root: Path, source: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, bytes]:
    """Make the student notebooks.

    Parameters
    ----------
    root : Path
        Folder of the course, with its `nbgrader_config.py`.
    source : mapping of PurePosixPath to bytes
        The instructor notebooks, `source/weekN/NAME.ipynb`.

    Returns
    -------
    dict of PurePosixPath to bytes
        `release/weekN/NAME.ipynb`.

    Raises
    ------
    BuildError
        If nbgrader refuses a notebook, with what it logged.
    """
    made: dict[PurePosixPath, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="course-release-") as folder:
        # nbgrader compares paths as text, so a symbolic link (macOS: /var) must not be in it.
        work = Path(folder).resolve()
        for path, content in source.items():
            target = work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        config = _config(root, work)
        for assignment in sorted({path.parts[1] for path in source}):
            _generate(config, work, assignment)
        for path in source:
            name = PurePosixPath("release", *path.parts[1:])
            # Read as text, since nbconvert writes the system's line ends.
            made[name] = (work / name).read_text(encoding="utf-8").encode()
    return made


def _config(root: Path, work: Path) -> Config:
    """Read the course's configuration, and move it to `work`, without a database."""
    from traitlets.config.loader import Config, PyFileConfigLoader

    if not (root / CONFIG_FILE).is_file():
        raise BuildError(
            f"There is no {CONFIG_FILE} in {root}: this is not the folder of a course.\n"
            "Go to the folder that holds notebooks/ and run the command again."
        )
    config = PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    config.merge(
        Config(
            {
                "CourseDirectory": {
                    "root": str(work),
                    "source_directory": "source",
                    "release_directory": "release",
                    "notebook_id": "*",
                },
                # What `nbgrader generate_assignment --no-db` sets.
                "GenerateAssignment": {"no_database": True},
                "SaveCells": {"enabled": False},
            }
        )
    )
    return config


def _generate(config: Config, work: Path, assignment: str) -> None:
    # nbgrader comes late: its import takes seconds, which `course --help` need not pay.
    from nbgrader.converters import GenerateAssignment, NbGraderException
    from nbgrader.coursedir import CourseDirectory

    log = _Log()
    course = CourseDirectory(config=config, log=log.logger)
    course.assignment_id = assignment
    converter = GenerateAssignment(coursedir=course, config=config, log=log.logger)
    try:
        converter.start()
    except NbGraderException as error:
        raise BuildError(
            f"nbgrader cannot make the student notebooks of {assignment}.\n"
            + "\n".join(log.errors or [str(error)])
        ) from error
    missing = [
        path.name
        for path in sorted((work / "source" / assignment).glob("*.ipynb"))
        if not (work / "release" / assignment / path.name).is_file()
    ]
    if missing:
        raise BuildError(
            f"nbgrader made no student notebook of {assignment}: {', '.join(missing)}.\n"
            f"Look at CourseDirectory in {CONFIG_FILE}: its folders must be the usual ones.\n"
            + "\n".join(log.errors)
        )


class _Log:
    """A logger that keeps errors and prints nothing."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.logger = logging.Logger("course.build", logging.WARNING)
        self.logger.propagate = False
        handler = logging.Handler(logging.ERROR)
        handler.emit = self._keep  # type: ignore[method-assign]
        self.logger.addHandler(handler)

    def _keep(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage().strip())
