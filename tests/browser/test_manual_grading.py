"""An instructor gives the points of manual parts in nbgrader's own formgrader, after `grade`."""

import re
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser

from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.browser.jupyter_server import TOKEN, jupyter_server
from tests.nbgrader_courses import (
    ASSIGNMENT,
    SQUARE,
    cell,
    check,
    exercise,
    make_course,
    notebook,
    released,
    submit,
)

pytestmark = pytest.mark.browser

MANUAL = {"code": 1.5, "why": 2.0, "draw": 3.0}


def lesson() -> dict[str, object]:
    """A notebook with each kind of manual grading."""
    return notebook(
        [
            exercise(),
            check(),
            cell("print('mine')", grade_id="code", grade=True, solution=True, points=2),
            cell("Why?", "markdown", grade_id="why", grade=True, solution=True, points=3),
            cell("Draw.", "markdown", grade_id="draw", task=True, locked=True, points=4),
        ]
    )


def grade_in_place(course: Path) -> Result:
    workspace = Workspace(course, course)
    submitted = course.parent / "in"
    (result,) = grade_class(workspace, ASSIGNMENT, submitted, make_pool=local_pools(1))
    return result


def grades(course: Path) -> dict[str, tuple[float | None, bool]]:
    """The score that counts and whether it waits for an instructor, by cell."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission_notebook("a b", ASSIGNMENT, "amy")
        return {each.name: (each.score, each.needs_manual_grade) for each in found.grades}


def test_the_formgrader_grades_what_waits_for_an_instructor(
    browser: Browser, tmp_path: Path
) -> None:
    course = make_course(tmp_path / "course", {"a b": lesson()})
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"c.CourseDirectory.root = {str(course)!r}\n")
    made = released(lesson())
    for index, text in ((0, SQUARE), (2, "print('amy')"), (3, "Since it is.")):
        made["cells"][index]["source"] = text
    submit(tmp_path / "in", "amy", "a b", made)
    result = grade_in_place(course)
    assert (result.points, result.max_points) == (2.0, 11.0)
    assert grades(course) == {"test-square": (2.0, False)} | dict.fromkeys(MANUAL, (0.0, True))
    options = ("--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",)
    with jupyter_server("jupyter_server", options, course, tmp_path / "home") as address:
        page = browser.new_page()
        page.route(re.compile("^https:"), lambda route: route.abort())
        # The first page takes the token; the others ask for a cookie.
        page.goto(f"{address}/formgrader/manage_students?token={TOKEN}")
        page.goto(f"{address}/formgrader/gradebook/{ASSIGNMENT}/a%20b")
        page.wait_for_selector("a.name-shown", state="attached")
        address = page.evaluate("() => document.querySelector('a.name-shown').href")
        page.goto(f"{address}/")
        page.wait_for_selector(".score.needs_manual_grade")
        assert page.locator(".score.needs_manual_grade").count() == len(MANUAL)
        for number, (name, points) in enumerate(MANUAL.items(), 1):
            with page.expect_response(lambda each: each.request.method == "PUT") as saved:
                page.fill(f"#{name}", f"{points:g}")
                page.press(f"#{name}", "Tab")
            assert saved.value.ok
            page.wait_for_function(
                "n => document.querySelectorAll('.score.needs_manual_grade').length === n",
                arg=len(MANUAL) - number,
            )
        page.close()
    given = {name: (points, False) for name, points in MANUAL.items()}
    assert grades(course) == {"test-square": (2.0, False)} | given
    # The same command keeps what the instructor gave.
    grade_in_place(course)
    assert {name: score for name, (score, _) in grades(course).items() if name in given} == MANUAL
