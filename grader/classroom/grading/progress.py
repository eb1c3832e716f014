"""The progress bar of a grading."""

from collections.abc import Iterator
from contextlib import contextmanager

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

from grader.student.text import printable


class _RateColumn(ProgressColumn):
    """Submissions per minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{60 * speed:.0f} a minute")


class ProgressBar:
    """A progress bar; without a `rich` display it does nothing."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        if progress is not None:
            self._task = progress.add_task("grading", total=total, student="")

    def advance(self, student: str) -> None:
        """Count one more submission, and show whose it was."""
        if self._progress is not None:
            self._progress.update(self._task, advance=1, student=printable(student))


@contextmanager
def progress_bar(console: Console | None, total: int) -> Iterator[ProgressBar]:
    """Show a progress bar for a number of submissions, if there is a console."""
    if console is None or not total:
        yield ProgressBar(None, total)
        return
    columns = (
        TextColumn("graded {task.fields[student]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, speed_estimate_period=120) as progress:
        yield ProgressBar(progress, total)
