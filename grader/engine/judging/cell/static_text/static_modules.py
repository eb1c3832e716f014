"""Static modules: what the texts of the modules beside a notebook say of their names.

A module that a student hands in counts as the student's code for every rule, so it is analyzed as
the cells are. Python finds installed modules first, and so does static analysis.
"""

import functools
import importlib.machinery
import site
import sys
import sysconfig
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from grader.engine.judging.cell.static_text.static_values import UnreadableModule, static_module

_MAX_BYTES = 1_000_000
_MAX_MODULES = 100

AddNames = Callable[[str, dict[str, object], "StaticModules"], bool]
"""Add the static values of a text's names to a namespace; return False if it cannot be read."""


class StaticModules:
    """The modules among the files beside a notebook.

    Parameters
    ----------
    files : mapping of str to bytes
        By path, with ``/`` between folders.
    add_names : callable
        See `AddNames`.
    """

    def __init__(self, files: Mapping[str, bytes], add_names: AddNames) -> None:
        self._texts = {name: files[path] for name, path in module_paths(files).items()}
        # A folder with modules in it is a package.
        self._names = {parent for name in self._texts for parent in _with_parents(name)}
        self._add_names = add_names
        self._loaded: dict[str, types.ModuleType] = {}
        self._bytes_left = _MAX_BYTES

    def module(self, name: str) -> types.ModuleType:
        """Return the static module of a name, an empty one if nothing is known of it."""
        return self._own(name) if self.is_own(name) else static_module(name)

    def is_own(self, name: str) -> bool:
        """Return whether a name is that of a module or package of the student's."""
        return name in self._names and not is_installed(name.partition(".")[0])

    def _own(self, name: str) -> types.ModuleType:
        if name in self._loaded:
            return self._loaded[name]
        module = self._loaded[name] = types.ModuleType(name)
        inside = [each for each in self._texts if each.startswith(f"{name}.")]
        package = name if inside else name.rpartition(".")[0]
        # What has a file is a module of the student's: see `is_own_module`.
        vars(module).update(__file__="<submission>", __package__=package)
        if not self._is_read(name, vars(module)):
            module = self._loaded[name] = UnreadableModule(name)
        for each in inside:
            direct = ".".join(each.split(".")[: name.count(".") + 2])
            vars(module).setdefault(direct.rpartition(".")[2], self._own(direct))
        return module

    def _is_read(self, name: str, namespace: dict[str, object]) -> bool:
        """Add the names of a module to its namespace, if that is within the limits."""
        text = self._texts.get(name, b"")
        self._bytes_left -= len(text)
        if self._bytes_left < 0 or len(self._loaded) > _MAX_MODULES:
            return False
        try:
            return self._add_names(text.decode("utf-8-sig", "replace"), namespace, self)
        except RecursionError:  # a chain of modules that import each other
            return False


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[: i + 1]) for i in range(len(parts)))


def module_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the path of each module among files, by the name under which it is imported."""
    found: dict[str, str] = {}
    # A package has priority over a module of the same name.
    for path in sorted(files, key=lambda each: not each.endswith("/__init__.py")):
        whole = PurePosixPath(path)
        if whole.suffix == ".py":
            parts = whole.parent.parts if whole.stem == "__init__" else whole.with_suffix("").parts
            if parts and all(part.isidentifier() for part in parts):
                found.setdefault(".".join(parts), path)
    return found


@functools.lru_cache(maxsize=1024)
def is_installed(name: str) -> bool:
    """Return whether Python finds a module of this name before those beside a notebook.

    Nothing is imported.
    """
    if name in sys.stdlib_module_names or name == "grader":
        return True
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    spec = importlib.machinery.PathFinder.find_spec(name, folders)
    # A folder without modules of its own comes last.
    return spec is not None and spec.origin is not None
