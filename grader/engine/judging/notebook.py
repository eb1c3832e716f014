"""The trusted judge: a submission's cells run in a sandbox, its hidden tests run here.

First all cells of a notebook run in the student's process, and their outputs are final. Then each
hidden test runs in this process, against the state that the student's process had after that cell:
see `grader.engine.remote.session`. Nothing that the student's process says is taken for a verdict.
"""

import ast
import functools
import json
import linecache
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from grader.engine.fork_server import Cell
from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.engine.judging.interface import Job, Judged, seed_of
from grader.engine.judging.reference_guard import guarded
from grader.engine.judging.reference_notebook import (
    SourceCell,
    of_the_student,
    scopes_of,
    used_names,
)
from grader.engine.judging.result import ExerciseResult, Result
from grader.engine.judging.static_analysis import read_cell
from grader.engine.judging.test_cell import (
    Output,
    Ran,
    as_outputs,
    checked_score,
    hidden,
    judges_by_score,
    run_test,
    visible,
    without_magics,
)
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits
from grader.engine.remote.session import Session
from grader.engine.sanitize import clean_data, clean_text
from grader.exercises.engine_names import TRUSTED
from grader.exercises.hidden_test import MIME as VERDICT
from grader.exercises.reference import is_kept
from grader.student.grading_mode import VARIABLE
from grader.student.text import CourseError

_LINES, _CHARACTERS = 20, 1000

Notebook = dict[str, Any]


class Server(Protocol):
    """What the judge needs of a fork server: see `grader.engine.fork_server`."""

    def run(self, cells: Sequence[Cell], files: Mapping[str, bytes]) -> Any:
        """Run a notebook; a context manager, as `ForkServer.run` is."""


@dataclass(frozen=True)
class Outcome:
    """What one hidden test came to.

    Parameters
    ----------
    points, max_points : float
    groups : mapping of str to float
    message : tuple of str
    seed : str
    outputs : tuple of dict
        Those of the check cell, the verdict and the points among them.
    """

    points: float
    max_points: float
    outputs: tuple[Output, ...]
    groups: Mapping[str, float] = field(default_factory=dict)
    message: tuple[str, ...] = ()
    seed: str = ""


@dataclass(frozen=True)
class JudgedNotebook:
    """A notebook with its outputs, and what each of its hidden tests came to by grade id."""

    content: Notebook
    outcomes: Mapping[str, Outcome]
    problem: str | None


def judge_with(
    server: Server,
    job: Job,
    course_root: Path,
    limits: CallLimits = DEFAULT_LIMITS,
    engine: str = TRUSTED,
) -> Judged:
    """Judge one submission with a given fork server.

    Raises
    ------
    CourseError
        If the course has no such assignment.
    """
    folder = course_root / "source" / job.assignment
    sources = {path.stem: _read(path) for path in sorted(folder.glob("*.ipynb"))}
    if not sources:
        raise CourseError(f"There is no instructor notebook in {folder}. Run: course build")
    beside = {f"{name}.ipynb": text.encode() for name, text in job.notebooks.items()}
    judged: dict[str, JudgedNotebook] = {}
    unread = []
    for name, text in job.notebooks.items():
        if name not in sources:
            continue
        files = {**job.files, **{k: v for k, v in beside.items() if k != f"{name}.ipynb"}}
        try:
            content = json.loads(text)
            _code_cells(content)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            unread.append(f"{name} is not a notebook that can be read.")
            continue
        with judging_of(course_root, seed_of(job.assignment, job.student, job.run)):
            judged[name] = judge_notebook(server, content, sources[name], files, limits)
    exercises = tuple(
        _result(job.assignment, cell, judged.get(cell.notebook)) for cell in graded_cells(folder)
    )
    problems = [f"{name}: {each.problem}" for name, each in judged.items() if each.problem]
    result = Result(
        job.student,
        job.assignment,
        engine,
        job.run,
        exercises,
        notes=tuple(_line(note) for note in (*unread, *problems)),
    )
    texts = {
        name: json.dumps(each.content, ensure_ascii=False, indent=1) + "\n"
        for name, each in judged.items()
    }
    return Judged(result, texts)


def _read(path: Path) -> Notebook:
    try:
        content: Notebook = json.loads(path.read_text(encoding="utf-8"))
        _code_cells(content)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CourseError(
            f"{path} is not a notebook as `course build` writes it ({type(error).__name__}: "
            f"{error}). Build the course again: course build"
        ) from error
    return content


@contextmanager
def judging_of(course_root: Path, seed: str) -> Iterator[None]:
    """Tell the hidden tests, which run in this process, of which course and seed they are."""
    wanted = {"COURSE_ROOT": str(course_root), "COURSE_SEED": seed, VARIABLE: "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class _CodeCell:
    """A code cell of a notebook: its place, its text, and nbgrader's marks of it."""

    number: int
    source: str
    marks: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"cell {self.number}"

    @property
    def judges(self) -> bool:
        """Whether it is a hidden or visible test, and not an answer that a person reads."""
        return bool(self.marks.get("grade")) and not self.marks.get("solution")


def _code_cells(content: Notebook) -> list[_CodeCell]:
    found = []
    for number, cell in enumerate(content["cells"]):
        if cell["cell_type"] == "code":
            source = cell["source"]
            text = source if isinstance(source, str) else "".join(source)
            found.append(_CodeCell(number, text, dict(cell["metadata"].get("nbgrader", {}))))
    return found


@contextmanager
def _lines_forgotten() -> Iterator[None]:
    """Forget the texts that were compiled meanwhile, or a class would fill the memory."""
    before = set(linecache.cache)
    try:
        yield
    finally:
        for name in linecache.cache.keys() - before:
            if name.startswith("<") and not is_kept(name):
                del linecache.cache[name]


@_lines_forgotten()
def judge_notebook(
    server: Server,
    content: Notebook,
    source: Notebook,
    files: Mapping[str, bytes],
    limits: CallLimits = DEFAULT_LIMITS,
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
        What lies beside the notebook.

    Returns
    -------
    JudgedNotebook
        A copy with outputs; a test that the student's notebook lacks has no outcome.
    """
    tests = {c.marks["grade_id"]: c for c in _code_cells(source) if c.judges}
    judged = {**content, "cells": [{**cell} for cell in content["cells"]]}
    cells = [
        _CodeCell(cell.number, tests[cell.marks["grade_id"]].source, cell.marks)
        if cell.marks.get("grade_id") in tests
        else cell
        for cell in _code_cells(content)
    ]
    seen: set[str] = set()
    run = []
    for cell in cells:
        name = str(cell.marks.get("grade_id"))
        graded = name in tests and name not in seen
        seen.add(name)
        text = visible(cell.source) if name in tests else cell.source
        run.append(Cell(cell.id, text, graded))
    references = _References(source)
    outcomes: dict[str, Outcome] = {}
    likenesses: dict[str, object] = {"__name__": "__main__"}
    space: dict[str, Any] = {"__name__": "__main__"}
    with server.run(run, {**files}) as ran:
        for cell, sent in zip(cells, run, strict=True):
            outputs = [dict(output) for output in ran.outputs.get(cell.id, [])]
            target = judged["cells"][cell.number]
            target["execution_count"] = None
            read_cell(sent.source, likenesses)
            if sent.graded:
                test = tests[cell.marks["grade_id"]]
                outcome = _judge_cell(test, ran, cell.id, likenesses, space, references, limits)
                outcome = _shown(outcome, outputs)
                outcomes[test.marks["grade_id"]] = outcome
                outputs = list(outcome.outputs)
                target["source"] = test.source
            else:
                outputs = [_unforged(output) for output in outputs]
            target["outputs"] = outputs
    known = {cell["source"] for cell in source["cells"] if isinstance(cell["source"], str)}
    for each in judged["cells"]:
        _make_harmless(each, known)
    return JudgedNotebook(judged, outcomes, ran.problem)


def _make_harmless(cell: dict[str, Any], known: Collection[str]) -> None:
    """Leave nothing in a cell that runs in a browser; the texts of the lesson are known."""
    for output in cell.get("outputs", ()):
        if isinstance(output.get("data"), dict):
            output["data"] = clean_data(output["data"], {VERDICT})
    text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    if cell["cell_type"] != "code" and text not in known:
        cell["source"] = clean_text(text)


class _References:
    """The instructor's notebook as reference, run when a test first needs it."""

    def __init__(self, source: Notebook) -> None:
        self.cells = tuple(
            SourceCell(
                cell.source,
                bool(cell.marks.get("solution")),
                cell.marks["grade_id"] if cell.judges else None,
            )
            for cell in _code_cells(source)
        )

    def scope(self, grade_id: str) -> Any:
        return scopes_of(self.cells)[grade_id]


def _judge_cell(
    test: _CodeCell,
    ran: Any,
    cell_id: str,
    likenesses: Mapping[str, object],
    space: dict[str, Any],
    references: _References,
    limits: CallLimits,
) -> Outcome:
    """Run the test of one cell against the state after it; the outputs are the test's alone."""
    most = float(test.marks.get("points", 0))
    sock = ran.snapshot(cell_id)
    if sock is None:
        return _nothing(most, ran.problem or "The notebook did not get as far as this cell.")
    session = Session(sock, likenesses, limits)
    faults: list[str] = []
    label = f"test {test.marks['grade_id']}"
    if judges_by_score(test.source):
        outputs = _scored(test, session, label)
    else:
        outputs = _asserted(test, session, label, space, references, faults)
    if session.violation or (faults and outputs.error is None):
        reason = session.violation or f"The test holds, but {faults[0]}."
        return _nothing(most, reason)
    if session.failure is not None and outputs.error is not None:
        return _nothing(most, f"{session.failure.kind}: {session.failure.text}.")
    return _outcome(outputs, most)


def _scored(test: _CodeCell, session: Session, label: str) -> Ran:
    """Run a hidden test that is `grader.exercises.score`: it knows the reference by itself."""
    text = hidden(test.source)
    loaded, stored = used_names(text)
    space = _looked_up(session, sorted(loaded - stored))
    return run_test(text, {"__name__": "__main__", **space}, label)


def _looked_up(session: Session, names: Sequence[str]) -> dict[str, Any]:
    """Return what the student's names stand for; those that are not there are left out."""
    found = {}
    for name in names:
        try:
            found[name] = session.lookup(name)
        except (NameError, CourseError):
            continue
    return found


def _asserted(
    test: _CodeCell,
    session: Session,
    label: str,
    space: dict[str, Any],
    references: _References,
    faults: list[str],
) -> Ran:
    """Run a test of plain asserts, its visible part too, beside the instructor's own solutions."""
    scope = references.scope(test.marks["grade_id"])
    loaded, stored = used_names(test.source)
    own = frozenset(space.get(_OWN, ()))
    students = of_the_student(scope, sorted(loaded), own | stored)
    for name in loaded - set(students) - own:
        if name in scope.reference:
            space[name] = scope.reference[name]
    for name in students:
        space.pop(name, None)
    for name, value in _looked_up(session, students).items():
        # A name that the test makes for itself says nothing about the student's.
        reference = None if name in stored else scope.reference.get(name)
        space[name] = guarded(value, reference, name, faults)
    space[_OWN] = own | stored
    shown, judging = visible(test.source), hidden(test.source)
    if not (_is_whole(shown) and _is_whole(judging)):
        return run_test(test.source, space, label)
    first = run_test(shown, space, label)
    if first.error is not None or not judging:
        return Ran(first.outputs[-1:] if first.error else (), first.value, first.error)
    return run_test(judging, space, label)


_OWN = "names that tests have made"


@functools.lru_cache(maxsize=512)
def _is_whole(text: str) -> bool:
    try:
        ast.parse(without_magics(text))
    except (SyntaxError, ValueError):
        return False
    return True


def _nothing(most: float, reason: str, seed: str = "") -> Outcome:
    return Outcome(0.0, most, (_stdout(reason),), {}, (_line(reason),), seed)


def _outcome(ran: Ran, most: float) -> Outcome:
    """Read points and message out of what a test did."""
    verdict: Mapping[str, Any] = {}
    for output in ran.outputs:
        verdict = output.get("data", {}).get(VERDICT) or verdict
    message = tuple(_line(line) for line in verdict.get("message", ())[:_LINES])
    groups = {str(name): float(part) for name, part in verdict.get("groups", {}).items()}
    seed = str(verdict.get("seed", ""))
    if ran.error is not None:
        text = str(ran.error).strip().partition("\n")[0]
        name = type(ran.error).__name__
        line = text if name == "NotImplementedError" and text else f"{name}: {text}"
        return Outcome(0.0, most, ran.outputs, {}, (_line(line.removesuffix(": ")),))
    points = checked_score(ran.value, most)
    if points is None:
        return _nothing(most, f"The hidden test gives {ran.value!r}, no number of points.", seed)
    return Outcome(points, most, ran.outputs, groups, message, seed)


def _shown(outcome: Outcome, outputs: list[Output]) -> Outcome:
    """Return an outcome whose outputs are the whole cell's."""
    stopped = any(output.get("output_type") == "error" for output in outputs)
    verdict = tuple(o for o in outcome.outputs if not (stopped and o["output_type"] == "error"))
    whole = as_outputs(outputs, verdict, outcome.points, VERDICT)
    return Outcome(
        outcome.points,
        outcome.max_points,
        tuple(whole),
        outcome.groups,
        outcome.message,
        outcome.seed,
    )


def _unforged(output: Output) -> Output:
    """Return an output without anything that only a judge may say."""
    if isinstance(output.get("data"), dict):
        return {**output, "data": {k: v for k, v in output["data"].items() if k != VERDICT}}
    return output


def _stdout(text: str) -> Output:
    return {"output_type": "stream", "name": "stdout", "text": f"{text}\n"}


def _line(value: object) -> str:
    """Return a text as one that any file can hold, and no longer than a line should be."""
    return str(value)[:_CHARACTERS].encode("utf-8", "replace").decode()


def _result(assignment: str, cell: GradedCell, judged: JudgedNotebook | None) -> ExerciseResult:
    where = f"{assignment}/{cell.notebook}"
    if judged is None:
        message = f"No readable notebook {cell.notebook} was handed in."
        return ExerciseResult(where, cell.exercise, 0.0, cell.points, message=(message,))
    outcome = judged.outcomes.get(cell.grade_id)
    if outcome is None:
        message = f"The check cell of {cell.exercise} is missing from the notebook."
        return ExerciseResult(where, cell.exercise, 0.0, cell.points, message=(message,))
    return ExerciseResult(
        where,
        cell.exercise,
        outcome.points,
        cell.points,
        outcome.groups,
        outcome.message,
        outcome.seed,
    )
