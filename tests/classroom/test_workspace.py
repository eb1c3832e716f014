from pathlib import Path

import pytest

from grader.classroom.workspace import Workspace, assignments, require_assignment
from grader.student.text import CourseError


def test_paths_do_not_hang_on_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(Path("course"), Path("work"))
    assert workspace.source == tmp_path / "course" / "source"
    assert workspace.gradebook == tmp_path / "work" / "gradebook.db"


def test_the_assignments_are_those_with_a_notebook(tiny: Workspace) -> None:
    (tiny.source / "empty").mkdir()
    assert assignments(tiny.root) == ("week1",)


def test_a_course_that_was_not_built_says_so(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="course build"):
        require_assignment(tmp_path, "week1")
