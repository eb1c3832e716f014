from pathlib import Path

import pytest

from grader.classroom.jupyterlab import copy_release
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError


def test_the_release_is_copied_as_it_is(tiny: Workspace, tmp_path: Path) -> None:
    done = copy_release(tiny.root, tmp_path / "work")
    copy = tmp_path / "work" / "week1" / "tiny.ipynb"
    assert done.copied == (copy,)
    assert done.kept == ()
    assert copy.read_bytes() == (tiny.release / "week1" / "tiny.ipynb").read_bytes()


def test_a_students_work_is_never_overwritten(tiny: Workspace, tmp_path: Path) -> None:
    copy_release(tiny.root, tmp_path / "work", "week1")
    copy = tmp_path / "work" / "week1" / "tiny.ipynb"
    copy.write_text("my work", encoding="utf-8")
    done = copy_release(tiny.root, tmp_path / "work", "week1")
    assert (done.copied, done.kept) == ((), (copy,))
    assert copy.read_text(encoding="utf-8") == "my work"


def test_a_file_that_was_not_touched_is_nothing_to_speak_of(
    tiny: Workspace, tmp_path: Path
) -> None:
    copy_release(tiny.root, tmp_path / "work")
    done = copy_release(tiny.root, tmp_path / "work")
    assert (done.copied, done.kept) == ((), ())


def test_a_deleted_file_comes_again(tiny: Workspace, tmp_path: Path) -> None:
    (copy,) = copy_release(tiny.root, tmp_path / "work").copied
    copy.unlink()
    assert copy_release(tiny.root, tmp_path / "work").copied == (copy,)


def test_an_unknown_assignment_and_an_empty_release_are_told(
    tiny: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(CourseError, match=r"'week9'.*week1"):
        copy_release(tiny.root, tmp_path / "work", "week9")
    (tiny.release / "week1" / "tiny.ipynb").unlink()
    with pytest.raises(CourseError, match="course build"):
        copy_release(tiny.root, tmp_path / "work")
    assert not (tmp_path / "work").exists()
