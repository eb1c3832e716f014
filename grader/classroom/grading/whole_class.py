"""Grade a class: every student gets a result, and no submission stops the others.

Each result is saved as soon as it exists, and an interrupted grading continues from there, even
after ``kill -9``. The gradebook is written at the end, from the results.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console

from grader.classroom.grading.accepted import ALL_TESTS, ChoiceOfTests, accept_tests
from grader.classroom.grading.course_setup import GradedCourse, set_up_course
from grader.classroom.grading.digests import (
    combine_digests,
    course_digest,
    engine_digest,
    submission_digest,
)
from grader.classroom.grading.own_solutions import OwnSolutions, judge_own_solutions, warning
from grader.classroom.grading.pools.local_pool import LocalPool
from grader.classroom.grading.pools.pool import Failure, Pool, PoolResult
from grader.classroom.grading.progress import ProgressBar, progress_bar
from grader.classroom.grading.resume import GradingState, mark_finished, start_or_resume
from grader.classroom.machine_errors import require_writable
from grader.classroom.results import Record, read_record, read_records, write_record
from grader.classroom.submissions.collect import (
    CollectedSubmission,
    StudentFolder,
    entries_left_out,
    make_job,
    read_release_notebooks,
    student_folders,
)
from grader.classroom.submissions.intake_process import IntakeProcess
from grader.classroom.workspace import Workspace, private_files
from grader.engine.judging.interface import Job, Judge, JudgedSubmission
from grader.engine.judging.not_judged import submission_not_judged
from grader.engine.judging.result import ExerciseResult, Result
from grader.engine.judging.trusted_judge import judge_one
from grader.exercises.judge_names import TRUSTED
from grader.student.messages import file_repairs
from grader.student.text import CourseError

PoolFactory = Callable[[Judge, Workspace, str], AbstractContextManager[Pool]]
"""Makes a pool for a judge, a workspace and an assignment."""


def local_pools(processes: int | None = None) -> PoolFactory:
    """Return a factory of pools that use processes of this machine.

    Parameters
    ----------
    processes : int, optional
        How many; by default one for each core that this process may use.
    """

    def make_pool(judge: Judge, workspace: Workspace, assignment: str) -> LocalPool:
        return LocalPool(judge, workspace.course, processes or _available_cores(), workspace.log)

    return make_pool


def cluster_pools(scheduler: str) -> PoolFactory:
    """Return a factory of pools that use the Dask cluster of a scheduler.

    Raises
    ------
    CourseError
        If Dask is not installed.
    """
    try:
        from grader.classroom.grading.pools.dask_pool import dask_pools
    except ModuleNotFoundError as error:
        raise CourseError(
            f"Grading on a cluster needs {error.name}: install this package with its extra "
            "[cluster]."
        ) from error
    return dask_pools(scheduler)


@private_files()
def grade_class(
    workspace: Workspace,
    assignment: str,
    folder: Path,
    run: str | None = None,
    console: Console | None = None,
    *,
    force: bool = False,
    make_pool: PoolFactory | None = None,
    judge: Judge = judge_one,
    choice: ChoiceOfTests = ALL_TESTS,
) -> tuple[Result, ...]:
    """Grade the submissions in a folder that have no up-to-date result yet.

    A result is up to date while the submission, the exercises and the grader have not changed.

    Parameters
    ----------
    workspace : Workspace
        Where the gradebook, the graded notebooks and the results are written.
    assignment : str
    folder : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``.
    run : str, optional
        Name of the run; that of an earlier one repeats its hidden cases. By default it is drawn.
    console : Console, optional
        Where to show a progress bar.
    force : bool
        Whether to grade everything, changed or not.
    make_pool : callable, optional
        Starts the workers; by default `local_pools`.
    judge : callable
    choice : ChoiceOfTests

    Returns
    -------
    tuple of Result
        One for each student, ordered by name; each is also saved in the workspace's ``results/``.

    Raises
    ------
    CourseError
        If there is nothing to grade, another grading is running in this workspace, or the
        gradebook cannot be used. Saved results stay.
    """
    with _exclusive_lock(workspace):
        course = set_up_course(workspace, assignment, console)
        folders = _student_folders(workspace, assignment, folder, console)
        state = start_or_resume(workspace, assignment, run, force)
        with (
            IntakeProcess(workspace, assignment, workspace.log) as intake,
            (make_pool or local_pools())(judge, workspace, assignment) as pool,
        ):
            # The processes are starting meanwhile.
            exercises = course_digest(workspace.root, assignment, workspace.course)
            grading = _grading(workspace, assignment, state, pool, exercises, course, choice)
            _judge_changed(grading, pool, intake, folders, console, exercises)
        records, problems = _write_gradebook(workspace, assignment, exercises)
        mark_finished(workspace, assignment)
    return _results_of(folders, records, problems)


def _student_folders(
    workspace: Workspace, assignment: str, folder: Path, console: Console | None
) -> tuple[StudentFolder, ...]:
    """Return the folders of the students, and print what is beside them."""
    read_release_notebooks(workspace, assignment)
    folders = student_folders(workspace, assignment, folder)
    if console is not None and (names := entries_left_out(assignment, folder)):
        console.print(file_repairs.not_graded(names, assignment))
    return folders


def _grading(
    workspace: Workspace,
    assignment: str,
    state: GradingState,
    pool: Pool,
    exercises: str,
    course: GradedCourse,
    choice: ChoiceOfTests,
) -> "_ClassGrading":
    """Find out which exercises can be judged, and how."""
    digest = combine_digests(exercises, engine_digest())
    accept_tests(workspace, assignment, choice.accept)
    found = judge_own_solutions(
        workspace, assignment, pool, digest, again=state.force, complete=course.completed
    )
    solutions = found.for_grading(workspace.accepted_tests(assignment), choice.strict)
    return _ClassGrading(workspace, assignment, state, digest, solutions, course)


def _judge_changed(
    grading: "_ClassGrading",
    pool: Pool,
    intake: IntakeProcess,
    folders: tuple[StudentFolder, ...],
    console: Console | None,
    exercises: str,
) -> None:
    """Judge the submissions that have no up-to-date result, and save each outcome."""
    if console is not None and grading.faults:
        console.print(warning(grading.faults), markup=False, highlight=False, soft_wrap=True)
    changed = [each for each in folders if not grading.is_up_to_date(each)]
    if console is not None and len(changed) < len(folders):
        console.print(
            f"{len(folders) - len(changed)} of {len(folders)} submissions have not changed and "
            "keep their results. All anew: --force"
        )
    with progress_bar(console, len(changed)) as progress:
        pool.submit(grading.jobs(changed, intake, progress))
        # nbgrader takes a second to import, during which the workers are still starting.
        from grader.classroom.gradebook.writer import ensure_assignment

        for number, (job, outcome) in enumerate(pool.outcomes()):
            grading.save_outcome(job, _finished(grading, intake, outcome))
            progress.advance(job.student)
            if number == 0:
                # A gradebook that cannot be used is reported early, while others are judged.
                ensure_assignment(grading.workspace, grading.assignment, exercises)


def _finished(grading: "_ClassGrading", intake: IntakeProcess, outcome: PoolResult) -> PoolResult:
    """Return an outcome with the notebooks as the course's own preprocessors change them."""
    if isinstance(outcome, Failure) or not grading.course.changes_executed:
        return outcome
    result = outcome.result
    notebooks, problem = intake.finish(result.student, outcome.notebooks)
    return JudgedSubmission(_with_note(result, problem), notebooks)


def _write_gradebook(
    workspace: Workspace, assignment: str, exercises: str
) -> tuple[tuple[Record, ...], Mapping[str, str]]:
    """Write all saved results to the gradebook; return them, and by student what went wrong."""
    from grader.classroom.gradebook.writer import ensure_assignment, write_records

    ensure_assignment(workspace, assignment, exercises)
    records = tuple(read_records(workspace, assignment))
    return records, write_records(workspace, assignment, records)


def _results_of(
    folders: Iterable[StudentFolder], records: Iterable[Record], problems: Mapping[str, str]
) -> tuple[Result, ...]:
    """Return the results of these students, with a note on what went wrong in the gradebook."""
    results = {record.result.student: record.result for record in records}
    graded = (results[each.student] for each in folders if each.student in results)
    return tuple(_with_note(each, problems.get(each.student)) for each in graded)


def _with_note(result: Result, note: str | None) -> Result:
    return replace(result, notes=(*result.notes, note)) if note else result


class _ClassGrading:
    """One grading of a class: which results are up to date, and how new ones are saved."""

    def __init__(
        self,
        workspace: Workspace,
        assignment: str,
        state: GradingState,
        digest: str,
        solutions: OwnSolutions,
        course: GradedCourse,
    ) -> None:
        self.workspace, self.assignment = workspace, assignment
        self._state = state
        self.faults = faults = solutions.faults
        self._own_process = solutions.own_process
        self.course = course
        # Results without the exercises that are not judged for anybody are valid as long as these
        # are the same.
        self._judge_digest = combine_digests(digest, json.dumps(faults)) if faults else digest
        # By the id of the job: what was collected, and its digest.
        self._pending: dict[int, tuple[CollectedSubmission, str]] = {}

    def is_up_to_date(self, folder: StudentFolder) -> bool:
        """Return whether there is an up-to-date result of the student with this folder."""
        student = folder.student
        record = read_record(self.workspace, self.assignment, student)
        if record is None or not self._state.is_up_to_date(record, self._digest(folder)):
            return False
        executed = self.workspace.autograded / student / self.assignment
        return not record.result.exercises or executed.is_dir()

    def jobs(
        self, folders: Iterable[StudentFolder], intake: IntakeProcess, progress: ProgressBar
    ) -> Iterator[Job]:
        """Collect one student after the other; save a result for those who cannot be judged."""
        for folder in folders:
            digest = self._digest(folder)
            collected = intake.collect(folder)
            problem = collected.problem
            if collected.try_again:
                digest = ""
            if collected.submission is not None:
                try:
                    job = make_job(self.workspace, collected.submission, self._state.run)
                    job = self.course.completed(job)
                except Exception as error:
                    reason = getattr(error, "strerror", None) or type(error).__name__
                    digest, problem = "", file_repairs.unreadable_submission(reason)
                    self._save_not_judged(problem, collected, digest)
                else:
                    job = replace(job, not_judged=self.faults, own_process=self._own_process)
                    self._pending[id(job)] = collected, digest
                    yield job
                    continue
            elif collected.is_fault:
                self._save_not_judged(problem, collected, digest)
            else:
                result = Result(
                    collected.student, self.assignment, TRUSTED, self._state.run, problem=problem
                )
                self._save(result, collected, digest)
            progress.advance(collected.student)

    def save_outcome(self, job: Job, outcome: PoolResult) -> None:
        """Save the outcome of a job."""
        collected, digest = self._pending.pop(id(job))
        if isinstance(outcome, Failure):
            # What this machine may be the cause of is tried again by the next grading.
            digest = digest if outcome.permanent else ""
            self._save_not_judged(outcome.reason, collected, digest)
            return
        if any(self._is_own_fault(each) for each in outcome.result.exercises):
            digest = ""
        problem = outcome.result.problem or collected.problem
        self._save(replace(outcome.result, problem=problem), collected, digest, outcome, job)

    def _is_own_fault(self, each: ExerciseResult) -> bool:
        """Return whether an exercise was not judged for this submission alone."""
        name = each.notebook.rpartition("/")[2]
        return bool(each.fault) and each.exercise not in self.faults.get(name, {})

    def _digest(self, folder: StudentFolder) -> str:
        """Digest of a submission and of all that judges it; empty if it cannot be read."""
        try:
            submission = submission_digest(folder.path / self.assignment)
            return combine_digests(submission, self._judge_digest)
        except OSError:
            return ""

    def _save_not_judged(
        self, fault: str | None, collected: CollectedSubmission, digest: str
    ) -> None:
        """Save a submission of which nothing was judged, for a reason that may not be its own."""
        fault = fault or file_repairs.unreadable_submission(None)
        judged = submission_not_judged(
            self.workspace.course, self.assignment, collected.student, self._state.run, fault
        )
        self._save(replace(judged.result, problem=fault), collected, digest, judged)

    def _save(
        self,
        result: Result,
        collected: CollectedSubmission,
        digest: str,
        judged: JudgedSubmission | None = None,
        job: Job | None = None,
    ) -> None:
        result = replace(result, notes=(*collected.notes, *result.notes))
        grading_id, unchanged = self._state.grading_id, collected.unanswered
        record = Record(result, digest, grading_id, unchanged, collected.timestamp)
        notebooks, files = judged.notebooks if judged else None, job.files if job else None
        write_record(self.workspace, record, notebooks, files)


@contextmanager
def _exclusive_lock(workspace: Workspace) -> Iterator[None]:
    """Lock the workspace against other gradings, as long as this process lives.

    Raises
    ------
    MachineError
        If no files can be written to the workspace.
    """
    workspace.scratch.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace.scratch / "lock", timeout=0):
            _require_writable_folders(workspace)
            yield
    except Timeout:
        raise CourseError(
            f"Another `course grade` is at work in {workspace.work}. Wait for it, or grade into "
            "another folder with --into."
        ) from None


def _require_writable_folders(workspace: Workspace) -> None:
    """Check before anything is graded what would otherwise fail for each submission."""
    for folder in (
        workspace.submitted,
        workspace.repaired,
        workspace.autograded,
        workspace.results,
    ):
        require_writable(folder)


def _available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
