"""The instructor's own notebooks are judged before any student's.

An exercise whose own solution does not get all points cannot be judged: its test, a rule, the
reference or the solution itself is wrong. It is left to manual grading for the whole class, and the
other exercises are judged.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from grader.classroom.grading.pools.pool import Failure, Pool
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import Job
from grader.engine.judging.not_judged import solution_fault, solution_faults, solution_job

Faults = Mapping[str, Mapping[str, str]]
"""By notebook and exercise, why it is not judged for anybody."""


def judge_own_solutions(
    workspace: Workspace,
    assignment: str,
    pool: Pool,
    digest: str,
    *,
    again: bool = False,
    complete: Callable[[Job], Job] = lambda job: job,
) -> Faults:
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
    Faults
        Empty if every exercise can be judged.

    Raises
    ------
    CourseError
        If no submission can be judged on this machine.
    """
    path = workspace.results / f".{assignment}.solutions"
    if not again and _read(path) == digest:
        return {}
    pool.submit(map(complete, _jobs(workspace, assignment)))
    found: dict[str, Mapping[str, str]] = {}
    for job, outcome in pool.outcomes():
        (name,) = job.notebooks
        if isinstance(outcome, Failure):
            faults = {
                each.exercise: solution_fault(None, each.points, outcome.reason)
                for each in workspace.graded_cells(assignment)
                if each.notebook == name and not each.is_manual
            }
        else:
            faults = solution_faults(outcome.result, name)
        if faults:
            found[name] = faults
    # A fault may be of this machine, and is looked for again.
    if not found:
        _write(path, digest)
    return {name: found[name] for name in sorted(found)}


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


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _write(path: Path, digest: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(f"{digest}\n", encoding="utf-8")
    os.replace(unfinished, path)
