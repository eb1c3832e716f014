"""A course of one notebook with two exercises, and a class that is graded once for all tests."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.grading.whole_class import grade_class
from grader.classroom.pages.feedback import Feedback, write_feedback
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.notebooks import cell, notebook_of

ASSIGNMENT = "week1"
NOTEBOOK = "tiny"
RUN = "first run"

SETUP = """\
import os
import random

from IPython.display import display


def check(function):
    try:
        right = function(1.0) == {"double": 2.0, "negate": -1.0}[function.__name__]
    except NotImplementedError:
        raise NotImplementedError(f"{function.__name__} is not written yet") from None
    print("right" if right else "wrong")
"""

SOLUTIONS = {
    "double": "def double(x):\n    return 2 * x",
    "negate": "def negate(x):\n    return -x",
}
STUB = "    # write your code here\n    raise NotImplementedError"

HIDDEN = """\
### BEGIN HIDDEN TESTS
secret_draw = random.Random(os.environ["COURSE_SEED"] + "{name}")
secret_number = secret_draw.uniform(5, 6)
secret_value = {name}(secret_number)
secret_share = 1.0 * (secret_value == {factor} * secret_number)
display(
    {{
        "text/plain": f"{{{points} * secret_share:g}} of {points}",
        "application/vnd.neural-notebooks.verdict+json": {{
            "exercise": "{name}",
            "notebook": "week1/tiny",
            "points": {points} * secret_share,
            "max": {points}.0,
            "seed": os.environ["COURSE_SEED"],
            "engine": "tiny",
            "groups": {{"value": secret_share}},
            "message": [f"judged with {{secret_number}}"],
        }},
    }},
    raw=True,
)
{points} * secret_share
### END HIDDEN TESTS"""

POINTS = {"double": 3, "negate": 2}
FACTORS = {"double": 2, "negate": -1}

CLASS: dict[str, Mapping[str, str]] = {
    "Zoë all right": {
        **SOLUTIONS,
        "double": "import sys\n\n\ndef double(x):\n    print(x, file=sys.stderr)\n    return 2 * x",
    },
    # It raises on hidden numbers only, so the traceback contains lines of the hidden test.
    "raises [1]": {
        "double": "def double(x):\n    return 2 * x if x < 5 else 1 / 0",
        "negate": "def negate(x):\n    return x",
    },
    # It prints the cell that calls it, in two forms.
    "prying": {
        "double": "def double(x):\n    print(In[-1])\n    print(repr(In[-1]))\n    return 2 * x",
    },
}


def notebook(bodies: Mapping[str, str], hidden: bool = False) -> dict[str, Any]:
    """Return the notebook with some exercises solved, as a student's or as the instructor's."""
    cells = [cell(SETUP, grade_id="setup", locked=True)]
    for name, points in POINTS.items():
        body = bodies.get(name, f"def {name}(x):\n{STUB}")
        test = HIDDEN.format(name=name, points=points, factor=FACTORS[name])
        cells += [
            cell(body, grade_id=name, solution=True),
            cell(
                f"check({name})" + (f"\n{test}" if hidden else ""),
                grade_id=f"check-{name}",
                grade=True,
                locked=True,
                points=points,
            ),
        ]
    return notebook_of(cells)


def write(path: Path, content: dict[str, Any]) -> Path:
    """Write a notebook; create its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def make_course(root: Path) -> Path:
    """Write the tiny course, with this project's own settings of nbgrader."""
    write(root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", notebook(SOLUTIONS, hidden=True))
    write(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", notebook({}))
    shutil.copy(Path(__file__).parents[1] / "nbgrader_config.py", root)
    return root


def write_submission(folder: Path, student: str, content: dict[str, Any]) -> Path:
    """Write a student's notebook to a folder of submissions."""
    return write(folder / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb", content)


def write_class(folder: Path) -> Path:
    """Write the notebooks of `CLASS`, a truncated one, and a student without any."""
    for student, bodies in CLASS.items():
        write_submission(folder, student, notebook(bodies))
    broken = write_submission(folder, "broken off", notebook(SOLUTIONS))
    broken.write_text(broken.read_text(encoding="utf-8")[:400], encoding="utf-8")
    (folder / "absent").mkdir()
    return folder


@dataclass(frozen=True)
class Graded:
    """A class after grading. Tests only read it."""

    workspace: Workspace
    submitted: Path
    results: dict[str, Result]
    feedback: dict[str, Feedback]


def copy_of_class(graded: Graded, folder: Path) -> Workspace:
    """Return a copy of a graded class, for a test that changes it."""
    shutil.copytree(graded.workspace.root, folder / "course")
    shutil.copytree(graded.workspace.work, folder / "work")
    return Workspace(folder / "course", folder / "work")


@pytest.fixture
def tiny(tmp_path: Path) -> Workspace:
    """A workspace of the tiny course, without any submissions."""
    return Workspace(make_course(tmp_path / "course"), tmp_path / "work")


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The students of `CLASS` and two whose submissions cannot be judged, graded."""
    base = tmp_path_factory.mktemp("graded")
    workspace = Workspace(make_course(base / "course"), base / "work")
    submitted = write_class(base / "handed in")
    results = grade_class(workspace, ASSIGNMENT, submitted, RUN)
    feedback = write_feedback(workspace, ASSIGNMENT)
    return Graded(
        workspace,
        submitted,
        {each.student: each for each in results},
        {f.student: f for f in feedback},
    )
