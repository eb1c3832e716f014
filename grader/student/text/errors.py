"""The errors of this project that a person is meant to read."""

from grader.student.text.layout import wrapped


class CourseError(Exception):
    """Base of all errors of this project.

    The text of such an error is written for the person at the keyboard: it says what is wrong,
    where, and what to do. A program that shows errors (the command line, a notebook) may print the
    text alone for this class and its children; every other exception is a bug of ours and keeps
    its traceback.
    """

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the text, and no traceback. IPython asks for this."""
        return wrapped(str(self).splitlines())


class DataError(CourseError):
    """A data file or a photograph cannot be used."""
