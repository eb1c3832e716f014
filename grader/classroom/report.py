"""The report on a class: a table for the terminal, a CSV file and a page."""

import csv
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from rich import box
from rich.table import Table
from rich.text import Text

from grader.classroom.desk import Desk, assignments
from grader.classroom.feedback import feedback_pages
from grader.classroom.grading import read_results
from grader.engine.graded import GradedCell
from grader.engine.result import ExerciseResult, Result
from grader.student.errors import CourseError


def table(desk: Desk, assignment: str, results: Sequence[Result]) -> Table:
    """Table of students against exercises, for the terminal.

    Parameters
    ----------
    desk : Desk
    assignment : str
    results : sequence of Result

    Returns
    -------
    rich.table.Table
    """
    cells = desk.graded_cells(assignment)
    # Narrow, so that a dozen exercises and a name fit into 80 columns.
    drawn = Table(
        title=assignment,
        caption=_numbered(cells),
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    drawn.add_column("student", overflow="fold")
    for number, cell in enumerate(cells, 1):
        drawn.add_column(Text(f"{number}\n/{cell.points:g}"), justify="right")
    drawn.add_column(Text(f"total\n/{_maximum(cells):g}"), justify="right", style="bold")
    for result in results:
        found = _by_cell(result)
        row = [_mark(found.get(_key(assignment, cell))) for cell in cells]
        drawn.add_row(Text(result.student), *row, Text(f"{result.points:g}"))
    return drawn


def write_report(desk: Desk, assignment: str) -> Path:
    """Write ``report/<assignment>.csv`` and ``report/index.html``.

    Parameters
    ----------
    desk : Desk
    assignment : str

    Returns
    -------
    Path
        The page. It shows every assignment that has results at this desk.
    """
    results = read_results(desk, assignment)
    if not results:
        desk.graded_cells(assignment)
        raise CourseError(
            f"There are no results of {assignment} in {desk.results}. "
            f"Run: course grade {assignment} --submitted DIR"
        )
    desk.report.mkdir(parents=True, exist_ok=True)
    _write_csv(desk, assignment, results)
    graded = [
        (name, found) for name in assignments(desk.root) if (found := read_results(desk, name))
    ]
    page = desk.report / "index.html"
    sections = "\n".join(_section(desk, name, found) for name, found in graded)
    page.write_text(_PAGE.replace("SECTIONS", sections), encoding="utf-8")
    return page


def _write_csv(desk: Desk, assignment: str, results: Sequence[Result]) -> None:
    cells = desk.graded_cells(assignment)
    with (desk.report / f"{assignment}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["student", *(_heading(cells)), "total", "maximum", "problem"])
        for result in results:
            found = _by_cell(result)
            points = [found.get(_key(assignment, cell)) for cell in cells]
            rows.writerow(
                [
                    result.student,
                    *("" if each is None else f"{each.points:g}" for each in points),
                    f"{result.points:g}",
                    f"{_maximum(cells):g}",
                    result.problem or "",
                ]
            )


def _section(desk: Desk, assignment: str, results: Sequence[Result]) -> str:
    cells = desk.graded_cells(assignment)
    heads = "".join(
        f'<th scope="col">{escape(name)}<br><small>of {cell.points:g}</small></th>'
        for name, cell in zip(_heading(cells), cells, strict=True)
    )
    rows = "\n".join(_row(desk, assignment, cells, result) for result in results)
    return (
        f"<section><h2>{escape(assignment)}</h2>\n"
        f'<p><a href="{quote(assignment)}.csv">The same as a table for spreadsheets</a></p>\n'
        f'<div class="wide" role="region" aria-label="Points, {escape(assignment)}" tabindex="0">'
        f"<table><caption>Points of {len(results)} students</caption>\n"
        f'<thead><tr><th scope="col">Student</th>{heads}'
        f'<th scope="col">total<br><small>of {_maximum(cells):g}</small></th>'
        f'<th scope="col">Feedback</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div></section>"
    )


def _row(desk: Desk, assignment: str, cells: Sequence[GradedCell], result: Result) -> str:
    found = _by_cell(result)
    points = "".join(_page_cell(found.get(_key(assignment, cell)), cell.points) for cell in cells)
    links = " ".join(
        f'<a href="{_address(desk, page)}">{escape(page.stem)}'
        f'<span class="away"> of {escape(result.student)}</span></a>'
        for page in feedback_pages(desk, assignment, result.student)
    )
    reason = f'<span class="reason">{escape(result.problem)}</span>' if result.problem else ""
    return (
        f'<tr><th scope="row">{escape(result.student)}</th>{points}'
        f"<td><b>{result.points:g}</b></td><td>{' '.join(filter(None, (links, reason)))}</td></tr>"
    )


def _page_cell(each: ExerciseResult | None, maximum: float) -> str:
    if each is None:
        return '<td><span aria-hidden="true">–</span><span class="away">not judged</span></td>'
    kind = "all" if each.points == maximum else "none" if each.points == 0 else "part"
    # The message is for the eye that hovers; the same lines are on the feedback page.
    title = f' title="{escape(chr(10).join(each.message))}"' if each.message else ""
    return f'<td class="{kind}"{title}>{each.points:g}</td>'


def _address(desk: Desk, page: Path) -> str:
    return "../" + quote(page.relative_to(desk.work).as_posix())


def _key(assignment: str, cell: GradedCell) -> tuple[str, str]:
    return f"{assignment}/{cell.notebook}", cell.exercise


def _by_cell(result: Result) -> dict[tuple[str, str], ExerciseResult]:
    return {(each.notebook, each.exercise): each for each in result.exercises}


def _heading(cells: Sequence[GradedCell]) -> list[str]:
    """Names of the exercises; with the notebook where there are several notebooks."""
    one = len({cell.notebook for cell in cells}) == 1
    return [cell.exercise if one else f"{cell.notebook}: {cell.exercise}" for cell in cells]


def _numbered(cells: Sequence[GradedCell]) -> str:
    # A number stays in one line with its name.
    return "  ".join(f"{number}\N{NO-BREAK SPACE}{name}" for number, name in enumerate(_heading(cells), 1))


def _maximum(cells: Sequence[GradedCell]) -> float:
    return sum(cell.points for cell in cells)


def _mark(each: ExerciseResult | None) -> Text:
    if each is None:
        return Text("–", style="dim")
    full, none = each.points == each.max_points, each.points == 0
    return Text(f"{each.points:g}", style="green" if full else "red" if none else "yellow")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report on the class</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 90rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; padding: .25rem 0; }
th, td { border: 1px solid #8888; padding: .3rem .6rem; text-align: right; vertical-align: top; }
th[scope=row], td:last-child, th:last-child { text-align: left; }
thead th { font-weight: 600; }
td.all { background: #2a92; }
td.part { background: #ca02; }
td.none { background: #d442; }
.reason { display: inline-block; max-width: 36rem; }
.away { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden;
  white-space: nowrap; }
</style>
</head>
<body>
<main>
<h1>Report on the class</h1>
SECTIONS
</main>
</body>
</html>
"""
