"""The course that is attacked: two exercises with hidden tests, and secrets in its files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.engine.judging.interface import Job
from tests.notebooks import cell, notebook_of

ASSIGNMENT, NOTEBOOK = "week1", "target"
SECRET = "SECRET" + "-OF-THE-COURSE"

POINTS = {"double": 3, "shift": 2}
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "shift": "def shift(x):\n    return x + 1",
}
_TESTS = {
    "double": f"for n in range(3, 40, 7):\n    assert double(n) == 2 * n  # {SECRET}",
    "shift": f"for n in range(3, 40, 7):\n    assert shift(n) == n + 1  # {SECRET}",
}


def notebook(bodies: Mapping[str, str], hidden: bool = False) -> dict[str, Any]:
    """The notebook with these solutions, as a student's or as the instructor's."""
    cells = []
    for name, points in POINTS.items():
        cells.append(cell(bodies[name], grade_id=name, solution=True))
        test = f"print({name!r})"
        if hidden:
            test += f"\n### BEGIN HIDDEN TESTS\nnote = {SECRET!r}\n{_TESTS[name]}\n"
            test += "### END HIDDEN TESTS"
        marks: dict[str, Any] = {"grade": True, "locked": True, "points": points}
        cells.append(cell(test, grade_id=f"check-{name}", **marks))
    return notebook_of(cells)


def make_course(root: Path) -> dict[str, str]:
    """Write the course with its secrets; return the paths for the attacks."""
    paths = {
        "gradebook": root / "gradebook.db",
        "source": root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb",
        "other": root / "submitted" / "another" / ASSIGNMENT / f"{NOTEBOOK}.ipynb",
        "config": root / "nbgrader_config.py",
    }
    for path in paths.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {SECRET}\n", encoding="utf-8")
    paths["source"].write_text(json.dumps(notebook(RIGHT, hidden=True)), encoding="utf-8")
    return {name: str(path) for name, path in paths.items()}


def submission(bodies: Mapping[str, str], files: Mapping[str, str], student: str) -> Job:
    """A submission of the course."""
    text = json.dumps(notebook({**RIGHT, **bodies}))
    beside = {name: content.encode() for name, content in files.items()}
    return Job(student, ASSIGNMENT, "a run", {NOTEBOOK: text}, beside)
