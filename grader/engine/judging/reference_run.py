"""The instructor's own notebook, judged before any student's: how each of its tests can run.

A plain test runs in the judge, with the student's values as copies and functions that are called
from there. Where the instructor's own solution does not pass in that way, because its values cannot
be sent, the test runs in the student's own process, if the solution passes there. Only the
instructor's notebook decides, once for the class; nothing that a student returns can.
"""

import ast
import contextlib
import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.engine.judging.cell.autograder_tests import as_python, judges_by_score
from grader.engine.judging.cell.outcome import CellOutcome
from grader.engine.judging.notebook import Notebook, Server, code_cells, judge_notebook
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits

Outcomes = Mapping[str, CellOutcome]


@dataclass(frozen=True)
class ReferenceRun:
    """How the tests of a notebook run.

    Attributes
    ----------
    outcomes : Outcomes
        What the instructor's own notebook gets, by grade id.
    own_process : frozenset of str
        The grade ids of the tests that run in the student's own process.
    """

    outcomes: Outcomes
    own_process: frozenset[str]


def run_reference(
    server: Server,
    source: Notebook,
    files: Mapping[str, bytes],
    limits: CallLimits = DEFAULT_LIMITS,
) -> ReferenceRun:
    """Judge an instructor's own notebook.

    Parameters
    ----------
    server : Server
    source : dict
        The notebook.
    files : mapping of str to bytes
        Those beside it.
    limits : CallLimits, optional
    """

    def outcomes_of(content: Notebook, own_process: Collection[str] = ()) -> Outcomes:
        made = judge_notebook(server, content, source, files, limits, own_process=own_process)
        return made.outcomes

    outcomes, plain = outcomes_of(source), _plain_tests(source)
    if not plain:
        return ReferenceRun(outcomes, frozenset())
    own = outcomes_of(source, plain)
    empty = _without_bodies(source)
    in_judge, in_process = outcomes_of(empty), outcomes_of(empty, plain)
    chosen = frozenset(
        name
        for name in plain
        if name in outcomes
        and (
            _points(own[name]) > _points(outcomes[name])
            # The judge alone passes functions that do nothing: the test looks at something else
            # than their values, as a mock that the reference called.
            or (
                _is_full(own[name])
                and _points(in_judge[name]) > max(0.0, _points(in_process[name]))
            )
        )
    )
    return ReferenceRun({**outcomes, **{name: own[name] for name in chosen}}, chosen)


class _EmptyBodies(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body = [ast.Pass()]
        return node

    def visit_Module(self, node: ast.Module) -> ast.Module:
        definitions = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
        node.body = [self.visit(each) for each in node.body if isinstance(each, definitions)]
        return node


def _without_bodies(source: Notebook) -> Notebook:
    """Return an instructor's notebook with functions that do nothing, and no other solution."""
    cells = [{**cell} for cell in source["cells"]]
    for cell in code_cells(source):
        if not cell.metadata.get("solution") or cell.metadata.get("grade"):
            continue
        with contextlib.suppress(SyntaxError, ValueError):
            tree = ast.parse(as_python(cell.source))
            cells[cell.index]["source"] = ast.unparse(_EmptyBodies().visit(tree))
    return {**source, "cells": cells}


_known: dict[str, ReferenceRun] = {}


def known_reference_run(
    server: Server,
    folder: Path,
    notebook: str,
    source: Notebook,
    files: Mapping[str, bytes] | None = None,
) -> ReferenceRun:
    """Return how the tests of a notebook run, found out once in this process.

    Parameters
    ----------
    server : Server
    folder : Path
        The instructor's folder of the assignment.
    notebook : str
        Without ``.ipynb``.
    source : dict
        Its content.
    files : mapping of str to bytes, optional
        Those beside it, by default those of the folder.
    """
    if not any(_plain_tests(source)):
        return ReferenceRun({}, frozenset())
    text = json.dumps([str(folder), notebook, source])
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if key not in _known:
        beside = dict(files_beside_notebooks(folder)) if files is None else files
        _known[key] = run_reference(server, source, beside)
    return _known[key]


def files_beside_notebooks(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files of an instructor's folder, without its notebooks."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_left_out(name))
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_file() and path.suffix != ".ipynb" and not _is_left_out(name):
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _is_left_out(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _plain_tests(source: Notebook) -> Collection[str]:
    """Return the grade ids of the tests that do not call `grader.exercises.score`."""
    return [
        cell.grade_id
        for cell in code_cells(source)
        if cell.is_test and not _judges_by_score(cell.source)
    ]


def _judges_by_score(source: str) -> bool:
    try:
        return judges_by_score(source)
    except (SyntaxError, ValueError):  # a test that cannot be run at all
        return False


def _is_full(outcome: CellOutcome) -> bool:
    return outcome.points == outcome.max_points


def _points(outcome: CellOutcome) -> float:
    return -1.0 if outcome.points is None else outcome.points
