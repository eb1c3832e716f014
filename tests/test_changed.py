"""`make quick`: which tests are run for which files."""

import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.changed import ROOT, RULES, arguments_of, changed_files, chosen_tests

FILES = {
    "tests/test_cli.py": "",
    "tests/test_packaging.py": "",
    "tests/test_invariants.py": "",
    "tests/exercises/test_week1_lines.py": "",
    "tests/engine/test_limits.py": "from grader.engine.views import view\n",
    "tests/engine/sandbox/test_tiers.py": "import grader.engine.views\nimport tests.helper\n",
    "tests/engine/sandbox/linux/test_calls.py": "from grader.engine.views_of_others import view\n",
    "tests/exercises/test_content.py": "",
    "grader/exercises/content/shared.py": "",
    "grader/exercises/content/between.py": "from grader.exercises.content.shared import a\n",
    "grader/exercises/content/week1/lines/slope.py": (
        "from grader.exercises.content.between import b\n"
    ),
}

WITHOUT_TESTS = {
    ".editorconfig",
    ".gitattributes",
    ".github/demo.png",
    ".gitignore",
    ".pre-commit-config.yaml",
    "LICENSE",
    "LICENSE-CONTENT",
    "README.md",
    "datasets/licenses/Apache-2.0.txt",
    "datasets/licenses/CC-BY-4.0.txt",
    "datasets/licenses/MIT-fluent-emoji.txt",
    "datasets/licenses/MIT-modeldata.txt",
    "tests/conftest.py",
}


def tracked_files() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.splitlines()


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
    assert chosen_tests(file, root) == tests


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
    assert chosen_tests(file, root) == tests


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
    assert chosen_tests(file, root) == tests


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


@pytest.mark.parametrize("module", ["shared", "between"])
def test_a_module_that_exercises_share_has_the_tests_of_their_notebooks(
    module: str, root: Path
) -> None:
    arguments = arguments_of([f"grader/exercises/content/{module}.py"], root)
    assert arguments[:3] == [
        "tests/exercises/test_content.py",
        "tests/exercises/test_week1_lines.py",
        "tests/test_invariants.py",
    ]
    assert arguments[-2:] == ["-k", "not test_invariants or week1/lines"]


def test_what_holds_for_each_notebook_is_run_whole_when_it_has_changed(root: Path) -> None:
    assert "-k" not in arguments_of(["notebooks/week1/lines.py", "tests/test_invariants.py"], root)


HOUSE = {"tests/test_house.py", "tests/test_architecture.py"}
GOLDEN = "tests/student/messages/test_golden.py"
HOME = "tests/student/messages/test_home.py"
DATA = "tests/student/data"
INTERFACE = "tests/student/test_public_interface.py"


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("grader/__init__.py", HOUSE),
        ("grader/cli.py", {"tests/test_cli.py", *HOUSE}),
        (
            "grader/student/messages/array_shapes.py",
            {"tests/student/messages/test_array_shapes.py", GOLDEN, HOME, *HOUSE},
        ),
        ("tests/student/messages/golden/array_shapes/and_more.txt", {GOLDEN}),
        ("tests/student/messages/examples/array_shapes.py", {GOLDEN}),
        ("nbgrader_config.py", {INTERFACE, "tests/compatibility"}),
        ("tests/compatibility/made_by_247127c/graded/gradebook.sql", {"tests/compatibility"}),
        ("tests/attacks/lesson/busy_helper.py", {"tests/attacks/test_lesson.py"}),
        ("tests/attacks/own_process/excepthook.py", {"tests/attacks/test_own_process.py"}),
        ("tests/attacks/system/abort.py", {"tests/attacks/test_system.py"}),
        ("tests/attacks/verdicts/drip.py", {"tests/attacks/test_verdicts.py"}),
        ("CONTRIBUTING.md", {"tests/test_architecture.py"}),
        ("docs/architecture.md", {"tests/test_architecture.py"}),
        ("datasets/make_cats.py", {"tests/datasets"}),
        ("datasets/houses.csv", {"tests/datasets", DATA}),
        ("datasets/cats.h5", {DATA}),
        ("datasets/README.md", {f"{DATA}/test_files.py"}),
        ("datasets/SHA256SUMS", {f"{DATA}/test_files.py"}),
        (".github/workflows/ci.yml", {"tests/test_packaging.py"}),
        (".ci/run", {"tests/test_packaging.py"}),
        ("Makefile", {"tests/test_packaging.py"}),
        ("pyproject.toml", {"tests/test_packaging.py"}),
        ("requirements.lock", {"tests/test_packaging.py"}),
    ],
)
def test_a_file_has_the_tests_that_the_rules_add(file: str, tests: set[str]) -> None:
    assert chosen_tests(file, ROOT) == tests


@pytest.mark.parametrize(("pattern", "tests"), RULES)
def test_every_rule_is_about_files_and_tests_that_exist(
    pattern: str, tests: tuple[str, ...]
) -> None:
    assert any(fnmatchcase(file, pattern) for file in tracked_files())
    assert all((ROOT / test).exists() for test in tests)


def test_every_file_has_tests_that_exist_or_is_known_to_have_none() -> None:
    chosen = {file: chosen_tests(file, ROOT) for file in tracked_files() if (ROOT / file).exists()}
    assert {file for file, tests in chosen.items() if not tests} == WITHOUT_TESTS
    assert all((ROOT / test).exists() for test in set().union(*chosen.values()))


def test_a_test_file_is_not_named_beside_its_folder(root: Path) -> None:
    files = ["tests/engine/sandbox/conftest.py", "grader/engine/sandbox/tiers.py"]
    assert arguments_of(files, root)[:2] == ["tests/engine/sandbox", "-m"]


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
