"""The generated files: all made in memory, compared with the disk, then all replaced or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from grader.build.errors import BuildError, LessonError, Problem
from grader.build.leaks import assert_holds_no_solution, assert_no_leak
from grader.build.lesson_text import Lesson, read_lesson
from grader.build.release import release_tree
from grader.build.source import notebook_bytes, source_notebook
from grader.build.validation import ExercisesOf, headers_of, problems_of
from grader.exercises.catalog import built_on
from grader.exercises.header import Header
from grader.exercises.public_data import equal_but_for_rounding
from grader.student.text import CourseError

PublicCases = Callable[[str, dict[str, str], dict[str, Header], list[str]], bytes]
Tree = Mapping[PurePosixPath, bytes]

# The folders that the build owns, with the files in them that are its own. Other files there are
# left alone, except that a stray .py in source/ would be released to students by nbgrader.
OWNED = {
    "source": ("*.ipynb", "*.py"),
    "release": ("*.ipynb", "*.py"),
    "grader/student/public": ("*.json",),
}


_IGNORED = frozenset({".ipynb_checkpoints", "__pycache__"})
"""Folders that nbgrader does not copy."""


@dataclass(frozen=True)
class Difference:
    """A generated file that is not what the texts say.

    Parameters
    ----------
    path : Path
        The file, relative to the course.
    state : {"stale", "missing", "superfluous"}
        What is wrong with it.
    """

    path: Path
    state: Literal["stale", "missing", "superfluous"]

    def __str__(self) -> str:
        return f"{self.path.as_posix()} is {self.state}"


class StaleError(BuildError):
    """Generated files are not what the lessons' texts say; `differences` has them."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        super().__init__(
            "\n".join(
                [
                    "These generated files are not what notebooks/ and grader/exercises/ say:",
                    *(f"  {difference}" for difference in differences),
                    "Run `course build` to mend them.",
                ]
            )
        )


def read_lessons(root: Path) -> list[Lesson]:
    """Read all lessons of a course, in the order of their names; refuse what cannot be read."""
    lessons, problems = _read(root)
    if problems:
        raise LessonError(problems)
    return lessons


def build(
    root: Path,
    *,
    exercises_of: ExercisesOf | None = None,
    public_cases: PublicCases | None = None,
) -> dict[PurePosixPath, bytes]:
    """Make every generated file of a course, without writing any.

    Parameters
    ----------
    root : Path
        Folder of the course.
    exercises_of, public_cases : callable, optional
        Where exercise values and public cases come from; `grader.exercises` by default.

    Returns
    -------
    dict of PurePosixPath to bytes
        `source/**.ipynb`, `release/**.ipynb` and `grader/student/public/**.json`, sorted.

    Raises
    ------
    LessonError
        If the text of a lesson is wrong.
    BuildError
        If nbgrader refuses a notebook, or students would get a solution, in a notebook or in a
        file beside it.
    """
    if exercises_of is None or public_cases is None:
        from grader import exercises

        exercises_of = exercises_of or exercises.exercises_of
        public_cases = public_cases or exercises.public_cases

    lessons = _valid_lessons(root, exercises_of)
    source = {
        PurePosixPath("source", f"{lesson.name}.ipynb"): notebook_bytes(source_notebook(lesson))
        for lesson in lessons
    }
    assert_holds_no_solution(_files_beside_notebooks(root), lessons)
    release = release_tree(root, source)
    for lesson in lessons:
        assert_no_leak(lesson, release[PurePosixPath("release", f"{lesson.name}.ipynb")])
    public = {
        PurePosixPath("grader/student/public", f"{lesson.name}.json"): _cases(
            lesson, lessons, public_cases
        )
        for lesson in lessons
        if lesson.exercises()
    }
    return dict(sorted({**source, **release, **public}.items()))


def differences(root: Path, tree: Tree) -> list[Difference]:
    """How the generated files on the disk differ from what the texts say, sorted by path.

    Public cases that were computed on another processor are up to date.
    """
    found: list[Difference] = []
    for path, content in tree.items():
        file = root / path
        if not file.is_file():
            found.append(Difference(Path(path), "missing"))
        elif not _is_up_to_date(path, file.read_bytes(), content):
            found.append(Difference(Path(path), "stale"))
    for path in _owned_files(root):
        if path not in tree:
            found.append(Difference(Path(path), "superfluous"))
    return sorted(found, key=lambda difference: difference.path)


def _is_up_to_date(path: PurePosixPath, old: bytes, new: bytes) -> bool:
    if path.suffix == ".json":  # public cases hold numbers, whose last digits depend on the machine
        return old == new or equal_but_for_rounding(old, new)
    return old == new


def write_tree(root: Path, tree: Tree) -> list[Difference]:
    """Bring the generated files on the disk up to date: all of them, or none.

    Files that are right already are not touched. New content is first written in full beside the
    trees; then each file is replaced in one step, and an error on the way puts all old files back.

    Parameters
    ----------
    root : Path
        Folder of the course.
    tree : mapping of PurePosixPath to bytes
        What `build` made.

    Returns
    -------
    list of Difference
        The files that were written or removed.
    """
    changes = differences(root, tree)
    if not changes:
        return []
    # Inside the course, since a file can be moved in one step only on its own file system.
    stage = Path(tempfile.mkdtemp(prefix=".course-build-", dir=root))
    try:
        for change in changes:
            if change.state != "superfluous":
                new = stage / "new" / change.path
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_bytes(tree[PurePosixPath(change.path.as_posix())])
            if change.state != "missing":
                old = stage / "old" / change.path
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / change.path, old)
        _replace_files(root, stage, changes)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return changes


def _replace_files(root: Path, stage: Path, changes: list[Difference]) -> None:
    done: list[Difference] = []
    made_folders: list[Path] = []
    try:
        for change in changes:
            target = root / change.path
            done.append(change)
            if change.state == "superfluous":
                target.unlink()
                continue
            made_folders += [folder for folder in reversed(target.parents) if not folder.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / "new" / change.path, target)
    except BaseException:  # an interrupt too must leave the old trees
        for change in reversed(done):
            old = stage / "old" / change.path
            if old.exists():
                os.replace(old, root / change.path)
            else:
                (root / change.path).unlink(missing_ok=True)
        for folder in reversed(made_folders):
            if folder.is_dir():
                folder.rmdir()
        raise
    for change in changes:
        if change.state == "superfluous":
            _remove_empty(root, (root / change.path).parent)


def _remove_empty(root: Path, folder: Path) -> None:
    """Remove a folder that the build emptied, and those above it, inside its own trees."""
    trees = [root / tree for tree in OWNED]
    while any(tree in folder.parents for tree in trees):
        if folder.is_dir():  # else it went with another file
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent


def _files_beside_notebooks(root: Path) -> dict[str, bytes]:
    """Return the files that nbgrader gives to students with the notebooks.

    It copies what is beside the notebooks in `source/`, hidden files too, and then all that is in
    `release/`. The build removes stray files of its own kinds.
    """
    owned = set(_owned_files(root))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for tree in ("source", "release")
        for path in sorted((root / tree).rglob("*"))
        if path.is_file()
        and PurePosixPath(path.relative_to(root).as_posix()) not in owned
        and not _IGNORED.intersection(path.parts)
    }


def _read(root: Path) -> tuple[list[Lesson], list[Problem]]:
    paths = sorted(
        path for path in (root / "notebooks").rglob("*.py") if not _is_hidden(path, root)
    )
    if not paths:
        raise BuildError(
            f"There is no lesson in {root / 'notebooks'}.\n"
            "Go to the folder that holds notebooks/ and run the command again."
        )
    lessons: list[Lesson] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            lessons.append(read_lesson(root, path))
        except LessonError as error:
            problems += error.problems
    return lessons, problems


def _valid_lessons(root: Path, exercises_of: ExercisesOf) -> list[Lesson]:
    """All lessons, or every problem of all of them at once."""
    lessons, problems = _read(root)
    for lesson in lessons:
        problems += problems_of(lesson, exercises_of)
    if problems:
        raise LessonError(problems)
    return lessons


def _cases(lesson: Lesson, lessons: Sequence[Lesson], public_cases: PublicCases) -> bytes:
    sources = {name: lesson.cells[at].source for name, at in lesson.exercises().items()}
    earlier = [one for name in built_on(lesson.name) for one in lessons if one.name == name]
    given = [cell.source for one in earlier for cell in one.cells if cell.locked or cell.exercise]
    given += [cell.source for cell in lesson.cells if cell.locked]
    try:
        return public_cases(lesson.name, sources, headers_of(lesson), given)
    except CourseError as error:
        raise BuildError(f"{lesson.file}: {error}\nNothing was written.") from error


def _owned_files(root: Path) -> Iterator[PurePosixPath]:
    for folder, patterns in OWNED.items():
        for pattern in patterns:
            for path in (root / folder).rglob(pattern):
                if path.is_file() and not _is_hidden(path, root):
                    yield PurePosixPath(path.relative_to(root).as_posix())


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
