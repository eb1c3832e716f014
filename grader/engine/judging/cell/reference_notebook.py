"""The instructor's notebook as reference, for tests that do not use `grader.exercises`.

Its cells are executed once in the judge, solutions included. The text decides what a name in a
hidden test refers to: a name that a solution defines, or that is computed from one, is the
student's; every other one is the instructor's.
"""

import ast
import functools
import os
import time
import types
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from typing import Any, Final

from grader.engine.judging.cell.autograder_tests import as_python, names_in
from grader.engine.remote.block_timeout import BlockTimeout

_VALUE: Final = "_value_"
# Seconds of all cells together, less than a judge may take for a notebook.
_ALL_CELLS: Final = 150.0
# Several cells without an end must not take the time of all cells below.
_MOST_OF_WHAT_IS_LEFT: Final = 2 / 3


@dataclass(frozen=True)
class Scope:
    """The names that a test can use.

    Attributes
    ----------
    reference : mapping of str to object
        The values in the instructor's notebook before this test.
    students : frozenset of str
        Those names that are the student's.
    imported : frozenset of str
        Those that a solution imports.
    """

    reference: Mapping[str, object]
    students: frozenset[str]
    imported: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SourceCell:
    """A code cell of the instructor's notebook.

    Attributes
    ----------
    source : str
    solution : bool
    grade_id : str or None
        If it is a test.
    seconds : float
        How long it may run in the judge, as in the student's process.
    """

    source: str
    solution: bool
    grade_id: str | None
    seconds: float = 60.0


@functools.lru_cache(maxsize=16)
def scopes_of(cells: tuple[SourceCell, ...]) -> Mapping[str, Scope]:
    """Run an instructor's notebook, and return the scope of each of its tests by grade id.

    An exception in a cell is ignored: the tests that need the rest of it will fail. So is one that
    does not end.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    end = time.monotonic() + _ALL_CELLS
    students: set[str] = set()
    imported: set[str] = set()
    scopes = {}
    for cell in cells:
        if cell.grade_id is not None:
            scopes[cell.grade_id] = Scope(dict(namespace), frozenset(students), frozenset(imported))
        text = as_python(cell.source)
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        if cell.grade_id is None:
            students = _student_names_after(tree, cell.solution, students)
        left = max(0.1, (end - time.monotonic()) * _MOST_OF_WHAT_IS_LEFT)
        _run(tree, namespace, min(cell.seconds, left))
        if cell.grade_id is None and cell.solution:
            imported |= _imported_names(tree)
            students |= {
                name
                for name in _changeable_names(tree)
                if name in namespace
                and not isinstance(namespace[name], types.ModuleType)
                and not callable(namespace[name])
            }
    return scopes


def _student_names_after(tree: ast.Module, solution: bool, before: set[str]) -> set[str]:
    """Return the names that are the student's after one more cell."""
    students = set(before)
    for statement in tree.body:
        names = names_in(statement)
        made = solution and not isinstance(statement, ast.Import | ast.ImportFrom)
        if made or names.loaded & students:
            students |= names.stored
        else:
            students -= names.stored
    return students


def _imported_names(tree: ast.Module) -> frozenset[str]:
    imports = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    return names_in(ast.Module([*imports], [])).stored


def _changeable_names(tree: ast.Module) -> frozenset[str]:
    """Return the names whose values a cell can change in place, outside of functions."""
    body = [each for each in tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
    return names_in(ast.Module(body, [])).loaded


@functools.lru_cache(maxsize=512)
def value_of_test(cells: tuple[SourceCell, ...], grade_id: str) -> object:
    """Return the value of the last line of a test with the instructor's own solutions.

    None if the test does not come so far here.
    """
    (cell,) = (each for each in cells if each.grade_id == grade_id)
    tree = ast.parse(as_python(cell.source))
    last = tree.body.pop() if tree.body else None
    if not isinstance(last, ast.Expr):
        return None
    assigned = ast.Assign([ast.Name(_VALUE, ast.Store())], last.value)
    tree.body.append(ast.fix_missing_locations(ast.copy_location(assigned, last)))
    namespace = dict(scopes_of(cells)[grade_id].reference)
    _run(tree, namespace, cell.seconds)
    return namespace.get(_VALUE)


def _run(tree: ast.Module, namespace: dict[str, Any], seconds: float) -> None:
    timeout = BlockTimeout(time.monotonic() + seconds)
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        suppress(Exception),  # a test that needs the rest will fail
        timeout,
    ):
        exec(compile(tree, "<instructor's notebook>", "exec"), namespace)
    timeout.cancel()


@functools.lru_cache(maxsize=512)
def used_names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a test loads and those that it stores."""
    names = names_in(ast.parse(as_python(source)))
    return names.loaded, names.stored


def student_names(scope: Scope, loaded: Sequence[str], own: frozenset[str]) -> list[str]:
    """Return which of the names that a test loads are looked up in the student's process.

    Parameters
    ----------
    own : frozenset of str
        Names that this test, or one before it, defines for itself.
    """
    return [
        name
        for name in sorted(loaded)
        if name in scope.students or (name not in scope.reference and name not in own)
    ]
