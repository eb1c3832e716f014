"""A course that stock nbgrader and ours can grade, each in a folder of its own."""

import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.warnings import MissingIDFieldWarning
from nbgrader.nbgraderformat import MetadataValidator

from tests import stock_nbgrader


@dataclass(frozen=True)
class Prepared:
    """An assignment that the two can grade, each in a folder of its own.

    Attributes
    ----------
    stock, ours : Path
        The course. Stock's source is brought up to date by `nbgrader update`, as nbgrader asks.
    submitted, updated : Path
        What students hand in, and the same after `nbgrader update`.
    """

    stock: Path
    ours: Path
    submitted: Path
    updated: Path


def prepare(
    folder: Path,
    assignment: str,
    make_course: Callable[[Path], object],
    hand_in: Callable[[Path, Path], object],
) -> Prepared:
    """Make the course of one assignment, have nbgrader make its release, and hand in.

    Parameters
    ----------
    folder : Path
        Empty.
    assignment : str
    make_course : callable
        Writes the instructor's side to a folder.
    hand_in : callable
        Takes the course with its release, and the folder of submissions to write.
    """
    made = Prepared(*(folder / part for part in ("stock", "ours", "submitted", "updated")))
    make_course(made.stock)
    shutil.copytree(made.stock, made.ours)
    update(made.stock / "source")
    release(made.stock, assignment)
    shutil.copytree(made.stock / "release", made.ours / "release")
    shutil.copy(made.stock / "gradebook.db", made.ours)
    hand_in(made.stock, made.submitted)
    shutil.copytree(made.submitted, made.updated)
    update(made.updated)
    return made


def update(folder: Path) -> None:
    """Bring old metadata up to date, as `nbgrader update` does; leave notebooks without alone."""
    with warnings.catch_warnings(action="ignore", category=MissingIDFieldWarning):
        for path in sorted(folder.rglob("*.ipynb")):
            content = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
            before = nbformat.writes(content)
            content = MetadataValidator().upgrade_notebook_metadata(content)
            if nbformat.writes(content) != before:
                nbformat.write(content, path)


def release(root: Path, assignment: str) -> None:
    """Make ``release/`` with nbgrader."""
    done = subprocess.run(
        [*stock_nbgrader.COMMAND, "generate_assignment", assignment],
        cwd=root,
        env=stock_nbgrader.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"nbgrader makes no release of {assignment}:\n{done.stderr}")
