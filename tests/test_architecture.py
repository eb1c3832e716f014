"""The page on the architecture names what exists."""

import importlib
import re
from functools import reduce
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`(grader(?:\.\w+)+)`", PAGE)))
PATHS = sorted(set(re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", PAGE)))
PLACEHOLDERS = ("weekN", "NAME", "EXERCISE")


def found(name: str) -> object:
    """Import as much of a dotted name as is a module and look the rest up in it."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise ModuleNotFoundError(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_the_page_exists(name: str) -> None:
    assert found(name) is not None


@pytest.mark.parametrize("path", [p for p in PATHS if not any(x in p for x in PLACEHOLDERS)])
def test_a_path_on_the_page_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_both_paths_have_ten_steps_with_names() -> None:
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    for title in ("The path of a submission", "The path of a check"):
        (section,) = (text for text in sections if text.startswith(title))
        steps = re.findall(r"^\d+\. (?:.+\n)(?: {3,}.+\n)*", section, re.MULTILINE)
        assert len(steps) == 10
        assert sum("`grader." in step for step in steps) >= 9


def test_a_name_that_is_gone_is_found() -> None:
    with pytest.raises(AttributeError):
        found("grader.student.checking.judging.no_such_function")
    with pytest.raises(AttributeError):
        found("grader.student.no_such_package.judge")


def test_contributing_links_to_the_page() -> None:
    assert "(docs/architecture.md)" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
