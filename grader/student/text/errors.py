"""Errors whose text is written for the user."""

from grader.student.text.layout import wrap_lines


class CourseError(Exception):
    """Base of all errors of this project.

    The text of such an error is written for the user: it says what is wrong, where, and what to
    do. The command line and notebooks print the text alone for this class and its subclasses;
    every other exception is a bug of this project and keeps its traceback.
    """

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the text without a traceback. IPython calls this."""
        return wrap_lines(str(self).splitlines())


class DataError(CourseError):
    """A data file or a photograph cannot be used."""
