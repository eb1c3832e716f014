import io
from pathlib import Path

from rich.console import Console

from grader.classroom.desk import Desk
from grader.classroom.grading import grade_class, read_results
from tests.tiny_course import ASSIGNMENT, CLASS, RUN, Graded, hand_in, notebook


def test_every_student_has_a_result(graded: Graded) -> None:
    assert list(graded.results) == sorted([*CLASS, "absent", "broken off"])
    assert {each.run for each in graded.results.values()} == {RUN}


def test_only_what_cannot_be_judged_has_a_problem(graded: Graded) -> None:
    problems = {name: r.problem for name, r in graded.results.items() if r.problem}
    assert sorted(problems) == ["absent", "broken off"]
    assert problems["broken off"].startswith("tiny.ipynb is damaged")
    assert graded.results["broken off"].exercises == ()


def test_the_results_on_the_disk_are_those_returned(graded: Graded) -> None:
    assert read_results(graded.desk, ASSIGNMENT) == tuple(graded.results.values())
    assert not list(graded.desk.results.rglob("*.part"))


def test_submissions_are_not_changed(graded: Graded) -> None:
    path = graded.handed_in / "Zoë all right" / ASSIGNMENT / "tiny.ipynb"
    assert (
        path.read_bytes()
        == hand_in(
            graded.desk.work / "again", "Zoë all right", notebook(CLASS["Zoë all right"])
        ).read_bytes()
    )


def test_each_grading_is_a_run_of_its_own_with_a_progress_bar(tiny: Desk, tmp_path: Path) -> None:
    (tmp_path / "in" / "someone" / ASSIGNMENT).mkdir(parents=True)
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    first = grade_class(tiny, ASSIGNMENT, tmp_path / "in", console=console)
    second = grade_class(tiny, ASSIGNMENT, tmp_path / "in", force=True)
    assert first[0].run != second[0].run
    assert isinstance(console.file, io.StringIO)
    assert "1/1" in console.file.getvalue()
