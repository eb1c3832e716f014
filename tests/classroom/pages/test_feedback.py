import pytest

from grader.classroom.pages.feedback import feedback_pages, write_feedback
from grader.classroom.workspace import Workspace
from tests.tiny_course import ASSIGNMENT, CLASS, HIDDEN, Graded


@pytest.mark.parametrize("student", CLASS)
def test_every_graded_student_has_a_page_with_the_points(graded: Graded, student: str) -> None:
    assert graded.feedback[student].problem is None
    (page,) = feedback_pages(graded.workspace, ASSIGNMENT, student)
    assert page == graded.feedback[student].pages[0]
    points = graded.results[student].points
    assert f"(Score: {points} / 5.0)" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("student", CLASS)
def test_no_page_shows_a_hidden_test(graded: Graded, student: str) -> None:
    text = graded.feedback[student].pages[0].read_text(encoding="utf-8")
    for secret in ("HIDDEN TESTS", "secret_", "uniform", "COURSE_SEED", "judged with"):
        assert secret in HIDDEN
        assert secret not in text


def test_the_students_own_error_stays_on_the_page(graded: Graded) -> None:
    text = graded.feedback["raises [1]"].pages[0].read_text(encoding="utf-8")
    assert "division by zero" in text
    assert "a line of a hidden test is left out here" in text


def test_who_handed_in_nothing_readable_has_no_page(graded: Graded) -> None:
    assert sorted(graded.feedback) == sorted(CLASS)


def test_a_page_that_cannot_be_made_stops_no_other(tiny: Workspace) -> None:
    folder = tiny.autograded / "someone" / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").write_text("{", encoding="utf-8")
    (feedback,) = write_feedback(tiny, ASSIGNMENT)
    assert feedback.pages == ()
    assert feedback.problem is not None and "No feedback page could be made" in feedback.problem


def test_the_list_at_the_top_names_the_exercises(graded: Graded) -> None:
    text = graded.feedback["Zoë all right"].pages[0].read_text(encoding="utf-8")
    assert '<a href="#check-double">double</a>' in text
    assert "Test cell</a>" not in text
