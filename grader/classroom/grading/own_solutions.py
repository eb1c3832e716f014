"""The instructor's own notebooks are judged before any student's.

An exercise whose own solution does not get all points cannot be judged: its test, a rule, the
reference or the solution itself is wrong. It is left to manual grading for the whole class, and the
other exercises are judged.
"""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.classroom.grading.pools.pool import Failure, Pool, PoolResult
from grader.classroom.workspace import Workspace
from grader.engine.judging.assignment import GradedCell
from grader.engine.judging.interface import Job
from grader.engine.judging.not_judged import (
    solution_fault,
    solution_faults,
    solution_job,
    unsolved_tests,
)
from grader.student.messages import grading_problems

Faults = Mapping[str, Mapping[str, str]]
"""By notebook and exercise, why it is not judged for anybody."""

OwnProcess = Mapping[str, Sequence[str]]
"""By notebook, the exercises whose tests run in the student's own process."""


@dataclass(frozen=True)
class OwnSolutions:
    """What the judging of the instructor's own notebooks has shown.

    Parameters
    ----------
    faults : Faults
    own_process : OwnProcess
    cells : mapping of str to str
        By exercise, the cell with its test.
    """

    faults: Faults
    own_process: OwnProcess
    cells: Mapping[str, str] = field(default_factory=dict)

    def for_grading(self, accepted: Collection[str], strict: bool) -> "OwnSolutions":
        """Return what holds for a grading.

        Parameters
        ----------
        accepted : collection of str
            The exercises that are judged all the same.
        strict : bool
            Whether no test may run in the student's own process.
        """
        faults = {
            name: {
                exercise: fault
                for exercise, fault in each.items()
                if not {exercise, self.cells.get(exercise, exercise)} & {*accepted}
            }
            for name, each in self.faults.items()
        }
        if strict:
            refused = grading_problems.refused_by_strict()
            for name, exercises in self.own_process.items():
                faults[name] = {**dict.fromkeys(exercises, refused), **faults.get(name, {})}
        kept = {name: each for name, each in faults.items() if each}
        return replace(self, faults=kept)


def warning(faults: Faults) -> str:
    """Return a sentence on what is judged for nobody, for before anything is judged."""
    names = [f"{notebook}: {exercise}" for notebook, each in faults.items() for exercise in each]
    return (
        f"The instructor's own notebooks do not get all points for {', '.join(names)}: judged for "
        "nobody. To correct this first, stop here and grade again afterwards; reasons are below."
    )


def judge_own_solutions(
    workspace: Workspace,
    assignment: str,
    pool: Pool,
    digest: str,
    *,
    again: bool = False,
    complete: Callable[[Job], Job] = lambda job: job,
) -> OwnSolutions:
    """Judge the instructor's own notebooks, unless they were right and have not changed.

    Parameters
    ----------
    workspace : Workspace
    assignment : str
    pool : Pool
        It has no other jobs.
    digest : str
        Of the notebooks, the exercises and the grader.
    again : bool
        Whether to judge them also if they have not changed.
    complete : callable, optional
        Makes a job what it is in this course.

    Returns
    -------
    OwnSolutions
        Without faults if every exercise can be judged.

    Raises
    ------
    CourseError
        If no submission can be judged on this machine.
    """
    path = workspace.results / f".{assignment}.solutions"
    known = _read(path)
    if not again and known.get("digest") == digest:
        return OwnSolutions({}, known.get("own_process", {}))
    pool.submit(map(complete, _jobs(workspace, assignment)))
    found: dict[str, Mapping[str, str]] = {}
    own_process: dict[str, list[str]] = {}
    cells = workspace.graded_cells(assignment)
    for job, outcome in pool.outcomes():
        (name,) = job.notebooks
        if not isinstance(outcome, Failure):
            own = [each.exercise for each in outcome.result.exercises if each.forgeable]
            own_process.update({name: own} if own else {})
        if faults := _faults_of(job, outcome, [each for each in cells if each.notebook == name]):
            found[name] = faults
    ways = {name: own_process[name] for name in sorted(own_process)}
    # A fault may be of this machine, and is looked for again.
    if not found:
        _write(path, {"digest": digest, "own_process": ways})
    ids = {each.exercise: each.grade_id for each in cells}
    return OwnSolutions({name: found[name] for name in sorted(found)}, ways, ids)


def _faults_of(job: Job, outcome: PoolResult, cells: Sequence[GradedCell]) -> dict[str, str]:
    """Return by exercise why a notebook's own solutions cannot be judged, and the cure."""
    (name,) = job.notebooks
    if isinstance(outcome, Failure):
        return {
            each.exercise: solution_fault(None, each.points, outcome.reason)
            for each in cells
            if not each.is_manual
        }
    unsolved = unsolved_tests(json.loads(job.notebooks[name]))
    ids = {each.exercise: each.grade_id for each in cells}
    return {
        exercise: _with_cure(fault, ids.get(exercise, exercise), unsolved)
        for exercise, fault in solution_faults(outcome.result, name).items()
    }


def _with_cure(fault: str, cell: str, unsolved: Collection[str]) -> str:
    """Return why an exercise is not judged, and what to do about it."""
    says = grading_problems.no_solution(fault) if cell in unsolved else fault
    return grading_problems.cure_or_accept(says, cell)


def _jobs(workspace: Workspace, assignment: str) -> Iterator[Job]:
    """Yield a job for each notebook, so that they are judged at the same time."""
    folder = workspace.source / assignment
    files = dict(_files_beside_notebooks(folder))
    for name in dict.fromkeys(cell.notebook for cell in workspace.graded_cells(assignment)):
        yield solution_job(workspace.course, assignment, name, files)


def _files_beside_notebooks(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and path.suffix != ".ipynb" and not _is_hidden(inner):
            yield inner.as_posix(), path.read_bytes()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, known: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(known) + "\n", encoding="utf-8")
    os.replace(unfinished, path)
