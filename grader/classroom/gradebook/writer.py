"""Writes results into nbgrader's gradebook: one writer, one session, one transaction.

nbgrader's own autograder opens the gradebook nine times for each submission and commits two dozen
times. Here a class is written at once, whole or not at all, and each result once: the gradebook
itself remembers which, so that an instructor's review of a changed grade isn't asked for anew.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
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
from nbgrader.utils import parse_utc
from sqlalchemy import Column, MetaData, String, Table, bindparam, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, load_only, selectinload
from traitlets.config import Config

from grader.classroom.gradebook.assignment_setup import register_assignment
from grader.classroom.results import Record
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import ExerciseResult
from grader.engine.nbgrader_course import quiet, settings
from grader.student.text import CourseError

_TABLES = MetaData()
_MERGED = Table(
    "course_merged",
    _TABLES,
    Column("assignment", String(128), primary_key=True),
    # Empty for the assignment itself.
    Column("student", String(255), primary_key=True),
    Column("stamp", String(64), nullable=False),
)


# As many names as every database takes in one question.
_FEW = 500


class GradebookError(CourseError):
    """The gradebook cannot be read or written."""


def ensure_assignment(workspace: Workspace, assignment: str, exercises: str) -> None:
    """Make the gradebook know the exercises of an assignment, unless it knows them already.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    exercises : str
        A digest of them.

    Raises
    ------
    CourseError
        If the gradebook cannot be opened, or holds grades of other exercises.
    """
    with quiet(workspace), _opened(workspace, settings(workspace)) as gradebook:
        known = _stamps(gradebook.db, assignment).get("") == exercises
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            known = False
    if known:
        return
    register_assignment(workspace, assignment)
    with quiet(workspace), _opened(workspace, settings(workspace)) as gradebook:
        _stamp(gradebook.db, assignment, {"": exercises})
        gradebook.db.commit()


def write_records(
    workspace: Workspace, assignment: str, records: Iterable[Record]
) -> dict[str, str]:
    """Write what the gradebook does not hold yet; all of it, or nothing if that fails.

    Scores, comments and extra credit that an instructor gave stay; where the points under a manual
    score are new, the grade is marked for another look. Late penalties follow the course's plugin.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
        `ensure_assignment` was called for it.
    records : iterable of Record

    Returns
    -------
    dict of str to str
        By student, why something could not be written. The others are written nevertheless.
    """
    config = settings(workspace)
    with quiet(workspace) as log, _opened(workspace, config) as gradebook:
        session = gradebook.db
        merged = _stamps(session, assignment)
        new = {
            record.result.student: (record, stamp)
            for record in records
            if merged.get(record.result.student) != (stamp := _stamp_of(record))
        }
        writer = _writer(gradebook, workspace, assignment, tuple(new), config, log)
        problems = {}
        for student, (record, _) in new.items():
            problem = writer.write(record)
            if problem:
                problems[student] = problem
        # All at once: what is asked of the database in between would write each by itself.
        _stamp(session, assignment, {student: stamp for student, (_, stamp) in new.items()})
        session.commit()
    return problems


def _stamp_of(record: Record) -> str:
    return hashlib.sha256(record.to_json().encode("utf-8", "replace")).hexdigest()


@contextmanager
def _opened(workspace: Workspace, config: Config) -> Iterator[Any]:
    """Open the gradebook once; what the database says becomes an error that can be read."""
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
        raise _unusable(workspace, error) from error


def _unusable(workspace: Workspace, error: Exception) -> GradebookError:
    reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    hint = (
        "Install the package's extra [postgresql]."
        if isinstance(error, ImportError)
        else "Nothing was changed in it; all results are kept and are written the next time."
    )
    return GradebookError(f"The gradebook {workspace.place} cannot be used: {reason}\n{hint}")


def _stamps(session: Session, assignment: str) -> dict[str, str]:
    rows = session.execute(
        select(_MERGED.c.student, _MERGED.c.stamp).where(_MERGED.c.assignment == assignment)
    )
    return {row.student: row.stamp for row in rows}


def _stamp(session: Session, assignment: str, stamps: Mapping[str, str]) -> None:
    rows = [{"assignment": assignment, "student": s, "stamp": stamps[s]} for s in stamps]
    if not rows:
        return
    earlier = delete(_MERGED).where(
        _MERGED.c.assignment == assignment, _MERGED.c.student == bindparam("whose")
    )
    session.flush()
    connection = session.connection()
    connection.execute(earlier, [{"whose": student} for student in stamps])
    connection.execute(insert(_MERGED), rows)


@dataclass
class _Writer:
    """Writes one record after the other into an open session, which it does not commit."""

    session: Any
    assignment: Any
    # Grade id of each cell that gives points, by its notebook and the exercise that it checks.
    names: Mapping[tuple[str, str], tuple[str, ...]]
    # By notebook, the cells that are the student's own answer, which a person has to read.
    answers: Mapping[str, frozenset[str]]
    students: dict[str, Any]
    submissions: dict[str, Any]
    penalties: AssignLatePenalties
    longest_name: int | None

    def write(self, record: Record) -> str | None:
        """Write a record; return why it cannot be, if so."""
        result = record.result
        if self.longest_name is not None and len(result.student) > self.longest_name:
            return (
                f"The gradebook takes no name of more than {self.longest_name} letters: rename "
                "the student's folder. The points are in the report."
            )
        submission = self.submissions.get(result.student)
        if not result.exercises:
            # Points of an earlier hand-in must not stand for this one.
            for notebook in submission.notebooks if submission else ():
                for entry in notebook.grades:
                    entry.auto_score, entry.needs_manual_grade = None, True
            return None
        if submission is None:
            submission = self._new(result.student)
        timestamp, problem = _time(record.timestamp)
        if timestamp is not None:
            submission.timestamp = timestamp
        found = _scores(result.exercises, self.names)
        for notebook in submission.notebooks:
            name = notebook.notebook.name
            unanswered = set(record.unanswered.get(name, ()))
            for entry in notebook.grades:
                if isinstance(entry.cell, GradeCell):
                    by_hand = entry.cell.name in self.answers[name]
                    _grade(entry, found.get((name, entry.cell.name)), by_hand, unanswered)
            for comment in notebook.comments:
                open_still = comment.cell.name in unanswered
                comment.auto_comment = "No response." if open_still else None
        self._penalize(submission)
        return problem

    def _new(self, name: str) -> Any:
        student = self.students.get(name)
        if student is None:
            student = Student(id=name)
            self.session.add(student)
        submission = SubmittedAssignment(assignment=self.assignment, student=student)
        for notebook in self.assignment.notebooks:
            made = SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in (*notebook.grade_cells, *notebook.task_cells):
                GradeEntry(cell=cell, notebook=made)
            for cell in (*notebook.solution_cells, *notebook.task_cells):
                CommentEntry(cell=cell, notebook=made)
        self.session.add(submission)
        return submission

    def _penalize(self, submission: Any) -> None:
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


def _writer(
    gradebook: Any,
    workspace: Workspace,
    assignment: str,
    students: tuple[str, ...],
    config: Config,
    log: logging.Logger,
) -> _Writer:
    session = gradebook.db
    penalties = AssignLatePenalties(config=config, log=log)
    penalties.init_plugin()
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for cell in workspace.graded_cells(assignment):
        key = (f"{assignment}/{cell.notebook}", cell.exercise)
        names[key] = (*names.get(key, ()), cell.grade_id)
    # Only plain columns: the sums that nbgrader hangs on its entries are a query each.
    known = session.scalars(select(Student).options(load_only(Student.id)))
    each_notebook = selectinload(SubmittedAssignment.notebooks)
    asked = (
        select(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
        .options(
            load_only(*_columns(SubmittedAssignment)),
            each_notebook.load_only(*_columns(SubmittedNotebook)),
            each_notebook.selectinload(SubmittedNotebook.grades).load_only(*_columns(GradeEntry)),
            each_notebook.selectinload(SubmittedNotebook.comments).load_only(
                *_columns(CommentEntry)
            ),
        )
    )
    if len(students) <= _FEW:
        asked = asked.where(SubmittedAssignment.student_id.in_(students))
    found = gradebook.find_assignment(assignment)
    length = Student.__table__.c.id.type.length
    return _Writer(
        session,
        found,
        names,
        {each.name: frozenset(c.name for c in each.solution_cells) for each in found.notebooks},
        {student.id: student for student in known},
        {each.student_id: each for each in session.scalars(asked)},
        penalties,
        None if session.get_bind().dialect.name == "sqlite" else length,
    )


def _columns(entry: Any) -> list[Any]:
    return [getattr(entry, column.key) for column in entry.__table__.columns]


def _scores(
    exercises: Iterable[ExerciseResult], names: Mapping[tuple[str, str], tuple[str, ...]]
) -> dict[tuple[str, str], float]:
    """Return points by notebook and grade id; cells that check one thing come in their order."""
    left = {key: list(ids) for key, ids in names.items()}
    found = {}
    for each in exercises:
        ids = left.get((each.notebook, each.exercise))
        if ids:
            found[each.notebook.rpartition("/")[2], ids.pop(0)] = each.points
    return found


def _grade(entry: Any, points: float | None, by_hand: bool, unanswered: set[str]) -> None:
    """Set the points of one cell as nbgrader's own autograder does."""
    if by_hand:
        entry.auto_score = 0.0 if entry.cell.name in unanswered else None
    else:
        entry.auto_score = points
    entry.needs_manual_grade = entry.manual_score is not None or entry.auto_score is None


def _time(text: str | None) -> tuple[datetime | None, str | None]:
    if text is None or not text.strip():
        return None, None
    try:
        return parse_utc(text.strip()), None
    except (ValueError, OverflowError):
        return None, f"timestamp.txt holds no time ({text.strip()[:40]!r}); it was left out."
