"""The interface of a pool of workers, and what both implementations share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from grader.engine.judging.interface import Job, JudgedSubmission
from grader.student.messages import grading_problems
from grader.student.text import CourseError

MAX_DEATHS = 2
"""How many processes may die on one submission. The last is a process of its own, which judges no
other submission: if it dies too, no other can be to blame."""


class CannotJudge(CourseError):
    """No submission of this course can be judged on this machine."""


@dataclass(frozen=True)
class Failure:
    """Why a submission was not judged.

    Parameters
    ----------
    reason : str
        A sentence for the instructor.
    permanent : bool
        Whether trying again would fail in the same way.
    """

    reason: str
    permanent: bool = False


PoolResult = JudgedSubmission | Failure


class Pool(Protocol):
    """Workers that judge many submissions at a time."""

    def submit(self, jobs: Iterator[Job]) -> None:
        """Start on the first jobs; take the others from the iterator as workers become free."""

    def outcomes(self) -> Iterator[tuple[Job, PoolResult]]:
        """Yield each job with its outcome, in the order in which they are completed."""


def failure_after_deaths(reason: str) -> Failure:
    """Return the failure of a submission on which `MAX_DEATHS` processes died."""
    return Failure(
        grading_problems.died_too_often(MAX_DEATHS, reason),
        permanent=True,
    )
