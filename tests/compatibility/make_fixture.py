"""How the folder ``made_by_247127c`` was made; run with that commit, not with today's code.

In a checkout of commit 247127c with its own environment in ``.venv``::

    .venv/bin/python /path/to/tests/compatibility/make_fixture.py /path/to/made_by_247127c

The course is a part of a notebook, so that the fixture stays small. Nothing is changed by hand.
"""

import copy
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from grader.exercises import exercises_of, load_reference, mistaken_source

NAME = "week3/activations"
ASSIGNMENT, NOTEBOOK = NAME.split("/")
RUN = "2026"
EXERCISES = ("fifty_linear_units", "sigmoid", "relu", "share_saturated", "sigmoid_backward")
MISTAKES = {
    "fifty_linear_units": "patience",
    "sigmoid": "no_parentheses",
    "relu": "absolute_value",
    "share_saturated": "one_end",
    "sigmoid_backward": "gradient_for_a",
}
# Other cells that are kept: what a student's notebook uses of the package besides its checks.
USES = """\
X = np.random.default_rng(0).normal(size=(2, 20))
net = train_small_net(X, (X[:1] > 0).astype(int), 2, np.tanh, iterations=2)
figures.show(figures.kink(), alt="The ReLU around z = 0.")
print(net.W1.shape, ready(), ready(sigmoid))"""


def main(folder: Path) -> None:
    """Write the fixture into a new folder."""
    course, submitted, work = (folder / each for each in ("course", "submitted", "graded"))
    for kind in ("source", "release"):
        text = Path(kind, f"{NAME}.ipynb").read_text(encoding="utf-8")
        write(course / kind / f"{NAME}.ipynb", shortened(json.loads(text)))
    shutil.copy("nbgrader_config.py", course)
    release = json.loads((course / "release" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for student, notebook in students(release).items():
        write(submitted / student / f"{NAME}.ipynb", notebook)
    (submitted / "ana" / ASSIGNMENT / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC\n")
    grade = ("grade", ASSIGNMENT, "--submitted", str(submitted), "--seed", RUN)
    run_course(course, work, *grade)
    enter_manual_grade(work)
    run_course(course, work, "feedback", ASSIGNMENT)
    run_course(course, work, "report", ASSIGNMENT)
    outputs = {path.parts[-3]: page_outputs(path) for path in (work / "feedback").rglob("*.html")}
    text = json.dumps(dict(sorted(outputs.items())), ensure_ascii=False, indent=1)
    (folder.parent / "feedback_outputs.json").write_text(text + "\n", encoding="utf-8")
    (work / "gradebook.sql").write_text(dumped(work / "gradebook.db"), encoding="utf-8")
    # An interrupted grading: the gradebook cannot be opened, so the results alone are written.
    nowhere = "sqlite:////no/such/folder/gradebook.db"
    run_course(course, work, *grade, "--force", "--db", nowhere, succeeds=False)
    kept = {"results", "report", "gradebook.sql"}
    for path in work.iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (work / "report" / "index.html").unlink()


def shortened(notebook: dict[str, Any]) -> dict[str, Any]:
    """Keep the setup, some exercises and their checks, and add the cell of `USES`."""
    wanted = {"setup", *EXERCISES, *(f"check-{name}" for name in EXERCISES)}
    cells = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in wanted
    ]
    uses = {**copy.deepcopy(cells[0]), "id": "uses", "metadata": {}, "source": USES}
    return {**notebook, "cells": [*cells, uses]}


def students(release: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the notebooks of three students: all right, all wrong, and half of it, damaged."""
    solutions = load_reference(NAME, Path.cwd()).sources
    mistaken = {}
    for name, wanted in MISTAKES.items():
        exercise = exercises_of(NAME)[name]
        mistake = next(each for each in exercise.mistakes if each.name == wanted)
        mistaken[name] = mistaken_source(exercise, mistake, solutions[name])
    half = {name: solutions[name] for name in ("sigmoid", "relu")}
    half["sigmoid_backward"] = "def sigmoid_backward(dA, Z):\n    return undefined_name"
    damaged = solved(release, half)
    damaged["cells"] = [c for c in damaged["cells"] if c["id"] != "check-share_saturated"]
    return {
        "ana": solved(release, solutions),
        "ben": solved(release, mistaken),
        "chris": damaged,
    }


def solved(release: dict[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    """Return the release notebook with some exercises in it."""
    notebook = copy.deepcopy(release)
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution") and nbgrader["grade_id"] in sources:
            lines = sources[nbgrader["grade_id"]].splitlines(keepends=True)
            cell["source"] = [line for line in lines if " SOLUTION" not in line]
    return notebook


def write(path: Path, notebook: dict[str, Any]) -> None:
    """Write a notebook as the command `course` does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def run_course(course: Path, work: Path, *words: str, succeeds: bool = True) -> None:
    """Run the command `course` of this environment."""
    command = [sys.executable, "-m", "grader.cli", "--course", str(course), *words]
    done = subprocess.run([*command, "--into", str(work)], check=False)
    assert (done.returncode == 0) == succeeds


def enter_manual_grade(work: Path) -> None:
    """Enter a score and a comment, as an instructor does in nbgrader's formgrader."""
    with Gradebook(f"sqlite:///{work / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("check-sigmoid_backward", NOTEBOOK, ASSIGNMENT, "ben")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment = gradebook.find_comment("sigmoid_backward", NOTEBOOK, ASSIGNMENT, "ben")
        comment.manual_comment = "The idea is right."
        gradebook.db.commit()


class _Outputs(HTMLParser):
    """Collects the texts of outputs and comments on a feedback page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "div":
            return
        if self._depth:
            self._depth += 1
        elif {"output_text", "panel-footer"} & set((dict(attrs).get("class") or "").split()):
            self._depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def page_outputs(path: Path) -> list[list[str]]:
    """Return the lines of each output and each comment on a feedback page."""
    parser = _Outputs()
    parser.feed(path.read_text(encoding="utf-8"))
    return [text.strip().splitlines() for text in parser.texts]


def dumped(database: Path) -> str:
    """Return the statements that make this database."""
    connection = sqlite3.connect(database)
    try:
        return "\n".join(connection.iterdump()) + "\n"
    finally:
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
