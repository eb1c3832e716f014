"""Create an assignment in the gradebook as ``nbgrader generate_assignment`` does."""

import os
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from grader.engine.nbgrader_integration import NbgraderFolders, load_config, nbgrader_session
from grader.student.text import CourseError


def register_assignment(workspace: NbgraderFolders, assignment: str) -> None:
    """Create or update the exercises of an assignment in the workspace's gradebook.

    Parameters
    ----------
    workspace : NbgraderFolders
    assignment : str

    Raises
    ------
    CourseError
        If the gradebook already contains grades of other exercises.
    """
    workspace.graded_cells(assignment)
    with nbgrader_session(workspace) as log, tempfile.TemporaryDirectory() as scratch:
        config = load_config(workspace)
        config.CourseDirectory.assignment_id = assignment
        if workspace.course != workspace.root:
            # The prepared notebooks are what these made of the instructor's.
            for done in ("IncludeHeaderFooter", "ClearHiddenTests", "InstantiateTests"):
                config.pop(done, None)
            config.GenerateAssignment.pop("preprocessors", None)
        # Paths in the settings of a course are relative to it; the session goes back.
        os.chdir(workspace.root)
        # The release notebooks are written to a temporary folder; only the gradebook is needed.
        config.CourseDirectory.release_directory = str(Path(scratch).resolve())
        converter = GenerateAssignment(
            coursedir=CourseDirectory(config=config, log=log), config=config, log=log
        )
        try:
            converter.start()
        except Exception as error:
            log.exception("The gradebook could not take in %s", assignment)
            raise CourseError(
                f"The gradebook of {workspace.work} cannot take in the exercises of {assignment}: "
                "it holds grades of another version of them, or was made by another nbgrader. "
                "Grade into a new folder with --into, or move that file away. Details: "
                f"{workspace.log}"
            ) from error
