"""What a notebook of a course is made of: nbgrader's kinds of cells, and an assignment."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def cell(source: str, kind: str = "code", **marks: Any) -> Json:
    """A cell as nbgrader's own tools write it: nbformat 4.0, without an id."""
    if "grade_id" in marks:
        # nbgrader's schema allows no spaces.
        marks["grade_id"] = re.sub(r"\W+", "-", marks["grade_id"])
    full = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    made: Json = {"cell_type": kind, "metadata": {}, "source": source}
    if marks:
        made["metadata"] = {"nbgrader": {**full, **marks}}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def given(name: str, source: str, kind: str = "code") -> Json:
    """A read-only cell."""
    return cell(source, kind, grade_id=name, locked=True)


def solve(name: str, solution: str) -> Json:
    """A cell for a solution, all of which is taken out of the release."""
    return cell(f"{BEGIN}\n{solution}\n{END}", grade_id=name, solution=True)


def test(name: str, source: str, points: float = 1) -> Json:
    """Autograded tests."""
    return cell(source, grade_id=f"test-{name}", grade=True, locked=True, points=points)


def hidden(source: str) -> str:
    """A hidden region."""
    return f"### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS"


def manual(name: str, solution: str, points: float, kind: str = "code") -> Json:
    """A manually graded cell, code or Markdown."""
    made = solve(name, solution)
    if kind != "code":
        made = cell(f"{BEGIN}\n{solution}\n{END}", kind, grade_id=name, solution=True)
    made["metadata"]["nbgrader"] |= {"grade": True, "points": points}
    return made


def task(name: str, source: str, points: float) -> Json:
    """A task: the student adds cells below, the instructor gives points for them."""
    return cell(source, "markdown", grade_id=name, locked=True, task=True, points=points)


def _unchanged(content: Json) -> Json:
    return content


def as_json(content: Json) -> bytes:
    """A notebook as a file."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def with_ids(content: Json) -> Json:
    """Return the notebook in nbformat 4.5, as JupyterLab writes it today."""
    for number, each in enumerate(content["cells"]):
        each.setdefault("id", f"cell-{number}")
    return {**content, "nbformat_minor": 5}


@dataclass(frozen=True)
class Notebook:
    """An instructor's notebook, and what a student writes who is wrong in named places.

    Attributes
    ----------
    name : str
    cells : tuple of dict
        With solutions between nbgrader's marks.
    wrong : mapping of str to str
        By `grade_id`, what the student writes in place of the solution. All else is right.
    form : callable
        Changes the content to an older format, of source and submissions.
    kernel : str
    """

    name: str
    cells: tuple[Json, ...]
    wrong: Mapping[str, str]
    form: Callable[[Json], Json] = _unchanged
    kernel: str = "python3"

    @property
    def source(self) -> Json:
        """The instructor's notebook."""
        return self.form(self.of([json.loads(json.dumps(c)) for c in self.cells]))

    def of(self, cells: list[Json]) -> Json:
        """A notebook of these cells, nbformat 4.0."""
        spec = {"display_name": "Python 3", "language": "python", "name": self.kernel}
        metadata = {"kernelspec": spec, "language_info": {"name": "python"}}
        return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 0}

    def solutions(self) -> dict[str, str]:
        """By `grade_id`, what a student writes who is right."""
        found = {}
        for each in self.cells:
            marks = each["metadata"].get("nbgrader", {})
            if marks.get("solution"):
                text = each["source"]
                found[marks["grade_id"]] = re.sub(rf"^\s*({BEGIN}|{END})\n?", "", text, flags=re.M)
        return {name: text.rstrip("\n") for name, text in found.items()}


@dataclass(frozen=True)
class Assignment:
    """Notebooks that are handed out together.

    Attributes
    ----------
    name : str
    notebooks : tuple of Notebook
    files : mapping of str to str or bytes
        Beside the notebooks in ``source/``, by path; `/` first: in the root of the course.
    settings : str
        More lines of the course's ``nbgrader_config.py``.
    handed_in : mapping of str to str
        Files that each student hands in beside the notebooks, by path.
    forms : mapping of str to callable
        By a student more: makes the bytes of a notebook of the right student's content.
    """

    name: str
    notebooks: tuple[Notebook, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    settings: str = ""
    handed_in: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Callable[[Json], bytes]] = field(default_factory=dict)
