"""The seam between a class and an engine: one submission as plain data in, its verdict out.

A judge is a function of these values. It runs in a process of its own, on this machine or another,
and knows neither the gradebook nor the other students.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from grader.engine.judging.result import Result


@dataclass(frozen=True)
class Job:
    """One submission, ready to be judged.

    Parameters
    ----------
    student, assignment : str
    run : str
        Name of the run; with the assignment and the student it makes the seed.
    notebooks : mapping of str to str
        JSON text of each repaired notebook, by its name without ``.ipynb``.
    files : mapping of str to bytes
        The student's other files, by their path in the submission, with ``/`` between folders.
    """

    student: str
    assignment: str
    run: str
    notebooks: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """What a judge says of a submission.

    Parameters
    ----------
    result : Result
    notebooks : mapping of str to str
        JSON text of each executed notebook, by name, with the verdicts as the outputs of its check
        cells. Empty where nothing could be judged.
    """

    result: Result
    notebooks: Mapping[str, str] = field(default_factory=dict)


Judge = Callable[[Job, Path], Judged]
"""Judges a job of the course in a folder (``source/``, ``notebooks/``). It writes nothing outside
of a scratch folder of its own. It may keep what serves the next job in the process."""


@runtime_checkable
class SharingJudge(Protocol):
    """A judge that the processes of one machine can share something costly of."""

    def shared(self, course_root: Path) -> AbstractContextManager[tuple[Judge, Sequence[int]]]:
        """Make what is shared, which ends with the block.

        Returns
        -------
        judge : Judge
            The one to judge with, in processes that this one starts.
        descriptors : sequence of int
            Open descriptors that those processes must inherit under the same numbers.
        """


def shared(judge: Judge, course_root: Path) -> AbstractContextManager[tuple[Judge, Sequence[int]]]:
    """Share a judge among processes; one of which nothing can be shared stays as it is.

    Returns
    -------
    context manager
        See `SharingJudge.shared`.
    """
    candidate: object = judge
    if isinstance(candidate, SharingJudge):
        return candidate.shared(course_root)
    return nullcontext((judge, ()))


def seed_of(assignment: str, student: str, run: str) -> str:
    """Return the seed of a student's hidden cases: another student or run, other cases."""
    return hashlib.sha256("\0".join((assignment, student, run)).encode()).hexdigest()[:32]
