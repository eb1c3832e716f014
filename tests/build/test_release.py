"""Student notebooks, made by nbgrader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from grader.build import BuildError
from grader.build.release import release_tree

LINES = PurePosixPath("source/week1/lines.ipynb")


def cells(path: Path) -> dict[str, nbformat.NotebookNode]:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def test_the_solution_is_a_stub_and_the_rest_is_the_same(built: Path) -> None:
    source = cells(built / "source/week1/lines.ipynb")
    release = cells(built / "release/week1/lines.ipynb")
    assert list(source) == list(release)
    assert release["line"].source == source["line"].source.replace(
        "    ### BEGIN SOLUTION\n    scaled = np.multiply(w, x)\n    # a comment does not count\n\n"
        "    y = scaled + b\n    ### END SOLUTION\n",
        "    # write your code here\n    raise NotImplementedError\n",
    )
    assert release["error"].source.endswith(
        '"""\n    # write your code here\n    raise NotImplementedError'
    )
    assert release["check-line"].source == "check(line)"
    assert release["check-error"].source == "check(error)"
    graded = {"line", "check-line", "error", "check-error"}
    for name in set(source) - graded:
        assert release[name].source == source[name].source


def test_what_students_must_not_change_is_locked(built: Path) -> None:
    release = cells(built / "release/week1/lines.ipynb")
    assert release["setup"].metadata.editable is False
    assert release["check-line"].metadata.editable is False
    assert "editable" not in release["line"].metadata
    assert release["line"].metadata.deletable is False


def test_no_solution_no_hidden_test_no_output(built: Path) -> None:
    for path in (built / "release").rglob("*.ipynb"):
        content = path.read_text(encoding="utf-8")
        for secret in ("SOLUTION", "HIDDEN", "np.multiply", "scaled", "np.mean", "score("):
            assert secret not in content
        for cell in json.loads(content)["cells"]:
            assert not cell.get("outputs")


def test_it_is_what_the_stock_command_makes(fresh: Path) -> None:
    ours = (fresh / "release/week1/lines.ipynb").read_bytes()
    (fresh / "release/week1/lines.ipynb").unlink()
    home = fresh / "home"
    home.mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "nbgrader", "generate_assignment", "week1"),
            *("--no-db", "--force"),
        ],
        cwd=fresh,
        env={**os.environ, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        check=True,
    )
    assert (fresh / "release/week1/lines.ipynb").read_bytes() == ours


def test_the_users_own_folders_are_left_alone(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    monkeypatch.chdir(tmp_path)
    made = release_tree(built, {LINES: (built / LINES).read_bytes()})
    assert list(made) == [PurePosixPath("release/week1/lines.ipynb")]
    assert not list(tmp_path.iterdir())
    assert Path.cwd() == tmp_path
    assert capfd.readouterr() == ("", "")


def test_what_nbgrader_refuses_is_said_in_its_words(built: Path) -> None:
    broken = (built / LINES).read_bytes().replace(b"### END SOLUTION", b"### END")
    with pytest.raises(BuildError, match="no end solution statement found") as refusal:
        release_tree(built, {LINES: broken})
    assert "week1" in str(refusal.value)


def test_a_folder_that_is_no_course_is_refused(built: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no nbgrader_config\.py"):
        release_tree(tmp_path, {LINES: (built / LINES).read_bytes()})
