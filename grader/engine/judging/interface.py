"""The interface between `grader.classroom` and the engine: judges, their arguments and results.

A judge is a function of one submission. It runs in a process of its own, on this machine or
another, and uses neither the gradebook nor other submissions.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from grader.engine.judging.result import Result
from grader.engine.sandbox.limits import Limits

NOTEBOOK_LIMITS = Limits()
"""What the student's process may use for each notebook, wherever it is judged."""


@dataclass(frozen=True)
class Job:
    """One submission, ready to be judged.

    Parameters
    ----------
    student, assignment : str
    run : str
        Name of the run; with the assignment and the student it determines the seed.
    notebooks : mapping of str to str
        JSON text of each repaired notebook, by its name without ``.ipynb``.
    files : mapping of str to bytes
        The student's other files, by their path in the submission, with ``/`` between folders.
    not_judged : mapping of str to mapping of str to str
        By notebook and exercise, why some are not judged for anybody: their own solution does not
        get all points.
    own_process : mapping of str to collection of str, or None
        By notebook, the exercises whose tests run in the student's own process. None if that is
        not known: then the judge finds it out from the instructor's notebook.
    cell_seconds : float, optional
        Wall time of a cell, if the course sets it.
    """

    student: str
    assignment: str
    run: str
    notebooks: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    not_judged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_process: Mapping[str, Collection[str]] | None = None
    cell_seconds: float | None = None

    @property
    def limits(self) -> Limits:
        """What the student's process may use for each notebook."""
        if self.cell_seconds is None:
            return NOTEBOOK_LIMITS
        return NOTEBOOK_LIMITS.with_cells_of(self.cell_seconds)


@dataclass(frozen=True)
class JudgedSubmission:
    """The result of judging a submission.

    Parameters
    ----------
    result : Result
    notebooks : mapping of str to str
        JSON text of each executed notebook, by name, with the verdicts as the outputs of its check
        cells. Empty if nothing could be judged.
    """

    result: Result
    notebooks: Mapping[str, str] = field(default_factory=dict)


Judge = Callable[[Job, Path], JudgedSubmission]
"""Judges a job of the course in a folder (``source/``, ``notebooks/``). It writes nothing outside
of a scratch folder of its own. It may keep a state in the process for the next job."""


@runtime_checkable
class SharingJudge(Protocol):
    """A judge that can share a costly resource among the processes of one machine."""

    def share(self, course_root: Path) -> AbstractContextManager[tuple[Judge, Sequence[int]]]:
        """Create the resource, which is released at the end of the block.

        Returns
        -------
        judge : Judge
            A judge that uses it, for processes that this one starts.
        descriptors : sequence of int
            Open file descriptors that those processes must inherit with the same numbers.
        """


def share_judge(
    judge: Judge, course_root: Path
) -> AbstractContextManager[tuple[Judge, Sequence[int]]]:
    """Share a judge's resource among processes, if it has one.

    Returns
    -------
    context manager
        See `SharingJudge.share`.
    """
    candidate: object = judge
    if isinstance(candidate, SharingJudge):
        return candidate.share(course_root)
    return nullcontext((judge, ()))


def submission_seed(assignment: str, student: str, run: str) -> str:
    """Return the seed of a student's hidden cases, which differ by student and run."""
    return hashlib.sha256("\0".join((assignment, student, run)).encode()).hexdigest()[:32]
