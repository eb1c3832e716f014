"""Judging one notebook: its cells run in a sandbox, its hidden tests run in this process.

First all cells run in the student's process, and their outputs are final. Then each hidden test
runs in this process, against the state that the student's process had after that cell: see
`grader.engine.remote.session`. Nothing that the student's process sends is taken for a verdict.
"""

import linecache
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.engine.fork_server import Cell, Limits, NotebookRun
from grader.engine.judging.cell.autograder_tests import Output, visible
from grader.engine.judging.cell.cell_judge import CellJudge, GradedTest
from grader.engine.judging.cell.outcome import (
    CellOutcome,
    not_judged,
    with_student_outputs,
    without_verdict,
)
from grader.engine.judging.cell.reference_notebook import SourceCell
from grader.engine.page_content import rebuilt_cells, source_of
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits
from grader.exercises.hidden_test import MIME as VERDICT
from grader.exercises.reference import is_kept
from grader.student.grading_mode import VARIABLE

Notebook = dict[str, Any]


class Server(Protocol):
    """What the judge uses of `grader.engine.fork_server.ForkServer`."""

    @property
    def limits(self) -> Limits:
        """What each notebook may use."""

    def run(
        self, cells: Sequence[Cell], files: Mapping[str, bytes]
    ) -> AbstractContextManager[NotebookRun]:
        """Run a notebook."""


@dataclass(frozen=True)
class JudgedNotebook:
    """A notebook with its outputs, and the outcomes of its hidden tests by grade id."""

    content: Notebook
    outcomes: Mapping[str, CellOutcome]
    problem: str | None


@contextmanager
def grading_environment(course_root: Path, seed: str) -> Iterator[None]:
    """Set the environment variables from which hidden tests know their course and seed."""
    values = {"COURSE_ROOT": str(course_root), "COURSE_SEED": seed, VARIABLE: "1"}
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class CodeCell:
    """A code cell of a notebook: its index, its text, and its nbgrader metadata."""

    index: int
    source: str
    metadata: Mapping[str, Any]

    @property
    def id(self) -> str:
        """A name of the cell, unique in the notebook."""
        return f"cell {self.index}"

    @property
    def grade_id(self) -> str:
        """Nbgrader's name of the cell, "None" if it has none."""
        return str(self.metadata.get("grade_id"))

    @property
    def exercise(self) -> str:
        """The exercise that is to be solved in the cell, empty if it is of another kind."""
        return self.grade_id if self.metadata.get("solution") else ""

    @property
    def is_test(self) -> bool:
        """Whether the cell is an autograded test, and not a manually graded solution."""
        return bool(self.metadata.get("grade")) and not self.metadata.get("solution")


def code_cells(content: Notebook) -> list[CodeCell]:
    """Return the code cells of a notebook."""
    found = []
    for index, cell in enumerate(content["cells"]):
        if cell["cell_type"] == "code":
            source = cell["source"]
            text = source if isinstance(source, str) else "".join(source)
            found.append(CodeCell(index, text, dict(cell["metadata"].get("nbgrader", {}))))
    return found


@contextmanager
def _clean_linecache() -> Iterator[None]:
    """Remove the texts that are compiled in the block, or a class would fill the memory."""
    before = set(linecache.cache)
    try:
        yield
    finally:
        for name in linecache.cache.keys() - before:
            if name.startswith("<") and not is_kept(name):
                del linecache.cache[name]


@_clean_linecache()
def judge_notebook(
    server: Server,
    content: Notebook,
    source: Notebook,
    files: Mapping[str, bytes],
    limits: CallLimits = DEFAULT_LIMITS,
    faults: Mapping[str, str] | None = None,
    own_process: Collection[str] = (),
) -> JudgedNotebook:
    """Run a student's notebook, and judge it by the tests of the instructor's.

    Parameters
    ----------
    server : Server
    content : dict
        The student's notebook, repaired: its tests are found by their grade ids.
    source : dict
        The instructor's notebook, which decides what the tests are.
    files : mapping of str to bytes
        The files beside the notebook.
    limits : CallLimits, optional
    faults : mapping of str to str, optional
        By grade id, why some tests are not to be run: their exercises are not judged.
    own_process : collection of str, optional
        Tests that run in the student's process after all others: see `judging.reference_run`.

    Returns
    -------
    JudgedNotebook
        A copy with outputs; a test that the student's notebook lacks has no outcome.
    """
    faults, after_others, source_cells = faults or {}, [], code_cells(source)
    tests = {cell.grade_id: cell for cell in source_cells if cell.is_test}
    executed = {**content, "cells": [{**cell} for cell in content["cells"]]}
    cells = code_cells(content)
    cells_to_run = _cells_to_run(cells, tests, own_process)
    outcomes: dict[str, CellOutcome] = {}
    with server.run(cells_to_run, {**files}) as run:
        judge = CellJudge(run, _as_source_cells(source_cells, server), limits, files)
        for cell, to_run in zip(cells, cells_to_run, strict=True):
            outputs = [dict(output) for output in run.outputs.get(cell.id, [])]
            target = executed["cells"][cell.index]
            target["execution_count"] = None
            judge.add_cell(to_run.source, outputs, cell.exercise)
            if to_run.graded:
                test = _as_test(tests[cell.grade_id])
                target["source"] = test.source
                if test.grade_id in faults:
                    outcome = not_judged(test.points, faults[test.grade_id])
                elif test.grade_id in own_process:
                    after_others.append((test, cell.id, target, outputs))
                    continue
                else:
                    outcome = judge.judge(test, cell.id)
                outcome = outcomes[cell.grade_id] = with_student_outputs(outcome, outputs)
                target["outputs"] = list(outcome.outputs)
            else:
                target["outputs"] = [without_verdict(output) for output in outputs]
        outcomes.update(_judged_in_own_process(judge, after_others))
    return JudgedNotebook(_made_safe(executed, source), outcomes, run.problem)


def _judged_in_own_process(
    judge: CellJudge, tests: Iterable[tuple[GradedTest, str, dict[str, Any], list[Output]]]
) -> Iterator[tuple[str, CellOutcome]]:
    """Run tests in the student's process: each with its cell's id, the cell, and its outputs.

    From here on student code can have read a test, and no text of a process is used any more.
    """
    for test, cell_id, cell, outputs in tests:
        outcome = with_student_outputs(judge.judge_in_own_process(test, cell_id), outputs)
        cell["outputs"] = list(outcome.outputs)
        yield test.grade_id, outcome


def not_judged_notebook(content: Notebook, source: Notebook, fault: str) -> JudgedNotebook:
    """Return a student's notebook that was not executed, with no exercise judged.

    Parameters
    ----------
    content, source : dict
        As for `judge_notebook`.
    fault : str
        Why, a sentence for the instructor.
    """
    tests = {cell.grade_id: cell for cell in code_cells(source) if cell.is_test}
    shown = {**content, "cells": [{**cell} for cell in content["cells"]]}
    outcomes: dict[str, CellOutcome] = {}
    for cell in code_cells(content):
        target = shown["cells"][cell.index]
        target["execution_count"], target["outputs"] = None, []
        if cell.grade_id in tests and cell.grade_id not in outcomes:
            points = _as_test(tests[cell.grade_id]).points
            outcome = outcomes[cell.grade_id] = not_judged(points, fault)
            target["outputs"] = list(outcome.outputs)
    return JudgedNotebook(_made_safe(shown, source), outcomes, None)


def _made_safe(content: Notebook, source: Notebook) -> Notebook:
    """Return a notebook in which nothing runs where an instructor opens it."""
    lesson_texts = {source_of(each) for each in source["cells"]}
    return {**content, "cells": rebuilt_cells(content["cells"], lesson_texts, {VERDICT})}


def _cells_to_run(
    cells: Sequence[CodeCell], tests: Mapping[str, CodeCell], own_process: Collection[str]
) -> list[Cell]:
    """Return the cells for the student's process: the visible part of the instructor's tests."""
    seen: set[str] = set()
    found = []
    for cell in cells:
        is_graded = cell.grade_id in tests and cell.grade_id not in seen
        seen.add(cell.grade_id)
        test = tests.get(cell.grade_id)
        text = cell.source if test is None else visible(test.source)
        found.append(Cell(cell.id, text, is_graded, cell.grade_id in own_process))
    return found


def _as_source_cells(cells: Iterable[CodeCell], server: Server) -> tuple[SourceCell, ...]:
    return tuple(
        SourceCell(
            cell.source,
            bool(cell.metadata.get("solution")),
            cell.grade_id if cell.is_test else None,
            server.limits.cell_seconds,
        )
        for cell in cells
    )


def _as_test(cell: CodeCell) -> GradedTest:
    return GradedTest(cell.source, cell.grade_id, float(cell.metadata.get("points", 0)))
