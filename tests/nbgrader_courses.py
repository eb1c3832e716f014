"""Courses as nbgrader's own commands leave them, made in memory: source, release and settings."""

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result

ASSIGNMENT = "ps1"
PLAIN_SETTINGS = 'c = get_config()\nc.CourseDirectory.course_id = "other"\n'
TEST = "assert square(1) == 1\n### BEGIN HIDDEN TESTS\nassert square(3) == 9\n### END HIDDEN TESTS"
SQUARE, STUB = "def square(x):\n    return x * x", "def square(x):\n    raise NotImplementedError()"


def cell(source: str, kind: str = "code", **marks: Any) -> dict[str, Any]:
    """A cell without an id, as nbformat 4.0 has it."""
    full = {"schema_version": 3, "grade": False, "solution": False, "locked": False, **marks}
    made = {"cell_type": kind, "metadata": {"nbgrader": full} if marks else {}, "source": source}
    return made if kind != "code" else {**made, "execution_count": None, "outputs": []}


def exercise(source: str = SQUARE, name: str = "square") -> dict[str, Any]:
    """The cell of a solution."""
    return cell(source, grade_id=name, solution=True)


def check(source: str = TEST, name: str = "test-square", points: float = 2) -> dict[str, Any]:
    """An autograded test."""
    return cell(source, grade_id=name, grade=True, locked=True, points=points)


def notebook(cells: Sequence[dict[str, Any]], minor: int = 0) -> dict[str, Any]:
    """A notebook of nbformat 4."""
    cells = [copy.deepcopy(each) for each in cells]
    for number, each in enumerate(cells):
        if minor >= 5:
            each["id"] = f"id-{number}"
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": spec}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def released(source: Mapping[str, Any], begin: str = "### BEGIN HIDDEN") -> dict[str, Any]:
    """What ``nbgrader generate_assignment`` makes of a source, with `STUB` as every solution."""
    made: dict[str, Any] = copy.deepcopy(dict(source))
    for each in made["cells"]:
        marks = each["metadata"].get("nbgrader", {})
        if marks.get("solution") and each["cell_type"] == "code":
            each["source"] = STUB
        each["source"] = each["source"].partition(begin)[0].rstrip()
    return made


def write(path: Path, content: Mapping[str, Any]) -> Path:
    """Write a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def make_course(
    root: Path,
    notebooks: Mapping[str, Mapping[str, Any]],
    settings: str = "",
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a course: its sources, their releases, and files beside them."""
    for name, source in notebooks.items():
        write(root / "source" / ASSIGNMENT / f"{name}.ipynb", source)
        write(root / "release" / ASSIGNMENT / f"{name}.ipynb", released(source))
    for name, text in (files or {}).items():
        path = root / "source" / ASSIGNMENT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "nbgrader_config.py").write_text(PLAIN_SETTINGS + settings, encoding="utf-8")
    return root


def submit(folder: Path, student: str, name: str, content: Mapping[str, Any]) -> Path:
    """Write a student's notebook to a folder of submissions."""
    return write(folder / student / ASSIGNMENT / f"{name}.ipynb", content)


def grade(course: Path, submitted: Path) -> dict[str, Result]:
    """Grade a class with one process; return the results by student."""
    workspace = Workspace(course, course.parent / "work")
    results = grade_class(workspace, ASSIGNMENT, submitted, "run", make_pool=local_pools(1))
    return {each.student: each for each in results}


def points(result: Result) -> dict[str, float | None]:
    """The points of a result by exercise."""
    return {each.exercise: each.points for each in result.exercises}
