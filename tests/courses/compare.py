"""A course graded by stock `nbgrader autograde` and by `course grade`: the points in each cell."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import stock_nbgrader

STOCK_SCORES = Path(__file__).with_name("stock_scores.json")
GRADER = "from grader.cli import main; main()"

Place = tuple[str, str, str, str]
"""Assignment, student, notebook, cell."""


@dataclass(frozen=True)
class Score:
    """What the gradebook says of a graded cell.

    Attributes
    ----------
    points : float or None
        None: no automatic score, or the student was not graded at all.
    most : float
    manual : bool
        The cell needs manual grading.
    """

    points: float | None
    most: float
    manual: bool

    def __str__(self) -> str:
        points = "none" if self.points is None else f"{self.points:g}"
        return f"{points} of {self.most:g}" + (", by hand" if self.manual else "")


Scores = dict[Place, Score]


def scores_in(gradebook: Path, assignment: str) -> Scores:
    """Read the scores of all cells of an assignment."""
    from nbgrader.api import Gradebook

    found: Scores = {}
    with Gradebook(f"sqlite:///{gradebook}") as opened:
        names = [each.name for each in opened.assignments]
        submissions = opened.assignment_submissions(assignment) if assignment in names else ()
        for submission in submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    place = (assignment, submission.student_id, notebook.name, grade.name)
                    found[place] = Score(
                        grade.auto_score, grade.max_score, grade.needs_manual_grade
                    )
    return found


def graded_by_stock(root: Path, submitted: Path, assignment: str) -> Scores:
    """Have nbgrader grade each student; return the scores.

    Parameters
    ----------
    root : Path
        A course with ``source/``, ``release/`` and a gradebook, which is changed.
    submitted : Path
        Laid out as ``<student>/<assignment>/<notebook>.ipynb``.
    assignment : str
    """
    shutil.copytree(submitted, root / "submitted", dirs_exist_ok=True)
    students = sorted(path.name for path in submitted.iterdir())
    _autograde(root, assignment)
    scores = scores_in(root / "gradebook.db", assignment)
    graded = {student for _, student, _, _ in scores}
    for student in students:
        # A submission that nbgrader cannot read may have ended the run for all.
        if student not in graded:
            _autograde(root, assignment, "--student", student)
    return scores_in(root / "gradebook.db", assignment)


def _autograde(root: Path, assignment: str, *more: str) -> None:
    done = subprocess.run(
        [*stock_nbgrader.COMMAND, "autograde", assignment, *more],
        cwd=root,
        env=stock_nbgrader.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [x for x in done.stderr.splitlines() if "Error" in x and "[" not in x[:1]]
        print(f"stock: {assignment} {more}: code {done.returncode}: {said[-1:]}", flush=True)


def graded_by_ours(root: Path, submitted: Path, assignment: str, *more: str) -> tuple[Scores, str]:
    """Have `course grade` grade all students; return the scores, the exit code and the screen."""
    words = ["--course", str(root), "grade", assignment, "--submitted", str(submitted), *more]
    done = subprocess.run(
        [sys.executable, "-c", GRADER, *words],
        env={**stock_nbgrader.environment(), "COLUMNS": "140"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    gradebook = root / "gradebook.db"
    scores = scores_in(gradebook, assignment) if gradebook.is_file() else {}
    return scores, f"{done.stdout}\nexit code {done.returncode}"


@dataclass(frozen=True)
class Difference:
    """A cell that the two grade differently."""

    place: Place
    stock: Score | None
    ours: Score | None

    def __str__(self) -> str:
        where = " / ".join(self.place)
        return f"{where}: stock {self.stock or 'no entry'}; ours {self.ours or 'no entry'}"


def differences(stock: Mapping[Place, Score], ours: Mapping[Place, Score]) -> Iterator[Difference]:
    """Yield the cells with other points, another maximum or another need of manual grading."""
    for place in sorted(stock.keys() | ours.keys()):
        one, other = stock.get(place), ours.get(place)
        if one != other:
            yield Difference(place, one, other)


def keep(scores: Mapping[Place, Score], path: Path = STOCK_SCORES) -> None:
    """Write the scores as nested JSON: assignment, student, notebook, cell."""
    kept: dict[str, dict[str, dict[str, dict[str, list[float | bool | None]]]]] = {}
    for (assignment, student, notebook, cell), score in sorted(scores.items()):
        students = kept.setdefault(assignment, {})
        cells = students.setdefault(student, {}).setdefault(notebook, {})
        cells[cell] = [score.points, score.most, score.manual]
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    # A score on one line.
    text = re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: "[" + " ".join(m[1].split()) + "]", text)
    path.write_text(text + "\n", encoding="utf-8")


def kept(path: Path = STOCK_SCORES) -> Scores:
    """Read the scores that `keep` has written."""
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {
        (assignment, student, notebook, cell): Score(*score)
        for assignment, students in content.items()
        for student, notebooks in students.items()
        for notebook, cells in notebooks.items()
        for cell, score in cells.items()
    }
