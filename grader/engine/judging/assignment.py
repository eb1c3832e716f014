"""Which exercises an assignment has, read from its source notebooks as data."""

import json
import re
from dataclasses import dataclass
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
        The function that the cell checks; the grade id where the cell checks none.
    points : float
        The most that the cell gives.
    """

    notebook: str
    grade_id: str
    exercise: str
    points: float


def graded_cells(folder: Path) -> tuple[GradedCell, ...]:
    """Cells with points of all notebooks in a folder, in notebook order.

    Parameters
    ----------
    folder : Path
        Such as ``source/week2``.
    """
    found: list[GradedCell] = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            for cell in cells:
                marks = cell["metadata"].get("nbgrader", {})
                if not marks.get("grade"):
                    continue
                source = cell["source"]
                text = source if isinstance(source, str) else "".join(source)
                checked = _CHECKED.search(text)
                name = checked.group(1) if checked else marks["grade_id"]
                found.append(GradedCell(path.stem, marks["grade_id"], name, float(marks["points"])))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CourseError(
                f"{path} is not a notebook as `course build` writes it "
                f"({type(error).__name__}: {error}). Build the course again: course build"
            ) from error
    return tuple(found)
