"""The course that nbgrader itself ships, its own notebooks and the release handed in."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import nbgrader

from tests import stock_nbgrader
from tests.courses import prepared
from tests.courses.prepared import Prepared

NAME, ASSIGNMENT = "quickstart", "ps1"
STUDENTS: Mapping[str, str] = MappingProxyType({"instructor": "source", "untouched": "release"})
"""And whose notebooks each of them hands in."""


def prepare(folder: Path) -> Prepared:
    """Run `nbgrader quickstart` and hand in for two students."""
    return prepared.prepare(folder, ASSIGNMENT, make_course, make_submissions)


def make_course(root: Path) -> None:
    """Write the course as `nbgrader quickstart` does."""
    root.parent.mkdir(parents=True, exist_ok=True)
    stock_nbgrader.run(root.parent, "quickstart", root.name)
    # It enters its students into the gradebook of the folder around the course.
    (root.parent / "gradebook.db").unlink(missing_ok=True)


def copy_course(root: Path) -> None:
    """Write the same without the processes that `nbgrader quickstart` starts, 15 CPU-seconds."""
    shown = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"
    ignored = shutil.ignore_patterns("*.html", "autotests.yml", "ps1_autotest")
    shutil.copytree(shown, root / "source", ignore=ignored)
    (root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {root.name!r}\n"
        'c.IncludeHeaderFooter.header = "source/header.ipynb"\n',
        encoding="utf-8",
    )


def make_submissions(root: Path, submitted: Path, students: Mapping[str, str] = STUDENTS) -> None:
    """Hand in the notebooks of ``source/`` and those of ``release/``."""
    for student, part in STUDENTS.items():
        shutil.copytree(root / part / ASSIGNMENT, submitted / student / ASSIGNMENT)
