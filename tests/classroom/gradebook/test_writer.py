"""The gradebook contains what nbgrader's own autograder writes, and manual grades are kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Comment, Grade, Gradebook, Student
from sqlalchemy.exc import OperationalError

from grader.classroom.gradebook.writer import (
    GradebookError,
    _RecordWriter,
    ensure_assignment,
    write_records,
)
from grader.classroom.grading.whole_class import grade_class
from grader.classroom.results import Record, read_records
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import CourseError
from tests import stock_nbgrader
from tests.tiny_course import (
    ASSIGNMENT,
    NOTEBOOK,
    POINTS,
    RUN,
    SOLUTIONS,
    Graded,
    copy_of_class,
    make_course,
    notebook,
    write_submission,
)


def entries(workspace: Workspace) -> dict[str, Any]:
    """Return all entries of each student in the gradebook."""
    with Gradebook(workspace.db_url) as gradebook:
        return {
            student.id: [
                *(
                    (g.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                    for g in sorted(_of(gradebook, Grade, student), key=lambda g: g.name)
                ),
                *(
                    (c.name, c.auto_comment, c.manual_comment)
                    for c in sorted(_of(gradebook, Comment, student), key=lambda c: c.name)
                ),
            ]
            for student in gradebook.db.query(Student).all()
        }


def _of(gradebook: Gradebook, kind: Any, student: Student) -> list[Any]:
    return [each for each in gradebook.db.query(kind).all() if each.student.id == student.id]


def record(student: str, points: Mapping[str, float | None] | None = None, **more: Any) -> Record:
    exercises = tuple(
        ExerciseResult(f"{ASSIGNMENT}/{NOTEBOOK}", name, given, POINTS[name])
        for name, given in (points or {}).items()
    )
    return Record(Result(student, ASSIGNMENT, "engine", "run", exercises), **more)


RIGHT = {"double": 3.0, "negate": 2.0}


def enter_manual_grade(workspace: Workspace, student: str, **values: object) -> None:
    """Enter a manual grade and a comment for the first exercise of a student."""
    with Gradebook(workspace.db_url) as gradebook:
        entry = gradebook.find_grade("check-double", NOTEBOOK, ASSIGNMENT, student)
        for name, value in values.items():
            setattr(entry, name, value)
        comment = gradebook.find_comment("double", NOTEBOOK, ASSIGNMENT, student)
        comment.manual_comment = "well done"
        gradebook.db.commit()


@pytest.fixture
def ready(tiny: Workspace) -> Workspace:
    """A workspace whose gradebook contains the tiny course."""
    ensure_assignment(tiny, ASSIGNMENT, "exercises")
    return tiny


def test_the_gradebook_is_the_one_that_nbgrader_writes(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    wrong = {**SOLUTIONS, "double": "def double(x):\n    return 3 * x"}
    submissions = {"right": SOLUTIONS, "wrong": wrong, "open": {"double": SOLUTIONS["double"]}}
    workspace = Workspace(course, tmp_path / "ours")
    stock = stock_nbgrader.make_workspace(course, ASSIGNMENT, tmp_path / "stock")
    for student, bodies in submissions.items():
        for folder in (tmp_path / "in", stock / "submitted"):
            write_submission(folder, student, notebook(bodies))
    stock_nbgrader.run(stock, "autograde", ASSIGNMENT, more={"COURSE_SEED": "1"})
    grade_class(workspace, ASSIGNMENT, tmp_path / "in", RUN)
    expected = entries(Workspace(course, stock))
    # nbgrader's stub for the tiny course is another one than its release has.
    expected["open"] = [
        ("negate", "No response.", None) if e[0] == "negate" else e for e in expected["open"]
    ]
    assert set(expected) == set(submissions)
    assert entries(workspace) == expected


def test_points_and_untouched_exercises_are_written(ready: Workspace) -> None:
    untouched = {NOTEBOOK: ("negate",)}
    write_records(
        ready, ASSIGNMENT, [record("a", {"double": 1.5, "negate": 0}, unanswered=untouched)]
    )
    assert entries(ready)["a"] == [
        ("check-double", 1.5, None, None, False),
        ("check-negate", 0.0, None, None, False),
        ("double", None, None),
        ("negate", "No response.", None),
    ]


def test_merging_again_changes_nothing(ready: Workspace) -> None:
    records = [record("a", RIGHT), record("b", {"double": 0, "negate": 2})]
    write_records(ready, ASSIGNMENT, records)
    before = entries(ready)
    write_records(ready, ASSIGNMENT, records)
    assert entries(ready) == before


def test_what_an_instructor_entered_stays_and_is_shown_again_where_points_are_new(
    ready: Workspace,
) -> None:
    write_records(ready, ASSIGNMENT, [record("a", {"double": 1, "negate": 2})])
    enter_manual_grade(ready, "a", manual_score=2.5, extra_credit=0.5, needs_manual_grade=False)
    write_records(ready, ASSIGNMENT, [record("a", {"double": 1, "negate": 2})])
    assert entries(ready)["a"][0] == ("check-double", 1.0, 2.5, 0.5, False)
    write_records(ready, ASSIGNMENT, [record("a", RIGHT)])
    assert entries(ready)["a"][0] == ("check-double", 3.0, 2.5, 0.5, True)
    assert ("double", None, "well done") in entries(ready)["a"]
    write_records(ready, ASSIGNMENT, [record("a", {"double": None, "negate": 2})])
    assert entries(ready)["a"][0] == ("check-double", None, 2.5, 0.5, True)


def test_what_cannot_be_judged_any_more_loses_its_earlier_points(ready: Workspace) -> None:
    write_records(ready, ASSIGNMENT, [record("a", RIGHT), record("b")])
    write_records(ready, ASSIGNMENT, [record("a")])
    assert entries(ready) == {
        "a": [
            ("check-double", None, None, None, True),
            ("check-negate", None, None, None, True),
            ("double", None, None),
            ("negate", None, None),
        ]
    }


def test_an_exercise_without_a_verdict_waits_for_an_instructor(ready: Workspace) -> None:
    write_records(ready, ASSIGNMENT, [record("a", {"double": 3})])
    assert ("check-negate", None, None, None, True) in entries(ready)["a"]


@pytest.mark.parametrize(("days", "penalty"), [(0, None), (2, 5.0)])
def test_late_days_and_extensions_are_nbgraders(
    ready: Workspace, days: int, penalty: float | None
) -> None:
    due = datetime(2026, 1, 10, 12)
    with (ready.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with Gradebook(ready.db_url) as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=str(due))
    stamp = str(due + timedelta(days=days))
    write_records(ready, ASSIGNMENT, [record("a", RIGHT, timestamp=stamp)])
    with Gradebook(ready.db_url) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "a")
        assert submission.timestamp == due + timedelta(days=days)
        assert submission.notebooks[0].late_submission_penalty == penalty
        submission.extension = timedelta(days=7)
        gradebook.db.commit()
    write_records(ready, ASSIGNMENT, [record("a", RIGHT, timestamp=stamp, grading_id="another")])
    with Gradebook(ready.db_url) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "a")
        assert submission.notebooks[0].late_submission_penalty is None


def test_a_time_that_is_none_is_told_and_costs_nothing(ready: Workspace) -> None:
    problems = write_records(ready, ASSIGNMENT, [record("a", RIGHT, timestamp="yesterday, 5 ish")])
    assert "timestamp.txt holds no time" in problems["a"]
    assert ("check-double", 3.0, None, None, False) in entries(ready)["a"]


@pytest.mark.parametrize(
    "time",
    ["0" * 12 + "H" + "0" * 100, "9" * 200, "1e400", "T" * 150, "\ud800", "0001-01-01 +2300"],
)
def test_no_text_in_the_place_of_a_time_stops_the_class(ready: Workspace, time: str) -> None:
    write_records(ready, ASSIGNMENT, [record("a", RIGHT, timestamp=time), record("b", RIGHT)])
    assert {each.id for each in students(ready)} == {"a", "b"}


def students(workspace: Workspace) -> list[Student]:
    with Gradebook(workspace.db_url) as gradebook:
        return gradebook.db.query(Student).all()


def fail_on(monkeypatch: pytest.MonkeyPatch, error: Exception, *names: str) -> None:
    """Make the writing of the records of some students fail."""
    original = _RecordWriter.write

    def write(self: _RecordWriter, record: Record) -> str | None:
        problem = original(self, record)
        if record.result.student in names:
            raise error
        return problem

    monkeypatch.setattr(_RecordWriter, "write", write)


def test_a_record_that_cannot_be_written_stops_no_other(
    ready: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record("a", RIGHT), record("b", RIGHT), record("c", RIGHT)]
    with monkeypatch.context() as patch:
        fail_on(patch, TypeError("no number"), "b")
        problems = write_records(ready, ASSIGNMENT, records)
    assert sorted(entries(ready)) == ["a", "c"]
    assert list(problems) == ["b"]
    assert problems["b"].startswith("The gradebook cannot take in this result (TypeError: no num")
    assert write_records(ready, ASSIGNMENT, records) == {}
    assert sorted(entries(ready)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("error", "raised", "names"),
    [
        (TypeError("ours"), TypeError, "ab"),
        (OperationalError("INSERT", {}, Exception("database is locked")), GradebookError, "b"),
    ],
)
def test_what_no_record_can_cause_is_raised_and_nothing_is_written(
    ready: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    raised: type[Exception],
    names: str,
) -> None:
    fail_on(monkeypatch, error, *names)
    with pytest.raises(raised):
        write_records(ready, ASSIGNMENT, [record("a", RIGHT), record("b", RIGHT)])
    assert entries(ready) == {}


def test_known_exercises_are_not_taken_in_again(
    ready: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "grader.classroom.gradebook.writer.register_assignment",
        lambda workspace, assignment: asked.append(assignment),
    )
    ensure_assignment(ready, ASSIGNMENT, "exercises")
    assert asked == []
    ensure_assignment(ready, ASSIGNMENT, "other exercises")
    assert asked == [ASSIGNMENT]


def test_a_gradebook_that_is_none_is_told(tiny: Workspace) -> None:
    tiny.work.mkdir()
    tiny.gradebook.write_text("this is no database, whatever its name says", encoding="utf-8")
    with pytest.raises(GradebookError, match=r"gradebook\.db cannot be used: file is not"):
        ensure_assignment(tiny, ASSIGNMENT, "exercises")


def test_nbgraders_own_tables_are_as_they_were(ready: Workspace) -> None:
    write_records(ready, ASSIGNMENT, [record("a", RIGHT)])
    with Gradebook(ready.db_url) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "a").score == 5
        gradebook.remove_submission(ASSIGNMENT, "a")
        assert gradebook.assignment_submissions(ASSIGNMENT) == []


def test_the_records_of_a_graded_class_say_what_was_left_open(graded: Graded) -> None:
    found = {r.result.student: r.unanswered for r in read_records(graded.workspace, ASSIGNMENT)}
    assert found["prying"] == {NOTEBOOK: ("negate",)}
    assert found["Zoë all right"] == {NOTEBOOK: ()}


def test_exercises_that_changed_under_grades_are_refused(graded: Graded, tmp_path: Path) -> None:
    workspace = copy_of_class(graded, tmp_path)
    source = workspace.source / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    text = source.read_text(encoding="utf-8").replace("check-double", "check-twice")
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="--into"):
        ensure_assignment(workspace, ASSIGNMENT, "changed")
