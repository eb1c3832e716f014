"""The made-up course as fixtures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.build import Problem
from grader.build.lesson_text.lesson import Lesson, read_lesson
from grader.build.validation.lesson_rules import problems_of
from tests.build.made_up import LESSON, add_package, build_made_up, exercises_of, write_course


@pytest.fixture
def text() -> str:
    """The text of the made-up lesson."""
    return LESSON


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A made-up course that was never built."""
    return write_course(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up course that is built; only to be read."""
    root = add_package(write_course(tmp_path_factory.mktemp("built")))
    build_made_up(root)
    return root


@pytest.fixture
def fresh(built: Path, tmp_path: Path) -> Path:
    """A built made-up course of one's own."""
    return Path(shutil.copytree(built, tmp_path / "course"))


@pytest.fixture
def lesson_from(tmp_path: Path) -> Callable[..., Lesson]:
    """Read a lesson from a text."""

    def read(text: str, name: str = "week1/lines") -> Lesson:
        write_course(tmp_path, {name: text})
        return read_lesson(tmp_path, tmp_path / "notebooks" / f"{name}.py")

    return read


@pytest.fixture
def problems_in(lesson_from: Callable[..., Lesson]) -> Callable[..., list[Problem]]:
    """Find the problems of a text."""

    def find(text: str, name: str = "week1/lines") -> list[Problem]:
        return problems_of(lesson_from(text, name), exercises_of)

    return find
