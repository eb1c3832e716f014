"""The course that nbgrader itself ships, its own notebooks and the release handed in."""

import shutil
from pathlib import Path

from tests import stock_nbgrader
from tests.courses import prepared
from tests.courses.prepared import Prepared

NAME, ASSIGNMENT = "quickstart", "ps1"


def prepare(folder: Path) -> Prepared:
    """Run `nbgrader quickstart` and hand in for two students."""
    return prepared.prepare(folder, ASSIGNMENT, make_course, make_submissions)


def make_course(root: Path) -> None:
    """Write the course as `nbgrader quickstart` does."""
    root.parent.mkdir(parents=True, exist_ok=True)
    stock_nbgrader.run(root.parent, "quickstart", root.name)
    # It enters its students into the gradebook of the folder around the course.
    (root.parent / "gradebook.db").unlink(missing_ok=True)


def make_submissions(root: Path, submitted: Path) -> None:
    """Hand in the notebooks of ``source/`` and those of ``release/``."""
    for student, part in (("instructor", "source"), ("untouched", "release")):
        shutil.copytree(root / part / ASSIGNMENT, submitted / student / ASSIGNMENT)
