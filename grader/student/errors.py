"""The errors of this project that a person is meant to read."""


class CourseError(Exception):
    """Base of all errors of this project.

    The text of such an error is written for the person at the keyboard: it says what is wrong,
    where, and what to do. A program that shows errors (the command line, a notebook) may print the
    text alone for this class and its children; every other exception is a bug of ours and keeps
    its traceback.
    """


class DataError(CourseError):
    """A data file or a photograph cannot be used."""
