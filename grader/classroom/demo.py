"""A small class to try the grader on: made of the release notebooks and of known mistakes."""

import copy
import itertools
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from grader.classroom.workspace import Workspace, require_assignment
from grader.exercises import exercises_of, load_reference, mistaken_source
from grader.student.text.errors import CourseError

ASSIGNMENT = "week2"


class Slip(NamedTuple):
    """A known mistake, by its name in `grader.exercises`."""

    notebook: str
    exercise: str
    mistake: str


# What each student who is neither all right nor at a loss gets wrong: mistakes often seen. None of
# them makes the lesson's own training run away. Short names keep the table within 80 columns.
STUDENTS: Mapping[str, Sequence[Slip]] = {
    "mean-missing": [Slip("logistic_regression", "propagate", "no_mean")],
    "uphill": [
        Slip("logistic_regression", "optimize", "uphill"),
        Slip("derivatives_and_graphs", "gradient_descent_1d", "uphill"),
    ],
    "threshold": [
        Slip("logistic_regression", "predict", "threshold_on_z"),
        Slip("derivatives_and_graphs", "graph_backward", "no_chain"),
    ],
    "parentheses": [
        Slip("logistic_regression", "sigmoid", "no_parentheses"),
        Slip("vectorization_and_broadcasting", "softmax", "whole_array"),
    ],
    "two-mistakes": [
        Slip("logistic_regression", "flatten_images", "images_mixed"),
        Slip("logistic_regression", "logistic_cost", "ones_only"),
        Slip("vectorization_and_broadcasting", "l1_loss", "mean"),
    ],
}

_MARK = ".made-by-course-demo"
_DELIMITER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n", re.MULTILINE)

Cells = Mapping[str, str]


@dataclass(frozen=True)
class _Lesson:
    """One release notebook with what can be written into it."""

    name: str
    notebook: dict[str, Any]
    solutions: Cells

    def filled(self, cells: Cells) -> dict[str, Any]:
        """Return the notebook with the cells of some exercises written by a student."""
        notebook = copy.deepcopy(self.notebook)
        for cell in notebook["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            if marks.get("solution") and marks["grade_id"] in cells:
                cell["source"] = _DELIMITER.sub("", cells[marks["grade_id"]])
        return notebook


def make_class(
    workspace: Workspace, assignment: str, students: Mapping[str, Sequence[Slip]] = STUDENTS
) -> tuple[str, ...]:
    """Write a class of invented students into the desk's ``submitted/``.

    Parameters
    ----------
    workspace : Workspace
        Its course is built. Its work folder is new, or holds an earlier demo, which is cleared;
        any other folder is refused.
    assignment : str
    students : mapping of str to sequence of Slip
        What is wrong in the notebooks of each student who made mistakes.

    Returns
    -------
    tuple of str
        The students: one with everything right, those with mistakes, one half-way, one who wrote
        nothing, one whose check cells are gone and one whose file broke off.
    """
    require_assignment(workspace.root, assignment)
    released = sorted((workspace.release / assignment).glob("*.ipynb"))
    lessons = [_lesson(workspace.root, assignment, path) for path in released]

    def right(lesson: _Lesson) -> str:
        return _text(lesson.filled(lesson.solutions))

    def wrong(slips: Sequence[Slip]) -> Callable[[_Lesson], str]:
        return lambda lesson: _text(lesson.filled(_with_slips(assignment, lesson, slips)))

    def half(lesson: _Lesson) -> str:
        count = (len(lesson.solutions) + 1) // 2
        return _text(lesson.filled(dict(itertools.islice(lesson.solutions.items(), count))))

    writers: dict[str, Callable[[_Lesson], str]] = {
        "all-right": right,
        **{name: wrong(slips) for name, slips in students.items()},
        "half-way": half,
        "unsolved": lambda lesson: _text(lesson.notebook),
        "check-gone": lambda lesson: _text(_without_a_check(lesson)),
        "broken-off": lambda lesson: right(lesson)[: len(right(lesson)) * 2 // 3],
    }
    class_of_texts = {
        f"student-{number:02}-{name}": {lesson.name: write(lesson) for lesson in lessons}
        for number, (name, write) in enumerate(writers.items(), 1)
    }
    _clear(workspace)
    for student, texts in class_of_texts.items():
        home = workspace.submitted / student / assignment
        home.mkdir(parents=True)
        for name, text in texts.items():
            (home / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return tuple(class_of_texts)


def _lesson(root: Path, assignment: str, path: Path) -> _Lesson:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return _Lesson(path.stem, notebook, load_reference(f"{assignment}/{path.stem}", root).sources)


def _with_slips(assignment: str, lesson: _Lesson, slips: Sequence[Slip]) -> Cells:
    cells = dict(lesson.solutions)
    for slip in slips:
        if slip.notebook == lesson.name:
            exercise = exercises_of(f"{assignment}/{lesson.name}")[slip.exercise]
            mistake = next(each for each in exercise.mistakes if each.name == slip.mistake)
            cells[slip.exercise] = mistaken_source(exercise, mistake, cells[slip.exercise])
    return cells


def _without_a_check(lesson: _Lesson) -> dict[str, Any]:
    """Return the solved notebook without its first check cell."""
    notebook = lesson.filled(lesson.solutions)
    checks = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] = [c for c in notebook["cells"] if c is not checks[0]]
    return notebook


def _text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _clear(workspace: Workspace) -> None:
    """Make the work folder ready; take away what an earlier demo left, and nothing else."""
    mark = workspace.work / _MARK
    if workspace.work.exists() and any(workspace.work.iterdir()) and not mark.is_file():
        raise CourseError(
            f"{workspace.work} holds files that are not of a demo. "
            "Name another folder with --folder."
        )
    for folder in (
        workspace.submitted,
        workspace.repaired,
        workspace.autograded,
        workspace.feedback,
        workspace.results,
        workspace.report,
    ):
        if folder.exists():
            shutil.rmtree(folder)
    for file in (workspace.gradebook, workspace.log):
        file.unlink(missing_ok=True)
    workspace.work.mkdir(parents=True, exist_ok=True)
    mark.touch()
