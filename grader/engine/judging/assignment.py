"""The graded cells of an assignment, read from its source notebooks."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.student.text import CourseError

_CHECKED = re.compile(r"^\s*check\(\s*(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class GradedCell:
    """One cell that gives points.

    Parameters
    ----------
    notebook : str
        File name without ``.ipynb``.
    grade_id : str
        nbgrader's name of the cell.
    exercise : str
        The function that the cell checks; the grade id if it checks none.
    points : float
        The maximum.
    is_manual : bool
        Whether it has no test, and an instructor gives the points.
    is_task : bool
        Whether it is a task of nbgrader: manually graded, and without a solution cell.
    solution : str
        The grade id of the cell with the student's solution, empty if there is none.
    """

    notebook: str
    grade_id: str
    exercise: str
    points: float
    is_manual: bool = False
    is_task: bool = False
    solution: str = ""


def graded_cells(folder: Path) -> tuple[GradedCell, ...]:
    """Return the cells with points of all notebooks in a folder, in order.

    Parameters
    ----------
    folder : Path
        Such as ``source/week2``.
    """
    found: list[GradedCell] = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            solutions: list[str] = []
            for cell in cells:
                metadata = cell["metadata"].get("nbgrader", {})
                is_task = bool(metadata.get("task"))
                if metadata.get("solution") or is_task:
                    solutions.append(metadata["grade_id"])
                if not (metadata.get("grade") or is_task):
                    continue
                source = cell["source"]
                text = source if isinstance(source, str) else "".join(source)
                grade_id = metadata["grade_id"]
                manual = cell["cell_type"] != "code" or bool(metadata.get("solution")) or is_task
                match = None if manual else _CHECKED.search(text)
                name = match.group(1) if match else grade_id
                points = float(metadata["points"])
                # A test may be far below what it tests.
                solution = name if name in solutions else (solutions or [""])[-1]
                found.append(
                    GradedCell(path.stem, grade_id, name, points, manual, is_task, solution)
                )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CourseError(
                f"{path} is not a notebook as `course build` writes it "
                f"({type(error).__name__}: {error}). Build the course again: course build"
            ) from error
    return tuple(_with_different_names(found))


def _with_different_names(cells: Sequence[GradedCell]) -> Iterator[GradedCell]:
    """Name cells by their grade ids where several of a notebook check the same function."""
    counts = Counter((cell.notebook, cell.exercise) for cell in cells)
    for cell in cells:
        is_alone = counts[cell.notebook, cell.exercise] == 1
        yield cell if is_alone else replace(cell, exercise=cell.grade_id)
