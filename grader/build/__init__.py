"""From the lessons' texts to source/, release/, the public cases and the student package."""

from __future__ import annotations

from pathlib import Path

from grader.build.errors import BuildError, LessonError, Problem
from grader.build.generated_tree import (
    Difference,
    PublicCases,
    StaleError,
    build,
    differences,
    read_lessons,
    write_tree,
)
from grader.build.student_package import build_student_wheel, build_student_zip, package
from grader.build.validation import ExercisesOf

__all__ = [
    "BuildError",
    "Difference",
    "LessonError",
    "Problem",
    "StaleError",
    "build",
    "build_course",
    "build_student_wheel",
    "build_student_zip",
    "check_course",
    "differences",
    "find_differences",
    "package",
    "read_lessons",
    "require_up_to_date",
    "write_tree",
]


def build_course(
    root: Path,
    *,
    exercises_of: ExercisesOf | None = None,
    public_cases: PublicCases | None = None,
) -> list[Path]:
    """Bring `source/`, `release/` and the public cases up to date with the lessons' texts.

    Parameters are those of `build`.

    Returns
    -------
    list of Path
        The files that were written or removed, relative to the course. Empty if all was right.

    Raises
    ------
    LessonError
        If the text of a lesson is wrong, with every reason; nothing is written then.
    BuildError
        If the course cannot be built for another reason; nothing is written either.
    """
    tree = build(root, exercises_of=exercises_of, public_cases=public_cases)
    return [change.path for change in write_tree(root, tree)]


def check_course(
    root: Path,
    *,
    exercises_of: ExercisesOf | None = None,
    public_cases: PublicCases | None = None,
) -> list[Path]:
    """Find the generated files that are stale, missing or superfluous, and write nothing.

    Parameters are those of `build`, errors those of `build_course`.

    Returns
    -------
    list of Path
        These files, relative to the course. `find_differences` says more of each.
    """
    found = find_differences(root, exercises_of=exercises_of, public_cases=public_cases)
    return [difference.path for difference in found]


def find_differences(
    root: Path,
    *,
    exercises_of: ExercisesOf | None = None,
    public_cases: PublicCases | None = None,
) -> list[Difference]:
    """Find what `check_course` finds, each with its state: stale, missing or superfluous."""
    tree = build(root, exercises_of=exercises_of, public_cases=public_cases)
    return differences(root, tree)


def require_up_to_date(
    root: Path,
    *,
    exercises_of: ExercisesOf | None = None,
    public_cases: PublicCases | None = None,
) -> None:
    """Raise StaleError, with the state of each file and the command, if anything is out of date."""
    found = find_differences(root, exercises_of=exercises_of, public_cases=public_cases)
    if found:
        raise StaleError(found)
