"""The graded cells of an assignment, read from its source notebooks."""

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
        The function that the cell checks; the grade id if it checks none.
    points : float
        The maximum.
    is_manual : bool
        Whether it has no test, and an instructor gives the points.
    """

    notebook: str
    grade_id: str
    exercise: str
    points: float
    is_manual: bool = False


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
            for cell in cells:
                metadata = cell["metadata"].get("nbgrader", {})
                if not metadata.get("grade"):
                    continue
                source = cell["source"]
                text = source if isinstance(source, str) else "".join(source)
                match = _CHECKED.search(text)
                name = match.group(1) if match else metadata["grade_id"]
                points = float(metadata["points"])
                manual = cell["cell_type"] != "code" or bool(metadata.get("solution"))
                found.append(GradedCell(path.stem, metadata["grade_id"], name, points, manual))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CourseError(
                f"{path} is not a notebook as `course build` writes it "
                f"({type(error).__name__}: {error}). Build the course again: course build"
            ) from error
    return tuple(found)
