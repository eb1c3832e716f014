"""What the gradebook knows of an assignment, taken in as nbgrader does it."""

import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from grader.engine.nbgrader_course import Workspace, quiet, settings
from grader.student.text import CourseError


def register_assignment(workspace: Workspace, assignment: str) -> None:
    """Make the gradebook of the desk know the exercises of an assignment.

    Parameters
    ----------
    workspace : Workspace
    assignment : str

    Raises
    ------
    CourseError
        If the exercises are not those that the gradebook already holds grades for.
    """
    workspace.graded_cells(assignment)
    with quiet(workspace) as log, tempfile.TemporaryDirectory() as scratch:
        config = settings(workspace)
        config.CourseDirectory.assignment_id = assignment
        # The release is made elsewhere and thrown away: only its entry in the gradebook is wanted.
        config.CourseDirectory.release_directory = str(Path(scratch).resolve())
        maker = GenerateAssignment(
            coursedir=CourseDirectory(config=config, log=log), config=config, log=log
        )
        try:
            maker.start()
        except Exception as error:
            log.exception("The gradebook could not take in %s", assignment)
            raise CourseError(
                f"The gradebook of {workspace.work} cannot take in the exercises of {assignment}: "
                "it holds grades of another version of them, or was made by another nbgrader. "
                "Grade into a new folder with --into, or move that file away. Details: "
                f"{workspace.log}"
            ) from error
