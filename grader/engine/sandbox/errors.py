"""The error of the sandbox."""

from grader.student.text import CourseError


class SandboxError(CourseError):
    """Student code cannot be isolated on this machine as required."""
