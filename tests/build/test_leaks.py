"""The last look at what students get."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.build import BuildError, read_lessons
from grader.build.leaks import assert_holds_no_solution, assert_no_leak
from grader.build.lesson_text.lesson import read_lesson


def edit(cell_id: str, change: Callable[[dict[str, Any]], object], release: bytes) -> bytes:
    notebook = json.loads(release)
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == cell_id]
    change(cell)
    return json.dumps(notebook).encode()


def text(new: str) -> Callable[[dict[str, Any]], None]:
    return lambda cell: cell.update(source=new)


@pytest.mark.parametrize(
    ("cell_id", "change", "what"),
    [
        (
            "line",
            text("def line(x, w, b):\n    scaled = np.multiply(w, x)"),
            "line of the solution",
        ),
        ("line", text("    ### BEGIN SOLUTION"), "marker"),
        ("check-line", text("check(line)\nscore(line, 'week1/lines', points=4)"), "differs"),
        ("check-line", text("check(line)\n### BEGIN HIDDEN TESTS"), "marker"),
        ("setup", text("import os"), "differs"),
        ("setup", lambda cell: cell.update(execution_count=1), "output"),
        ("setup", lambda cell: cell.update(outputs=[{"text": "hello"}]), "output"),
    ],
)
def test_a_student_notebook_with_more_than_the_open_text_is_refused(
    built: Path, cell_id: str, change: Callable[[dict[str, Any]], object], what: str
) -> None:
    lesson = read_lesson(built, built / "notebooks/week1/lines.py")
    release = (built / "release/week1/lines.ipynb").read_bytes()
    assert_no_leak(lesson, release)
    with pytest.raises(BuildError, match=what) as refusal:
        assert_no_leak(lesson, edit(cell_id, change, release))
    assert "week1/lines" in str(refusal.value)


def test_a_cell_too_many_is_refused(built: Path) -> None:
    lesson = read_lesson(built, built / "notebooks/week1/lines.py")
    notebook = json.loads((built / "release/week1/lines.ipynb").read_bytes())
    notebook["cells"].append(notebook["cells"][0])
    with pytest.raises(BuildError, match="another number of cells"):
        assert_no_leak(lesson, json.dumps(notebook).encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.py", "def f():\n        scaled = np.multiply(w, x)\n        y = scaled + b\n"),
        ("a.md", "and then\n    return float(np.mean((line(x, w, b) - y) ** 2))\n"),
        (
            "a.json",
            json.dumps({"cases": [{"code": ["scaled = np.multiply(w, x)\ny = scaled + b"]}]}),
        ),
        ("a.ipynb", json.dumps({"cells": [{"source": ["    ### END SOLUTION\n"]}]})),
    ],
)
def test_a_package_with_a_solution_is_refused(built: Path, name: str, content: str) -> None:
    lessons = read_lessons(built)
    assert_holds_no_solution(
        {name: b"scaled = np.multiply(w, x)" if name == "a.py" else b"{}"}, lessons
    )
    with pytest.raises(BuildError, match=f"{name} may not go to students"):
        assert_holds_no_solution({"b.py": b"x = 1", name: content.encode()}, lessons)


def test_what_is_no_text_is_passed_over(built: Path) -> None:
    assert_holds_no_solution({"cats.h5": b"\xff\xfeBEGIN SOLUTION"}, read_lessons(built))
