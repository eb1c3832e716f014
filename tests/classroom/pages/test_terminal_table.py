import io

from rich.console import Console

from grader.classroom.pages.terminal_table import terminal_table
from tests.tiny_course import ASSIGNMENT, Graded


def test_the_table_shows_points_and_totals(graded: Graded) -> None:
    console = Console(file=io.StringIO(), width=120)
    console.print(terminal_table(graded.workspace, ASSIGNMENT, list(graded.results.values())))
    assert isinstance(console.file, io.StringIO)
    lines = [line for line in console.file.getvalue().splitlines() if line.strip()]
    shown = {line[: lines[1].index(" 1")].strip(): line.split()[-3:] for line in lines}
    assert shown["Zoë all right"] == ["3", "2", "5"]
    assert shown["raises [1]"] == ["0", "0", "0"]
    assert shown["broken off"] == ["–", "–", "0"]
    assert "1:double  2:negate" in console.file.getvalue()
