"""Courses of other people, graded through `grade_class`: what they contain, and what is refused."""

import copy
import json
import shutil
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grader.classroom.gradebook.writer import ensure_assignment
from grader.classroom.grading.course_setup import course_workspace
from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.pages.feedback import write_feedback
from grader.classroom.pages.report import write_report
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError
from grader.terminal import SafeConsole
from tests.nbgrader_courses import (
    ASSIGNMENT,
    SQUARE,
    STUB,
    cell,
    check,
    exercise,
    grade,
    make_course,
    notebook,
    points,
    released,
    submit,
)

AUTOTESTS = """\
python3:
  setup: "from hashlib import sha1"
  hash: 'sha1("{{salt}}".encode() + str({{snippet}}).encode()).hexdigest()'
  dispatch: "type({{snippet}})"
  normalize: "str({{snippet}})"
  check: 'assert {{snippet}} == "{{value}}", "{{message}}"'
  success: "print('Success!')"
  templates:
    default:
      - test: "{{snippet}}"
        fail: "value of {{snippet}} is not correct"
"""
HEADER = cell("import math\nFACTOR = math.sqrt(4)", grade_id="header", locked=True)
LOADED = "import helper\nfrom tools import more\nnumbers = open('data/numbers.txt').read().split()"
FILES = {
    "helper.py": "TWO = 2\n",
    "tools/__init__.py": "",
    "tools/more.py": "THREE = 3\n",
    "data/numbers.txt": "1 2 3",
    "mine.txt": "good",
    "left.out": "",
}
SETTINGS = """
c.CourseDirectory.ignore.append("*.out")
c.Autograde.exclude_overwriting = {"ps1": ["mine.txt"]}
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.ClearHiddenTests.begin_test_delimeter = "VISIBLE ENDS"
c.ClearHiddenTests.end_test_delimeter = "ALL ENDS"
c.Execute.startup_timeout = 5
"""


def lesson() -> dict[str, Any]:
    """A notebook with every kind of cell, without ids."""
    return notebook(
        [
            cell("# Squares", "markdown", grade_id="title", locked=True),
            exercise(),
            cell("total = 0", grade=False),
            cell("total = total + 1"),
            cell("total = total + 1"),
            check("assert square(1) == 1\n# VISIBLE ENDS\nassert square(3) == 9\n# ALL ENDS"),
            check("assert total == 2 and FACTOR == 2", "test-total", 1),
            check("2.0 if square(10) == 100 else 1.5", "test-part", 2),
            check("assert square(2) == 4", "test-zero", 0),
            check("### AUTOTEST square(5)\n### HASHED AUTOTEST square(6)", "test-auto", 1),
            cell("Why?", "markdown", grade_id="why", grade=True, solution=True, points=3),
            cell("Draw.", "markdown", grade_id="draw", task=True, locked=True, points=4),
        ]
    )


def files_lesson() -> dict[str, Any]:
    return notebook(
        [
            cell(LOADED, grade_id="load", locked=True),
            exercise("found = helper.TWO + more.THREE + len(numbers)", "found"),
            check("assert found == 8", "test-found"),
            exercise("import os\nmine = open('mine.txt').read()", "mine"),
            check("assert 'good' in mine and not os.path.exists('left.out')", "test-mine"),
        ]
    )


def solved(content: dict[str, Any], text: str = SQUARE, minor: int = 0) -> dict[str, Any]:
    """The release of a notebook, with a student's solution of its function."""
    made = released(content, "# VISIBLE")
    for each in made["cells"]:
        if each["source"] == STUB:
            each["source"] = text
    return notebook(made["cells"], minor)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, Any]]:
    """A class of a course with all that nbgrader accepts, graded once."""
    base = tmp_path_factory.mktemp("other")
    course = make_course(
        base / "course", {"a lesson": lesson(), "files": files_lesson()}, SETTINGS, FILES
    )
    (course / "autotests.yml").write_text(AUTOTESTS, encoding="utf-8")
    for name in ("a lesson", "files"):
        path = course / "release" / ASSIGNMENT / f"{name}.ipynb"
        made = released(json.loads(path.read_text(encoding="utf-8")), "# VISIBLE")
        path.write_text(json.dumps({**made, "cells": [HEADER, *made["cells"]]}), encoding="utf-8")
    (course / "source" / "header.ipynb").write_text(json.dumps(notebook([HEADER])), "utf-8")
    submitted = base / "submitted"
    nearly = f"{SQUARE} if x != 10 else 0"
    for student, text, minor in (("right", SQUARE, 0), ("ids", SQUARE, 5), ("wrong", nearly, 3)):
        content = solved(lesson(), text, minor)
        content["cells"].insert(0, notebook([HEADER], minor)["cells"][0])
        content["cells"][-2]["source"] = "Since it is its own product."
        submit(submitted, student, "a lesson", content)
        files = files_lesson()
        files["cells"].insert(0, HEADER)
        path = submit(submitted, student, "files", files)
        own = "bad" if student == "wrong" else "a good one"
        (path.parent / "mine.txt").write_text(own, encoding="utf-8")
        (path.parent / "helper.py").write_text("TWO = 'forged'", encoding="utf-8")
    return Workspace(course, base / "work"), grade(course, submitted)


def test_every_kind_of_cell_gives_its_points(graded: tuple[Workspace, dict[str, Any]]) -> None:
    _, results = graded
    wanted = {
        "test-square": 2.0,
        "test-total": 1.0,
        "test-part": 2.0,
        "test-zero": 0.0,
        "test-auto": 1.0,
        "why": None,
        "draw": None,
        "test-found": 2.0,
        "test-mine": 2.0,
    }
    for student in ("right", "ids"):
        assert points(results[student]) == wanted, results[student]
        assert results[student].max_points == 17
        assert results[student].notes == () and results[student].problem is None
        assert results[student].is_judged
    assert points(results["wrong"]) == {**wanted, "test-part": 1.5, "test-mine": 0.0}


def test_manual_parts_wait_for_the_instructor(graded: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, _ = graded
    manual = {each.grade_id for each in workspace.graded_cells(ASSIGNMENT) if each.is_manual}
    assert manual == {"why", "draw"}
    page = write_report(workspace, ASSIGNMENT).read_text(encoding="utf-8")
    assert "check cell" not in page
    with sqlite3.connect(workspace.gradebook) as gradebook:
        rows = gradebook.execute(
            "SELECT base_cell.name, grade.auto_score, grade.needs_manual_grade FROM grade "
            "JOIN base_cell ON base_cell.id = grade.cell_id"
        ).fetchall()
    gradebook.close()
    waiting = {name for name, score, waits in rows if waits and score is None}
    assert waiting == {"why", "draw"}
    assert all(each.pages and not each.problem for each in write_feedback(workspace, ASSIGNMENT))


def test_the_files_of_the_course_stay_as_they_are(
    graded: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, _ = graded
    source = json.loads((workspace.root / "source/ps1/a lesson.ipynb").read_text(encoding="utf-8"))
    assert source == lesson()
    assert not (workspace.root / ".course").exists()


def from_windows(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False)
    changed = json.loads(text)
    for each in changed["cells"]:
        each["source"] = each["source"].replace("\n", "\r\n")
    return json.dumps(changed, ensure_ascii=False, indent=1).replace("\n", "\r\n").encode("utf-16")


def from_macos(content: dict[str, Any]) -> bytes:
    return unicodedata.normalize("NFD", json.dumps(content, ensure_ascii=False)).encode()


def with_lines(content: dict[str, Any]) -> bytes:
    changed = copy.deepcopy(content)
    for each in changed["cells"]:
        each["source"] = each["source"].splitlines(keepends=True)
    return json.dumps(changed).encode("utf-8-sig")


def test_untouched_cells_are_never_reported(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFC", "Übung é")
    content = notebook(
        [
            cell("# Größe, é", "markdown", grade_id="title", locked=True),
            cell("greeting = 'Grüße'", grade_id="given", locked=True),
            exercise(),
            check(),
            check("assert square(2) == 4 # é", "second"),
        ]
    )
    course = make_course(tmp_path / "course", {name: content})
    submitted = tmp_path / "submitted"
    for student, written in (
        ("windows", from_windows),
        ("macos", from_macos),
        ("lines", with_lines),
    ):
        path = submit(submitted, student, name, content)
        made = released(content)
        made["cells"][2]["source"] = SQUARE
        path.write_bytes(written(made))
        if student == "macos":
            path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
            beside = path.parent / "__MACOSX" / f"._{path.name}"
            beside.parent.mkdir()
            beside.write_bytes(b"\0\5\x16\7")
    results = grade(course, submitted)
    for student, result in results.items():
        assert points(result) == {"test-square": 2.0, "second": 2.0}, student
        told = " ".join([*result.notes, result.problem or ""])
        for word in ("changed", "moved", "times", "restored", "missing"):
            assert word not in told, (student, told)


def test_a_note_says_that_a_check_is_the_instructors_and_not_that_it_was_changed(
    tmp_path: Path,
) -> None:
    source = notebook([exercise(), check()])
    course = make_course(tmp_path / "course", {"a": source})
    submit(tmp_path / "submitted", "instructor", "a", source)
    changed = notebook([exercise(), check("assert square(1) == 1\nassert square(3) == 6")])
    submit(tmp_path / "submitted", "student", "a", changed)
    results = grade(course, tmp_path / "submitted")
    assert results["instructor"].points == results["student"].points == 2.0
    (own,), (others,) = results["instructor"].notes, results["student"].notes
    assert "test-square is that of the instructor's own notebook" in own
    assert "test-square was changed" in others


def other_course(root: Path, settings: str = "", test: str = "assert square(2) == 4") -> Path:
    return make_course(root, {"a": notebook([exercise(), check(test)])}, settings)


def remove_release(course: Path) -> None:
    shutil.rmtree(course / "release")


def remove_settings(course: Path) -> None:
    (course / "nbgrader_config.py").unlink()


def break_settings(course: Path) -> None:
    (course / "nbgrader_config.py").write_text("c = get_config(", encoding="utf-8")


def break_test(course: Path) -> None:
    other_course(course, test="assert square(2) = 4")


def forget_test(course: Path) -> None:
    path = course / "release" / ASSIGNMENT / "a.ipynb"
    path.write_text(json.dumps(notebook([exercise()])), encoding="utf-8")


def set_other_kernel(course: Path) -> None:
    other_course(course, 'c.Execute.kernel_name = "ir"')


def remove_source(course: Path) -> None:
    shutil.rmtree(course / "source")


def set_missing_plugin(course: Path) -> None:
    other_course(course, 'c.AssignLatePenalties.plugin_class = "gone.Late"')


def write_other_gradebook(course: Path) -> None:
    work = course.parent / "work"
    work.mkdir()
    with sqlite3.connect(work / "gradebook.db") as gradebook:
        gradebook.execute("CREATE TABLE assignment (name TEXT, course_id TEXT)")
        gradebook.execute("INSERT INTO assignment VALUES ('ps1', 'physics')")
    gradebook.close()


def grade_nameless(course: Path, assignment: str, cell_name: str, settings: str) -> None:
    """Grade another course without a name into the folder that this one is graded into."""
    other = course.parent / "other"
    source = notebook([exercise(name=cell_name), check(name=f"test-{cell_name}")])
    make_course(other, {"a": source})
    for part in ("source", "release"):
        (other / part / ASSIGNMENT).rename(other / part / assignment)
    (other / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    workspace = Workspace(other, course.parent / "work")
    ensure_assignment(workspace, assignment, "digest")
    (course / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}", encoding="utf-8")


def use_nameless_gradebook(course: Path) -> None:
    grade_nameless(course, ASSIGNMENT, "cube", "")


def use_nameless_gradebook_with_a_name(course: Path) -> None:
    grade_nameless(course, ASSIGNMENT, "cube", "c.CourseDirectory.course_id = 'other'\n")


def use_nameless_gradebook_of_another_assignment(course: Path) -> None:
    grade_nameless(course, "hw1", "square", "")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (remove_settings, r"no course folder.* course --course DIR"),
        (break_settings, r"nbgrader_config.py cannot be read \(SyntaxError"),
        (remove_source, "There is no assignment in"),
        (remove_release, r"is not there\. Run: nbgrader generate_assignment ps1"),
        (forget_test, "lacks the cells test-square .* Run: nbgrader generate_assignment ps1"),
        (break_test, "'test-square' has a syntax error"),
        (set_other_kernel, "Execute.kernel_name .* is 'ir'"),
        (set_missing_plugin, r"class gone\.Late of nbgrader_config.py cannot be imported"),
        (write_other_gradebook, "is of the course 'physics', and this is 'other'. Grade into"),
        (use_nameless_gradebook, "of its ps1 are a: cube, a: test-cube, .* Grade into another f"),
        (use_nameless_gradebook_with_a_name, "and this course has none of them. Grade into an"),
        (
            use_nameless_gradebook_of_another_assignment,
            r"contains hw1, .* or set c\.CourseDirectory",
        ),
    ],
)
def test_a_course_that_cannot_be_graded_is_refused_before_anything_is_judged(
    tmp_path: Path, spoil: Any, says: str
) -> None:
    course = other_course(tmp_path / "course")
    submit(tmp_path / "submitted", "amy", "a", notebook([exercise()]))
    spoil(course)
    with pytest.raises(CourseError, match=says) as refused:
        grade(course, tmp_path / "submitted")
    assert "\n" not in str(refused.value)
    assert not list((tmp_path / "work").glob("results/*"))


def test_a_setting_that_is_not_obeyed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = other_course(tmp_path / "course", "c.Execute.startup_timeout = 5\n")
    submit(tmp_path / "submitted", "amy", "a", notebook([exercise(), check()]))
    workspace = Workspace(course, tmp_path / "work")
    grade_class(
        workspace,
        ASSIGNMENT,
        tmp_path / "submitted",
        console=SafeConsole(),
        make_pool=local_pools(1),
    )
    told = capsys.readouterr().out
    assert "Execute.startup_timeout in nbgrader_config.py: Not obeyed" in told
    assert "course_id" not in told


OWN = """
from nbconvert.preprocessors import Preprocessor
from nbgrader.plugins import BasePlugin


class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 4


class Mend(Preprocessor):
    enabled = True

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            cell.source = cell.source.replace("retrun", "return")
        return nb, resources


class Sign(Preprocessor):
    enabled = True

    def preprocess(self, nb, resources):
        nb.metadata["signed"] = resources["nbgrader"]["student"]
        return nb, resources
"""
AUTOGRADE = """
c.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.ClearOutput", "own_steps.Mend"]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute", "nbgrader.preprocessors.LimitOutput", "own_steps.Sign"
]
c.AssignLatePenalties.plugin_class = "own_steps.Late"
c.LimitOutput.max_lines = 3
c.Execute.timeout = 1
"""


def test_a_course_runs_its_own_preprocessors_and_limits_each_cell(tmp_path: Path) -> None:
    # The instructor's own cell does not end either, as in nbgrader.
    endless = cell("while True:\n    pass", grade_id="endless", locked=True)
    content = notebook([exercise(), cell("print('a\\n' * 9)"), endless, check()])
    course = make_course(tmp_path / "course", {"a": content}, AUTOGRADE)
    (course / "own_steps.py").write_text(OWN, encoding="utf-8")
    made = released(content)
    made["cells"][0]["source"] = SQUARE.replace("return", "retrun")
    made["cells"].insert(1, cell("while True:\n    pass"))
    path = submit(tmp_path / "submitted", "amy", "a", made)
    path.with_name("timestamp.txt").write_text("2015-02-02 15:00:00 UTC", encoding="utf-8")
    workspace = Workspace(course, tmp_path / "work")
    ensure_assignment(workspace, ASSIGNMENT, "digest")
    with Gradebook(workspace.db_url) as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2015-02-01 15:00:00 UTC")
    result = grade(course, tmp_path / "submitted")["amy"]
    assert points(result) == {"test-square": 2.0}, result
    with Gradebook(workspace.db_url) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "amy").late_submission_penalty == 0.5
    path = tmp_path / "work" / "autograded" / "amy" / ASSIGNMENT / "a.ipynb"
    executed = json.loads(path.read_text(encoding="utf-8"))
    assert executed["metadata"]["signed"] == "amy"
    outputs = [each.get("outputs", []) for each in executed["cells"]]
    assert outputs[1][-1]["ename"] == "CellTimeout"
    assert outputs[2][0]["text"].endswith("... Output truncated ...")


@pytest.mark.parametrize("address", ["postgresql://me:pa55w0rd", "me:pa55w0rd@host"])
def test_an_address_that_a_course_sets_and_nobody_can_read_is_not_repeated(
    tmp_path: Path, address: str
) -> None:
    settings = f"c.CourseDirectory.db_url = {address!r}\n"
    course = make_course(tmp_path / "course", {"lesson": notebook([])}, settings)
    with pytest.raises(CourseError, match="cannot be read") as caught:
        course_workspace(course, None, None)
    assert "pa55w0rd" not in str(caught.value)
