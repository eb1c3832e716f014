"""Exercises that are not judged, for a reason that is not known to be the student's.

They have no points, and are to be graded manually. `Result` and the gradebook say so.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.engine.judging.interface import Job, JudgedSubmission
from grader.engine.judging.result import ExerciseResult, Result
from grader.exercises.judge_names import TRUSTED
from grader.student.messages import grading_problems

INSTRUCTOR = ".instructor"
"""Whose submission the instructor's own notebook is. No student's name begins with a dot."""

_SOLUTION_RUN = "own solution"
_UNSOLVED = re.compile(r"^\s*raise NotImplementedError\b|^\s*#+ YOUR CODE HERE", re.MULTILINE)


def exercise_not_judged(assignment: str, cell: GradedCell, fault: str) -> ExerciseResult:
    """Return the result of an exercise that was not judged.

    Parameters
    ----------
    assignment : str
    cell : GradedCell
    fault : str
        Why, a sentence for the instructor.
    """
    message = (grading_problems.not_judged(),)
    name = f"{assignment}/{cell.notebook}"
    return ExerciseResult(name, cell.exercise, None, cell.points, message=message, fault=fault)


def submission_not_judged(
    course_root: Path, assignment: str, student: str, run: str, fault: str
) -> JudgedSubmission:
    """Return the result of a submission of which nothing could be judged.

    Parameters
    ----------
    course_root : Path
    assignment, student, run : str
    fault : str
        Why, a sentence for the instructor.

    Returns
    -------
    JudgedSubmission
        Its notebooks are those that the student was given: what was handed in may be what the
        grader cannot work with.
    """
    # Half a second of imports, which a process that only distributes jobs seldom needs.
    from grader.engine.judging.notebook import not_judged_notebook

    cells = graded_cells(course_root / "source" / assignment)
    exercises = tuple(exercise_not_judged(assignment, cell, fault) for cell in cells)
    notebooks = {}
    for name in dict.fromkeys(cell.notebook for cell in cells):
        content, source = (
            json.loads((course_root / tree / assignment / f"{name}.ipynb").read_text("utf-8"))
            for tree in ("release", "source")
        )
        made = not_judged_notebook(content, source, fault)
        notebooks[name] = json.dumps(made.content, ensure_ascii=False, indent=1) + "\n"
    return JudgedSubmission(Result(student, assignment, TRUSTED, run, exercises), notebooks)


def solution_job(
    course_root: Path, assignment: str, notebook: str, files: Mapping[str, bytes]
) -> Job:
    """Return the job that judges an instructor's own notebook, before it judges any student.

    Parameters
    ----------
    course_root : Path
    assignment : str
    notebook : str
        Without ``.ipynb``.
    files : mapping of str to bytes
        Those beside it.
    """
    path = course_root / "source" / assignment / f"{notebook}.ipynb"
    text = path.read_text(encoding="utf-8")
    return Job(INSTRUCTOR, assignment, _SOLUTION_RUN, {notebook: text}, files)


def solution_faults(result: Result, notebook: str) -> dict[str, str]:
    """Return why the exercises of a notebook cannot be judged, by name.

    Parameters
    ----------
    result : Result
        Of the job that `solution_job` returned.
    notebook : str

    Returns
    -------
    dict of str to str
        The exercises whose own solution does not get all points.
    """
    name = f"{result.assignment}/{notebook}"
    faults = {
        each.exercise: solution_fault(each.points, each.max_points, each.fault, each.message)
        for each in result.exercises
        if each.notebook == name
    }
    return {exercise: fault for exercise, fault in faults.items() if fault}


def unsolved_tests(source: Mapping[str, Any]) -> set[str]:
    """Return the grade ids of the tests whose exercise an instructor's notebook leaves unsolved.

    Parameters
    ----------
    source : mapping
        The notebook.
    """
    found: set[str] = set()
    is_unsolved = False
    for cell in source["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        text = "".join(cell["source"])
        if marks.get("solution"):
            is_unsolved = is_unsolved or bool(_UNSOLVED.search(text)) or not text.strip()
        elif marks.get("grade"):
            found |= {str(marks.get("grade_id"))} if is_unsolved else set()
            is_unsolved = False
    return found


def solution_fault(
    points: float | None, max_points: float, fault: str, message: Sequence[str] = ()
) -> str:
    """Return why an exercise cannot be judged, from the judging of its own solution.

    Parameters
    ----------
    points, max_points, fault, message
        As in `ExerciseResult`.

    Returns
    -------
    str
        Empty if the solution is right, or is graded manually.
    """
    if fault:
        return grading_problems.solution_not_judged(fault)
    if points is None or points == max_points:
        return ""
    return grading_problems.solution_not_right(points, max_points, " ".join(message[:1]))
