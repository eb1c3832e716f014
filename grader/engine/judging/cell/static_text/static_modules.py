"""Static modules: what the texts of the modules beside a notebook say of their names.

A module that a student hands in counts as the student's code for every rule, so it is analyzed as
the cells are. Python finds installed modules first, and so does static analysis.
"""

import functools
import getopt
import importlib.machinery
import json
import posixpath
import re
import shlex
import site
import sys
import sysconfig
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.engine.judging.cell.static_text.static_values import UnreadableModule, static_module
from grader.student.text import CellCode

_MAX_BYTES = 1_000_000
_MAX_MODULES = 100
_MAX_RUNS = 100
_RUN = re.compile(r"^[ \t]*(?:>>> |In \[\d+\]: )?%run[ \t]+([^\n]+)$", re.MULTILINE)
# Those of IPython's `%run`.
_RUN_OPTIONS = "nidtN:b:pD:l:rs:T:em:G"

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
        self._bytes_left, self._runs_left = _MAX_BYTES, _MAX_RUNS
        self._files = files

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

    def script(self, arguments: str) -> "Script | None":
        """Return what `%run` with these arguments executes, None if it is not beside the notebook.

        Nothing is executed.
        """
        try:
            options, words = getopt.getopt(shlex.split(arguments), _RUN_OPTIONS)
        except (ValueError, getopt.GetoptError):
            return None
        module = dict(options).get("-m")
        path = self._path_of_script(words[0]) if words else None
        if module is not None:
            path = module_paths(self._files).get(module)
        if path is None:
            return None
        content = self._files[path]
        self._bytes_left, self._runs_left = self._bytes_left - len(content), self._runs_left - 1
        if self._bytes_left < 0 or self._runs_left < 0:
            return Script((), shares_names=False, is_readable=False)
        if path.lower().endswith(".ipynb"):
            return Script(_code_cells(content), shares_names=True)
        shares_names = path.lower().endswith(".ipy") or ("-i", "") in options
        return Script((content.decode("utf-8-sig", "replace"),), shares_names)

    def _path_of_script(self, word: str) -> str | None:
        path = posixpath.normpath(word)
        return next((each for each in (path, f"{path}.py") if each in self._files), None)


@dataclass(frozen=True)
class Script:
    """A file that a cell executes with `%run`.

    Attributes
    ----------
    texts : tuple of str
        That of a program, or those of a notebook's code cells.
    shares_names : bool
        Whether it is executed among the names of the notebook. If not, it has its own, which the
        notebook gets at the end.
    is_readable : bool
        Whether it is within the limits.
    """

    texts: tuple[str, ...]
    shares_names: bool
    is_readable: bool = True


def _code_cells(content: bytes) -> tuple[str, ...]:
    try:
        cells = json.loads(content)["cells"]
        sources = [each["source"] for each in cells if each["cell_type"] == "code"]
        return tuple("".join(source) for source in sources)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def scripts_run(source: str, code: CellCode) -> Mapping[int, str]:
    """Return the arguments of each `%run` in a cell, by the line of the `pass` in its place."""
    if "%run" not in source or code.tree is None:
        return {}
    lines = code.text.splitlines()
    unified = source.replace("\r\n", "\n").replace("\r", "\n")
    found = {unified.count("\n", 0, each.start()) + 1: each[1] for each in _RUN.finditer(unified)}
    # Within a string, the line is still there.
    return {
        n: each for n, each in found.items() if lines[n - 1 : n] and lines[n - 1].strip() == "pass"
    }


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
    # Not all of the standard library is on the list: `test` is not.
    folders = [sysconfig.get_path(each) for each in ("stdlib", "platstdlib", "purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    spec = importlib.machinery.PathFinder.find_spec(name, folders)
    # A folder without modules of its own comes last.
    return spec is not None and spec.origin is not None
