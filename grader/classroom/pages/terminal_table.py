"""The tables of points that `course grade` and `course report` print."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.classroom.pages.points import (
    OPEN,
    by_notebook,
    max_points,
    points_of,
    sum_points,
    total_text,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.result import ExerciseResult, Result
from grader.student.text import printable


def is_read(workspace: Workspace, result: Result) -> bool:
    """Return whether a submission has points, or nothing was handed in."""
    handed_in = workspace.submitted / result.student / result.assignment
    return bool(result.exercises) or not handed_in.is_dir()


def terminal_table(workspace: Workspace, assignment: str, results: Sequence[Result]) -> Group:
    """Return a table of students and exercises for each notebook.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    results : sequence of Result

    Returns
    -------
    rich.console.Group
        If there are several notebooks, the last table contains the points of each and their sum.
    """
    notebooks = by_notebook(workspace.graded_cells(assignment))
    tables = [
        _exercise_table(assignment, notebook, cells, results)
        for notebook, cells in notebooks.items()
    ]
    if len(tables) > 1:
        tables.append(_notebook_table(assignment, notebooks, results))
    return Group(*tables)


def _new_table(title: str, names: Sequence[str], maxima: Sequence[float]) -> Table:
    """Return a table with a numbered column for each name and a column for the total."""
    # Narrow, so that a dozen exercises and a name fit into 80 columns.
    table = Table(
        title=title,
        # No blank between number and name, so that no line breaks there.
        caption="  ".join(f"{number}:{name}" for number, name in enumerate(names, 1)),
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    table.add_column("student", overflow="fold")
    for number, maximum in enumerate(maxima, 1):
        table.add_column(Text(f"{number}\n/{maximum:g}"), justify="right")
    table.add_column(Text(f"total\n/{sum(maxima):g}"), justify="right", style="bold")
    return table


def _exercise_table(
    assignment: str, notebook: str, cells: Sequence[GradedCell], results: Sequence[Result]
) -> Table:
    names, maxima = [cell.exercise for cell in cells], [cell.points for cell in cells]
    table = _new_table(f"{assignment}/{notebook}", names, maxima)
    for result in results:
        exercises = points_of(result, assignment, cells)
        total = total_text(sum_points(result, assignment, cells), exercises)
        points = map(_points_text, exercises)
        table.add_row(Text(printable(result.student)), *points, Text(total))
    return table


def _notebook_table(
    assignment: str, notebooks: Mapping[str, Sequence[GradedCell]], results: Sequence[Result]
) -> Table:
    maxima = [max_points(cells) for cells in notebooks.values()]
    table = _new_table(assignment, list(notebooks), maxima)
    for result in results:
        sums = (
            total_text(sum_points(result, assignment, cells), points_of(result, assignment, cells))
            for cells in notebooks.values()
        )
        total = total_text(result.points, result.exercises)
        table.add_row(Text(printable(result.student)), *sums, total)
    return table


def _points_text(each: ExerciseResult | None) -> Text:
    if each is None:
        return Text("–", style="dim")
    if each.points is None:
        return Text(OPEN, style="bold magenta")
    full, none = each.points == each.max_points, each.points == 0
    return Text(f"{each.points:g}", style="green" if full else "red" if none else "yellow")
