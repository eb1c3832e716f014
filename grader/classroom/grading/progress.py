"""The progress bar of a grading: how many are done, how fast it goes, how long it takes still."""

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


class _Rate(ProgressColumn):
    """Submissions a minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{60 * speed:.0f} a minute")


class Bar:
    """A progress bar, or none where there is no console to draw it on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        if progress is not None:
            self._task = progress.add_task("grading", total=total, student="")

    def done(self, student: str) -> None:
        """Count one more submission."""
        if self._progress is not None:
            self._progress.update(self._task, advance=1, student=student)


@contextmanager
def bar(console: Console | None, total: int) -> Iterator[Bar]:
    """Draw a progress bar for as many submissions as are to be graded."""
    if console is None or not total:
        yield Bar(None, total)
        return
    columns = (
        TextColumn("graded {task.fields[student]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, speed_estimate_period=120) as progress:
        yield Bar(progress, total)
