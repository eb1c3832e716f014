"""Grades a class: every submission gets a result, and none stops the others."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.classroom.desk import Desk
from grader.classroom.intake import Arrival, take_in
from grader.engine.result import Result, ResultError
from grader.engine.stock import ENGINE, grade, prepare, withdraw


def grade_class(
    desk: Desk,
    assignment: str,
    folder: Path,
    run: str | None = None,
    console: Console | None = None,
) -> tuple[Result, ...]:
    """Grade all submissions of an assignment that lie in a folder.

    Parameters
    ----------
    desk : Desk
        Where the gradebook, the graded notebooks and the results go.
    assignment : str
    folder : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``.
    run : str, optional
        Name of the run, from which each student's seed is made. Grading again with the name of an
        earlier run repeats its hidden cases; without one, a fresh name is drawn.
    console : Console, optional
        Where a progress bar is drawn; without one there is none.

    Returns
    -------
    tuple of Result
        One for each student, in the order of their names; each is also in the desk's ``results/``.
    """
    run = secrets.token_hex(8) if run is None else run
    arrivals = take_in(desk, assignment, folder)
    prepare(desk, assignment)
    results = []
    with _each(arrivals, console) as each:
        for arrival in each:
            result = _judge(desk, assignment, arrival, run)
            write_result(desk, result)
            results.append(result)
    return tuple(results)


def write_result(desk: Desk, result: Result) -> Path:
    """Write ``results/<student>/<assignment>.json``, whole or not at all."""
    path = desk.results / result.student / f"{result.assignment}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(result.to_json(), encoding="utf-8")
    os.replace(unfinished, path)
    return path


def read_results(desk: Desk, assignment: str) -> tuple[Result, ...]:
    """All results of an assignment that are at the desk, in the order of the students' names."""
    results = []
    for path in sorted(desk.results.glob(f"*/{assignment}.json")):
        try:
            results.append(Result.from_json(path.read_text(encoding="utf-8")))
        except ResultError as error:
            raise ResultError(f"{path}: {error}") from error
    return tuple(results)


def _judge(desk: Desk, assignment: str, arrival: Arrival, run: str) -> Result:
    try:
        if arrival.submission is None:
            withdraw(arrival.student, assignment, desk)
            return Result(
                arrival.student,
                assignment,
                ENGINE,
                run,
                problem=arrival.problem,
                notes=arrival.notes,
            )
        result = grade(arrival.submission, desk, run)
    except Exception as error:
        # Whatever it is, the others are still to be graded.
        problem = f"The grader failed on this submission ({type(error).__name__}: {error})."
        return Result(arrival.student, assignment, ENGINE, run, problem=problem)
    return replace(result, problem=result.problem or arrival.problem, notes=arrival.notes)


class _Rate(ProgressColumn):
    """Submissions a minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{60 * speed:.0f} a minute")


@contextmanager
def _each(arrivals: Sequence[Arrival], console: Console | None) -> Iterator[Iterator[Arrival]]:
    """Go through the arrivals with a progress bar: how many, how fast, how long still."""
    if console is None:
        yield iter(arrivals)
        return
    columns = (
        TextColumn("grading {task.fields[student]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("grading", total=len(arrivals), student="")

        def walk() -> Iterator[Arrival]:
            for arrival in arrivals:
                progress.update(bar, student=arrival.student)
                yield arrival
                progress.advance(bar)
            progress.update(bar, student="done")

        yield walk()
