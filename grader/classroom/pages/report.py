"""The report on a class: a table for the terminal, a CSV file and a page."""

import csv
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.classroom.pages.feedback import feedback_pages
from grader.classroom.results import read_results
from grader.classroom.workspace import Workspace, assignments
from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import CourseError

_NOTES_UNFOLDED = 2


def terminal_table(workspace: Workspace, assignment: str, results: Sequence[Result]) -> Group:
    """Tables of students against exercises, for the terminal: one for each notebook.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    results : sequence of Result

    Returns
    -------
    rich.console.Group
        Where there are several notebooks, the last table has the points of each and their sum.
    """
    cells = workspace.graded_cells(assignment)
    by_notebook = _by_notebook(cells)
    drawn = [
        _exercises(assignment, notebook, part, results) for notebook, part in by_notebook.items()
    ]
    if len(drawn) > 1:
        drawn.append(_sums(assignment, by_notebook, results))
    return Group(*drawn)


def _empty(title: str, caption: str | None = None) -> Table:
    # Narrow, so that a dozen exercises and a name fit into 80 columns.
    drawn = Table(
        title=title,
        caption=caption,
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    drawn.add_column("student", overflow="fold")
    return drawn


def _exercises(
    assignment: str, notebook: str, cells: Sequence[GradedCell], results: Sequence[Result]
) -> Table:
    drawn = _empty(f"{assignment}/{notebook}", _numbered([cell.exercise for cell in cells]))
    for number, cell in enumerate(cells, 1):
        drawn.add_column(Text(f"{number}\n/{cell.points:g}"), justify="right")
    drawn.add_column(Text(f"total\n/{_maximum(cells):g}"), justify="right", style="bold")
    for result in results:
        found = _by_cell(result)
        row = [_mark(found.get(_key(assignment, cell))) for cell in cells]
        drawn.add_row(Text(result.student), *row, Text(f"{_sum(result, assignment, cells):g}"))
    return drawn


def _sums(
    assignment: str, by_notebook: Mapping[str, Sequence[GradedCell]], results: Sequence[Result]
) -> Table:
    drawn = _empty(assignment, _numbered(list(by_notebook)))
    for number, cells in enumerate(by_notebook.values(), 1):
        drawn.add_column(Text(f"{number}\n/{_maximum(cells):g}"), justify="right")
    whole = sum(_maximum(cells) for cells in by_notebook.values())
    drawn.add_column(Text(f"total\n/{whole:g}"), justify="right", style="bold")
    for result in results:
        sums = [_sum(result, assignment, cells) for cells in by_notebook.values()]
        drawn.add_row(Text(result.student), *(f"{each:g}" for each in sums), f"{result.points:g}")
    return drawn


def write_report(workspace: Workspace, assignment: str) -> Path:
    """Write ``report/<assignment>.csv`` and ``report/index.html``.

    Parameters
    ----------
    workspace : Workspace
    assignment : str

    Returns
    -------
    Path
        The page. It shows every assignment that has results at this desk.
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
        (name, found)
        for name in assignments(workspace.root)
        if (found := read_results(workspace, name))
    ]
    page = workspace.report / "index.html"
    sections = "\n".join(_section(workspace, name, found) for name, found in graded)
    page.write_text(_PAGE.replace("SECTIONS", sections), encoding="utf-8")
    return page


def _write_csv(workspace: Workspace, assignment: str, results: Sequence[Result]) -> None:
    cells = workspace.graded_cells(assignment)
    with (workspace.report / f"{assignment}.csv").open("w", encoding="utf-8", newline="") as file:
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
                    _note(result),
                ]
            )


def _section(workspace: Workspace, assignment: str, results: Sequence[Result]) -> str:
    by_notebook = _by_notebook(workspace.graded_cells(assignment))
    caption = (
        f"{len(results)} students; a name leads to the feedback page. "
        f'<a href="{quote(assignment)}.csv">The same for spreadsheets</a>'
    )
    several = len(by_notebook) > 1
    grids = [_grid_of_sums(assignment, by_notebook, results, caption)] if several else []
    for notebook, cells in by_notebook.items():
        name = f"<h3>{escape(notebook)}</h3>\n" if several else ""
        # What was noted about a submission stands once: beside its sums, if there are any.
        noted = not several
        grids.append(name + _grid(workspace, assignment, notebook, cells, results, caption, noted))
    return f"<section><h2>{escape(assignment)}</h2>\n" + "\n".join(grids) + "</section>"


def _table_of(
    label: str, caption: str, heads: Sequence[str], rows: Sequence[str], noted: bool = True
) -> str:
    note = '<th scope="col">Note</th>' if noted else ""
    columns = "".join(f'<th scope="col" class="points"><span>{head}</span></th>' for head in heads)
    return (
        f'<div class="wide" role="region" aria-label="Points, {escape(label)}" tabindex="0">'
        f"<table><caption>{caption}</caption>\n"
        f'<thead><tr><th scope="col">Student</th>{columns}{note}</tr></thead>\n'
        "<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>"
    )


def _head(name: str, points: float) -> str:
    return f"{escape(name)} <small>of {points:g}</small>"


def _grid_of_sums(
    assignment: str,
    by_notebook: Mapping[str, Sequence[GradedCell]],
    results: Sequence[Result],
    caption: str,
) -> str:
    maxima = {notebook: _maximum(cells) for notebook, cells in by_notebook.items()}
    heads = [_head("total", sum(maxima.values())), *(_head(n, m) for n, m in maxima.items())]
    rows = []
    for result in results:
        sums = "".join(
            f"<td>{_sum(result, assignment, cells):g}</td>" for cells in by_notebook.values()
        )
        rows.append(
            f'<tr><th scope="row">{escape(result.student)}</th><td><b>{result.points:g}</b></td>'
            f"{sums}{_note_cell(result)}</tr>"
        )
    return _table_of(assignment, caption, heads, rows)


def _grid(
    workspace: Workspace,
    assignment: str,
    notebook: str,
    cells: Sequence[GradedCell],
    results: Sequence[Result],
    caption: str,
    noted: bool,
) -> str:
    heads = [_head("total", _maximum(cells)), *(_head(c.exercise, c.points) for c in cells)]
    rows = []
    for result in results:
        found = _by_cell(result)
        points = "".join(
            _page_cell(found.get(_key(assignment, cell)), cell.points) for cell in cells
        )
        rows.append(
            f'<tr><th scope="row">{_name(workspace, assignment, notebook, result.student)}</th>'
            f"<td><b>{_sum(result, assignment, cells):g}</b></td>{points}"
            f"{_note_cell(result) if noted else ''}</tr>"
        )
    return _table_of(f"{assignment}/{notebook}", caption, heads, rows, noted)


def _note_cell(result: Result) -> str:
    """Return the notes on a submission, folded where they would push the table apart."""
    if len(result.notes) <= _NOTES_UNFOLDED:
        return f'<td class="note">{escape(_note(result))}</td>'
    problem = f"{escape(result.problem)} " if result.problem else ""
    notes = "<br>".join(escape(note) for note in result.notes)
    summary = f"<summary>{len(result.notes)} notes</summary>"
    return f'<td class="note">{problem}<details>{summary}{notes}</details></td>'


def _name(workspace: Workspace, assignment: str, notebook: str, student: str) -> str:
    """Return the name of a student, as a link to the feedback on a notebook if there is one."""
    for page in feedback_pages(workspace, assignment, student):
        if page.stem == notebook:
            return f'<a href="{_address(workspace, page)}">{escape(student)}</a>'
    return escape(student)


def _page_cell(each: ExerciseResult | None, maximum: float) -> str:
    if each is None:
        return '<td><span aria-hidden="true">–</span><span class="away">not judged</span></td>'
    kind = "all" if each.points == maximum else "none" if each.points == 0 else "part"
    # The message is for the eye that hovers; the same lines are on the feedback page.
    title = f' title="{escape(chr(10).join(each.message))}"' if each.message else ""
    return f'<td class="{kind}"{title}>{each.points:g}</td>'


def _address(workspace: Workspace, page: Path) -> str:
    return "../" + quote(page.relative_to(workspace.work).as_posix())


def _key(assignment: str, cell: GradedCell) -> tuple[str, str]:
    return f"{assignment}/{cell.notebook}", cell.exercise


def _by_cell(result: Result) -> dict[tuple[str, str], ExerciseResult]:
    return {(each.notebook, each.exercise): each for each in result.exercises}


def _heading(cells: Sequence[GradedCell]) -> list[str]:
    """Names of the exercises; with the notebook where there are several notebooks."""
    one = len({cell.notebook for cell in cells}) == 1
    return [cell.exercise if one else f"{cell.notebook}: {cell.exercise}" for cell in cells]


def _numbered(names: Sequence[str]) -> str:
    # No blank inside, so that a number stays in one line with its name.
    return "  ".join(f"{number}:{name}" for number, name in enumerate(names, 1))


def _by_notebook(cells: Sequence[GradedCell]) -> dict[str, list[GradedCell]]:
    found: dict[str, list[GradedCell]] = {}
    for cell in cells:
        found.setdefault(cell.notebook, []).append(cell)
    return found


def _sum(result: Result, assignment: str, cells: Sequence[GradedCell]) -> float:
    found = _by_cell(result)
    judged = (found.get(_key(assignment, cell)) for cell in cells)
    return round(sum(each.points for each in judged if each is not None), 6)


def _note(result: Result) -> str:
    return " ".join([result.problem or "", *result.notes]).strip()


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
th, td { border: 1px solid #8888; padding: .3rem .6rem; text-align: right; }
th[scope=row] { white-space: nowrap; text-align: left; font-weight: normal; }
td.note { text-align: left; min-width: 16rem; }
thead th { font-weight: 600; text-align: left; vertical-align: bottom; }
th.points span { writing-mode: vertical-rl; transform: rotate(180deg); }
td.all { background: #2a92; }
td.part { background: #ca02; }
td.none { background: #d442; }
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
