from pathlib import Path

import pytest

from grader.classroom.workspace import Workspace
from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.student.text import CourseError
from tests.notebooks import cell
from tests.tiny_course import notebook, write


def test_names_and_points_come_in_notebook_order(tiny: Workspace) -> None:
    assert graded_cells(tiny.source / "week1") == (
        GradedCell("tiny", "check-double", "double", 3.0, solution="double"),
        GradedCell("tiny", "check-negate", "negate", 2.0, solution="negate"),
    )


def test_a_cell_that_checks_no_function_goes_by_its_grade_id(tmp_path: Path) -> None:
    content = notebook({})
    content["cells"] = [cell("assert x == 3", grade_id="is_three", grade=True, points=1)]
    write(tmp_path / "foreign.ipynb", content)
    assert [each.exercise for each in graded_cells(tmp_path)] == ["is_three"]


@pytest.mark.parametrize("text", ["", "{}", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_source_that_is_no_notebook_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"odd\.ipynb.*course build"):
        graded_cells(tmp_path)
