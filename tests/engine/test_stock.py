import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from grader.classroom.desk import Desk
from grader.engine.judged import seed_of
from grader.engine.nbgrader_course import gradebook_url
from grader.engine.result import Result, Submission
from grader.engine.stock import grade, prepare
from grader.student.errors import CourseError
from tests import tiny_course
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, RUN, SOLUTIONS, Graded, copied


def submission(desk: Desk, student: str) -> Submission:
    folder = desk.submitted / student / ASSIGNMENT
    return Submission(student, ASSIGNMENT, folder, (NOTEBOOK,))


def recorded(desk: Desk, student: str) -> dict[str, float]:
    with Gradebook(gradebook_url(desk)) as gradebook:
        (notebook,) = gradebook.find_submission(ASSIGNMENT, student).notebooks
        return {grade.name: grade.score for grade in notebook.grades}


def points(result: Result) -> dict[str, float]:
    return {f"check-{each.exercise}": each.points for each in result.exercises}


@pytest.mark.parametrize("student", tiny_course.CLASS)
def test_the_gradebook_holds_the_points_of_the_result(graded: Graded, student: str) -> None:
    assert recorded(graded.desk, student) == points(graded.results[student])


def test_a_right_and_a_wrong_function_get_what_they_deserve(graded: Graded) -> None:
    assert points(graded.results["Zoë all right"]) == {"check-double": 3, "check-negate": 2}
    assert points(graded.results["raises [1]"]) == {"check-double": 0, "check-negate": 0}
    assert points(graded.results["prying"]) == {"check-double": 3, "check-negate": 0}


def test_the_result_tells_what_the_hidden_test_said(graded: Graded) -> None:
    double, _ = graded.results["Zoë all right"].exercises
    assert double.notebook == "week1/tiny"
    assert double.groups == {"value": 1.0}
    assert double.message[0].startswith("judged with 5.")


def test_an_open_exercise_and_an_error_are_told_in_one_line(graded: Graded) -> None:
    assert graded.results["prying"].exercises[1].message == ("negate is not written yet",)
    assert graded.results["raises [1]"].exercises[0].message == (
        "ZeroDivisionError: division by zero",
    )


def test_the_seed_is_recorded_and_is_the_students_own(graded: Graded) -> None:
    seeds = {
        name: graded.results[name].exercises[1].seed for name in ("Zoë all right", "raises [1]")
    }
    assert seeds == {name: seed_of(ASSIGNMENT, name, RUN) for name in seeds}
    assert len(set(seeds.values())) == 2


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=2, max_size=2, unique=True))
def test_seeds_differ_by_assignment_student_and_run(parts: list[tuple[str, str, str]]) -> None:
    if not any("\0" in part for each in parts for part in each):
        assert seed_of(*parts[0]) != seed_of(*parts[1])


def test_the_same_run_repeats_the_verdict_and_another_draws_anew(
    graded: Graded, tmp_path: Path
) -> None:
    desk, before = copied(graded, tmp_path), dict(os.environ)
    again = grade(submission(desk, "Zoë all right"), desk, RUN)
    assert again.exercises == graded.results["Zoë all right"].exercises
    other = grade(submission(desk, "Zoë all right"), desk, "another run")
    assert points(other) == points(again)
    assert [each.message for each in other.exercises] != [each.message for each in again.exercises]
    assert dict(os.environ) == before


def test_what_nbgrader_cannot_grade_gets_a_reason_and_loses_its_old_points(
    graded: Graded, tmp_path: Path
) -> None:
    desk = copied(graded, tmp_path)
    missing = replace(submission(desk, "prying"), folder=Path("nowhere"))
    result = grade(missing, desk, RUN)
    assert result.exercises == ()
    assert result.problem is not None and "nbgrader could not grade" in result.problem
    assert set(recorded(desk, "prying").values()) == {0}
    assert not (desk.feedback / "prying" / ASSIGNMENT).exists()


def test_a_kernel_that_dies_is_told(tiny: Desk) -> None:
    ends = {"double": "import os\n\n\ndef double(x):\n    os._exit(1)"}
    tiny_course.hand_in(tiny.submitted, "ends", tiny_course.notebook(ends))
    prepare(tiny, ASSIGNMENT)
    result = grade(submission(tiny, "ends"), tiny, RUN)
    assert result.problem is not None and "kernel died" in result.problem


def test_a_missing_check_cell_gives_nothing_and_is_told(tiny: Desk) -> None:
    content = tiny_course.notebook(SOLUTIONS)
    content["cells"] = [c for c in content["cells"] if c["id"] != "check-double"]
    tiny_course.hand_in(tiny.submitted, "gone", content)
    prepare(tiny, ASSIGNMENT)
    result = grade(submission(tiny, "gone"), tiny, RUN)
    assert points(result) == recorded(tiny, "gone") == {"check-double": 0, "check-negate": 2}
    assert result.exercises[0].message == (
        "The check cell of double is missing from the notebook.",
    )


def test_text_on_stderr_costs_no_points(graded: Graded) -> None:
    # nbgrader alone gives nothing for a cell that writes to stderr.
    assert "print(x, file=sys.stderr)" in tiny_course.CLASS["Zoë all right"]["double"]
    assert graded.results["Zoë all right"].exercises[0].points == 3


def test_points_that_differ_from_the_verdict_are_left_to_an_instructor(tiny: Desk) -> None:
    # Without the number at the end of the cell, nbgrader gives all points.
    mute = "get_ipython().display_trap.hook = lambda value: None\n\n\ndef double(x):\n    return 5"
    tiny_course.hand_in(tiny.submitted, "mute", tiny_course.notebook({"double": mute}))
    prepare(tiny, ASSIGNMENT)
    double = grade(submission(tiny, "mute"), tiny, RUN).exercises[0]
    assert "says 0 points and nbgrader recorded 3" in double.message[-1]
    with Gradebook(gradebook_url(tiny)) as gradebook:
        entry = gradebook.find_grade("check-double", NOTEBOOK, ASSIGNMENT, "mute")
        assert entry.needs_manual_grade


def test_exercises_that_changed_under_a_gradebook_with_grades_are_refused(
    graded: Graded, tmp_path: Path
) -> None:
    desk = copied(graded, tmp_path)
    source = desk.source / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    changed = source.read_text(encoding="utf-8").replace("check-double", "check-twice")
    source.write_text(changed, encoding="utf-8")
    with pytest.raises(CourseError, match="--into"):
        prepare(desk, ASSIGNMENT)


def test_a_folder_without_settings_is_no_course(tiny: Desk) -> None:
    (tiny.root / "nbgrader_config.py").unlink()
    with pytest.raises(CourseError, match="no course folder"):
        prepare(tiny, ASSIGNMENT)
