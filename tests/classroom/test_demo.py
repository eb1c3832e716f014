import json
from pathlib import Path

import pytest

from grader.classroom.demo import ASSIGNMENT as DEMO
from grader.classroom.demo import STUDENTS, create_class
from grader.classroom.submissions.collect import collect_all
from grader.classroom.workspace import Workspace
from grader.exercises import exercises_of
from grader.student.text import CourseError
from tests.tiny_course import ASSIGNMENT, SOLUTIONS, notebook, write_submission


def codes(workspace: Workspace, student: str) -> dict[str, str]:
    text = (workspace.submitted / student / ASSIGNMENT / "tiny.ipynb").read_text(encoding="utf-8")
    return {cell["id"]: cell["source"] for cell in json.loads(text)["cells"]}


@pytest.mark.parametrize("mistakes", STUDENTS.values(), ids=STUDENTS)
def test_the_mistakes_of_the_demo_are_known_ones(mistakes: list[tuple[str, str, str]]) -> None:
    for lesson, exercise, mistake in mistakes:
        known = exercises_of(f"{DEMO}/{lesson}")[exercise]
        assert mistake in {each.name for each in known.mistakes}


def test_the_class_has_every_kind_of_student(tiny: Workspace) -> None:
    students = create_class(tiny, ASSIGNMENT, {})
    assert [student.split("-", 2)[2] for student in students] == [
        "all-right",
        "half-way",
        "unsolved",
        "check-gone",
        "broken-off",
    ]
    right = codes(tiny, students[0])
    assert {name: right[name] for name in SOLUTIONS} == SOLUTIONS
    half = codes(tiny, students[1])
    assert half["double"] == SOLUTIONS["double"]
    assert "raise NotImplementedError" in half["negate"]
    assert codes(tiny, students[2]) == {c["id"]: c["source"] for c in notebook({})["cells"]}
    assert set(right) - set(codes(tiny, students[3])) == {"check-double"}
    collected = collect_all(tiny, ASSIGNMENT, tiny.submitted)
    broken = next(a for a in collected if a.student == students[4])
    assert any("breaks off" in note for note in broken.notes)
    assert all(a.submission is not None for a in collected)


def test_an_earlier_demo_is_cleared_and_nothing_else(tiny: Workspace) -> None:
    create_class(tiny, ASSIGNMENT, {})
    write_submission(tiny.submitted, "student-99-old", notebook({}))
    (tiny.work / "notes.txt").write_text("mine", encoding="utf-8")
    create_class(tiny, ASSIGNMENT, {})
    assert not (tiny.submitted / "student-99-old").exists()
    assert (tiny.work / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_no_demo_is_refused(tiny: Workspace, tmp_path: Path) -> None:
    tiny.work.mkdir()
    (tiny.work / "thesis.txt").touch()
    with pytest.raises(CourseError, match="--folder"):
        create_class(tiny, ASSIGNMENT, {})
    assert [p.name for p in tiny.work.iterdir()] == ["thesis.txt"]
