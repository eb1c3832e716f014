"""An invented class for `course demo`, made from the release notebooks and known mistakes."""

import copy
import itertools
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from grader.classroom.workspace import Workspace, private_files, require_assignment
from grader.exercises import exercises_of, load_reference, mistaken_source
from grader.student.text import CourseError

ASSIGNMENT = "week2"


class StudentMistake(NamedTuple):
    """A mistake from the list of an exercise, by its name in `grader.exercises`."""

    notebook: str
    exercise: str
    mistake: str


# What some of the students get wrong: mistakes that are frequent. With none of them does the
# lesson's own training diverge. Short names keep the table within 80 columns.
STUDENTS: Mapping[str, Sequence[StudentMistake]] = {
    "mean-missing": [StudentMistake("logistic_regression", "propagate", "no_mean")],
    "uphill": [
        StudentMistake("logistic_regression", "optimize", "uphill"),
        StudentMistake("derivatives_and_graphs", "gradient_descent_1d", "uphill"),
    ],
    "threshold": [
        StudentMistake("logistic_regression", "predict", "threshold_on_z"),
        StudentMistake("derivatives_and_graphs", "graph_backward", "no_chain"),
    ],
    "parentheses": [
        StudentMistake("logistic_regression", "sigmoid", "no_parentheses"),
        StudentMistake("vectorization_and_broadcasting", "softmax", "whole_array"),
    ],
    "two-mistakes": [
        StudentMistake("logistic_regression", "flatten_images", "images_mixed"),
        StudentMistake("logistic_regression", "logistic_cost", "ones_only"),
        StudentMistake("vectorization_and_broadcasting", "l1_loss", "mean"),
    ],
}

_MARKER_FILE = ".made-by-course-demo"
_DELIMITER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n", re.MULTILINE)

Cells = Mapping[str, str]


@dataclass(frozen=True)
class _ReleaseNotebook:
    """A release notebook, and the solutions of its exercises by name."""

    name: str
    notebook: dict[str, Any]
    solutions: Cells

    def with_cells(self, cells: Cells) -> dict[str, Any]:
        """Return a copy of the notebook in which some exercises have the given sources."""
        notebook = copy.deepcopy(self.notebook)
        for cell in notebook["cells"]:
            metadata = cell["metadata"].get("nbgrader", {})
            if metadata.get("solution") and metadata["grade_id"] in cells:
                cell["source"] = _DELIMITER.sub("", cells[metadata["grade_id"]])
        return notebook


@private_files()
def create_class(
    workspace: Workspace,
    assignment: str,
    students: Mapping[str, Sequence[StudentMistake]] = STUDENTS,
) -> tuple[str, ...]:
    """Write the submissions of invented students to the workspace's ``submitted/``.

    Parameters
    ----------
    workspace : Workspace
        Its course is built. Its work folder is new, or contains an earlier demo, which is deleted;
        for any other folder a `CourseError` is raised.
    assignment : str
    students : mapping of str to sequence of StudentMistake
        By student, the mistakes in their notebooks.

    Returns
    -------
    tuple of str
        The students: one who solved everything, those with mistakes, one who solved half, one who
        changed nothing, one who deleted a check cell and one whose file is truncated.
    """
    require_assignment(workspace.root, assignment)
    released = sorted((workspace.release / assignment).glob("*.ipynb"))
    lessons = [_read_lesson(workspace.root, assignment, path) for path in released]

    def solved(lesson: _ReleaseNotebook) -> str:
        return _text(lesson.with_cells(lesson.solutions))

    def with_mistakes(mistakes: Sequence[StudentMistake]) -> Callable[[_ReleaseNotebook], str]:
        return lambda lesson: _text(
            lesson.with_cells(_sources_with_mistakes(assignment, lesson, mistakes))
        )

    def half_solved(lesson: _ReleaseNotebook) -> str:
        count = (len(lesson.solutions) + 1) // 2
        return _text(lesson.with_cells(dict(itertools.islice(lesson.solutions.items(), count))))

    writers: dict[str, Callable[[_ReleaseNotebook], str]] = {
        "all-right": solved,
        **{name: with_mistakes(mistakes) for name, mistakes in students.items()},
        "half-way": half_solved,
        "unsolved": lambda lesson: _text(lesson.notebook),
        "check-gone": lambda lesson: _text(_without_a_check(lesson)),
        "broken-off": lambda lesson: solved(lesson)[: len(solved(lesson)) * 2 // 3],
    }
    texts_by_student = {
        f"student-{number:02}-{name}": {lesson.name: write(lesson) for lesson in lessons}
        for number, (name, write) in enumerate(writers.items(), 1)
    }
    _delete_earlier_demo(workspace)
    for student, texts in texts_by_student.items():
        folder = workspace.submitted / student / assignment
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return tuple(texts_by_student)


def _read_lesson(root: Path, assignment: str, path: Path) -> _ReleaseNotebook:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    solutions = load_reference(f"{assignment}/{path.stem}", root).sources
    return _ReleaseNotebook(path.stem, notebook, solutions)


def _sources_with_mistakes(
    assignment: str, lesson: _ReleaseNotebook, mistakes: Sequence[StudentMistake]
) -> Cells:
    cells = dict(lesson.solutions)
    for made in mistakes:
        if made.notebook == lesson.name:
            exercise = exercises_of(f"{assignment}/{lesson.name}")[made.exercise]
            mistake = next(each for each in exercise.mistakes if each.name == made.mistake)
            cells[made.exercise] = mistaken_source(exercise, mistake, cells[made.exercise])
    return cells


def _without_a_check(lesson: _ReleaseNotebook) -> dict[str, Any]:
    """Return the solved notebook without its first check."""
    notebook = lesson.with_cells(lesson.solutions)
    checks = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] = [c for c in notebook["cells"] if c is not checks[0]]
    return notebook


def _text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _delete_earlier_demo(workspace: Workspace) -> None:
    """Delete the files of an earlier demo, and nothing else; create the work folder."""
    marker = workspace.work / _MARKER_FILE
    if workspace.work.exists() and any(workspace.work.iterdir()) and not marker.is_file():
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
    marker.touch()
