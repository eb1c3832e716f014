"""The course for the attacks on tests in the student's own process."""

import json
from pathlib import Path
from typing import Any

from tests.notebooks import cell, notebook_of

ASSIGNMENT, NOTEBOOK = "week1", "attacked"
SECRET = "secret_name"
HONEST = {
    "Stack": "class Stack(list):\n    def put(self, x):\n        return self.append(x) or self",
    "double": "def double(x):\n    return 2 * x",
    "twins": "def twins(x):\n    yield x\n    yield x",
}
POINTS = {"Stack": 3, "double": 2, "twins": 4}
OWN = {"Stack", "twins"}
"""Whose values cannot be sent."""
TESTS = {
    "Stack": "secret_name = Stack().put(3).put(4)\nassert secret_name.pop() == 4",
    "double": "secret_name = double(21)\nassert secret_name == 42, secret_name",
    "twins": "secret_name = twins(5)\nassert next(secret_name) == 5\n4 * (next(secret_name) == 5)",
}


def notebook(answers: dict[str, str], hidden: bool = False) -> dict[str, Any]:
    """The notebook of a student, or of the instructor."""
    cells = []
    for name, points in POINTS.items():
        cells.append(cell(answers.get(name, HONEST[name]), grade_id=name, solution=True))
        text = f"### BEGIN HIDDEN TESTS\n{TESTS[name]}\n### END HIDDEN TESTS" if hidden else ""
        marks = {"grade": True, "locked": True, "points": points}
        cells.append(cell(text, grade_id=f"check-{name}", **marks))
    return notebook_of(cells)


def make_course(root: Path) -> Path:
    """Write the course."""
    path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook({}, hidden=True)), encoding="utf-8")
    return root
