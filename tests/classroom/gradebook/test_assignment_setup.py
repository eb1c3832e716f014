import pytest
from nbgrader.api import Gradebook

from grader.classroom.gradebook.assignment_setup import register_assignment
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, POINTS, Graded, copy_of_class


def test_the_gradebook_knows_the_exercises_and_nothing_else_is_made(tiny: Workspace) -> None:
    register_assignment(tiny, ASSIGNMENT)
    with Gradebook(tiny.db_url) as gradebook:
        notebook = gradebook.find_notebook(NOTEBOOK, ASSIGNMENT)
        cells = {cell.name: cell.max_score for cell in notebook.grade_cells}
    assert cells == {f"check-{name}": points for name, points in POINTS.items()}
    assert {path.name for path in tiny.work.iterdir()} <= {"gradebook.db", tiny.log.name}


def test_exercises_that_changed_under_a_gradebook_with_grades_are_refused(
    graded: Graded, tmp_path
) -> None:
    workspace = copy_of_class(graded, tmp_path)
    source = workspace.source / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    changed = source.read_text(encoding="utf-8").replace("check-double", "check-twice")
    source.write_text(changed, encoding="utf-8")
    with pytest.raises(CourseError, match="--into"):
        register_assignment(workspace, ASSIGNMENT)


def test_a_folder_without_settings_is_no_course(tiny: Workspace) -> None:
    (tiny.root / "nbgrader_config.py").unlink()
    with pytest.raises(CourseError, match="no course folder"):
        register_assignment(tiny, ASSIGNMENT)
