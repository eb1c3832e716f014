"""The instructor's notebook of a course without exercise values, as the reference for its tests.

Its cells run once in the judge, solutions included. What a name of a hidden test means follows
from the text: one that a solution makes, or that is computed from such a one, is the student's;
every other one is the instructor's own.
"""

import ast
import functools
import os
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from typing import Any

from grader.engine.judging.test_cell import names_in, without_magics


@dataclass(frozen=True)
class Scope:
    """What the names mean that a test may use.

    Attributes
    ----------
    reference : mapping of str to object
        What the instructor's notebook holds when it comes to this test.
    students : frozenset of str
        Those names that are the student's.
    """

    reference: Mapping[str, object]
    students: frozenset[str]


@dataclass(frozen=True)
class SourceCell:
    """A code cell of the instructor's notebook; `graded` is the grade id of one that judges."""

    source: str
    solution: bool
    graded: str | None


@functools.lru_cache(maxsize=16)
def scopes_of(cells: tuple[SourceCell, ...]) -> Mapping[str, Scope]:
    """Run an instructor's notebook, and return the scope of each of its tests by grade id.

    A cell that stops is like one that ends there: the tests that need more of it will say so.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    students: set[str] = set()
    scopes = {}
    for cell in cells:
        if cell.graded is not None:
            scopes[cell.graded] = Scope(dict(namespace), frozenset(students))
        text = without_magics(cell.source)
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        if cell.graded is None:
            students = _with_names(tree, cell.solution, students)
        _run(tree, namespace)
    return scopes


def _with_names(tree: ast.Module, solution: bool, before: set[str]) -> set[str]:
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


def _run(tree: ast.Module, namespace: dict[str, Any]) -> None:
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        suppress(Exception),  # whatever stops it, a test that needs the rest tells
    ):
        exec(compile(tree, "<instructor's notebook>", "exec"), namespace)


@functools.lru_cache(maxsize=512)
def used_names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a test reads and those that it makes."""
    names = names_in(ast.parse(without_magics(source)))
    return names.loaded, names.stored


def of_the_student(scope: Scope, loaded: Sequence[str], own: frozenset[str]) -> list[str]:
    """Return which of the names that a test reads are to be asked for in the student's process.

    Parameters
    ----------
    own : frozenset of str
        Names that this test, or one before it, makes for itself.
    """
    return [
        name
        for name in sorted(loaded)
        if name in scope.students or (name not in scope.reference and name not in own)
    ]
