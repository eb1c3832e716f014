"""The page for instructors: its table is that of the tests, and its commands run in their order."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests import stock_nbgrader
from tests.courses import compare, quickstart, reasons

PAGE = (Path(__file__).parents[2] / "docs/your_own_nbgrader_course.md").read_text("utf-8")


def test_the_documentation_has_the_table_of_reasons() -> None:
    assert reasons.table() in PAGE


def run(block: str, course: Path) -> None:
    """Run a block of commands for a course as in a terminal."""
    folder = os.fspath(course)
    done = subprocess.run(
        ["bash", "-ec", re.sub(r"\bDIR\b", lambda _: folder, block)],
        cwd=course.parent,
        env=stock_nbgrader.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (block, done.stdout, done.stderr)


def test_the_commands_of_the_page_grade_the_course_that_nbgrader_ships(tmp_path: Path) -> None:
    course = tmp_path / "demo"
    quickstart.copy_course(course)
    blocks = re.findall(r"^```\n(.*?)^```$", PAGE, re.M | re.S)
    assert [block.count("\n") for block in blocks] == [1, 3, 1]
    make_release, three_commands, back_to_nbgrader = blocks
    run(make_release, course)
    quickstart.make_submissions(course, course / "submitted")
    run(three_commands, course)
    expected = {
        place: score for place, score in compare.kept().items() if place[0] == quickstart.ASSIGNMENT
    }
    assert compare.scores_in(course / "gradebook.db", quickstart.ASSIGNMENT) == expected
    pages = {path.relative_to(course).as_posix() for path in course.glob("feedback/*/*/*.html")}
    names = ("problem1", "problem2")
    assert pages == {f"feedback/{s}/ps1/{n}.html" for s in quickstart.STUDENTS for n in names}
    assert (course / "report" / "index.html").is_file()
    # One student is enough to see that nbgrader goes on with what is there.
    run(f"{back_to_nbgrader.rstrip()} --student instructor", course)
    assert compare.scores_in(course / "gradebook.db", quickstart.ASSIGNMENT) == expected


def read(course: Path) -> dict[str, list[str] | bytes]:
    """The files of a course; of its settings, the lines that do something."""
    found: dict[str, list[str] | bytes] = {}
    for path in course.rglob("*"):
        if path.is_file() and path.name not in ("gradebook.db", "nbgrader_config.py"):
            found[path.relative_to(course).as_posix()] = path.read_bytes()
    settings = (course / "nbgrader_config.py").read_text(encoding="utf-8").splitlines()
    found["settings"] = [x.replace("'", '"') for x in settings if x and not x.startswith("#")]
    return found


@pytest.mark.slow
def test_the_copied_course_is_the_one_that_nbgrader_makes(tmp_path: Path) -> None:
    made, copied = tmp_path / "made" / "demo", tmp_path / "copied" / "demo"
    quickstart.make_course(made)
    quickstart.copy_course(copied)
    assert set(read(made)["settings"]) >= set(read(copied)["settings"])
    assert {**read(made), "settings": []} == {**read(copied), "settings": []}
