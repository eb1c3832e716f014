import json
import os
import signal
import time
from collections.abc import Callable

import pytest

from grader.classroom.pages.feedback import _GenerateFeedback, feedback_pages, write_feedback
from grader.classroom.workspace import Workspace
from grader.limited_fork import CAN_FORK, ForkLimits
from tests.tiny_course import ASSIGNMENT, CLASS, HIDDEN, Graded, notebook


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


def test_a_page_that_was_not_made_safe_to_open_does_not_stay(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: str) -> str:
        raise RecursionError("too deep")

    folder = tiny.autograded / "someone" / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").write_text(json.dumps(notebook({})), encoding="utf-8")
    # nbgrader finds no grades of this student; what it would write is of no interest here.
    monkeypatch.setattr(_GenerateFeedback, "start", lambda self: write_page(tiny))
    monkeypatch.setattr("grader.classroom.pages.feedback.static_page", fail)
    (feedback,) = write_feedback(tiny, ASSIGNMENT)
    assert feedback.problem is not None and "RecursionError: too deep" in feedback.problem
    assert feedback_pages(tiny, ASSIGNMENT, "someone") == ()


@pytest.mark.skipif(not CAN_FORK, reason="without a fork, a page has no limits")
@pytest.mark.parametrize(
    ("work", "allowed", "reason"),
    [
        (lambda: time.sleep(60), ForkLimits(5.0, 60, 1 << 30), "longer than 5 seconds"),
        (lambda: sum(range(10**12)), ForkLimits(300.0, 5, 1 << 30), "more than 5 seconds of"),
        (lambda: bytearray(1 << 30), ForkLimits(300.0, 60, 1 << 28), "MemoryError"),
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), ForkLimits(300.0, 60, 1 << 30), "SIGSEGV"),
        (lambda: os._exit(7), ForkLimits(300.0, 60, 1 << 30), "code 7"),
    ],
)
def test_a_page_that_takes_too_much_has_a_reason_and_stops_no_other(
    tiny: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[[], object],
    allowed: ForkLimits,
    reason: str,
) -> None:
    def start(converter: _GenerateFeedback) -> None:
        student = converter._task[1]
        write_page(tiny, student)
        if student == "greedy":
            work()

    for student in ("first", "greedy", "last"):
        folder = tiny.autograded / student / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "tiny.ipynb").write_text(json.dumps(notebook({})), encoding="utf-8")
    monkeypatch.setattr("grader.classroom.pages.feedback.PAGE_LIMITS", allowed)
    monkeypatch.setattr(_GenerateFeedback, "start", start)
    first, greedy, last = write_feedback(tiny, ASSIGNMENT)
    assert greedy.problem is not None and reason in greedy.problem
    assert feedback_pages(tiny, ASSIGNMENT, "greedy") == ()
    assert [len(each.pages) for each in (first, last)] == [1, 1]


def write_page(workspace: Workspace, student: str = "someone") -> None:
    folder = workspace.feedback / student / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / "tiny.html").write_text("<p>", encoding="utf-8")
