"""Running the test of a graded cell against the student's state after that cell."""

import contextlib
import functools
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader.engine.fork_server import NotebookRun
from grader.engine.judging.cell.autograder_tests import (
    CellRun,
    as_python,
    checked_score,
    converted_names,
    hidden,
    is_of_numpy,
    judges_by_score,
    run_test,
    visible,
)
from grader.engine.judging.cell.error_source import describe, is_missing_name, is_students
from grader.engine.judging.cell.failed_cells import FailedCells
from grader.engine.judging.cell.outcome import (
    CellOutcome,
    below_reason,
    no_points,
    not_judged,
    outcome_of,
    outcome_of_report,
    with_reason,
)
from grader.engine.judging.cell.reference_comparison import Faults, compared_with_reference
from grader.engine.judging.cell.reference_notebook import (
    Scope,
    SourceCell,
    scopes_of,
    student_names,
    used_names,
    value_of_test,
)
from grader.engine.judging.cell.static_text.static_analysis import add_cell, static_modules
from grader.engine.remote.limits import CallLimits
from grader.engine.remote.records import random_state, set_random_state
from grader.engine.remote.remote_function import SessionEnded
from grader.engine.remote.session import DIED, Session
from grader.engine.remote.session import run_test as run_test_there
from grader.student.calling import renamed_function
from grader.student.messages import grading_problems, verdicts
from grader.student.text import CourseError, read_cell


@dataclass(frozen=True)
class GradedTest:
    """The test of a graded cell, from the instructor's notebook.

    Parameters
    ----------
    source : str
        Both parts of the cell.
    grade_id : str
    points : float
        The maximum.
    """

    source: str
    grade_id: str
    points: float


@dataclass
class CellJudge:
    """Runs the tests of one notebook, cell after cell.

    Parameters
    ----------
    run : NotebookRun
        The student's notebook.
    source_cells : tuple of SourceCell
        The instructor's notebook, which is executed when a test first needs it as reference.
    limits : CallLimits
    files : mapping of str to bytes
        The files beside the student's notebook, which can be modules.
    """

    run: NotebookRun
    source_cells: tuple[SourceCell, ...]
    limits: CallLimits
    files: Mapping[str, bytes] = field(default_factory=dict)
    _static_namespace: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    _test_namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    _names_of_tests: frozenset[str] = frozenset()
    _seconds_of_functions: float = 0.0
    _failed_cells: FailedCells = field(default_factory=FailedCells)

    def __post_init__(self) -> None:
        self._static_modules = static_modules(self.files)

    def add_cell(
        self, source: str, outputs: Sequence[Mapping[str, Any]] = (), exercise: str = ""
    ) -> None:
        """Note what the text of the next cell defines, or why it did not.

        If it is the cell of an exercise, this is what it was to define.
        """
        add_cell(source, self._static_namespace, self._static_modules)
        self._failed_cells.add(source, outputs, exercise)

    def judge(self, test: GradedTest, cell_id: str) -> CellOutcome:
        """Run the test of the last cell that was added; the outputs are the test's alone.

        An error that is not the student's leaves the exercise not judged.
        """
        try:
            return self._judge(test, cell_id)
        except Exception as error:
            return not_judged(test.points, describe(error))

    def judge_in_own_process(self, test: GradedTest, cell_id: str) -> CellOutcome:
        """Run the whole test in the student's process, for values that cannot be sent.

        That process can forge the outcome, and nothing else of what it sends is used. All other
        tests must have been judged: it has the text of this one now.
        """
        connection = self.run.snapshot(cell_id)
        if connection is None:
            return _unreached(self.run, test, cell_id)
        limits = replace(self.limits, call=self.limits.total)
        session = Session(connection, self._static_namespace, limits)
        try:
            outcome = _run_in_own_process(test, session, self.source_cells)
        except Exception as error:
            return not_judged(test.points, describe(error))
        finally:
            connection.close()
        late = self._late(session)
        if late or outcome.points is None:
            return not_judged(test.points, late) if late else outcome
        return replace(_below_reason(outcome, test, self._failed_cells), forgeable=True)

    def _judge(self, test: GradedTest, cell_id: str) -> CellOutcome:
        connection = self.run.snapshot(cell_id)
        if connection is None:
            return _unreached(self.run, test, cell_id)
        session = Session(connection, self._static_namespace, self.limits)
        faults = Faults()
        if judges_by_score(test.source):
            run, is_own = _run_score(test, session)
        else:
            with _empty_folder():
                run, is_own = self._run_asserts(test, session, faults)
        if session.fault is not None:
            return not_judged(test.points, describe(session.fault))
        late = self._late(session)
        if late:
            return not_judged(test.points, late)
        if session.violation or (faults and run.error is None):
            return no_points(
                test.points, session.violation or grading_problems.passed_but(faults[0])
            )
        if session.failure is not None and run.error is not None:
            return no_points(test.points, f"{session.failure.kind}: {session.failure.text}.")
        if run.error is not None and not is_own:
            return not_judged(test.points, describe(run.error))
        reason = self._failed_cells.reason(run.error)
        if reason is not None:
            return no_points(test.points, reason)
        renamed = _renamed(run.error, self._static_namespace)
        if renamed is not None:
            return no_points(test.points, renamed)
        instead = self._failed_cells.nothing_defined(run.error)
        if instead is not None:
            return no_points(test.points, instead)
        outcome = outcome_of(run, test.points)
        # A function that works may call one of a cell that did not run.
        reason = self._failed_cells.reason_in(" ".join(outcome.message))
        if reason is not None:
            return with_reason(outcome, reason)
        return _below_reason(outcome, test, self._failed_cells)

    def _late(self, session: Session) -> str:
        """Return that the grader used up the time of the notebook, "" if it did not."""
        self._seconds_of_functions += session.seconds
        if session.failure is None or session.failure.kind != DIED:
            return ""
        limit = self.run.seconds_until_ended()
        if limit is None or self.run.seconds + self._seconds_of_functions > limit / 2:
            return ""
        return grading_problems.judging_took_too_long(limit)

    def _run_asserts(
        self, test: GradedTest, session: Session, faults: Faults
    ) -> tuple[CellRun, bool]:
        """Run a test of plain asserts, its visible part too, beside the instructor's solutions.

        Returns the run, and whether the error that stopped it is the student's.
        """
        namespace = self._test_namespace
        scope = _scope_of(self.source_cells, test)
        loaded, stored = used_names(test.source)
        own_names = self._names_of_tests
        students = student_names(scope, sorted(loaded), own_names | stored)
        for name in loaded - set(students) - own_names:
            if name in scope.reference:
                namespace[name] = scope.reference[name]
        for name in students:
            namespace.pop(name, None)
        values = _look_up(session, students)
        converted = converted_names(test.source)
        for name, value in values.items():
            # A name that the test itself defines says nothing about the student's value.
            reference = None if name in stored else scope.reference.get(name)
            namespace[name] = compared_with_reference(
                value, reference, name, faults, is_converted=name in converted
            )
        self._names_of_tests = own_names | stored
        run = _run_parts(test, namespace)
        run = replace(run, value=_score_of(self.source_cells, test, run.value))
        missing = (scope.students | scope.imported).difference(values)
        return run, _is_own(run.error, missing, faults)


def _is_own(error: BaseException | None, missing: Collection[str], faults: Faults) -> bool:
    # If the student's values have another form than the reference's, any error is theirs.
    return error is not None and (
        bool(faults) or is_students(error, missing, faults.of_another_type)
    )


def _below_reason(outcome: CellOutcome, test: GradedTest, failed: FailedCells) -> CellOutcome:
    newer = failed.reason_of(used_names(test.source)[0])
    if newer is not None and outcome.points != outcome.max_points:
        return below_reason(outcome, grading_problems.earlier_version(newer))
    return outcome


def _renamed(error: BaseException | None, namespace: Mapping[str, object]) -> str | None:
    """Return that a function has another name, for the error of a test that misses it."""
    found = re.fullmatch(r"name '(\w+)' is not defined", str(error))
    if found is None or not isinstance(error, NameError):
        return None
    other = renamed_function(found[1], namespace)
    return None if other is None else verdicts.renamed(found[1], other)


def _unreached(run: NotebookRun, test: GradedTest, cell_id: str) -> CellOutcome:
    """Return the outcome of a cell after which the student's state was not kept."""
    if cell_id in run.not_kept:
        return not_judged(test.points, grading_problems.state_not_kept())
    if run.fault:
        return not_judged(test.points, run.fault)
    return no_points(test.points, run.problem or grading_problems.cell_not_reached())


def _scope_of(cells: tuple[SourceCell, ...], test: GradedTest) -> Scope:
    # The test must not find the files that the reference writes.
    with _empty_folder():
        return scopes_of(cells)[test.grade_id]


def _run_in_own_process(
    test: GradedTest, session: Session, cells: tuple[SourceCell, ...]
) -> CellOutcome:
    try:
        report = run_test_there(session, as_python(test.source))
    except SessionEnded:
        failure = session.failure
        why = f"{failure.kind}: {failure.text}." if failure else ""
        return no_points(test.points, session.violation or why)
    if report.of_numpy and _score_of(cells, test, np.float64(report.value or 0)) is None:
        report = replace(report, value=None)
    return outcome_of_report(report, test.source, test.points)


def _score_of(cells: tuple[SourceCell, ...], test: GradedTest, value: Any) -> Any:
    """Return the value of a last line, None if it is of NumPy and no score.

    It is a score if the instructor's own solution gets all points by it. As in nbgrader, a number
    of NumPy at the end of another test says nothing about points.
    """
    if not is_of_numpy(value):
        return value
    state = random_state()
    with _empty_folder():
        own = value_of_test(cells, test.grade_id)
    set_random_state(state)
    try:
        return value if checked_score(own, test.points) == test.points else None
    except (TypeError, ValueError):  # it is of a kind that is no number
        return None


@contextlib.contextmanager
def _empty_folder() -> Iterator[None]:
    """Work in an empty folder: the instructor's cells may write files, and read what is theirs."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory(prefix="course-test-") as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _run_parts(test: GradedTest, namespace: dict[str, Any]) -> CellRun:
    """Run a test, its two parts one after the other if each is complete."""
    label = _label(test)
    shown, judging = visible(test.source), hidden(test.source)
    if not (_is_complete(shown) and _is_complete(judging)):
        return run_test(test.source, namespace, label)
    first = run_test(shown, namespace, label)
    if first.error is not None or not judging:
        return CellRun(first.outputs[-1:] if first.error else (), first.value, first.error)
    return run_test(judging, namespace, label)


def _run_score(test: GradedTest, session: Session) -> tuple[CellRun, bool]:
    """Run a hidden test that calls `grader.exercises.score`, which has its own reference.

    What the student's function raises is part of its verdict. So the only error that is the
    student's is that there is no such function.
    """
    text = hidden(test.source)
    loaded, stored = used_names(text)
    values = _look_up(session, sorted(loaded - stored))
    run = run_test(text, {"__name__": "__main__", **values}, _label(test))
    missing = loaded - stored - values.keys()
    return run, run.error is not None and is_missing_name(run.error, missing)


def _label(test: GradedTest) -> str:
    return f"test {test.grade_id}"


def _look_up(session: Session, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the student's values of these names; missing ones are left out."""
    found = {}
    for name in names:
        try:
            found[name] = session.lookup(name)
        except (NameError, CourseError):
            continue
    return found


@functools.lru_cache(maxsize=512)
def _is_complete(text: str) -> bool:
    return read_cell(text).tree is not None
