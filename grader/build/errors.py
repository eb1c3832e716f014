"""Why a course cannot be built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.student.text import CourseError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in the text of a lesson.

    Parameters
    ----------
    file : str
        The lesson's text, relative to the course, with forward slashes.
    line : int
        Line in that file, counted from 1.
    what : str
        What is wrong.
    todo : str
        What to do about it.
    """

    file: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}\n    {self.todo}"


@dataclass(frozen=True)
class CellProblem:
    """A problem whose line is known only inside its cell.

    Parameters
    ----------
    offset : int
        Line in the cell's source, counted from 0.
    what, todo : str
        As in `Problem`.
    """

    offset: int
    what: str
    todo: str


class BuildError(CourseError):
    """The course cannot be built."""


class LessonError(BuildError):
    """The text of one or more lessons is wrong; `problems` has every reason at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} in the lessons; nothing was written."
        super().__init__("\n".join([head, *(str(problem) for problem in self.problems)]))
