import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.grading import digests
from grader.classroom.grading.digests import (
    combine_digests,
    course_digest,
    engine_digest,
    submission_digest,
)
from grader.classroom.submissions.student_files import list_files
from grader.classroom.workspace import Workspace
from tests.tiny_course import ASSIGNMENT, notebook, write_submission


def test_the_grader_has_one_digest() -> None:
    assert engine_digest() == engine_digest()
    assert len(engine_digest()) == 64


def test_a_submission_is_known_by_names_and_contents_alone(tmp_path: Path) -> None:
    first = write_submission(tmp_path / "a", "someone", notebook({})).parent
    second = write_submission(tmp_path / "b", "another", notebook({})).parent
    digest = submission_digest(first)
    assert submission_digest(second) == digest
    (second / "tiny.ipynb").rename(second / "other.ipynb")
    assert submission_digest(second) != digest
    (first / "more.txt").touch()
    assert submission_digest(first) != digest


def test_what_is_not_taken_in_does_not_count(tmp_path: Path) -> None:
    folder = write_submission(tmp_path, "someone", notebook({})).parent
    (folder / "stolen").symlink_to(tmp_path)
    digest = submission_digest(folder)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "tiny-checkpoint.ipynb").touch()
    assert submission_digest(folder) == digest
    assert [file.name for file in list_files(folder).files] == ["tiny.ipynb"]
    assert submission_digest(tmp_path / "nowhere") == submission_digest(folder / "stolen")


def test_the_exercises_count_and_other_assignments_do_not(tiny: Workspace) -> None:
    digest = course_digest(tiny.root, ASSIGNMENT)
    (tiny.root / "source" / "week2").mkdir()
    (tiny.root / "source" / "week2" / "other.ipynb").touch()
    assert course_digest(tiny.root, ASSIGNMENT) == digest
    for part in ("nbgrader_config.py", "source/week1/tiny.ipynb", "release/week1/tiny.ipynb"):
        with (tiny.root / part).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert course_digest(tiny.root, ASSIGNMENT) != digest
        digest = course_digest(tiny.root, ASSIGNMENT)


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., set[str]]]:
    """Change a file of a copy of the grader; return which digests change."""
    copy = tmp_path / "grader"
    shutil.copytree(digests._PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(digests, "_PACKAGE", copy)

    def all_digests() -> dict[str, str]:
        engine_digest.cache_clear()
        weeks = ("week1", "week2", "week3", "week4")
        return {"engine": engine_digest(), **{w: course_digest(tmp_path, w) for w in weeks}}

    def change(path: str) -> set[str]:
        before = all_digests()
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write("\n")
        after = all_digests()
        return {name for name in before if before[name] != after[name]}

    yield change
    engine_digest.cache_clear()


@pytest.mark.parametrize(
    ("path", "changed_digests"),
    [
        ("exercises/catalog.py", "engine"),
        ("exercises/content/labels.py", "engine"),
        ("exercises/content/week2/logistic_regression/sigmoid.py", "week2"),
        ("exercises/content/week4/cat_classifier/__init__.py", "week4"),
        ("exercises/content/week4/deep_network/networks.py", "week4"),
    ],
)
def test_the_framework_counts_for_all_and_content_for_its_assignment(
    changed: Callable[..., set[str]], path: str, changed_digests: str
) -> None:
    assert changed(path) == {changed_digests}


def test_the_solutions_that_a_notebook_is_built_on_count(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = {"week1/tiny": ("week2/other",)}
    monkeypatch.setattr(digests, "built_on", lambda name: earlier.get(name, ()))
    (tiny.root / "source" / "week2").mkdir()
    digest = course_digest(tiny.root, ASSIGNMENT)
    (tiny.root / "source" / "week2" / "other.ipynb").touch()
    assert course_digest(tiny.root, ASSIGNMENT) != digest


@given(st.lists(st.lists(st.text(alphabet="ab"), min_size=1), min_size=2, max_size=2))
def test_combined_digests_differ_where_the_parts_do(parts: list[list[str]]) -> None:
    one, other = parts
    assert (combine_digests(*one) == combine_digests(*other)) == (one == other)
