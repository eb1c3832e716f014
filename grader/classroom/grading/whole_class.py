"""Grades a class: every submission gets a result, and none stops the others.

Each result is on the disk as soon as there is one, and a grading that was broken off, however
rudely, goes on from there. The gradebook is written at the end, from the results.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console

from grader.classroom.grading.digests import (
    combined,
    course_digest,
    engine_digest,
    submission_digest,
)
from grader.classroom.grading.local_pool import Failure, LocalPool, Outcome, Pool
from grader.classroom.grading.progress import Bar, bar
from grader.classroom.grading.run import Attempt, begin, finish
from grader.classroom.intake.arrivals import (
    Arrival,
    Releases,
    arrive,
    homes_of_students,
    job_of,
    read_releases,
    readable_name,
)
from grader.classroom.results import (
    Record,
    read_record,
    read_records,
    read_results,
    write_record,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job, Judge, Judged
from grader.engine.judging.result import Result
from grader.engine.judging.trusted_judge import judge_one
from grader.exercises.engine_names import TRUSTED
from grader.student.text.errors import CourseError

__all__ = ["Workers", "grade_class", "local", "read_results"]

Workers = Callable[[Judge, Workspace, str], AbstractContextManager[Pool]]
"""Makes a pool for a judge, a desk and an assignment."""


def local(jobs: int | None = None) -> Workers:
    """Return what starts processes of this machine.

    Parameters
    ----------
    jobs : int, optional
        How many; without it, one for each core that this process may use.
    """

    def start(judge: Judge, workspace: Workspace, assignment: str) -> LocalPool:
        return LocalPool(judge, workspace.root, jobs or _cores(), workspace.log)

    return start


def grade_class(
    workspace: Workspace,
    assignment: str,
    folder: Path,
    run: str | None = None,
    console: Console | None = None,
    *,
    force: bool = False,
    workers: Workers | None = None,
    judge: Judge = judge_one,
) -> tuple[Result, ...]:
    """Grade the submissions of an assignment that lie in a folder, as far as that is to be done.

    What was graded before and has changed in nothing, neither the submission nor the exercises nor
    the grader, keeps its result.

    Parameters
    ----------
    workspace : Workspace
        Where the gradebook, the graded notebooks and the results go.
    assignment : str
    folder : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``.
    run : str, optional
        Name of the run, from which each student's seed is made. Grading again with the name of an
        earlier run repeats its hidden cases; without one, a fresh name is drawn.
    console : Console, optional
        Where a progress bar is drawn; without one there is none.
    force : bool
        Grade everything, changed or not.
    workers : callable, optional
        What judges: `local` with a number of processes, or a cluster.
    judge : callable
        A function at the top level of a module.

    Returns
    -------
    tuple of Result
        One for each student, in the order of their names; each is also in the desk's ``results/``.

    Raises
    ------
    CourseError
        If there is nothing to grade, another grading is at work at this desk, or the gradebook
        cannot be used. Results that are there already stay.
    """
    releases = read_releases(workspace, assignment)
    homes = homes_of_students(workspace, assignment, folder)
    with _alone(workspace):
        attempt = begin(workspace, assignment, run, force)
        with (workers or local())(judge, workspace, assignment) as pool:
            # The processes are starting up meanwhile.
            exercises = course_digest(workspace.root, assignment)
            class_ = _Class(workspace, assignment, attempt, combined(exercises, engine_digest()))
            to_do = [home for home in homes if not class_.is_settled(home)]
            if console is not None and len(to_do) < len(homes):
                console.print(
                    f"{len(homes) - len(to_do)} of {len(homes)} submissions have not changed and "
                    "keep their results. All anew: --force"
                )
            with bar(console, len(to_do)) as progress:
                pool.feed(class_.jobs(to_do, releases, progress))
                # nbgrader takes a second to import, in which the processes are still warming up.
                from grader.classroom.gradebook.writer import make_ready, merge

                for number, (job, outcome) in enumerate(pool.outcomes()):
                    class_.settle(job, outcome)
                    progress.done(job.student)
                    if number == 0:
                        # One that cannot be used is found out while the others are judged.
                        make_ready(workspace, assignment, exercises)
        make_ready(workspace, assignment, exercises)
        records = tuple(read_records(workspace, assignment))
        problems = merge(workspace, assignment, records)
        finish(workspace, assignment)
    present = {readable_name(home.name) for home in homes}
    results = (record.result for record in records if record.result.student in present)
    return tuple(
        replace(each, notes=(*each.notes, problems[each.student]))
        if each.student in problems
        else each
        for each in results
    )


class _Class:
    """A class that is being graded: what is settled, and how that is written down."""

    def __init__(
        self, workspace: Workspace, assignment: str, attempt: Attempt, judged_by: str
    ) -> None:
        self._workspace, self._assignment = workspace, assignment
        self._attempt, self._judged_by = attempt, judged_by
        # By the job's identity: what arrived, and the digest of it.
        self._waiting: dict[int, tuple[Arrival, str]] = {}

    def is_settled(self, home: Path) -> bool:
        """Tell whether there is a result of a student which still holds."""
        student = readable_name(home.name)
        record = read_record(self._workspace, self._assignment, student)
        if record is None or not self._attempt.settles(record, self._digest(home)):
            return False
        executed = self._workspace.autograded / student / self._assignment
        return not record.result.exercises or executed.is_dir()

    def jobs(self, homes: Iterable[Path], releases: Releases, progress: Bar) -> Iterator[Job]:
        """Take in one student after the other; what cannot be judged is settled on the way."""
        for home in homes:
            digest = self._digest(home)
            arrival = arrive(self._workspace, self._assignment, home, releases)
            problem = arrival.problem
            if arrival.submission is not None:
                try:
                    job = job_of(self._workspace, arrival.submission, self._attempt.run)
                except OSError as error:
                    digest, problem = "", f"The submission cannot be read ({error.strerror})."
                else:
                    self._waiting[id(job)] = arrival, digest
                    yield job
                    continue
            self._write(self._nothing(arrival.student, problem), arrival, digest)
            progress.done(arrival.student)

    def settle(self, job: Job, outcome: Outcome) -> None:
        """Write down what became of a job."""
        arrival, digest = self._waiting.pop(id(job))
        if isinstance(outcome, Failure):
            result = self._nothing(job.student, outcome.reason)
            # What may be the machine's fault is tried again with the next grading.
            self._write(result, arrival, digest if outcome.settled else "")
            return
        problem = outcome.result.problem or arrival.problem
        self._write(replace(outcome.result, problem=problem), arrival, digest, outcome, job)

    def _digest(self, home: Path) -> str:
        """Digest of a submission and of all that judges it; empty if it cannot be read."""
        try:
            return combined(submission_digest(home / self._assignment), self._judged_by)
        except OSError:
            return ""

    def _nothing(self, student: str, problem: str | None) -> Result:
        return Result(student, self._assignment, TRUSTED, self._attempt.run, problem=problem)

    def _write(
        self,
        result: Result,
        arrival: Arrival,
        digest: str,
        judged: Judged | None = None,
        job: Job | None = None,
    ) -> None:
        result = replace(result, notes=(*arrival.notes, *result.notes))
        record = Record(result, digest, self._attempt.name, arrival.unanswered, arrival.timestamp)
        try:
            write_record(
                self._workspace,
                record,
                judged.notebooks if judged else None,
                job.files if job else None,
            )
        except OSError as error:
            raise CourseError(
                f"The result of {result.student} cannot be written ({error}).\n"
                "What was graded before is kept; the same command goes on from there."
            ) from error


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Hold the desk, as long as this process lives."""
    workspace.scratch.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace.scratch / "lock", timeout=0):
            yield
    except Timeout:
        raise CourseError(
            f"Another `course grade` is at work in {workspace.work}. Wait for it, or grade into "
            "another folder with --into."
        ) from None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
