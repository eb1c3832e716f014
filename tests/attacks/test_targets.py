"""A control of the attacks: all names of this package that they use exist.

An attack that imports or replaces something that no longer exists has no effect, and would pass.
"""

import ast
import functools
import importlib
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.attacks.test_verdicts import load

FILES = sorted(
    path
    for folder in ("verdicts", "lesson", "system")
    for path in Path(__file__).with_name(folder).glob("*.py")
)
DOTTED_NAME = re.compile(r"grader(\.\w+)+")


def attribute_of(owner: object, name: str) -> object:
    """An attribute; of a class also one that it, or a base class, only declares."""
    declared: dict[str, object] = {}
    for base in owner.__mro__ if isinstance(owner, type) else ():
        declared = inspect.get_annotations(base) | declared
    return declared[name] if name in declared else getattr(owner, name)


def find(dotted_name: str) -> object:
    """Import a module, or get an attribute of one, by its full name."""
    module, attributes = dotted_name, list[str]()
    while True:
        try:
            found: object = importlib.import_module(module)
            return functools.reduce(attribute_of, attributes, found)
        except ModuleNotFoundError:
            module, dot, last = module.rpartition(".")
            if not dot:
                raise
            attributes.insert(0, last)


def full_name(node: ast.expr, aliases: Mapping[str, str]) -> str | None:
    """The full name of `alias.attribute.attribute`, None for any other expression."""
    match node:
        case ast.Name(id=name):
            return aliases.get(name)
        case ast.Attribute(value=owner, attr=attribute):
            start = full_name(owner, aliases)
            return start and f"{start}.{attribute}"
    return None


def named_targets(text: str) -> Iterator[str]:
    """All names of this package that a cell imports, uses, replaces or overrides."""
    tree = ast.parse(text)
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    first = alias.name.partition(".")[0]
                    aliases[alias.asname or first] = alias.name if alias.asname else first
                    yield alias.name
            case ast.ImportFrom(module=str(module), names=names):
                for alias in names:
                    aliases[alias.asname or alias.name] = f"{module}.{alias.name}"
                    yield f"{module}.{alias.name}"
            case ast.Constant(value=str(word)) if DOTTED_NAME.fullmatch(word):
                yield word
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (name := full_name(node, aliases)):
            yield name
        if isinstance(node, ast.ClassDef):
            yield from overridden(node, aliases)


def overridden(node: ast.ClassDef, aliases: Mapping[str, str]) -> Iterator[str]:
    """The names of its base class that a class overrides."""
    for base in filter(None, (full_name(each, aliases) for each in node.bases)):
        for part in node.body:
            for target in part.targets if isinstance(part, ast.Assign) else ():
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                for name in names:
                    if isinstance(name, ast.Name) and not name.id.startswith("__"):
                        yield f"{base}.{name.id}"


def cells_that_name_this_package() -> Iterator[object]:
    for path in FILES:
        texts = {k: v for k, v in vars(load(path)).items() if k.isupper() and isinstance(v, str)}
        for name, text in texts.items():
            if "grader" in text:
                yield pytest.param(text, id=f"{path.parent.name}/{path.stem}-{name.lower()}")


@pytest.mark.parametrize("text", [*cells_that_name_this_package()])
def test_what_an_attack_names_exists(text: str) -> None:
    names = {name for name in named_targets(text) if name.partition(".")[0] == "grader"}
    assert names
    for name in names:
        find(name)


@pytest.mark.parametrize(
    "text",
    [
        "import grader.engine.gone",
        "from grader.engine.remote.wire import gone",
        "import grader.engine.remote.wire as wire\nwire.gone = len",
        "import grader.engine.remote.wire\ngrader.engine.remote.wire.gone = len",
        "import importlib\nimportlib.import_module('grader.engine.gone')",
        "from grader.student.calling import Call\nclass Mine(Call):\n    gone = None",
    ],
)
def test_a_target_that_is_gone_is_noticed(text: str) -> None:
    with pytest.raises((AttributeError, ImportError)):
        for name in named_targets(text):
            find(name)
