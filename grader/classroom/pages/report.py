"""The report on a class: a CSV file for each assignment, and a page with all of them."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from grader.classroom.pages.points import (
    OPEN,
    all_notes_text,
    exercise_names,
    max_points,
    points_of,
    total_text,
)
from grader.classroom.pages.report_page import render_page
from grader.classroom.results import read_results
from grader.classroom.workspace import Workspace, assignments, private_files
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import CourseError, printable

_BEFORE_A_FORMULA = re.compile(
    r"""^(?=[\t\r\n])|(?:^|[;\t\r\n])[ "]*(?=[=+\-@\N{FULLWIDTH EQUALS SIGN}"""
    r"""\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}])"""
)


@private_files()
def write_report(workspace: Workspace, assignment: str) -> Path:
    """Write ``report/<assignment>.csv`` and ``report/index.html``.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
        The CSV file is that of this assignment.

    Returns
    -------
    Path
        The page. It shows every assignment that has results in this workspace.
    """
    results = read_results(workspace, assignment)
    if not results:
        workspace.graded_cells(assignment)
        raise CourseError(
            f"There are no results of {assignment} in {workspace.results}. "
            f"Run: course grade {assignment} --submitted DIR"
        )
    workspace.report.mkdir(parents=True, exist_ok=True)
    _write_csv(workspace, assignment, results)
    graded = [
        (name, found) for name in assignments(workspace) if (found := read_results(workspace, name))
    ]
    page = workspace.report / "index.html"
    page.write_text(render_page(workspace, graded), encoding="utf-8")
    return page


def as_text_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, marked as text if need be.

    Spreadsheets run what begins with one of these characters, in Japan and China also in full
    width, see https://owasp.org/www-community/attacks/CSV_Injection. Where decimals have a comma,
    they cut a line at semicolons, also inside of quotes; so what follows one is marked as well.
    """
    return _BEFORE_A_FORMULA.sub(r"\g<0>'", text)


def _write_csv(workspace: Workspace, assignment: str, results: Sequence[Result]) -> None:
    cells = workspace.graded_cells(assignment)
    with (workspace.report / f"{assignment}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        names = map(as_text_cell, exercise_names(cells))
        rows.writerow(["student", *names, "total", "maximum", "problem"])
        for result in results:
            points = points_of(result, assignment, cells)
            rows.writerow(
                [
                    as_text_cell(printable(result.student)),
                    *map(_points_text, points),
                    total_text(result.points, points),
                    f"{max_points(cells):g}",
                    as_text_cell(printable(all_notes_text(result), keep="\n")),
                ]
            )


def _points_text(each: ExerciseResult | None) -> str:
    if each is None:
        return ""
    return OPEN if each.points is None else f"{each.points:g}"
