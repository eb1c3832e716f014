import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from grader.classroom.pages.report import as_text_cell, write_report
from grader.classroom.pages.terminal_table import terminal_table
from grader.classroom.results import Record, read_record, read_results, write_record
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import CourseError
from tests.tiny_course import ASSIGNMENT, CLASS, Graded, copy_of_class


class Page(HTMLParser):
    """Collects what the tests look at: text, links and tags."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_csv_has_a_row_for_each_student(graded: Graded) -> None:
    write_report(graded.workspace, ASSIGNMENT)
    with (graded.workspace.report / "week1.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["student", "double", "negate", "total", "maximum", "problem"]
    assert {row[0]: row[1:5] for row in rows} == {
        "Zoë all right": ["3", "2", "5", "5"],
        "absent": ["", "", "0", "5"],
        "broken off": ["", "", "0", "5"],
        "prying": ["3", "0", "3", "5"],
        "raises [1]": ["0", "0", "0", "5"],
    }
    assert {row[0]: row[5] for row in rows if row[5]} == {
        name: graded.results[name].problem for name in ("absent", "broken off")
    }


def test_the_page_links_to_every_feedback_page_and_to_nothing_outside(graded: Graded) -> None:
    path = write_report(graded.workspace, ASSIGNMENT)
    page = Page(path)
    targets = {(path.parent / unquote(link)).resolve() for link in page.links}
    assert targets == {
        graded.workspace.report / "week1.csv",
        *(graded.feedback[student].pages[0] for student in CLASS),
    }
    assert all(target.is_file() for target in targets)
    assert "script" not in page.tags
    assert {"caption", "main", "title"} <= set(page.tags)


def test_the_page_gives_the_reason_where_there_is_no_feedback(graded: Graded) -> None:
    page = Page(write_report(graded.workspace, ASSIGNMENT))
    assert graded.results["broken off"].problem is not None
    assert graded.results["broken off"].problem in page.text


def test_names_and_messages_cannot_bring_markup_along(tiny: Workspace) -> None:
    name = '<img src="x" onerror="1">[red] & co'
    message = ('"><script>alert(1)</script>',)
    exercise = ExerciseResult("week1/tiny", "double", 1, 3, message=message)
    result = Result(name.replace("/", ""), ASSIGNMENT, "e", "r", (exercise,), "<b>no</b>")
    write_record(tiny, Record(result))
    page = Page(write_report(tiny, ASSIGNMENT))
    assert not {"img", "script"} & set(page.tags)
    assert name in page.text
    assert "<b>no</b>" in page.text


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\x1b[31mred\x9b", r"\x1b[31mred\x9b"), ("\u202eturned", r"\u202eturned"), ("علي", "علي")],
)
def test_what_is_not_seen_of_a_name_is_shown_escaped(
    tiny: Workspace, name: str, shown: str
) -> None:
    notes = (f"{name}.ipynb\nwas read", "another", "a third")
    write_record(tiny, Record(Result(name, ASSIGNMENT, "e", "r", (), f"no {name}", notes=notes)))
    page = Page(write_report(tiny, ASSIGNMENT))
    assert page.text.count(shown) == 3
    assert name == shown or name not in page.text
    assert f"{shown}.ipynb\nwas read" in page.text
    with (tiny.report / "week1.csv").open(encoding="utf-8", newline="") as file:
        _, row = csv.reader(file)
    assert row[0] == shown and row[-1].startswith(f"no {shown} {shown}.ipynb\nwas read")


def test_without_results_it_says_what_to_run(tiny: Workspace) -> None:
    with pytest.raises(CourseError, match="course grade week1"):
        write_report(tiny, ASSIGNMENT)
    with pytest.raises(CourseError, match="week1"):
        write_report(tiny, "week9")


def two_notebooks(root: Path) -> Workspace:
    """Return a workspace of a course whose week 2 has two notebooks, with one student's results."""
    for notebook, names in {"first": ["slope"], "second": ["dot", "matvec"]}.items():
        cells = [
            {
                "cell_type": "code",
                "source": f"check({name})",
                "metadata": {
                    "nbgrader": {"grade": True, "grade_id": f"check-{name}", "points": 4.0}
                },
            }
            for name in names
        ]
        path = root / "source" / "week2" / f"{notebook}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    exercises = (
        ExerciseResult("week2/first", "slope", 4.0, 4.0),
        ExerciseResult("week2/second", "dot", 1.5, 4.0),
        ExerciseResult("week2/second", "matvec", 0.0, 4.0),
    )
    workspace = Workspace(root, root / "work")
    notes = ("One cell was repaired.", "Another cell was repaired.", "A third cell was repaired.")
    write_record(workspace, Record(Result("ana", "week2", "engine", "run", exercises, notes=notes)))
    return workspace


def test_several_notebooks_have_a_table_each_and_one_of_their_sums(tmp_path: Path) -> None:
    workspace = two_notebooks(tmp_path)
    console = Console(file=io.StringIO(), width=80)
    console.print(terminal_table(workspace, "week2", read_results(workspace, "week2")))
    assert isinstance(console.file, io.StringIO)
    rows = [line.split() for line in console.file.getvalue().splitlines() if "ana" in line]
    assert rows == [
        ["ana", "4", "4"],
        ["ana", "1.5", "0", "1.5"],
        ["ana", "4", "1.5", "5.5"],
    ]
    page = Page(write_report(workspace, "week2"))
    assert page.tags.count("table") == 3
    assert "matvec of 4" in page.text
    assert page.text.count("A third cell was repaired.") == 1
    assert page.tags.count("details") == 1
    with (workspace.report / "week2.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[1] == "first: slope"


@given(st.text(alphabet="=+-@\uff1d\uff20\t\r\n'ab,; \""))
def test_no_cell_of_the_csv_is_a_formula_however_a_spreadsheet_cuts_the_line(text: str) -> None:
    cell = as_text_cell(text)
    for separators in ("", ";", ";\t", ";\t\r\n"):
        pieces = re.split(f"[{separators}]", cell) if separators else [cell]
        for piece in pieces:
            assert not piece.lstrip(' "').startswith(("=", "+", "-", "@", "\uff1d", "\uff20")), cell
    assert not cell.startswith(("\t", "\r", "\n"))
    assert cell.replace("'", "") == text.replace("'", "")
    assert as_text_cell(cell) == cell


@pytest.mark.parametrize("text", ["anna", "x-1; y", "no = at the start, a + b", "a;b\nc", "'", ""])
def test_a_cell_that_is_no_formula_stays(text: str) -> None:
    assert as_text_cell(text) == text


def test_a_student_whose_name_is_a_formula_is_written_as_text(
    graded: Graded, tmp_path: Path
) -> None:
    workspace = copy_of_class(graded, tmp_path)
    record = read_record(workspace, ASSIGNMENT, "prying")
    assert record is not None
    named = replace(record, result=replace(record.result, student="=1+1", notes=("@SUM(1)",)))
    write_record(workspace, named)
    write_report(workspace, ASSIGNMENT)
    with (workspace.report / f"{ASSIGNMENT}.csv").open(encoding="utf-8", newline="") as file:
        rows = {row[0]: row for row in csv.reader(file)}
    assert rows["'=1+1"][-1].startswith("'@SUM")
