"""A small made-up course, with exercise values and public cases of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from grader.build import build_course
from grader.exercises.exercise import Exercise
from grader.exercises.header import Header
from grader.student.checking.comparison import Contract
from grader.student.text import CourseError

CHECKOUT = Path(__file__).parents[2]

LESSON = '''\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
r"""
# Lines

A line is $y = w x + b$. \\qquad\\text{(1.1)}
"""

# %% locked="setup"
import numpy as np

from grader.student import notebook

check, ready, hint = notebook("week1/lines")

# %% [markdown]
r"""
### Exercise 1.1: a line
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Compute equation (1.1).
<details><summary>What comes first?</summary>What happens to x before b is added?</details>
<details><summary>The shapes do not fit</summary>Is `w` a number?</details>
"""

# %% exercise="line"
def line(x, w, b):
    """The points of a line, equation (1.1).

    Parameters
    ----------
    x : ndarray (m,)    places
    w, b : float        slope and height

    Returns
    -------
    y : ndarray (m,)    heights
    """
    ### BEGIN SOLUTION
    scaled = np.multiply(w, x)
    # a comment does not count

    y = scaled + b
    ### END SOLUTION
    return y


# %% checks="line" points=4
check(line)

# %% tags=["figure"]
if ready(line):
    print(line(np.arange(3.0), 2.0, 1.0))

# %% [markdown]
r"""
### Exercise 1.2: its error
difficulty 2 of 5 · about 10 minutes · the reference is 1 line

<details><summary>What is an error?</summary>How far apart are the two?</details>
<details><summary>Negative errors</summary>What does a square do to a sign?</details>
<details><summary>One number</summary>Which function of numpy gives the mean?</details>
"""

# %% exercise="error"
def error(x, y, w, b):
    """Mean squared error of a line.

    Parameters
    ----------
    x, y : ndarray (m,)    points
    w : float              slope
    b : float              height
    """
    ### BEGIN SOLUTION
    return float(np.mean((line(x, w, b) - y) ** 2))
    ### END SOLUTION


# %% checks="error" points=2.5
check(error)

# %% [markdown]
# Written as a comment.

# %% [markdown]
# Written as a comment.
'''

SECOND_LESSON = '''\
# %% [markdown]
r"""
# Nothing to do here
"""

# %% locked="setup"
import numpy as np

# %%
print(np.pi)
'''

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "made-up"
c.ClearSolutions.code_stub = {"python": "# write your code here\\nraise NotImplementedError"}
"""

PROJECT = """\
[project]
name = "made-up"
version = "0.7.1"
requires-python = ">=3.11,<3.15"
license = "MIT"
dependencies = ["numpy>=2.1", "h5py>=3.11", "nbgrader>=0.9.5"]
"""


def exercises_of(notebook: str) -> dict[str, Exercise]:
    """The exercise values of the made-up course."""
    if notebook != "week1/lines":
        raise CourseError(f"nobody wrote exercises for {notebook}")
    values = (
        Exercise("line", list, Contract(("y",)), (), equations={"y": "(1.1)"}),
        Exercise("error", list, Contract(("error",)), (), uses=("line",)),
    )
    return {value.name: value for value in values}


def public_cases(
    notebook: str,
    solutions: Mapping[str, str],
    headers: Mapping[str, Header],
    given: Sequence[str],
) -> bytes:
    """Public cases of the made-up course, with all that the build hands over except solutions."""
    assert list(solutions) == list(headers)
    assert "notebook(" in given[0]
    assert all("### BEGIN SOLUTION" in source for source in solutions.values())
    about = {name: asdict(header) for name, header in headers.items()}
    return (json.dumps({"notebook": notebook, "headers": about}, indent=1) + "\n").encode()


def write_course(root: Path, lessons: Mapping[str, str] | None = None) -> Path:
    """Write the texts of a made-up course into a folder."""
    texts = {"week1/lines": LESSON, "week2/rest": SECOND_LESSON} if lessons is None else lessons
    for name, text in texts.items():
        path = root / "notebooks" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    return root


def add_package(root: Path) -> Path:
    """Add what the student package is made from: the real `grader.student`, made-up data."""
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "LICENSE").write_text("do what you like\n", encoding="utf-8")
    (root / "datasets/licenses").mkdir(parents=True)
    (root / "datasets/cats.h5").write_bytes(b"\x89HDF\x00\xff cats")
    (root / "datasets/licenses/emoji.txt").write_text("by somebody\n", encoding="utf-8")
    (root / "datasets/make_cats.py").write_text("print('meow')\n", encoding="utf-8")
    shutil.copytree(
        CHECKOUT / "grader/student",
        root / "grader/student",
        ignore=shutil.ignore_patterns("public", "__pycache__"),
        dirs_exist_ok=True,
    )
    shutil.copy(CHECKOUT / "grader/__init__.py", root / "grader/__init__.py")
    return root


def build_made_up(root: Path) -> list[Path]:
    """Build a made-up course."""
    return build_course(root, exercises_of=exercises_of, public_cases=public_cases)


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
