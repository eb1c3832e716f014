"""What the gradebook knows of an assignment, taken in as nbgrader does it."""

import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from grader.engine.nbgrader_course import Desk, quiet, settings
from grader.student.errors import CourseError


def prepare(desk: Desk, assignment: str) -> None:
    """Make the gradebook of the desk know the exercises of an assignment.

    Parameters
    ----------
    desk : Desk
    assignment : str

    Raises
    ------
    CourseError
        If the exercises are not those that the gradebook already holds grades for.
    """
    desk.graded_cells(assignment)
    with quiet(desk) as log, tempfile.TemporaryDirectory() as scratch:
        config = settings(desk)
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
                f"The gradebook of {desk.work} cannot take in the exercises of {assignment}: it "
                "holds grades of another version of them, or was made by another nbgrader. Grade "
                f"into a new folder with --into, or move that file away. Details: {desk.log}"
            ) from error
