"""`make quick`: which tests are run for which files."""

import subprocess
from pathlib import Path

import pytest

from tests.changed import arguments_of, changed_files, mirrored_tests

FILES = {
    "tests/test_cli.py": "",
    "tests/test_packaging.py": "",
    "tests/test_invariants.py": "",
    "tests/exercises/test_week1_lines.py": "",
    "tests/engine/test_limits.py": "from grader.engine.views import view\n",
    "tests/engine/sandbox/test_tiers.py": "import grader.engine.views\nimport tests.helper\n",
    "tests/engine/sandbox/linux/test_calls.py": "from grader.engine.views_of_others import view\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("grader/cli.py", {"tests/test_cli.py"}),
        ("grader/engine/sandbox/tiers.py", {"tests/engine/sandbox/test_tiers.py"}),
        ("tests/test_cli.py", {"tests/test_cli.py"}),
        ("tests/test_that_is_deleted.py", set()),
        ("pyproject.toml", {"tests/test_packaging.py"}),
        ("README.md", set()),
    ],
)
def test_a_file_has_the_tests_that_mirror_it(file: str, tests: set[str], root: Path) -> None:
    assert mirrored_tests(file, root) == tests


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        (
            "grader/engine/views.py",
            {"tests/engine/test_limits.py", "tests/engine/sandbox/test_tiers.py"},
        ),
        ("tests/helper.py", {"tests/engine/sandbox/test_tiers.py"}),
    ],
)
def test_a_module_without_a_mirror_has_the_tests_that_import_it(
    file: str, tests: set[str], root: Path
) -> None:
    assert mirrored_tests(file, root) == tests


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("grader/engine/sandbox/linux/unknown.py", {"tests/engine/sandbox/linux"}),
        ("grader/engine/sandbox/unknown/__init__.py", {"tests/engine/sandbox"}),
        ("tests/engine/sandbox/conftest.py", {"tests/engine/sandbox"}),
        ("grader/unknown/module.py", set()),
        ("grader/unknown.py", set()),
        ("tests/conftest.py", set()),
    ],
)
def test_else_the_tests_of_its_package_but_never_all(
    file: str, tests: set[str], root: Path
) -> None:
    assert mirrored_tests(file, root) == tests


@pytest.mark.parametrize(
    "file",
    [
        "grader/exercises/content/week1/lines/slope.py",
        "grader/student/public/week1/lines.json",
        "notebooks/week1/lines.py",
        "source/week1/lines.ipynb",
    ],
)
def test_a_notebook_has_its_own_tests_and_what_holds_for_each(file: str, root: Path) -> None:
    own = ["tests/exercises/test_week1_lines.py", "tests/test_invariants.py"]
    arguments = arguments_of([file], root)
    assert arguments[:2] == own
    assert arguments[-2:] == ["-k", "not test_invariants or week1/lines"]


def test_what_holds_for_each_notebook_is_run_whole_when_it_has_changed(root: Path) -> None:
    assert "-k" not in arguments_of(["notebooks/week1/lines.py", "tests/test_invariants.py"], root)


def test_nothing_is_run_where_no_test_fits(root: Path) -> None:
    assert arguments_of([], root) == arguments_of(["README.md"], root) == []


def test_changed_is_what_is_committed_edited_or_new(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    for name in ("same", "committed", "edited"):
        (tmp_path / name).write_text("before")
    git("add", ".")
    git("commit", "-m", "all")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    (tmp_path / "committed").write_text("after")
    git("commit", "-am", "one")
    (tmp_path / "edited").write_text("after")
    (tmp_path / "new").touch()
    assert changed_files(tmp_path) == ["committed", "edited", "new"]
