"""The solutions of a notebook as functions: the reference that judges everything else.

They are taken from the instructor notebook in `source/`, as definitions only: no other cell of
it runs.
"""

import ast
import functools
import itertools
import json
import linecache
import os
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from grader.exercises.catalog import built_on
from grader.student.text import CourseError

Function = Callable[..., Any]
_numbers = itertools.count()
# With a space in it, which the name of no function has.
_KEPT = "<kept reference "


class ReferenceNotFound(CourseError):
    """The instructor notebook, or the course, is not where it should be."""


@dataclass(frozen=True)
class Reference:
    """The solutions of one notebook.

    Attributes
    ----------
    sources : mapping of str to str
        Exercise name to the whole text of its cell, in the order of the notebook.
    functions : mapping of str to callable
        The same, defined. They share one namespace, so they call each other.
    given : mapping of str to callable
        Functions that the notebook gives in locked cells, for the solutions to call.
    """

    sources: Mapping[str, str]
    functions: Mapping[str, Function]
    given: Mapping[str, Function] = field(default_factory=dict)


def is_kept(filename: str) -> bool:
    """Return whether a file name that `define` made is one of a reference, which processes keep."""
    return filename.startswith(_KEPT)


def define(source: str, name: str, namespace: dict[str, Any], kept: bool = False) -> Function:
    """Run the text of an exercise's cell in a namespace and return the function it defines.

    The text is registered under a file name of its own, so that tracebacks and `inspect` show
    its lines, as they do for a notebook's cell. Of a function that is `kept` as long as the process
    lives, the name says so: see `is_kept`.
    """
    filename = f"{_KEPT if kept else '<'}{name} {next(_numbers)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(compile(source, filename, "exec"), namespace)
    function: Function = namespace[name]
    return function


def _given_functions(source: str, namespace: dict[str, Any]) -> Iterator[tuple[str, Function]]:
    """Define the functions of a locked cell, and nothing else of it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            text = "".join(source.splitlines(keepends=True)[node.lineno - 1 : node.end_lineno])
            yield node.name, define(text, node.name, namespace, kept=True)


def reference_from(sources: Mapping[str, str], given: Sequence[str] = ()) -> Reference:
    """Define the solutions.

    Parameters
    ----------
    sources : mapping of str to str
        Exercise name to the text of its cell, in the order of the notebook.
    given : sequence of str
        The texts of the notebook's locked cells. Only the functions in them are taken.
    """
    # A namespace of their own tells those that are given from those that are judged.
    space: dict[str, Any] = {"np": np, "__name__": "given"}
    helpers = {n: f for source in given for n, f in _given_functions(source, space)}
    namespace: dict[str, Any] = {"np": np, "__name__": "reference", **helpers}
    functions = {n: define(source, n, namespace, kept=True) for n, source in sources.items()}
    space.update(functions)
    return Reference(
        dict(sources), types.MappingProxyType(functions), types.MappingProxyType(helpers)
    )


def variant_of(reference: Reference, name: str, source: str) -> Function:
    """Define another text for one exercise; what it calls are the reference's functions."""
    namespace: dict[str, Any] = {
        "np": np,
        "__name__": "variant",
        **reference.given,
        **reference.functions,
    }
    return define(source, name, namespace)


def course_root() -> Path:
    """Return the folder that holds `source/`.

    It is `$COURSE_ROOT` where that is set, else the first folder upward from here that has
    `nbgrader_config.py` and `source/`, else the checkout that this package lies in.

    Raises
    ------
    ReferenceNotFound
        If none of these is a course.
    """
    given = os.environ.get("COURSE_ROOT")
    if given:
        candidates = [Path(given)]
    else:
        here = Path.cwd()
        candidates = [here, *here.parents, Path(__file__).parents[2]]
    for folder in candidates:
        if (folder / "nbgrader_config.py").is_file():
            return folder
    raise ReferenceNotFound(
        f"{candidates[0]} is not in a course: no folder from there upward holds "
        "nbgrader_config.py. Work in a checkout, or set COURSE_ROOT to one."
    )


def load_reference(notebook: str, root: Path | None = None) -> Reference:
    """Load the solutions of a notebook such as "week2/logistic_regression".

    The functions of the notebooks that it is built on are among those that are given.

    Raises
    ------
    ReferenceNotFound
        If there is no instructor notebook of that name.
    """
    root = root or course_root()
    paths = tuple(root / "source" / f"{name}.ipynb" for name in (*built_on(notebook), notebook))
    return _loaded(tuple((path, _version(path)) for path in paths))


@functools.lru_cache(maxsize=64)
def _loaded(versions: tuple[tuple[Path, tuple[int, int]], ...]) -> Reference:
    """Define the solutions of the last of these notebooks; a class asks for them many times."""
    given: list[str] = []
    for path, _ in versions:
        sources, locked = _texts(path)
        given += locked
        if path != versions[-1][0]:
            given += sources.values()
    return reference_from(sources, given)


def _version(path: Path) -> tuple[int, int]:
    """Return what changes with a file's content.

    Raises
    ------
    ReferenceNotFound
        If there is no such file.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise ReferenceNotFound(
            f"There is no instructor notebook {path}. `course build` makes it from notebooks/."
        ) from None
    return status.st_mtime_ns, status.st_size


def _texts(path: Path) -> tuple[dict[str, str], list[str]]:
    """Read the texts of a notebook's solutions, by exercise, and of its locked cells."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources, locked = {}, []
    for cell in cells:
        mark = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code":
            continue
        if mark.get("solution"):
            sources[mark["grade_id"]] = "".join(cell["source"])
        elif mark.get("locked") and not mark.get("grade"):
            locked.append("".join(cell["source"]))
    return sources, locked
