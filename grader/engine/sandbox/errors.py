"""What can be wrong with a wall."""

from grader.student.text import CourseError


class SandboxError(CourseError):
    """Student code cannot be shut in on this machine as it has to be."""
