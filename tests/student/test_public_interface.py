"""What lessons, student notebooks and nbgrader's settings import from the package."""

import ast
import importlib
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = Path(__file__).with_name("public_interface.txt")

ALIASES = {
    "grader.classroom.hidden": "grader.classroom.pages.hide_hidden_tests",
    "grader.student.small_nets": "grader.student.experiments.small_networks",
    "grader.student.training": "grader.student.experiments.training",
}
"""Modules that have moved, and that notebooks or settings handed out earlier still import."""


def names_imported(text: str) -> Iterator[str]:
    """Yield the dotted name of all that a notebook takes from the package.

    A name that is used as an attribute of an imported package counts as imported from it.
    """
    tree = ast.parse(text)
    packages = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "grader":
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name
                if inspect.ismodule(resolved(name)):
                    packages[alias.asname or alias.name] = name
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "grader")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            package = packages.get(node.value.id)
            if package:
                yield f"{package}.{node.attr}"


def resolved(name: str) -> object:
    """Return what a dotted name is the name of; raise ImportError if there is nothing."""
    package, _, last = name.rpartition(".")
    module = importlib.import_module(package)
    return getattr(module, last) if hasattr(module, last) else importlib.import_module(name)


def code_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def used_now() -> set[str]:
    """Return what the lessons, the notebooks made from them and nbgrader's settings import."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "notebooks").glob("*/*.py")]
    texts += [code_of(path) for path in (ROOT / "source").glob("*/*.ipynb")]
    settings = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    found = {name for text in texts for name in names_imported(text)}
    return found | set(re.findall(r'"(grader\.[\w.]+)"', settings))


def test_the_public_interface_is_the_one_that_is_written_down() -> None:
    written = INTERFACE.read_text(encoding="utf-8").split()
    assert written == sorted(used_now())


@pytest.mark.parametrize("name", INTERFACE.read_text(encoding="utf-8").split())
def test_a_public_name_is_there_and_documented(name: str) -> None:
    found = resolved(name)
    if callable(found) or inspect.ismodule(found):
        assert inspect.getdoc(found)
    if not inspect.ismodule(found):
        package, _, last = name.rpartition(".")
        module = importlib.import_module(package)
        assert last in getattr(module, "__all__", vars(module))


@pytest.mark.parametrize(("old", "new"), ALIASES.items(), ids=ALIASES)
def test_a_module_that_has_moved_is_found_under_its_old_name(old: str, new: str) -> None:
    alias, module = importlib.import_module(old), importlib.import_module(new)
    assert (alias.__doc__ or "").startswith(f"Alias of `{new}`.")
    assert alias.__all__
    for name in alias.__all__:
        assert getattr(alias, name) is getattr(module, name)
