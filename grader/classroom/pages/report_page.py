"""The HTML of the report page."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from grader.classroom.pages.feedback import feedback_pages
from grader.classroom.pages.points import (
    OPEN,
    by_notebook,
    instructor_lines,
    max_points,
    notes_text,
    points_of,
    sum_points,
    total_text,
)
from grader.classroom.pages.static_page import POLICY_TAG
from grader.classroom.workspace import Workspace
from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.messages import grading_problems
from grader.student.text import printable

_MAX_UNFOLDED_NOTES = 2


def render_page(workspace: Workspace, graded: Sequence[tuple[str, Sequence[Result]]]) -> str:
    """Return the page for some assignments with their results."""
    sections = (_section(workspace, assignment, results) for assignment, results in graded)
    return _PAGE.replace("POLICY", POLICY_TAG).replace("SECTIONS", "\n".join(sections))


def _section(workspace: Workspace, assignment: str, results: Sequence[Result]) -> str:
    notebooks = by_notebook(workspace.graded_cells(assignment))
    caption = (
        f"{len(results)} students; a name leads to the feedback page. "
        f'<a href="{quote(assignment)}.csv">The same for spreadsheets</a>'
    )
    several = len(notebooks) > 1
    tables = [_notebook_table(assignment, notebooks, results, caption)] if several else []
    for notebook, cells in notebooks.items():
        heading = f"<h3>{_shown(notebook)}</h3>\n" if several else ""
        rows = [_exercise_row(workspace, assignment, notebook, cells, each) for each in results]
        if not several:
            # If there are several notebooks, the notes are in the table of their sums.
            rows = [row + _notes_cell(result) for row, result in zip(rows, results, strict=True)]
        heads = [_head("total", max_points(cells)), *(_head(c.exercise, c.points) for c in cells)]
        table = _table(f"{assignment}/{notebook}", caption, heads, rows, with_notes=not several)
        tables.append(heading + table)
    lines = instructor_lines(results)
    if accepted := workspace.accepted_tests(assignment):
        lines.append(grading_problems.accepted_all_the_same(", ".join(accepted)))
    faults = "".join(f'<p class="fault">{_shown(each)}</p>\n' for each in lines)
    heading = f"<section><h2>{_shown(assignment)}</h2>\n{faults}"
    return heading + "\n".join(tables) + "</section>"


def _table(
    label: str, caption: str, heads: Sequence[str], rows: Sequence[str], *, with_notes: bool
) -> str:
    note = '<th scope="col">Note</th>' if with_notes else ""
    columns = "".join(f'<th scope="col" class="points"><span>{head}</span></th>' for head in heads)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" aria-label="Points, {_shown(label)}" tabindex="0">'
        f"<table><caption>{caption}</caption>\n"
        f'<thead><tr><th scope="col">Student</th>{columns}{note}</tr></thead>\n'
        "<tbody>\n" + body + "\n</tbody></table></div>"
    )


def _shown(text: str) -> str:
    return escape(printable(text, keep="\n"))


def _shown_name(student: str) -> str:
    return escape(printable(student))


def _head(name: str, points: float) -> str:
    return f"{_shown(name)} <small>of {points:g}</small>"


def _notebook_table(
    assignment: str,
    notebooks: Mapping[str, Sequence[GradedCell]],
    results: Sequence[Result],
    caption: str,
) -> str:
    """Return a table of students and notebooks."""
    maxima = {notebook: max_points(cells) for notebook, cells in notebooks.items()}
    heads = [_head("total", sum(maxima.values())), *(_head(n, m) for n, m in maxima.items())]
    rows = []
    for result in results:
        sums = (_sum_text(result, assignment, cells) for cells in notebooks.values())
        total = total_text(result.points, result.exercises)
        rows.append(
            f'<th scope="row">{_shown_name(result.student)}</th><td><b>{total}</b></td>'
            + "".join(f"<td>{each}</td>" for each in sums)
            + _notes_cell(result)
        )
    return _table(assignment, caption, heads, rows, with_notes=True)


def _exercise_row(
    workspace: Workspace,
    assignment: str,
    notebook: str,
    cells: Sequence[GradedCell],
    result: Result,
) -> str:
    """Return the cells of a student in the table of students and exercises."""
    name = _linked_name(workspace, assignment, notebook, result.student)
    points = zip(points_of(result, assignment, cells), cells, strict=True)
    return (
        f'<th scope="row">{name}</th><td><b>{_sum_text(result, assignment, cells)}</b></td>'
        + "".join(_points_cell(each, cell.points) for each, cell in points)
    )


def _sum_text(result: Result, assignment: str, cells: Sequence[GradedCell]) -> str:
    points = sum_points(result, assignment, cells)
    return total_text(points, points_of(result, assignment, cells))


def _notes_cell(result: Result) -> str:
    """Return the notes on a submission, collapsed if there are many."""
    if len(result.notes) <= _MAX_UNFOLDED_NOTES:
        return f'<td class="note">{_shown(notes_text(result))}</td>'
    problem = f"{_shown(result.problem)} " if result.problem else ""
    notes = "<br>".join(_shown(note) for note in result.notes)
    summary = f"<summary>{len(result.notes)} notes</summary>"
    return f'<td class="note">{problem}<details>{summary}{notes}</details></td>'


def _linked_name(workspace: Workspace, assignment: str, notebook: str, student: str) -> str:
    """Return the name of a student, as a link to the feedback page if there is one."""
    for page in feedback_pages(workspace, assignment, student):
        if page.stem == notebook:
            return f'<a href="{_relative_url(workspace, page)}">{_shown_name(student)}</a>'
    return _shown_name(student)


def _relative_url(workspace: Workspace, page: Path) -> str:
    return "../" + quote(page.relative_to(workspace.work).as_posix())


def _points_cell(each: ExerciseResult | None, maximum: float) -> str:
    if each is None:
        return '<td><span aria-hidden="true">–</span><span class="away">not judged</span></td>'
    # The tooltip is an extra; the same lines are on the feedback page, or above the table.
    lines = [each.fault] if each.fault else each.message
    title = f' title="{_shown(chr(10).join(lines))}"' if lines else ""
    if each.points is None:
        what = "not judged" if each.fault else "graded manually"
        return f'<td class="open"{title}>{OPEN}<span class="away"> {what}</span></td>'
    kind = "all" if each.points == maximum else "none" if each.points == 0 else "part"
    return f'<td class="{kind}"{title}>{each.points:g}</td>'


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
POLICY
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report on the class</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 90rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; padding: .25rem 0; }
th, td { border: 1px solid #8888; padding: .3rem .6rem; text-align: right; }
th[scope=row] { white-space: nowrap; text-align: left; font-weight: normal; }
td.note { text-align: left; min-width: 16rem; }
thead th { font-weight: 600; text-align: left; vertical-align: bottom; }
th.points span { writing-mode: vertical-rl; transform: rotate(180deg); }
td.all { background: #2a92; }
td.part { background: #ca02; }
td.none { background: #d442; }
td.open { font-weight: 600; }
.fault { border-left: .3rem solid #d44; padding-left: .6rem; }
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
