"""The course for the attacks on the verdict: two exercises, judged by plain asserts."""

import json
from pathlib import Path
from typing import Any

from tests.notebooks import cell, notebook_of

ASSIGNMENT, NOTEBOOK = "week1", "attacked"
HONEST = {"double": "def double(x):\n    return 2 * x", "shift": "def shift(x):\n    return x + 1"}
POINTS = {"double": 3, "shift": 2}
SECRET = "secret_number"

TEST = """\
{name}(np.ones(3))
### BEGIN HIDDEN TESTS
secret_number = np.random.default_rng(7).uniform(1, 2, (2, 3))
def wanted(x):
    return {formula}
assert np.allclose({name}(secret_number), wanted(secret_number))
np.testing.assert_allclose({name}(secret_number.copy()), wanted(secret_number))
assert all(abs({name}(np.full(1, x)) - wanted(x)) < 1e-9 for x in secret_number.ravel())
### END HIDDEN TESTS"""
FORMULAS = {"double": "2 * x", "shift": "x + 1"}


def notebook(answers: dict[str, str], hidden: bool = False) -> dict[str, Any]:
    """The notebook of a student, or of the instructor."""
    cells = [cell("import numpy as np", grade_id="setup", locked=True)]
    for name, points in POINTS.items():
        cells.append(cell(answers.get(name, HONEST[name]), grade_id=name, solution=True))
        test = TEST.format(name=name, formula=FORMULAS[name])
        text = test if hidden else test.partition("\n###")[0]
        marks = {"grade": True, "locked": True, "points": points}
        cells.append(cell(text, grade_id=f"check-{name}", **marks))
    return notebook_of(cells)


def make_course(root: Path) -> Path:
    """Write the course."""
    path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook({}, hidden=True)), encoding="utf-8")
    return root
