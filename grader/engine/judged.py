"""The seam between a class and an engine: one submission as plain data in, its verdict out.

A judge is a function of these values. It runs in a process of its own, on this machine or another,
and knows neither the gradebook nor the other students.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.engine.result import Result


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


def seed_of(assignment: str, student: str, run: str) -> str:
    """Return the seed of a student's hidden cases: another student or run, other cases."""
    return hashlib.sha256("\0".join((assignment, student, run)).encode()).hexdigest()[:32]
