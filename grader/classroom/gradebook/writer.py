"""Write results to nbgrader's gradebook in one session and one transaction.

nbgrader's own autograder opens the gradebook nine times for each submission and commits two dozen
times. Here all results of a class are committed together, and each result is written only once: a
table of the gradebook stores which, so that an instructor need not review a grade again.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    Gradebook,
    GradeCell,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import Comment as CommentEntry
from nbgrader.api import Grade as GradeEntry
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Column, MetaData, String, Table, bindparam, delete, insert, select
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, load_only, selectinload
from traitlets.config import Config

from grader.classroom.gradebook.assignment_setup import register_assignment
from grader.classroom.gradebook.entries import (
    comment_on,
    parse_time,
    points_by_cell,
    set_score,
)
from grader.classroom.results import Record
from grader.classroom.workspace import Workspace
from grader.engine.nbgrader_course.configuration import importing_from
from grader.engine.nbgrader_integration import load_config, nbgrader_session
from grader.student.messages import grading_problems
from grader.student.text import CourseError

_TABLES = MetaData()
_WRITTEN = Table(
    "course_merged",
    _TABLES,
    Column("assignment", String(128), primary_key=True),
    # Empty for the assignment itself.
    Column("student", String(255), primary_key=True),
    Column("stamp", String(64), nullable=False),
)


_NewRecords = Mapping[str, tuple[Record, str]]
"""By student, a record that is not in the gradebook yet, and its digest."""

_DATABASE_ERRORS = (OperationalError, InterfaceError, InternalError)
"""Errors that are not those of one record: a lost connection, a lock, a full disk."""

_MAX_REASON = 300

# A query with more names than this exceeds the limit of some databases.
_MAX_QUERY_NAMES = 500


class GradebookError(CourseError):
    """The gradebook cannot be read or written."""


def ensure_assignment(workspace: Workspace, assignment: str, exercises: str) -> None:
    """Create or update an assignment in the gradebook, unless its exercises are up to date.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    exercises : str
        Their digest.

    Raises
    ------
    CourseError
        If the gradebook cannot be opened, or contains grades of other exercises.
    """
    with (
        nbgrader_session(workspace),
        _open_gradebook(workspace, load_config(workspace)) as gradebook,
    ):
        up_to_date = _read_digests(gradebook.db, assignment).get("") == exercises
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            up_to_date = False
    if up_to_date:
        return
    register_assignment(workspace, assignment)
    with (
        nbgrader_session(workspace),
        _open_gradebook(workspace, load_config(workspace)) as gradebook,
    ):
        _save_digests(gradebook.db, assignment, {"": exercises})
        gradebook.db.commit()


def write_records(
    workspace: Workspace, assignment: str, records: Iterable[Record]
) -> dict[str, str]:
    """Write the records that are not in the gradebook yet, or none if the database fails.

    A record that cannot be written is left out, and the others are written.

    Manual scores, comments and extra credit are not changed. A grade with a manual score whose
    automatic score changes is marked as needing manual grading. Late penalties are computed by the
    course's plugin.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
        `ensure_assignment` was called for it.
    records : iterable of Record

    Returns
    -------
    dict of str to str
        By student, what could not be written. The other records are written.
    """
    config = load_config(workspace)
    with nbgrader_session(workspace) as log, _open_gradebook(workspace, config) as gradebook:
        session = gradebook.db
        written = _read_digests(session, assignment)
        new = {
            record.result.student: (record, digest)
            for record in records
            if written.get(record.result.student) != (digest := _record_digest(record))
        }

        def write(some: _NewRecords) -> dict[str, str]:
            writer = _make_writer(gradebook, workspace, assignment, tuple(some), config, log)
            found = {student: writer.write(record) for student, (record, _) in some.items()}
            # After the loop: a statement in between would flush the records one by one.
            _save_digests(session, assignment, {s: digest for s, (_, digest) in some.items()})
            session.commit()
            return {student: problem for student, problem in found.items() if problem}

        try:
            return write(new)
        except _DATABASE_ERRORS:
            raise
        except Exception:
            session.rollback()
            log.exception("The results are written one by one")
            return _write_one_by_one(session, write, new, workspace)


def _write_one_by_one(
    session: Any,
    write: Callable[[_NewRecords], dict[str, str]],
    new: _NewRecords,
    workspace: Workspace,
) -> dict[str, str]:
    """Write each record in a transaction of its own, so that none can stop the others.

    Returns by student what went wrong. If every record fails, no submission is the reason, and the
    first error is raised.
    """
    problems: dict[str, str] = {}
    failed: list[Exception] = []
    for student, each in new.items():
        try:
            problems |= write({student: each})
        except _DATABASE_ERRORS:
            raise
        except Exception as error:
            session.rollback()
            failed.append(error)
            reason = workspace.redacted(f"{type(error).__name__}: {error}").partition("\n")[0]
            problems[student] = grading_problems.not_in_gradebook(reason[:_MAX_REASON])
    if len(failed) == len(new) > 1:
        raise failed[0]
    return problems


def _record_digest(record: Record) -> str:
    return hashlib.sha256(record.to_json().encode("utf-8", "replace")).hexdigest()


@contextmanager
def _open_gradebook(workspace: Workspace, config: Config) -> Iterator[Any]:
    """Open the gradebook; errors of the database become a `GradebookError`."""
    course = config.CourseDirectory.get("course_id")
    try:
        with Gradebook(workspace.db_url, **({"course_id": course} if course else {})) as gradebook:
            _TABLES.create_all(gradebook.engine)
            try:
                yield gradebook
            except SQLAlchemyError:
                gradebook.db.rollback()
                raise
    except (SQLAlchemyError, ImportError) as error:
        raise _gradebook_error(workspace, error) from error


def _gradebook_error(workspace: Workspace, error: Exception) -> GradebookError:
    reason = workspace.redacted(str(getattr(error, "orig", None) or error).strip())
    reason = reason.partition("\n")[0]
    hint = (
        "Install the package's extra [postgresql]."
        if isinstance(error, ImportError)
        else "Nothing was changed in it; all results are kept and are written the next time."
    )
    return GradebookError(
        f"The gradebook {workspace.gradebook_location} cannot be used: {reason}\n{hint}"
    )


def _read_digests(session: Session, assignment: str) -> dict[str, str]:
    rows = session.execute(
        select(_WRITTEN.c.student, _WRITTEN.c.stamp).where(_WRITTEN.c.assignment == assignment)
    )
    return {row.student: row.stamp for row in rows}


def _save_digests(session: Session, assignment: str, digests: Mapping[str, str]) -> None:
    rows = [{"assignment": assignment, "student": s, "stamp": digests[s]} for s in digests]
    if not rows:
        return
    earlier = delete(_WRITTEN).where(
        _WRITTEN.c.assignment == assignment, _WRITTEN.c.student == bindparam("of_student")
    )
    session.flush()
    connection = session.connection()
    connection.execute(earlier, [{"of_student": student} for student in digests])
    connection.execute(insert(_WRITTEN), rows)


@dataclass
class _RecordWriter:
    """Writes records to an open session, which it does not commit."""

    session: Any
    assignment: Any
    # Grade ids of the cells that give points, by notebook and exercise.
    grade_ids: Mapping[tuple[str, str], tuple[str, ...]]
    # The cell with the solution, by notebook and exercise.
    solutions: Mapping[tuple[str, str], str]
    # By notebook, the cells whose solution is graded manually.
    manually_graded: Mapping[str, frozenset[str]]
    students: dict[str, Any]
    submissions: dict[str, Any]
    penalties: AssignLatePenalties
    longest_name: int | None

    def write(self, record: Record) -> str | None:
        """Write a record; return a sentence if it could not be written in full."""
        result = record.result
        if self.longest_name is not None and len(result.student) > self.longest_name:
            return (
                f"The gradebook takes no name of more than {self.longest_name} letters: rename "
                "the student's folder. The points are in the report."
            )
        submission = self.submissions.get(result.student)
        if not result.exercises:
            # The points of an earlier submission must not count for this one.
            for notebook in submission.notebooks if submission else ():
                for entry in notebook.grades:
                    entry.auto_score, entry.needs_manual_grade = None, True
            return None
        if submission is None:
            submission = self._new_submission(result.student)
        timestamp, problem = parse_time(record.timestamp)
        if timestamp is not None:
            submission.timestamp = timestamp
        points = points_by_cell(result.exercises, self.grade_ids)
        not_judged = {
            (e.notebook.rpartition("/")[2], self.solutions.get((e.notebook, e.exercise)))
            for e in result.exercises
            if e.fault
        }
        for notebook in submission.notebooks:
            name = notebook.notebook.name
            unanswered = set(record.unanswered.get(name, ()))
            for entry in notebook.grades:
                is_task = not isinstance(entry.cell, GradeCell)
                manual = is_task or entry.cell.name in self.manually_graded[name]
                set_score(entry, points.get((name, entry.cell.name)), manual, unanswered)
            for comment in notebook.comments:
                cell = comment.cell.name
                comment.auto_comment = comment_on((name, cell) in not_judged, cell in unanswered)
        self._apply_late_penalty(submission)
        return problem

    def _new_submission(self, name: str) -> Any:
        student = self.students.get(name)
        if student is None:
            student = Student(id=name)
            self.session.add(student)
        submission = SubmittedAssignment(assignment=self.assignment, student=student)
        for notebook in self.assignment.notebooks:
            submitted = SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in (*notebook.grade_cells, *notebook.task_cells):
                GradeEntry(cell=cell, notebook=submitted)
            for cell in (*notebook.solution_cells, *notebook.task_cells):
                CommentEntry(cell=cell, notebook=submitted)
        self.session.add(submission)
        return submission

    def _apply_late_penalty(self, submission: Any) -> None:
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
        if self.assignment.duedate is None or submission.timestamp is None:
            return
        self.session.flush()
        late = submission.total_seconds_late
        for notebook in submission.notebooks if late > 0 else ():
            self.session.refresh(notebook, ["score"])
            penalty = self.penalties.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, late
            )
            if penalty is not None:
                checked = self.penalties._check_late_penalty(notebook, penalty)
                notebook.late_submission_penalty = checked


def _make_writer(
    gradebook: Any,
    workspace: Workspace,
    assignment: str,
    students: tuple[str, ...],
    config: Config,
    log: logging.Logger,
) -> _RecordWriter:
    session = gradebook.db
    with importing_from(workspace.root):
        penalties = AssignLatePenalties(config=config, log=log)
        penalties.init_plugin()
    grade_ids: dict[tuple[str, str], tuple[str, ...]] = {}
    solutions: dict[tuple[str, str], str] = {}
    for cell in workspace.graded_cells(assignment):
        key = (f"{assignment}/{cell.notebook}", cell.exercise)
        grade_ids[key] = (*grade_ids.get(key, ()), cell.grade_id)
        solutions[key] = cell.solution
    # Only plain columns: the computed columns of nbgrader's tables are a query each.
    known = session.scalars(select(Student).options(load_only(Student.id)))
    each_notebook = selectinload(SubmittedAssignment.notebooks)
    query = (
        select(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
        .options(
            load_only(*_plain_columns(SubmittedAssignment)),
            each_notebook.load_only(*_plain_columns(SubmittedNotebook)),
            each_notebook.selectinload(SubmittedNotebook.grades).load_only(
                *_plain_columns(GradeEntry)
            ),
            each_notebook.selectinload(SubmittedNotebook.comments).load_only(
                *_plain_columns(CommentEntry)
            ),
        )
    )
    if len(students) <= _MAX_QUERY_NAMES:
        query = query.where(SubmittedAssignment.student_id.in_(students))
    entry = gradebook.find_assignment(assignment)
    length = Student.__table__.c.id.type.length
    return _RecordWriter(
        session,
        entry,
        grade_ids,
        solutions,
        {each.name: frozenset(c.name for c in each.solution_cells) for each in entry.notebooks},
        {student.id: student for student in known},
        {each.student_id: each for each in session.scalars(query)},
        penalties,
        None if session.get_bind().dialect.name == "sqlite" else length,
    )


def _plain_columns(entry: Any) -> list[Any]:
    return [getattr(entry, column.key) for column in entry.__table__.columns]
